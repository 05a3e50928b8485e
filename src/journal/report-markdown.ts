// Contract coverage as Markdown, for a comment on a pull request or the summary of a job. Source: GitHub Flavored Markdown.
import type { Coverage, OperationCoverage } from './coverage.ts'
import type { UndeclaredCall } from './undeclared-calls.ts'
import { coverageSentence, plural, times } from './words.ts'

/** Of each list: a comment may have 65,536 characters. */
const MAX_LISTED = 60

export function toMarkdown({ totals, operations, undeclared, since }: Coverage): string {
  const used = operations.filter(({ calls }) => calls > 0)
  const unused = operations.filter(({ calls }) => calls === 0)
  return `${[
    '## Contract coverage',
    '',
    `**${coverageSentence(totals)}** (${plural(totals.requests, 'request')} since ${since.slice(0, 19).replace('T', ' ')} UTC)`,
    ...section('Undeclared calls', [
      ...listed(undeclared.calls, undeclaredLine),
      ...(undeclared.notListed > 0 ? [`- ${plural(undeclared.notListed, 'more request')} to still other addresses`] : []),
    ]),
    ...section(
      'Violations',
      listed(operations.flatMap(violationLines), (line) => line),
    ),
    ...section('Used', used.length === 0 ? [] : [...TABLE, ...listed(used, usedRow, '| … | | | | |')]),
    ...section(
      'Never used',
      listed(unused, ({ method, path }) => `- ${code(`${method} ${path}`)}`),
    ),
  ].join('\n')}\n`
}

const TABLE = ['| Operation | Calls | Statuses given | Never given | Never sent |', '| --- | ---: | --- | --- | --- |']

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines]
}

/** The first of them, and how many more there are; `end` closes what cannot hold a sentence. */
function listed<Item>(items: readonly Item[], lineOf: (item: Item) => string, end?: string): string[] {
  const lines = items.slice(0, MAX_LISTED).map(lineOf)
  const more = items.length - lines.length
  if (more === 0) return lines
  const told = `and ${more} more; a report in JSON has all`
  return [...lines, ...(end === undefined ? [`- … ${told}`] : [end, '', `… ${told}`])]
}

const undeclaredLine = ({ method, path, status, count }: UndeclaredCall) =>
  `- ${code(`${method} ${path}`)} was answered ${status}, ${times(count)}`

function violationLines({ method, path, violations }: OperationCoverage): string[] {
  return violations.map(({ in: place, rule, count, samples: [first] }) => {
    const sample = first === undefined ? '' : `: ${code(first.detail)}${first.at === undefined ? '' : ` (${code(first.at)})`}`
    return `- ${code(`${method} ${path}`)} ${place} ${code(rule)}, ${times(count)}${sample}`
  })
}

function usedRow({ method, path, calls, statuses, parameters, bodies }: OperationCoverage): string {
  const given = statuses.filter((each) => each.given > 0)
  const notGiven = statuses.filter((each) => each.given === 0)
  const notSent = [
    ...parameters.filter(({ sent }) => sent === 0).map((each) => `${each.in} ${each.name}`),
    ...bodies.filter(({ sent }) => sent === 0).map(({ type }) => type),
  ]
  const cells = [
    code(`${method} ${path}`),
    String(calls),
    given
      .map(({ status, given: count, isDocumented }) => `${status} × ${count}${isDocumented ? '' : ' (undocumented)'}`)
      .join(', '),
    notGiven.map(({ status }) => status).join(', '),
    notSent.map(code).join(', '),
  ]
  // a bar ends a cell, also within code
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** A text of somebody else: shown as it is, whatever marks it holds. Source: CommonMark "Code spans". */
function code(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`
}
