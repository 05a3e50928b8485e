// Serving, told to people: the banner, a line a request, what reloads and findings say.
import { relative } from 'node:path'
import type { Reload } from '../app/mockserve.ts'
import { formatWithFrame } from '../diagnostics/code-frame.ts'
import { coverageSentence } from '../journal/words.ts'
import { addressLines, bannerLines } from './banner.ts'
import type { Colors } from './colors.ts'
import { createFindingLines, formatFramed } from './finding-lines.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'
import { clock, formatMs, formatRequest, type RequestRecord, recordOf, recordOfRefused } from './requests.ts'
import { printable } from './safe-text.ts'

const MAX_CHANGES = 20
const MAX_FRAMES = 5

export interface HumanOptions {
  readonly output: Output
  readonly colors: Colors
  readonly errorColors: Colors
  /** Only errors. */
  readonly isQuiet: boolean
  readonly hasKeys: boolean
}

export function createHumanReporter({ output, colors, errorColors, isQuiet, hasKeys }: HumanOptions): Reporter {
  const { dim, green, red, yellow } = colors
  const findings = createFindingLines(
    (severity) => severity === 'error' || (severity === 'warning' && !isQuiet),
    (block) => output.errorLine(block),
    errorColors,
  )
  const say = (message: string) => {
    if (!isQuiet) output.line(message)
  }
  const warn = (message: string) => {
    if (!isQuiet) output.errorLine(`mockserve: ${errorColors.yellow('WARNING')}: ${printable(message)}`)
  }
  const request = (record: RequestRecord) => {
    if (!isQuiet) output.log(formatRequest(record, new Date(), colors))
    if (record.defect !== undefined)
      output.errorLine(`mockserve: ${errorColors.red('a defect of mockserve')}, please report it: ${record.defect}`)
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
      output.errorLine(formatFramed(formatWithFrame(finding), finding.severity, errorColors))
    if (found.length > MAX_FRAMES) output.errorLine(`… and ${found.length - MAX_FRAMES} more`)
    output.errorLine(
      `${clock(new Date())}  ${errorColors.red('not reloaded')} ${printable(files.join(', '))}: still serving the last good version`,
    )
  }

  const shown = (file: string) => printable(relative('', file))

  return {
    observers: {
      request: (answered, ms) => request(recordOf(answered, ms)),
      refused: (asked, status, reason) => request(recordOfRefused(asked, status, reason)),
      log: (line, source) => say(`${dim(clock(new Date()))}  ${dim(source.replace(/^handler:/, ''))}  ${printable(line)}`),
      finding: findings.add,
      reload: (reload) => (reload.ok ? reloaded(reload) : kept(reload)),
    },
    ready: (mock, settings) => {
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
