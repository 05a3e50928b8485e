// A failure on stderr: findings with their code frames, then `mockserve: what happened; what to do`.
import { formatWithFrame } from '../diagnostics/code-frame.ts'
import type { Colors } from './colors.ts'
import type { Failure } from './failure.ts'
import { formatFramed } from './finding-lines.ts'
import { printableLines } from './safe-text.ts'

const MAX_FRAMES = 20

export function failureLines({ findings, message }: Failure, colors: Colors): string[] {
  const rest = findings.length - MAX_FRAMES
  const [first = '', ...others] = printableLines(message).split('\n')
  return [
    ...findings.slice(0, MAX_FRAMES).map((finding) => formatFramed(formatWithFrame(finding), finding.severity, colors)),
    ...(rest > 0 ? [`… and ${rest} more: mockserve check`] : []),
    `${colors.red('mockserve')}: ${first}`,
    ...others.map((line) => `  ${line}`),
  ]
}
