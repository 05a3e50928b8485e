// Contract coverage as a JUnit report: each operation is a test case. Source: the schema that Jenkins reads (xunit plugin, `junit-10.xsd`).
import type { Coverage, OperationCoverage, RuleCoverage } from './coverage.ts'
import type { UndeclaredCall } from './undeclared-calls.ts'
import { times } from './words.ts'

interface TestCase {
  readonly suite: string
  readonly name: string
  readonly outcome: Outcome
}

type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly message: string }
  /** One failure each: viewers read the first alone. */
  | { readonly kind: 'failure'; readonly type: string; readonly message: string; readonly lines: readonly string[] }

const UNDECLARED = 'undeclared calls'

/** Operations fail by the violations of their calls and are skipped when they were never used; an undeclared call is a case that fails. */
export function toJunit({ since, operations, undeclared }: Coverage): string {
  const cases = [...operations.map(caseOf), ...undeclared.calls.map(undeclaredCase), ...notListed(undeclared.notListed)]
  const suites = new Map<string, TestCase[]>()
  for (const each of cases) {
    const members = suites.get(each.suite)
    if (members === undefined) suites.set(each.suite, [each])
    else members.push(each)
  }
  const { tests, failures, errors } = countOf(cases)
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'mockserve', tests, failures, errors, time: 0 })}>`,
    ...[...suites].flatMap(([name, members]) => [
      `  <testsuite${attributes({ name, ...countOf(members), time: 0, timestamp: since.replace(/\.\d+Z$/, '') })}>`,
      ...members.map(writeCase),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ].join('\n')}\n`
}

function countOf(cases: readonly TestCase[]) {
  const count = (kind: Outcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length
  return { tests: cases.length, failures: count('failure'), errors: 0, skipped: count('skipped') }
}

function caseOf({ document, method, path, calls, violations }: OperationCoverage): TestCase {
  const base = { suite: document, name: `${method} ${path}` }
  if (violations.length > 0) {
    const message = violations.map(({ in: place, rule, count }) => `${place} ${rule} (${times(count)})`).join(', ')
    return { ...base, outcome: { kind: 'failure', type: 'violation', message, lines: violations.flatMap(linesOf) } }
  }
  return { ...base, outcome: calls === 0 ? { kind: 'skipped', message: 'never used' } : { kind: 'passed' } }
}

function linesOf({ in: place, rule, count, samples }: RuleCoverage): string[] {
  const told = samples.map(({ detail, at }) => `  ${detail}${at === undefined ? '' : ` (${at})`}`)
  return [`${place} ${rule}, ${times(count)}, such as`, ...told]
}

function undeclaredCase({ method, path, status, count }: UndeclaredCall): TestCase {
  const message = `the documents declare no such operation: answered ${status}, ${times(count)}`
  return { suite: UNDECLARED, name: `${method} ${path}`, outcome: { kind: 'failure', type: 'undeclared', message, lines: [] } }
}

function notListed(count: number): TestCase[] {
  if (count === 0) return []
  const message = `${count} more requests to addresses that the documents do not declare; the list was full`
  return [{ suite: UNDECLARED, name: 'not listed', outcome: { kind: 'failure', type: 'undeclared', message, lines: [] } }]
}

function writeCase({ suite, name, outcome }: TestCase): string {
  const opening = `    <testcase${attributes({ classname: suite, name, time: 0 })}`
  if (outcome.kind === 'passed') return `${opening}/>`
  if (outcome.kind === 'skipped') return `${opening}><skipped${attributes({ message: outcome.message })}/></testcase>`
  const { type, message, lines } = outcome
  return `${opening}><failure${attributes({ type, message })}>${xmlText(lines.join('\n'))}</failure></testcase>`
}

const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value)).replace(/[\t\n\r]/g, ' ')}"`)
    .join('')

/** What no XML may hold, escaped or not. Source: XML 1.0 "Characters". */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const xmlText = (text: string) =>
  text
    .replace(NO_CHARACTER, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
