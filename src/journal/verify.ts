// Was it asked as it should have been? Exchanges held against an expectation, with what came nearest when not.
import { maskSecrets } from '../http/secrets.ts'
import { type Difference, differencesOf, shortJson } from './differences.ts'
import type { Exchange } from './journal.ts'
import { plural } from './words.ts'

/** What is expected of the requests of one operation. Without a number: at least one. */
export interface Expectation {
  readonly times?: number | undefined
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
  /** Each of these is held against the request, part by part: what is not named may be anything. */
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, unknown>> | undefined
  readonly body?: unknown
  /** The status of the answer. */
  readonly status?: number | undefined
}

/** Which requests an expectation is about. */
export interface Subject {
  /** As people call it: `createPet`. */
  readonly name: string
  readonly operations: readonly { readonly method: string; readonly path: string }[]
}

export interface Verdict {
  readonly ok: boolean
  /** Several lines: what was expected, what was found, what came nearest and why it does not fit. */
  readonly message: string
  /** Ids of the exchanges that fit. */
  readonly calls: readonly string[]
  readonly nearest: { readonly id: string; readonly differences: readonly string[] } | undefined
}

const MAX_TOLD = 5

export function verify(exchanges: readonly Exchange[], subject: Subject, expectation: Expectation): Verdict {
  const reached = exchanges.filter((exchange) => isOf(exchange, subject))
  const fitting = reached.filter((exchange) => mismatches(exchange, expectation).length === 0)
  const calls = fitting.map(({ id }) => id)
  const { least, most } = bounds(expectation)
  if (calls.length >= least && calls.length <= most)
    return { ok: true, message: `${subject.name}: ${plural(calls.length, 'request')}, as expected`, calls, nearest: undefined }
  const told = `${subject.name}: expected ${wordsOf(expectation)}${conditions(expectation)}, found ${calls.length}`
  if (calls.length > most) return { ok: false, message: `${told}: exchanges ${listOf(calls)}`, calls, nearest: undefined }
  const near = nearestOf(
    reached.filter((exchange) => !fitting.includes(exchange)),
    expectation,
  )
  const lines = near === undefined ? othersOf(exchanges, reached, subject) : nearLines(near, expectation)
  return {
    ok: false,
    message: [told, ...lines].join('\n'),
    calls,
    nearest: near && { id: near.id, differences: mismatches(near, expectation).map(sentence) },
  }
}

/** One step of a sequence. */
export interface Step {
  readonly subject: Subject
  readonly expectation: Expectation
}

/** Whether requests came in this order; others may lie between them. Numbers of times are not looked at: a step is one request. */
export function verifyOrder(exchanges: readonly Exchange[], steps: readonly Step[]): Verdict {
  // recorded when answered, but numbered as they came
  const asked = [...exchanges].sort((a, b) => Number(a.id) - Number(b.id))
  const calls: string[] = []
  let from = 0
  for (const { subject, expectation } of steps) {
    const fits = (exchange: Exchange) => isOf(exchange, subject) && mismatches(exchange, expectation).length === 0
    const found = asked.findIndex((exchange, at) => at >= from && fits(exchange))
    const here = asked[found]
    if (here === undefined) return outOfOrder(asked, steps, calls)
    calls.push(here.id)
    from = found + 1
  }
  return { ok: true, message: `in order: exchanges ${listOf(calls)}`, calls, nearest: undefined }
}

/** The steps of which `calls` came, then the one that did not, with what comes nearest to it. */
function outOfOrder(asked: readonly Exchange[], steps: readonly Step[], calls: readonly string[]): Verdict {
  const step = steps[calls.length]
  if (step === undefined) throw new RangeError('every step came')
  const { subject, expectation } = step
  const last = calls.at(-1)
  const after = last === undefined ? '' : ` after exchange ${last}`
  const told = steps.map(({ subject: { name }, expectation: expected }, i) => {
    const came = asked.find(({ id }) => id === calls[i])
    const how = came !== undefined ? lineOf(came) : i === calls.length ? `did not come${after}` : 'not looked for'
    return `  ${i + 1}. ${name}${conditions(expected)}: ${how}`
  })
  const reached = asked.filter((exchange) => isOf(exchange, subject))
  const early = reached.filter((exchange) => mismatches(exchange, expectation).length === 0)
  const near = early.length > 0 ? undefined : nearestOf(reached, expectation)
  const lines =
    early.length > 0
      ? ['  it came earlier:', ...early.slice(0, MAX_TOLD).map((each) => `    ${lineOf(each)}`)]
      : near === undefined
        ? othersOf(asked, reached, subject)
        : nearLines(near, expectation)
  return {
    ok: false,
    message: [`expected in order, step ${calls.length + 1} of ${steps.length} is missing`, ...told, ...lines].join('\n'),
    calls,
    nearest: near && { id: near.id, differences: mismatches(near, expectation).map(sentence) },
  }
}

const isOf = ({ operation }: Exchange, { operations }: Subject) =>
  operation !== undefined && operations.some(({ method, path }) => method === operation.method && path === operation.path)

/** `params`, `query` and `headers` come as text, so `7` and `'7'` are the same there; as the contract reads them where it knows them, else as sent. */
function mismatches({ inputs, request, response }: Exchange, expected: Expectation): Difference[] {
  const sent = { ...Object.fromEntries(new URLSearchParams(request.query)), ...inputs?.query }
  const headers = lowered(expected.headers)
  return [
    ...differencesOf(expected.params, inputs?.params ?? {}, 'path', true),
    ...differencesOf(expected.query, sent, 'query', true),
    ...differencesOf(headers, { ...request.headers, ...inputs?.headers }, 'header', true),
    ...differencesOf(expected.body, inputs === undefined ? request.body?.toString() : inputs.body, 'body', false),
    ...differencesOf(expected.status, response.status, 'status', false),
  ]
}

const lowered = (headers: Readonly<Record<string, unknown>> | undefined) =>
  headers && Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** The one with the fewest differences, the latest of them. */
function nearestOf(candidates: readonly Exchange[], expectation: Expectation): Exchange | undefined {
  let nearest: Exchange | undefined
  let least = Number.POSITIVE_INFINITY
  for (const exchange of candidates) {
    const count = mismatches(exchange, expectation).length
    if (count > least) continue
    nearest = exchange
    least = count
  }
  return nearest
}

function nearLines(near: Exchange, expectation: Expectation): string[] {
  const differences = mismatches(near, expectation).map(sentence)
  const more = differences.length - MAX_TOLD
  return [
    `  nearest: ${lineOf(near)}`,
    ...differences.slice(0, MAX_TOLD).map((each) => `    ${each}`),
    ...(more > 0 ? [`    and ${more} more differences`] : []),
  ]
}

/** Nothing of this operation: what else came may tell why. */
function othersOf(exchanges: readonly Exchange[], reached: readonly Exchange[], { operations }: Subject): string[] {
  if (reached.length > 0)
    return [`  ${plural(reached.length, 'request')} of it in all: exchanges ${listOf(reached.map(({ id }) => id))}`]
  if (exchanges.length === 0) return ['  no request has come at all']
  const methods = new Set(operations.map(({ method }) => method))
  const isLost = ({ operation, request }: Exchange) => operation === undefined && methods.has(request.method)
  const told = [...exchanges.filter(isLost), ...exchanges.filter((each) => !isLost(each)).reverse()].slice(0, 3)
  return [
    `  no request reached it; ${exchanges.length === 1 ? 'another' : `${exchanges.length} others`} came:`,
    ...told.map((each) => `    ${lineOf(each)}`),
  ]
}

const lineOf = ({ id, request, response, source }: Exchange) =>
  `exchange ${id}, ${request.method} ${request.path}${request.query === '' ? '' : `?${maskSecrets(request.query)}`} → ${response.status} ${source}`

const sentence = ({ place, expected, received }: Difference) => `${place}: expected ${expected}, received ${received}`

function bounds({ times, atLeast, atMost }: Expectation) {
  if (times !== undefined) return { least: times, most: times }
  return { least: atLeast ?? (atMost === undefined ? 1 : 0), most: atMost ?? Number.POSITIVE_INFINITY }
}

function wordsOf({ times, atLeast, atMost }: Expectation): string {
  if (times !== undefined) return times === 0 ? 'no request' : plural(times, 'request')
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast} to ${atMost} requests`
  return atMost === undefined ? `at least ${plural(atLeast ?? 1, 'request')}` : `at most ${plural(atMost, 'request')}`
}

function conditions({ params, query, headers, body, status }: Expectation): string {
  const named = Object.entries({ params, query, headers, body, status }).filter(([, value]) => value !== undefined)
  return named.length === 0 ? '' : ` with ${named.map(([name, value]) => `${name} ${shortJson(value)}`).join(', ')}`
}

const listOf = (ids: readonly string[]) =>
  ids.length > 10 ? `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more` : ids.join(', ')
