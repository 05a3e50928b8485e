// The judgement as text: a row for each document, the totals, and what failed.
import type { Findings } from './judge-document.ts'

/** One document's row: its findings, or why there are none. */
export interface Row {
  readonly id: string
  /** How many the document has, so that those of a server which did not start are missed in the totals. */
  readonly operations: number
  readonly findings: Findings | undefined
  /** What went wrong beside the answers: it did not start, or did not stop as it should. */
  readonly trouble: readonly string[]
  readonly readyMs: number | undefined
  readonly readyCpuMs: number | undefined
  readonly peakMb: number | undefined
  /** With --determinism: operations whose answers were equal, and not, under one seed; and those that another seed changes. */
  readonly determinism:
    | { readonly equal: number; readonly differing: readonly string[]; readonly changedBySeed: number }
    | undefined
}

/** Every operation answered, every answer valid, and nothing else went wrong. */
export function isFlawless({ findings, trouble, determinism }: Row): boolean {
  if (!findings || trouble.length > 0 || (determinism?.differing.length ?? 0) > 0) return false
  return findings.failures.length === 0 && findings.valid + findings.impossible.length === findings.operations
}

const columns = [
  'document',
  'operations',
  'answered',
  'valid',
  'impossible',
  'by intent',
  'not JSON',
  'indistinct',
  'ready ms',
  'CPU ms',
  'MB',
  'slowest ms',
]
const widths = [32, 10, 8, 6, 10, 9, 8, 10, 8, 7, 6, 10]

/** The first line. */
export function formatHead(): string {
  return line(columns)
}

/** One document's line. */
export function formatRow(row: Row): string {
  const { findings } = row
  const counts = findings
    ? [
        findings.operations,
        findings.answered,
        findings.valid,
        findings.impossible.length,
        findings.byIntent.length,
        findings.otherThanJson,
        findings.indistinct.length,
      ]
    : [row.operations, '-', '-', '-', '-', '-', '-']
  const cells = [row.id, ...counts, round(row.readyMs), round(row.readyCpuMs), round(row.peakMb), round(findings?.slowestMs)]
  const { determinism } = row
  const seeds = determinism
    ? `  same seed: ${determinism.equal} equal, ${determinism.differing.length} differing; other seed: ${determinism.changedBySeed} changed`
    : ''
  return `${line(cells)}${seeds}${isFlawless(row) ? '' : '  ✗'}`
}

/** The last lines. Times and memory of all documents together say little: the worst is named instead. */
export function formatTotals(rows: readonly Row[]): string {
  const sum = (pick: (findings: Findings) => number) =>
    rows.reduce((total, { findings }) => total + (findings ? pick(findings) : 0), 0)
  const operations = rows.reduce((total, row) => total + row.operations, 0)
  const answered = sum((findings) => findings.answered)
  const valid = sum((findings) => findings.valid)
  const impossible = sum((findings) => findings.impossible.length)
  const most = (pick: (row: Row) => number | undefined) => Math.max(0, ...rows.map((row) => pick(row) ?? 0))
  const cells = [
    `${rows.length} documents`,
    operations,
    answered,
    valid,
    impossible,
    sum((findings) => findings.byIntent.length),
    sum((findings) => findings.otherThanJson),
    sum((findings) => findings.indistinct.length),
    ...[round(most((row) => row.readyMs)), round(most((row) => row.readyCpuMs)), round(most((row) => row.peakMb))],
    round(most((row) => row.findings?.slowestMs)),
  ]
  const flawless = rows.filter(isFlawless).length
  const share = (count: number) => (operations === 0 ? '-' : `${((count / operations) * 100).toFixed(2)} %`)
  const seeded = rows.flatMap(({ determinism }) => (determinism ? [determinism] : []))
  const total = (pick: (one: NonNullable<Row['determinism']>) => number) => seeded.reduce((all, one) => all + pick(one), 0)
  const seeds = `same seed: ${total((one) => one.equal)} equal, ${total((one) => one.differing.length)} differing; other seed: ${total((one) => one.changedBySeed)} changed`
  return [
    line(cells.map(String)),
    ...(seeded.length > 0 ? [seeds] : []),
    `${flawless} of ${rows.length} documents without a flaw; answered ${share(answered)}, valid ${share(valid)}, impossible ${impossible}`,
  ].join('\n')
}

/** Everything that is wrong with a document, and with `verbose` what the judgement had to do without. */
export function formatDetails({ findings, trouble, determinism }: Row, verbose: boolean): string[] {
  const lines = trouble.map((reason) => `    ! ${reason}`)
  for (const name of findings?.impossible ?? []) lines.push(`    impossible: ${name}`)
  if (!verbose || !findings) return lines
  for (const { operation, request, status, faults, body } of findings.failures) {
    lines.push(`    ✗ ${operation}   ${status ?? 'no answer'}   (${request.slice(0, 200)})`)
    for (const fault of faults.slice(0, 6)) lines.push(`        ${fault}`)
    if (body !== '') lines.push(`        body: ${body.replaceAll(/\s+/g, ' ')}`)
  }
  for (const name of findings.byIntent) lines.push(`    valid only as nullable is meant: ${name}`)
  for (const name of findings.indistinct) lines.push(`    indistinct: ${name}`)
  for (const name of determinism?.differing ?? []) lines.push(`    differs under one seed: ${name}`)
  for (const note of findings.notes) lines.push(`    note: ${note}`)
  return lines
}

function line(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) => (index === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[index] ?? 0)))
    .join(' ')
}

function round(value: number | undefined): string {
  return value === undefined ? '-' : String(Math.round(value))
}
