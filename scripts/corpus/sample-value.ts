// A reasonable value for a schema, to send in a request. Best effort: requests ask the server not to check them.
import fc from 'fast-check'
import { toRegExp } from './dialect.ts'
import type { Files, Place } from './files.ts'
import { entriesOf, isPlain, ownOf, setOwn, textOf, textsOf } from './values.ts'

const byFormat: Readonly<Record<string, string>> = {
  date: '2024-05-17',
  'date-time': '2024-05-17T09:30:00Z',
  time: '09:30:00Z',
  duration: 'P1D',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/one',
  url: 'https://example.com/one',
  'uri-reference': '/one',
  uuid: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  byte: 'b25l',
  ulid: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'json-pointer': '/one',
  regex: '^one$',
}

/** One value for the schema at a place, or the first one the document suggests. */
export function sampleValue(files: Files, place: Place, depth = 0): unknown {
  const at = files.follow(place)
  const schema = at.value
  if (!isPlain(schema)) return 'one'
  const suggested = suggestions(schema)
  if (suggested.length > 0) return suggested[0]
  const below = (...keys: string[]) => sampleValue(files, files.get(at, ...keys), depth + 1)
  const composed: Record<string, unknown> = {}
  let isObject = false
  if (Array.isArray(schema['allOf']) && depth < 8) {
    const parts = schema['allOf'].map((_, index) => below('allOf', String(index)))
    if (!isPlain(schema['properties']) && !parts.every(isPlain)) return parts.find((part) => part !== undefined)
    isObject = parts.some(isPlain)
    for (const part of parts) for (const [key, value] of entriesOf(part)) setOwn(composed, key, value)
  }
  for (const choice of ['oneOf', 'anyOf']) {
    if (!Array.isArray(schema[choice]) || depth >= 8) continue
    const chosen = below(choice, '0')
    if (!isPlain(chosen)) return chosen
    isObject = true
    for (const [key, value] of entriesOf(chosen)) setOwn(composed, key, value)
  }
  const type = [schema['type']].flat().find((name) => name !== 'null') ?? guessType(schema)
  if (isObject || type === 'object') {
    for (const name of textsOf(schema['required'])) {
      const property = files.get(at, 'properties', name)
      if (ownOf(property.value, 'readOnly') === true || Object.hasOwn(composed, name)) continue
      setOwn(composed, name, depth < 8 ? sampleValue(files, property, depth + 1) : {})
    }
    return composed
  }
  if (type === 'array') {
    const length = Math.min(Math.max(Number(schema['minItems'] ?? 1), 0), 5)
    return depth < 8 ? Array.from({ length }, () => below('items')) : []
  }
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return sampleNumber(schema)
  return sampleText(schema)
}

/** The values which a schema names itself: enum, const, example, examples, default. */
export function suggestions(schema: unknown): unknown[] {
  const named = ['const', 'example', 'default'].flatMap((key) => (ownOf(schema, key) === undefined ? [] : [ownOf(schema, key)]))
  const lists = ['enum', 'examples'].flatMap((key) => {
    const list = ownOf(schema, key)
    return Array.isArray(list) ? list : []
  })
  return [...lists, ...named]
}

function guessType(schema: unknown): string {
  if (ownOf(schema, 'properties') !== undefined || ownOf(schema, 'additionalProperties') !== undefined) return 'object'
  if (ownOf(schema, 'items') !== undefined) return 'array'
  return 'string'
}

function sampleNumber(schema: unknown): number {
  const step = Number(ownOf(schema, 'multipleOf') ?? 1)
  const least = Number(ownOf(schema, 'minimum') ?? ownOf(schema, 'exclusiveMinimum') ?? 1)
  const most = Number(ownOf(schema, 'maximum') ?? Number.POSITIVE_INFINITY)
  const excluded = typeof ownOf(schema, 'exclusiveMinimum') === 'number' || ownOf(schema, 'exclusiveMinimum') === true
  const wanted = Math.min(Math.max(1, excluded ? least + step : least), most)
  return Number.isInteger(wanted / step) ? wanted : Math.ceil(wanted / step) * step
}

function sampleText(schema: unknown): string {
  const pattern = textOf(ownOf(schema, 'pattern'))
  const least = Number(ownOf(schema, 'minLength') ?? 0)
  const most = Number(ownOf(schema, 'maxLength') ?? 200)
  if (pattern !== undefined) return textLike(pattern, least, most) ?? 'one'
  const formatted = byFormat[textOf(ownOf(schema, 'format')) ?? '']
  return formatted ?? 'one'.padEnd(Math.min(least, 500), 'e').slice(0, Math.max(most, 1))
}

const drawn = new Map<string, readonly string[]>()

/** A text that fits the expression and the lengths; undefined when none was found. Always the same one. */
function textLike(pattern: string, least: number, most: number): string | undefined {
  const texts = drawn.get(pattern) ?? drawTexts(pattern)
  drawn.set(pattern, texts)
  const fitting = texts.filter((text) => text.length >= least && text.length <= most)
  return fitting.find((text) => /^[\w.@:-]+$/.test(text)) ?? fitting[0]
}

function drawTexts(pattern: string): string[] {
  try {
    return fc.sample(fc.stringMatching(toRegExp(pattern)), { numRuns: 12, seed: 7 })
  } catch {
    return []
  }
}
