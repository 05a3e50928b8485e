// Serving, told to people: the banner, a line a request, what reloads and findings say.
import { relative } from 'node:path'
import type { Reload } from '../app/mockserve.ts'
import { formatWithFrame } from '../diagnostics/code-frame.ts'
import { coverageSentence } from '../journal/words.ts'
import { addressLines, bannerLines } from './banner.ts'
import type { Colors } from './colors.ts'
import { createFindingLines, formatFramed } from './finding-lines.ts'
import { hyperlink } from './hyperlinks.ts'
import { isTold, type LogLevel } from './log-level.ts'
import type { Output } from './output.ts'
import { collapseRepeats } from './repeats.ts'
import type { Reporter } from './reporter.ts'
import { clock, formatMs, formatRequest, identityOf, type RequestRecord, recordOf, recordOfRefused } from './requests.ts'
import { printable } from './safe-text.ts'

const MAX_CHANGES = 20
const MAX_FRAMES = 5

export interface HumanOptions {
  readonly output: Output
  readonly colors: Colors
  readonly errorColors: Colors
  readonly level: LogLevel
  readonly hasKeys: boolean
  /** A line can be written over the one before. */
  readonly canRewrite: boolean
  /** Requests link to their exchange on the traffic page. */
  readonly hasLinks: boolean
}

export function createHumanReporter(options: HumanOptions): Reporter {
  const { output, colors, errorColors, level, hasKeys, canRewrite, hasLinks } = options
  const { dim, green, red, yellow } = colors
  let trafficUrl: string | undefined
  const repeats = collapseRepeats({
    print: (text) => output.log(text),
    reprint: canRewrite ? (text) => output.replaceable(text) : undefined,
  })
  const errorLine = (text: string) => {
    repeats.end()
    output.errorLine(text)
  }
  const findings = createFindingLines(
    (severity) => severity === 'error' || (severity === 'warning' && isTold('warn', level)),
    errorLine,
    errorColors,
  )
  const say = (message: string) => {
    if (!isTold('info', level)) return
    repeats.end()
    output.line(message)
  }
  const warn = (message: string) => {
    if (isTold('warn', level)) errorLine(`mockserve: ${errorColors.yellow('WARNING')}: ${printable(message)}`)
  }
  const request = (record: RequestRecord) => {
    const { exchange, defect, ms } = record
    const link = (text: string) =>
      hasLinks && exchange !== undefined && trafficUrl !== undefined
        ? hyperlink(text, `${trafficUrl}?exchange=${exchange}`)
        : text
    if (isTold('info', level)) repeats.show(identityOf(record), ms, () => formatRequest(record, new Date(), colors, link))
    if (defect !== undefined) errorLine(`mockserve: ${errorColors.red('a defect of mockserve')}, please report it: ${defect}`)
  }
  const reloaded = ({ files, ms, changes, findings: found }: Reload) => {
    say(`${dim(clock(new Date()))}  ${green('reloaded')} ${printable(files.join(', '))} in ${formatMs(ms)}`)
    for (const change of changes.slice(0, MAX_CHANGES)) say(`          ${paintChange(printable(change))}`)
    if (changes.length > MAX_CHANGES) say(dim(`          … and ${changes.length - MAX_CHANGES} more`))
    findings.begin(found)
  }
  const paintChange = (change: string) =>
    change.endsWith('(breaking)') ? red(change) : change.startsWith('+') ? green(change) : yellow(change)
  const kept = ({ files, findings: found }: Reload) => {
    for (const finding of found.slice(0, MAX_FRAMES))
      errorLine(formatFramed(formatWithFrame(finding), finding.severity, errorColors))
    if (found.length > MAX_FRAMES) errorLine(`… and ${found.length - MAX_FRAMES} more`)
    errorLine(
      `${clock(new Date())}  ${errorColors.red('not reloaded')} ${printable(files.join(', '))}: still serving the last good version`,
    )
  }

  const shown = (file: string) => printable(relative('', file))

  return {
    observers: {
      request: (...told) => request(recordOf(...told)),
      refused: (...told) => request(recordOfRefused(...told)),
      log: (line, source) => say(`${dim(clock(new Date()))}  ${dim(source.replace(/^handler:/, ''))}  ${printable(line)}`),
      finding: findings.add,
      reload: (reload) => (reload.ok ? reloaded(reload) : kept(reload)),
    },
    ready: (mock, settings) => {
      trafficUrl = mock.trafficUrl
      say(bannerLines(mock, settings, performance.now(), hasKeys, colors).join('\n'))
      output.flush()
      findings.begin(mock.findings)
    },
    warn,
    say,
    closing: (reason) => say(`${dim(clock(new Date()))}  stopped (${reason})`),
    coverage: (totals, reports) => {
      const more =
        reports.length > 0 ? `written to ${reports.map(shown).join(', ')}` : '--report coverage.md (or .json, .xml) tells which'
      say(`          ${coverageSentence(totals)}\n          ${dim(more)}`)
    },
    addresses: (mock, settings) => say(['', ...addressLines(mock, settings, colors), ''].join('\n')),
  }
}
