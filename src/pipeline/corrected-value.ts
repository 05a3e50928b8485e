// What would have been right: a value for the place of one that breaks a rule, where one is obvious.
import { suggest } from '../diagnostics/suggest.ts'
import { fits } from '../schema/compile-validator.ts'
import { createRandom, hashText } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { typesOf } from '../schema/types.ts'
import type { Violation } from '../schema/violation.ts'

export interface Corrected {
  readonly value: unknown
}

/** Longer ones explain nothing at one look. Characters of JSON. */
const MAX_LENGTH = 300

/** A value that keeps the broken rule, as near to the one received as can be told; undefined where none is obvious. */
export function correctedValue({ keyword, schema, received, pointer, property }: Violation): Corrected | undefined {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1)
  if (keyword === 'required') {
    const missing = property === undefined ? undefined : schema.map('properties').get(property)
    if (missing === undefined || property === undefined) return undefined
    const added = sampledValue(missing, property)
    return added && { value: { [property]: added.value } }
  }
  const near = nearValues(keyword, schema, parseShown(received)).find((value) => fits(schema, value, 'request'))
  if (near !== undefined) return { value: near }
  return RULES_ABOUT_ONE_VALUE.has(keyword) && saysType(schema) ? sampledValue(schema, name) : undefined
}

const RULES_ABOUT_ONE_VALUE = new Set([
  'type',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
])

/** The part of an `allOf` that says nothing about the type would be sampled as just anything. */
const saysType = (schema: SchemaNode) => typesOf(schema.target ?? schema) !== undefined

function nearValues(keyword: string, schema: SchemaNode, received: unknown): readonly unknown[] {
  switch (keyword) {
    case 'const':
      return [schema.get('const')]
    case 'enum': {
      const listed = schema.get('enum')
      if (!Array.isArray(listed)) return []
      const texts = listed.filter((value) => typeof value === 'string')
      const near = typeof received === 'string' ? suggest(received, texts) : undefined
      return near === undefined ? listed : [near, ...listed]
    }
    case 'type':
      return otherForms(received)
    case 'minimum':
    case 'maximum':
      return [schema.get(keyword)]
    default:
      return []
  }
}

/** The same value, as another type writes it. */
function otherForms(received: unknown): readonly unknown[] {
  if (typeof received === 'string') {
    const number = received.trim() === '' ? Number.NaN : Number(received)
    const flag = received === 'true' ? true : received === 'false' ? false : undefined
    return [...(Number.isFinite(number) ? [number] : []), ...(flag === undefined ? [] : [flag]), [received]]
  }
  if (typeof received === 'number') return [String(received), Math.round(received), [received]]
  return typeof received === 'boolean' ? [String(received), [received]] : []
}

/** What `shown` wrote, when it is all there. */
function parseShown(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const SAMPLED = Symbol('sampled')

/** One sample for each schema: made once, the same for every seed. */
export function sampledValue(schema: SchemaNode, name: string): Corrected | undefined {
  return schema.once(SAMPLED, () => {
    const outcome = sample(schema, { random: createRandom(hashText(name)), view: 'request', name })
    if (!isFound(outcome)) return undefined
    return (JSON.stringify(outcome.value)?.length ?? Number.POSITIVE_INFINITY) <= MAX_LENGTH
      ? { value: outcome.value }
      : undefined
  })
}
