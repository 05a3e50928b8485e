// `mockserve check [documents]`: all that is wrong with documents, and nothing served.
import { type Built, buildRuntime } from '../../app/build-runtime.ts'
import { inspect } from '../../app/inspect-documents.ts'
import { loadSettings } from '../../config/load-settings.ts'
import { formatWithFrame } from '../../diagnostics/code-frame.ts'
import { type Diagnostic, formatDiagnostic, type Severity } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../journal/words.ts'
import { type Colors, colorsFor } from '../colors.ts'
import { type ExitCode, exitCodes } from '../failure.ts'
import { findingMembers, formatFramed } from '../finding-lines.ts'
import type { Output } from '../output.ts'
import { jsonLine, printable } from '../safe-text.ts'

export type CheckFormat = 'pretty' | 'unix' | 'json' | 'github'

export interface CheckOptions {
  readonly documents: readonly string[]
  readonly format: CheckFormat
  /** Warnings count as errors. */
  readonly strict: boolean
  readonly allowRefs: readonly string[]
  readonly color: boolean
}

/** Resolves with 1 when there are errors, or no document at all. */
export async function check({ documents, format, strict, allowRefs, color }: CheckOptions, output: Output): Promise<ExitCode> {
  const given = { ...(documents.length > 0 && { documents }), ...(allowRefs.length > 0 && { allowRefs }) }
  const { settings } = await loadSettings(given, process.cwd(), process.env)
  const found: Diagnostic[] = []
  const built = buildRuntime(settings, (finding) => found.push(finding))
  found.push(...built.diagnostics)
  for (const finding of inspect(built.contract, true)) if (finding !== undefined) found.push(finding)

  const findings = sorted(found)
  for (const line of formats[format](findings, built, colorsFor(process.stdout, process.env, color))) output.line(line)
  const isFine = !findings.some(({ severity }) => severity === 'error' || (strict && severity === 'warning'))
  return isFine ? exitCodes.fine : exitCodes.failed
}

/** By file, then by line; what two ways found is told once. */
function sorted(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyed = [...new Map(findings.map((finding) => [formatDiagnostic(finding), finding])).values()]
    .map((finding) => ({ finding, ...finding.place.position() }))
    .sort((a, b) => compareText(a.finding.place.file, b.finding.place.file) || a.line - b.line || a.column - b.column)
  return keyed.map(({ finding }) => finding)
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Format = (findings: readonly Diagnostic[], built: Built, colors: Colors) => Iterable<string>

const formats: Readonly<Record<CheckFormat, Format>> = {
  *pretty(findings, { contract }, colors) {
    for (const finding of findings) yield `${formatFramed(formatWithFrame(finding), finding.severity, colors)}\n`
    const numbers = countBySeverity(findings)
    const said = [
      plural(numbers.error, 'error'),
      plural(numbers.warning, 'warning'),
      ...(numbers.info > 0 ? [plural(numbers.info, 'note')] : []),
    ].join(', ')
    const color = numbers.error > 0 ? colors.red : numbers.warning > 0 ? colors.yellow : colors.green
    yield `${color(said)} in ${plural(contract.documents.length, 'document')} (${plural(contract.operations.length, 'operation')})`
  },
  *unix(findings) {
    for (const finding of findings) yield printable(formatDiagnostic(finding))
  },
  *json(findings, { contract }) {
    const documents = contract.documents.map(({ document, title, version, operations }) => ({
      path: document.file.path,
      title,
      version,
      operations: operations.length,
    }))
    const { error: errors, warning: warnings, info: infos } = countBySeverity(findings)
    yield jsonLine({ v: 1, errors, warnings, infos, documents, findings: findings.map(findingMembers) })
  },
  /** Source: GitHub documentation, "Workflow commands for GitHub Actions". */
  *github(findings) {
    for (const { severity, code, message, hint, place } of findings) {
      const { line, column } = place.position()
      const properties = Object.entries({ file: place.file, line, col: column, title: code }).map(
        ([key, value]) => `${key}=${escapeProperty(String(value))}`,
      )
      yield `::${severity === 'info' ? 'notice' : severity} ${properties.join(',')}::${escapeData(hint === undefined ? message : `${message} (${hint})`)}`
    }
  },
}

function countBySeverity(findings: readonly Diagnostic[]): Record<Severity, number> {
  const numbers = { error: 0, warning: 0, info: 0 }
  for (const { severity } of findings) numbers[severity]++
  return numbers
}

const escapeData = (text: string) => printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'))
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
