// The filter language: `status:4xx method:post path:/pets is:violation text`. Also part of the traffic page, so it needs nothing of Node.
import { suggest } from '../diagnostics/suggest.ts'
import type { ExchangeSummary } from './summary.ts'

export interface Filter {
  /** Whether all terms hold. */
  matches(exchange: ExchangeSummary): boolean
  /** Terms that mean nothing, a sentence each; what they say is not asked for. */
  readonly problems: readonly string[]
}

type Test = (exchange: ExchangeSummary) => boolean

/** For people: each field with an example. */
export const filterFields: readonly (readonly [example: string, means: string])[] = [
  ['status:4xx', 'a status, a class, a list 200,404 or a bound >=400'],
  ['method:post', 'one method or a list'],
  ['path:/pets', 'a part of the path, or all of it with *: path:/pets/*'],
  ['operation:createPet', 'a part of the operation’s name, or all of it: operation:=createPet'],
  ['source:example', 'where the answer came from'],
  ['is:violation', 'also is:refused, is:kept-out, is:error, is:ok, is:replay'],
  ['ms:>100', 'how long the answer took'],
  ['id:12', 'a number, a list or a bound'],
  ['-word', 'a minus sign turns any term round'],
]

const STATES: Readonly<Record<string, Test>> = {
  violation: ({ violations }) => violations > 0,
  refused: ({ source }) => source.startsWith('refusal:'),
  'kept-out': ({ isKeptOut }) => isKeptOut === true,
  error: ({ status }) => status >= 400,
  ok: ({ status, violations }) => status < 400 && violations === 0,
  replay: ({ replayOf }) => replayOf !== undefined,
}

const FIELDS: Readonly<Record<string, (value: string) => Test | string>> = {
  status: (value) => numbers(value, 'status', ({ status }) => status),
  ms: (value) => numbers(value, 'ms', ({ ms }) => ms),
  id: (value) => numbers(value, 'id', ({ id }) => Number(id)),
  method: (value) => {
    const methods = value.toUpperCase().split(',')
    return ({ method }) => methods.includes(method)
  },
  path: (value) => {
    const wanted = value.toLowerCase()
    if (!wanted.includes('*')) return ({ path }) => path.toLowerCase().includes(wanted)
    return ({ path }) => fitsStars(path.toLowerCase(), wanted.split('*'))
  },
  operation: (value) => {
    const nameOf = ({ operation = '' }: ExchangeSummary) => operation
    return value.startsWith('=') ? (exchange) => nameOf(exchange) === value.slice(1) : contains(value, nameOf)
  },
  source: (value) => contains(value, ({ source }) => source),
  is: (value) => {
    const state = Object.hasOwn(STATES, value.toLowerCase()) ? STATES[value.toLowerCase()] : undefined
    return state ?? `is:${value} means nothing; there are ${Object.keys(STATES).join(', ')}`
  },
}

const TERM = /(-?)(?:([a-z]+):("[^"]*"?|\S*)|("[^"]*"?|\S+))/gi

/** Terms are all to hold; a word without a field is looked for in method, address, operation, source and status. An empty filter lets all pass. */
export function parseFilter(text: string): Filter {
  const problems: string[] = []
  const tests: Test[] = []
  for (const [whole, minus, field, named, bare] of text.matchAll(TERM)) {
    const value = (named ?? bare ?? '').replace(/^"([^"]*)"?$/, '$1')
    const test = testOf(field?.toLowerCase(), value, whole.slice(minus?.length ?? 0))
    if (typeof test === 'string') problems.push(test)
    else tests.push(minus === '' ? test : (exchange) => !test(exchange))
  }
  return { matches: (exchange) => tests.every((test) => test(exchange)), problems }
}

function testOf(field: string | undefined, value: string, whole: string): Test | string {
  if (field === undefined) return words(value)
  const make = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined
  if (make !== undefined) return value === '' ? `${field}: says nothing yet` : make(value)
  const near = suggest(field, Object.keys(FIELDS))
  // an address holds a colon, too
  return near === undefined ? words(whole) : `${field}: is no field; did you mean ${near}:?`
}

const words = (value: string): Test =>
  contains(value, ({ method, path, query, operation = '', source, status }) =>
    [method, query === '' ? path : `${path}?${query}`, operation, source, status].join(' '),
  )

function contains(value: string, textOf: (exchange: ExchangeSummary) => string): Test {
  const wanted = value.toLowerCase()
  return (exchange) => textOf(exchange).toLowerCase().includes(wanted)
}

/** `4xx`, `404`, `200,404`, `>=400`. */
function numbers(value: string, field: string, numberOf: (exchange: ExchangeSummary) => number): Test | string {
  const ranges = value.split(',').map(rangeOf)
  if (ranges.includes(undefined)) return `${field}:${value} is no number, list or bound such as ${field}:>=400`
  return (exchange) => ranges.some((isIn) => isIn?.(numberOf(exchange)))
}

function rangeOf(text: string): ((number: number) => boolean) | undefined {
  const [, hundreds] = /^([1-5])xx$/i.exec(text) ?? []
  if (hundreds !== undefined) return (number) => Math.floor(number / 100) === Number(hundreds)
  const [, sign, digits] = /^(>=|<=|>|<|)(\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  const bound = Number(digits)
  if (sign === '>=') return (number) => number >= bound
  if (sign === '<=') return (number) => number <= bound
  if (sign === '>') return (number) => number > bound
  if (sign === '<') return (number) => number < bound
  return (number) => number === bound
}

/** Whether a text is these parts in order, with anything between them. */
function fitsStars(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}
