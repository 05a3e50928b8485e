// A failure on stderr: findings with their code frames, then `mockserve: what happened; what to do`. As an event on stdout, too, for programs.
import { formatWithFrame } from '../diagnostics/code-frame.ts'
import type { Colors } from './colors.ts'
import type { Failure } from './failure.ts'
import { findingMembers, formatFramed } from './finding-lines.ts'
import type { Output } from './output.ts'
import { jsonLine, printableLines } from './safe-text.ts'

const MAX_FRAMES = 20

export function reportFailure(
  { exitCode, code, message, findings }: Failure,
  output: Output,
  colors: Colors,
  isJson: boolean,
): void {
  if (isJson) output.line(jsonLine({ v: 1, event: 'error', code, message, exitCode, findings: findings.map(findingMembers) }))
  for (const finding of findings.slice(0, MAX_FRAMES))
    output.errorLine(formatFramed(formatWithFrame(finding), finding.severity, colors))
  if (findings.length > MAX_FRAMES) output.errorLine(`… and ${findings.length - MAX_FRAMES} more: mockserve check`)
  const [first = '', ...others] = printableLines(message).split('\n')
  output.errorLine([`${colors.red('mockserve')}: ${first}`, ...others.map((line) => `  ${line}`)].join('\n'))
}
