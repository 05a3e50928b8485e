// The documented error shape, filled with the real reason.
import { assessExamples } from '../contract/examples.ts'
import type { MediaOption, ResponseOption } from '../contract/operation.ts'
import { rankByAccept } from '../http/accept.ts'
import { familyOf } from '../http/media-type.ts'
import { headerText } from '../http/mock-request.ts'
import { fits } from '../schema/compile-validator.ts'
import { createRandom, hashText } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import type { Matched } from './exchange.ts'
import { type ExchangeViolation, sentenceOf } from './violation.ts'

export interface DocumentedError {
  readonly response: ResponseOption
  readonly media: MediaOption
  readonly value: unknown
}

/** What happened, in the forms in which error shapes ask for it. */
export interface RealReason {
  readonly reason: string
  readonly title: string
  /** The page that explains this kind of refusal. */
  readonly type: string
  readonly violations: readonly ExchangeViolation[]
}

/** The response an operation documents for an error status: exact, then its range, then `default`. */
export function documentedFor(status: number, responses: readonly ResponseOption[]): ResponseOption | undefined {
  const find = (key: string) => responses.find((response) => response.status === key)
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find('default')
}

/** The body that the document describes for this error, telling `reason` where it has room for one; undefined when it describes none in JSON. */
export function documentedError(exchange: Matched, status: number, reason: RealReason): DocumentedError | undefined {
  const { operation, request } = exchange
  const response = documentedFor(status, operation.details().responses)
  const json = (response?.media ?? []).filter(({ type }) => familyOf(type) === 'json')
  const [media] = rankByAccept(headerText(request.headers, 'accept'), json, ({ type }) => type)
  // an error must be told, also to a client that accepts nothing of what is documented
  const chosen = media ?? json[0]
  if (response === undefined || chosen === undefined) return undefined
  const base = baseValue(exchange, status, chosen)
  return base === undefined ? undefined : { response, media: chosen, value: filled(base.value, chosen, status, reason) }
}

const bases = new WeakMap<MediaOption, Map<number, { value: unknown } | undefined>>()

/** A valid body of this shape, made once: errors are frequent where checks are on. */
function baseValue(exchange: Matched, status: number, media: MediaOption): { value: unknown } | undefined {
  const known = bases.get(media) ?? new Map()
  bases.set(media, known)
  if (!known.has(status)) known.set(status, makeBase(exchange, status, media))
  return known.get(status)
}

function makeBase({ operation }: Matched, status: number, media: MediaOption): { value: unknown } | undefined {
  if (media.schema !== undefined) {
    const random = createRandom(hashText(`${operation.method} ${operation.path} ${status} error`))
    const outcome = sample(media.schema, { random, view: 'response', owners: ['error'] })
    if (isFound(outcome)) return outcome
  }
  const example = assessExamples(media).find(({ violations, isText }) => violations.length === 0 && !isText)
  return example === undefined ? undefined : { value: example.value }
}

const STATUS = /^(status|status_?code|code|http_?status|error_?code)$/i
const REASON = /^(detail|details|message|msg|error_?message|error_?description|description|reason|error|title)$/i
const LIST = /^(errors|violations|issues|problems|details|invalid_?params)$/i

/** Puts what happened where the shape has room for it; each step stays only when the value still fits. */
function filled(value: unknown, media: MediaOption, status: number, { reason, title, type, violations }: RealReason): unknown {
  let best = value
  const attempt = (next: unknown) => {
    if (media.schema !== undefined && !fits(media.schema, next, 'response')) return false
    best = next
    return true
  }
  if (typeof value === 'string') attempt(reason)
  // an example's type and title tell of the example's error. Source: RFC 9457 "Members of a Problem Details Object"
  if (media.type.includes('problem+json')) {
    for (const text of ['about:blank', type]) attempt(replaced(best, ['type'], text))
    attempt(replaced(best, ['title'], title))
  }
  for (const path of candidatePaths(value, STATUS, 'number')) attempt(replaced(best, path, status))
  for (const path of candidatePaths(value, LIST, 'object')) {
    const [shape] = [valueAt(value, path)].flat()
    const lists = [
      violations.map((violation) => filledItem(shape, violation, false)),
      violations.map((violation) => filledItem(shape, violation, true)),
      [],
    ]
    if (lists.some((list) => attempt(replaced(best, path, list)))) break
  }
  for (const path of candidatePaths(value, REASON, 'string')) if (attempt(replaced(best, path, reason))) break
  return best
}

const valueAt = (value: unknown, path: readonly string[]) =>
  path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], value)

const ITEM_FIELDS: readonly (readonly [RegExp, (violation: ExchangeViolation) => string])[] = [
  [/^(pointer|path|field|property|name|location|loc|param|parameter|source|target)$/i, ({ pointer }) => pointer],
  [/^(in|where)$/i, ({ in: place }) => place],
  [/^(rule|code|keyword|type|kind|reason_?code)$/i, ({ rule }) => rule],
  [/^(message|msg|detail|description|reason|error|title)$/i, sentenceOf],
]

/** One entry of a list of errors, in the shape of the sampled one; what is only made up is left out unless it is `padded`. */
function filledItem(shape: unknown, violation: ExchangeViolation, padded: boolean): unknown {
  if (typeof shape !== 'object' || shape === null) return sentenceOf(violation)
  const entries = Object.entries(shape).flatMap(([key, part]) => {
    const field = typeof part === 'string' ? ITEM_FIELDS.find(([names]) => names.test(key)) : undefined
    if (field !== undefined) return [[key, field[1](violation)]]
    return padded ? [[key, part]] : []
  })
  return Object.fromEntries(entries)
}

/** Paths of members named so, the likeliest name first, shallow before deep. */
function candidatePaths(value: unknown, names: RegExp, type: string): string[][] {
  const order = ['detail', 'message']
  const rank = (path: readonly string[]) => {
    const at = order.indexOf((path.at(-1) ?? '').toLowerCase())
    return path.length * 10 + (at < 0 ? order.length : at)
  }
  const found: string[][] = []
  const visit = (part: unknown, path: string[]) => {
    if (typeof part !== 'object' || part === null || path.length > 2) return
    for (const [key, child] of Object.entries(part)) {
      if (names.test(key) && typeof child === type) found.push([...path, key])
      visit(child, [...path, key])
    }
  }
  visit(value, [])
  return found.sort((a, b) => rank(a) - rank(b))
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? replaced(item, rest, by) : item))
  const record = value as Record<string, unknown>
  return { ...record, [key]: replaced(record[key], rest, by) }
}
