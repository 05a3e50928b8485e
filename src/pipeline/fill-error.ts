// A documented error body, filled with what really happened wherever its shape has room for that.
import { fits } from '../schema/compile-validator.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { isRecord, parsePointer } from '../spec/json-pointer.ts'
import { type ExchangeViolation, sentenceOf } from './violation.ts'

/** What happened, in the forms in which error shapes ask for it. */
export interface RealReason {
  readonly status: number
  readonly reason: string
  readonly title: string
  /** The page that explains this kind of refusal. */
  readonly type: string
  readonly violations: readonly ExchangeViolation[]
}

const STATUS = /^(status|status_?code|code|http_?status|error_?code)$/i
const REASON = /^(detail|details|message|msg|error_?message|error_?description|description|reason|error|title)$/i
const LIST = /^(errors|violations|issues|problems|details|detail|invalid_?params|validation_?errors|messages)$/i

type Path = readonly string[]

/** Puts what happened into `value`, a valid body; each step stays only when the whole still fits `schema`. */
export function fillError(value: unknown, schema: SchemaNode | undefined, isProblem: boolean, real: RealReason): unknown {
  const { status, reason, title, type, violations } = real
  let best = value
  const attempt = (next: unknown) => {
    if (schema !== undefined && !fits(schema, next, 'response')) return false
    best = next
    return true
  }
  if (typeof value === 'string') attempt(reason)
  // an example's type and title tell of the example's error. Source: RFC 9457 "Members of a Problem Details Object"
  if (isProblem) {
    for (const text of ['about:blank', type]) attempt(replaced(best, ['type'], text))
    attempt(replaced(best, ['title'], title))
  }
  for (const path of pathsTo(value, STATUS, isNumber)) attempt(replaced(best, path, status))
  const lists = Array.isArray(value) ? [[]] : [...pathsTo(value, LIST, Array.isArray), ...pathsTo(value, LIST, isMapOfMessages)]
  const filled = lists.find((path) =>
    listsFor(valueAt(value, path), violations).some((list) => attempt(replaced(best, path, list))),
  )
  // a list tells of each violation by itself, so that the reason as a whole does not belong in it
  const isOutside = (path: Path) => filled === undefined || !filled.every((key, i) => path[i] === key)
  for (const path of pathsTo(value, REASON, isText).filter(isOutside)) if (attempt(replaced(best, path, reason))) break
  return best
}

const isNumber = (value: unknown) => typeof value === 'number'
const isText = (value: unknown) => typeof value === 'string'

/** `{ name: ['is too short'] }`, as Rails and Laravel write them. */
const isMapOfMessages = (value: unknown) =>
  isRecord(value) && Object.values(value).some((part) => Array.isArray(part) && part.every(isText))

/** What may stand for the list, the best first: entries without what is only made up, entries with it, none. */
function listsFor(shape: unknown, violations: readonly ExchangeViolation[]): unknown[] {
  if (isRecord(shape)) return [messagesByName(violations), {}]
  const [first] = shape as readonly unknown[]
  return [violations.map((each) => entryFor(first, each, false)), violations.map((each) => entryFor(first, each, true)), []]
}

function messagesByName(violations: readonly ExchangeViolation[]): Record<string, string[]> {
  const messages = new Map<string, string[]>()
  for (const violation of violations) {
    const name = parsePointer(violation.pointer)?.join('.') || violation.in
    messages.set(name, [...(messages.get(name) ?? []), sentenceOf(violation)])
  }
  return Object.fromEntries(messages)
}

const POINTER = /^(pointer|path|field|property|name|location|loc|param|parameter|source|target)$/i
const FIELDS: readonly (readonly [RegExp, (violation: ExchangeViolation) => string])[] = [
  [POINTER, ({ pointer }) => pointer],
  [/^(in|where)$/i, ({ in: place }) => place],
  [/^(rule|code|keyword|type|kind|reason_?code)$/i, ({ rule }) => rule],
  [/^(message|msg|detail|description|reason|error|title)$/i, sentenceOf],
]

/** One entry of a list of errors, in the shape of the one that was made up; what nothing is known for is left out unless it is `padded`. */
function entryFor(shape: unknown, violation: ExchangeViolation, padded: boolean): unknown {
  if (!isRecord(shape)) return sentenceOf(violation)
  const entries = Object.entries(shape).flatMap(([key, part]): [string, unknown][] => {
    if (Array.isArray(part) && POINTER.test(key)) return [[key, [violation.in, ...(parsePointer(violation.pointer) ?? [])]]]
    const field = typeof part === 'string' ? FIELDS.find(([names]) => names.test(key)) : undefined
    if (field !== undefined) return [[key, field[1](violation)]]
    return padded ? [[key, part]] : []
  })
  return Object.fromEntries(entries)
}

const valueAt = (value: unknown, path: Path) => path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], value)

/** Paths of members that are named so and are of that kind, the likeliest name first, shallow before deep. */
function pathsTo(value: unknown, names: RegExp, isKind: (part: unknown) => boolean): string[][] {
  const order = ['detail', 'message']
  const rank = (path: Path) => {
    const at = order.indexOf((path.at(-1) ?? '').toLowerCase())
    return path.length * 10 + (at < 0 ? order.length : at)
  }
  const found: string[][] = []
  const visit = (part: unknown, path: string[]) => {
    if (typeof part !== 'object' || part === null || path.length > 2) return
    for (const [key, child] of Object.entries(part)) {
      if (names.test(key) && isKind(child)) found.push([...path, key])
      visit(child, [...path, key])
    }
  }
  visit(value, [])
  return found.sort((a, b) => rank(a) - rank(b))
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? replaced(item, rest, by) : item))
  const record = value as Record<string, unknown>
  return { ...record, [key]: replaced(record[key], rest, by) }
}
