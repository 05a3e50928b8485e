// The judgement as text: a row for each document, the totals, and what failed.
import type { RequestFindings } from './judge-requests.ts'

export interface Row {
  readonly id: string
  readonly findings: RequestFindings
  readonly ms: number
}

/** Every operation has a request that is accepted, or a proof that none can be; every broken rule was named. */
export const isFlawless = ({ findings }: Row): boolean => findings.failures.length === 0

const columns = ['document', 'operations', 'accepted', 'impossible', 'left out', 'otherwise', 'variants', 'named', 'ms']
const widths = [38, 10, 8, 10, 8, 9, 8, 8, 7]

export const formatHead = (): string => line(columns)

export function formatRow(row: Row): string {
  return `${line([row.id, ...countsOf([row]), Math.round(row.ms)])}${isFlawless(row) ? '' : '  ✗'}`
}

export function formatTotals(rows: readonly Row[]): string {
  const counts = countsOf(rows)
  const [operations = 0, accepted = 0, impossible = 0, , , variants = 0, named = 0] = counts
  const share = (count: number, all: number) => (all === 0 ? '-' : `${((count / all) * 100).toFixed(2)} %`)
  const rules = new Map<string, number>()
  for (const { findings } of rows)
    for (const [rule, count] of Object.entries(findings.rules)) rules.set(rule, (rules.get(rule) ?? 0) + count)
  return [
    line([`${rows.length} documents`, ...counts, Math.round(rows.reduce((all, { ms }) => all + ms, 0))]),
    `${rows.filter(isFlawless).length} of ${rows.length} documents without a flaw; accepted or proved impossible ${share(accepted + impossible, operations)}, named ${share(named, variants)}`,
    `broken: ${[...rules]
      .sort(([, a], [, b]) => b - a)
      .map(([rule, count]) => `${rule} ${count}`)
      .join(', ')}`,
  ].join('\n')
}

function countsOf(rows: readonly Row[]): number[] {
  const sum = (pick: (findings: RequestFindings) => number) => rows.reduce((all, { findings }) => all + pick(findings), 0)
  return [
    sum(({ operations }) => operations),
    sum(({ accepted }) => accepted),
    sum(({ impossible }) => impossible.length),
    sum(({ leftOut }) => leftOut.length),
    sum(({ readOtherwise }) => readOtherwise.length),
    sum(({ variants }) => variants),
    sum(({ named }) => named),
  ]
}

/** What is impossible, and with `verbose` everything else that is not as it should be. */
export function formatDetails({ findings }: Row, verbose: boolean): string[] {
  const lines = findings.impossible.map((each) => `    impossible: ${each}`)
  if (!verbose) return lines
  for (const { operation, variant, request, reason } of findings.failures) {
    lines.push(`    ✗ ${operation}${variant === '' ? '' : `   ${variant}`}`, `        ${reason.slice(0, 600)}`)
    if (request !== '') lines.push(`        ${request.replaceAll(/\s+/g, ' ').slice(0, 400)}`)
  }
  for (const each of findings.leftOut) lines.push(`    left out: ${each}`)
  for (const each of findings.readOtherwise) lines.push(`    read otherwise: ${each}`)
  return lines
}

const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[i] ?? 0))).join(' ')
