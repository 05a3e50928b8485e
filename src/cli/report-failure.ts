// A failure on stderr: findings with their code frames, then `mockserve: what happened; what to do`. As an event on stdout, too, for programs.
import { formatWithFrame } from '../diagnostics/code-frame.ts'
import type { Colors } from './colors.ts'
import type { Failure } from './failure.ts'
import { failureMembers, formatFramed } from './finding-lines.ts'
import { LOG_VERSION } from './log-level.ts'
import type { Output } from './output.ts'
import { jsonLine, printableLines } from './safe-text.ts'

const MAX_FRAMES = 20

export function reportFailure(failure: Failure, output: Output, colors: Colors, isJson: boolean): void {
  const { message, findings } = failure
  if (isJson)
    output.line(jsonLine({ v: LOG_VERSION, event: 'error', time: new Date().toISOString(), ...failureMembers(failure) }))
  for (const finding of findings.slice(0, MAX_FRAMES))
    output.errorLine(formatFramed(formatWithFrame(finding), finding.severity, colors))
  if (findings.length > MAX_FRAMES) output.errorLine(`… and ${findings.length - MAX_FRAMES} more: mockserve check`)
  const [first = '', ...others] = printableLines(message).split('\n')
  output.errorLine([`${colors.red('mockserve')}: ${first}`, ...others.map((line) => `  ${line}`)].join('\n'))
}
