// Findings as lines, in batches, and never more than a screen can hold: the rest is a number.
import { type Diagnostic, formatDiagnostic, type Severity } from '../diagnostics/diagnostic.ts'
import type { Colors } from './colors.ts'
import type { Failure } from './failure.ts'
import { printable, printableLines } from './safe-text.ts'

const GATHER_MS = 150
const MAX_LINES = 10
const CALM_MS = 600

export interface FindingLines {
  /** One found while serving. */
  add(finding: Diagnostic): void
  /** Those of a load that begins: they are printed at once, and the counting starts anew. What the load before had is not told twice. */
  begin(findings: readonly Diagnostic[]): void
}

/** `shown` says which severities are worth a line; `print` takes a block of lines. */
export function createFindingLines(
  shown: (severity: Severity) => boolean,
  print: (block: string) => void,
  colors: Colors,
): FindingLines {
  let waiting: Diagnostic[] = []
  let told = new Set<string>()
  let toldBefore = new Set<string>()
  let left = MAX_LINES
  let more = 0
  let gathering: NodeJS.Timeout | undefined
  let calm: NodeJS.Timeout | undefined

  const flush = () => {
    gathering = undefined
    const lines = waiting.slice(0, left).map((finding) => formatFinding(finding, colors))
    left -= lines.length
    more += waiting.length - lines.length
    waiting = []
    if (lines.length > 0) print(lines.join('\n'))
    if (more === 0) return
    // told when no more come for a while, so that one number stands for all
    clearTimeout(calm)
    calm = setTimeout(() => {
      print(colors.dim(`… and ${more} more: mockserve check`))
      more = 0
    }, CALM_MS).unref()
  }
  const take = (findings: readonly Diagnostic[]) => {
    for (const finding of findings) {
      // lines move when a file is edited, so the place does not count
      const key = `${finding.code} ${finding.place.file} ${finding.message}`
      if (shown(finding.severity) && !toldBefore.has(key)) waiting.push(finding)
      told.add(key)
    }
  }

  return {
    add: (finding) => {
      take([finding])
      if (waiting.length > 0) gathering ??= setTimeout(flush, GATHER_MS).unref()
    },
    begin: (findings) => {
      clearTimeout(gathering)
      clearTimeout(calm)
      left = MAX_LINES
      more = 0
      waiting = []
      toldBefore = told
      told = new Set()
      take(findings)
      flush()
    },
  }
}

/** `openapi.yaml:14:3: error: sentence [code]`, safe and coloured. */
export const formatFinding = (finding: Diagnostic, colors: Colors): string =>
  paint(printable(formatDiagnostic(finding)), finding.severity, colors)

/** The same with its code frame. */
export const formatFramed = (framed: string, severity: Severity, colors: Colors): string =>
  paint(printableLines(framed), severity, colors)

const paint = (text: string, severity: Severity, { red, yellow, cyan, bold }: Colors) => {
  const color = severity === 'error' ? red : severity === 'warning' ? yellow : cyan
  const mark = `: ${severity}: `
  const at = text.indexOf(mark)
  return at < 0 ? text : `${bold(text.slice(0, at))}: ${color(severity)}: ${text.slice(at + mark.length)}`
}

/** A finding as JSON, in events and in `check --format json`. */
export function findingMembers({ severity, code, message, hint, place }: Diagnostic): Record<string, unknown> {
  const { line, column } = place.position()
  return { severity, code, file: place.file, line, column, pointer: place.pointer, message, ...(hint !== undefined && { hint }) }
}

/** The members of the event `error`: it did not start. */
export const failureMembers = ({ code, message, exitCode, findings }: Failure): Record<string, unknown> => ({
  code,
  message,
  exitCode,
  findings: findings.map(findingMembers),
})
