// Values that break one rule of a schema: what to put in a place, and the rule that is broken then.
import type { SchemaNode } from '../../src/schema/schema-node.ts'
import { possibleTypes, type RuledPlace, replacedAt, writtenTypes } from './rules.ts'

/** `text`: numbers and booleans are read out of texts, so that some values cannot be told apart. */
export type Medium = 'json' | 'text'

export interface Breaking {
  /** Keywords of which one has to be named; empty where any rule may be, at the place or above it. */
  readonly rules: readonly string[]
  /** From the place to where the violation has to be. */
  readonly tokens: readonly (string | number)[]
  /** What stands in the place then; undefined never. */
  readonly value: unknown
  /** A name that the violation has to mention. */
  readonly mentions?: string
}

/** All single rules of a place that can be broken. */
export function breakingsAt({ value, nodes }: RuledPlace, medium: Medium): readonly Breaking[] {
  return nodes.flatMap((node) => [
    ...ofType(node, medium),
    ...ofListed(node),
    ...(typeof value === 'number' ? ofNumber(node, value) : []),
    ...(typeof value === 'string' ? ofString(node, value, medium) : []),
    ...(Array.isArray(value) ? ofArray(node, value) : []),
    ...(isObject(value) ? ofObject(node, value, nodes) : []),
    ...(medium === 'json' ? ofBranches(node) : []),
  ])
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const here = (rule: string, value: unknown): Breaking => ({ rules: [rule], tokens: [], value })

const OTHERS: readonly (readonly [string, unknown])[] = [
  ['string', 'not-a-value'],
  ['object', { unexpected: true }],
  ['number', 0.5],
  ['boolean', true],
  ['array', [[]]],
]

function ofType(node: SchemaNode, medium: Medium): Breaking[] {
  const types = writtenTypes(node)
  if (types === undefined) return []
  // one text may be a list of one
  if (medium === 'text') return types.has('string') || types.has('array') ? [] : [here('type', 'not-a-value')]
  const other = OTHERS.find(([type]) => !types.has(type))
  return other === undefined ? [] : [here('type', other[1])]
}

function ofListed(node: SchemaNode): Breaking[] {
  const [rule, listed] = node.get('const') !== undefined ? ['const', [node.get('const')]] : ['enum', node.get('enum')]
  if (!Array.isArray(listed) || listed.length === 0) return []
  const values = listed.filter((value) => value !== null)
  if (values.every((value) => typeof value === 'string')) return [here(rule, 'not-listed')]
  if (!values.every((value) => typeof value === 'number')) return []
  return [here(rule, Math.max(...values) + 1)]
}

function ofNumber(node: SchemaNode, value: number): Breaking[] {
  const found: Breaking[] = []
  for (const [bound, exclusive, sign] of [
    ['minimum', 'exclusiveMinimum', -1],
    ['maximum', 'exclusiveMaximum', 1],
  ] as const) {
    const [own, other] = [node.get(bound), node.get(exclusive)]
    const past = (limit: number) => (Math.abs(limit) < 2 ** 50 ? limit + sign : limit + sign * Math.abs(limit))
    if (typeof own === 'number') found.push({ ...here(bound, past(own)), rules: other === true ? [bound, exclusive] : [bound] })
    if (typeof other === 'number') found.push(here(exclusive, other))
  }
  const step = node.get('multipleOf')
  if (typeof step === 'number' && Math.abs(value) < 1e6 && step > 1e-6) found.push(here('multipleOf', value + step / 2))
  if (node.get('format') === 'int32') found.push(here('format', 2 ** 31))
  return found.filter(({ value: broken }) => Number.isFinite(broken))
}

const FORMATS = new Set(['date-time', 'date', 'uuid', 'email', 'ipv4', 'ipv6', 'uri'])
const LONGEST = 3_000

function ofString(node: SchemaNode, value: string, medium: Medium): Breaking[] {
  const found: Breaking[] = []
  const [min, max, pattern, format] = ['minLength', 'maxLength', 'pattern', 'format'].map((keyword) => node.get(keyword))
  const least = typeof min === 'number' ? Math.ceil(min) : 0
  const shorter = [...value].slice(0, Math.max(0, least - 1)).join('')
  if (least > 0 && (medium === 'json' || isClearlyText(shorter))) found.push(here('minLength', shorter))
  if (typeof max === 'number' && max >= 0 && max < LONGEST) found.push(here('maxLength', 'x'.repeat(Math.floor(max) + 1)))
  if (typeof pattern === 'string') {
    const other = unlike(pattern, value)
    if (other !== undefined) found.push(here('pattern', other))
  }
  if (FORMATS.has(String(format))) found.push(here('format', `not-a-${format}`))
  return found
}

const isClearlyText = (text: string) => /^[A-Za-z][\w-]*$/.test(text) && !/^(true|false|null)$/.test(text)

/** A text that the pattern does not match. */
function unlike(pattern: string, value: string): string | undefined {
  try {
    const rule = new RegExp(pattern, 'u')
    return ['!', '~', 'x', 'X-x', `${value}!`, 'x'.repeat(300)].find((text) => !rule.test(text))
  } catch {
    return undefined
  }
}

const MOST_ITEMS = 200

function ofArray(node: SchemaNode, value: readonly unknown[]): Breaking[] {
  const found: Breaking[] = []
  const [min, max] = [node.get('minItems'), node.get('maxItems')]
  const [first] = value
  if (typeof min === 'number' && min >= 1) found.push(here('minItems', value.slice(0, Math.ceil(min) - 1)))
  if (first === undefined) return found
  if (typeof max === 'number' && max >= 0 && max < MOST_ITEMS)
    found.push(
      here(
        'maxItems',
        Array.from({ length: Math.floor(max) + 1 }, (_, i) => value[i] ?? first),
      ),
    )
  if (node.get('uniqueItems') === true) found.push(here('uniqueItems', [first, ...value]))
  return found
}

/** Not a name that a document is likely to have. */
const UNEXPECTED = 'unexpectedProperty'

function ofObject(node: SchemaNode, value: Record<string, unknown>, nodes: readonly SchemaNode[]): Breaking[] {
  const found: Breaking[] = []
  const required = node.get('required')
  for (const name of Array.isArray(required) ? required : []) {
    if (typeof name !== 'string' || !Object.hasOwn(value, name)) continue
    // a request leaves out what is read only, required or not
    if (nodes.some((each) => isReadOnly(each.map('properties').get(name)))) continue
    found.push({ rules: ['required'], tokens: [], value: replacedAt(value, [name], undefined), mentions: name })
  }
  const min = node.get('minProperties')
  if (typeof min === 'number' && min >= 1) found.push(here('minProperties', {}))
  if (node.get('additionalProperties') === false && node.get('patternProperties') === undefined)
    found.push({ rules: ['additionalProperties'], tokens: [UNEXPECTED], value: { ...value, [UNEXPECTED]: 'text' } })
  return found
}

function isReadOnly(schema: SchemaNode | undefined, depth = 0): boolean {
  if (schema === undefined || depth > 20) return false
  if (schema.get('readOnly') === true) return true
  return isReadOnly(schema.target, depth + 1) || schema.list('allOf').some((part) => isReadOnly(part, depth + 1))
}

/** Of anyOf and oneOf only this is certain: a type that no branch allows is wrong, whichever rule says so. */
function ofBranches(node: SchemaNode): Breaking[] {
  if (node.get('anyOf') === undefined && node.get('oneOf') === undefined) return []
  const types = possibleTypes(node)
  const other = types && OTHERS.find(([type]) => !types.has(type))
  return other === undefined ? [] : [{ rules: [], tokens: [], value: other[1] }]
}
