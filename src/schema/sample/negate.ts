// The opposite of a schema, as a list of schemas each of which rules it out: how `not` and `oneOf` are satisfied on purpose.

import { requiredOf } from '../keywords/object.ts'
import { bounds, count } from '../keywords/value.ts'
import type { SchemaNode, SchemaObject } from '../schema-node.ts'
import { type JsonType, typesOf } from '../types.ts'

const ALL_TYPES: readonly JsonType[] = ['object', 'string', 'integer', 'number', 'boolean', 'array', 'null']
const MAX_DEPTH = 3

/** Keywords whose opposite is written in full here; what stands beside them in a schema leaves the list open. */
const EXACT = new Set([
  ...[
    '$ref',
    'type',
    'const',
    'enum',
    'required',
    'properties',
    'allOf',
    'anyOf',
    'not',
    'minimum',
    'maximum',
    'exclusiveMinimum',
  ],
  ...[
    'exclusiveMaximum',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minProperties',
    'maxProperties',
    'items',
    'pattern',
    'format',
  ],
  ...[
    'title',
    'description',
    'example',
    'examples',
    'default',
    'deprecated',
    'readOnly',
    'writeOnly',
    'xml',
    'externalDocs',
    '$comment',
  ],
])

export interface Opposites {
  /** Schemas that no value of the given one fits, the gentlest change first. */
  readonly options: readonly SchemaNode[]
  /** Every value that does not fit the given schema fits one of the options: when none can be satisfied, that proves something. */
  readonly isComplete: boolean
}

/** The opposite of a schema. */
export function negate(node: SchemaNode, depth = 0): Opposites {
  if (node.value === true) return { options: [], isComplete: true }
  if (node.value === false) return { options: [node.node(true)], isComplete: true }
  if (depth > MAX_DEPTH) return { options: [], isComplete: false }
  const { target } = node
  if (target !== undefined && !node.space.dialect.refSiblings) return negate(target, depth + 1)

  const make = (schema: SchemaObject) => node.space.node(schema, node.base)
  const inner = [...(target === undefined ? [] : [target]), ...node.list('allOf')].map((part) => negate(part, depth + 1))
  const nullable = node.space.dialect.nullable && (node.get('nullable') === true || node.get('x-nullable') === true)
  return {
    options: [
      ...valueSet(node, make),
      ...objectOptions(node, make),
      ...inner.flatMap(({ options }) => options),
      ...applied(node, make),
      ...valueOptions(node, make),
      ...otherTypes(node, make),
    ],
    isComplete:
      !nullable &&
      Object.keys(node.value).every((key) => EXACT.has(key) || key.startsWith('x-')) &&
      inner.every(({ isComplete }) => isComplete),
  }
}

type Make = (schema: SchemaObject) => SchemaNode

function valueSet(node: SchemaNode, make: Make): SchemaNode[] {
  const lists = [
    ...(node.get('const') === undefined ? [] : [{ const: node.get('const') }]),
    ...(Array.isArray(node.get('enum')) ? [{ enum: node.get('enum') }] : []),
  ]
  return lists.map((not) => make({ not }))
}

function objectOptions(node: SchemaNode, make: Make): SchemaNode[] {
  const without = requiredOf(node).map((name) => make({ type: 'object', properties: { [name]: false } }))
  const other = [...node.map('properties')]
    .filter(([, schema]) => schema.value !== true)
    .map(([name, schema]) => make({ type: 'object', required: [name], properties: { [name]: { not: schema.value } } }))
  return [
    ...without,
    ...other,
    ...(node.get('additionalProperties') === false ? [make({ type: 'object', required: ['extra'] })] : []),
  ]
}

function applied(node: SchemaNode, make: Make): SchemaNode[] {
  const none = ['anyOf', 'oneOf'].flatMap((keyword) => {
    const branches = node.list(keyword)
    return branches.length === 0 ? [] : [make({ allOf: branches.map((branch) => ({ not: branch.value })) })]
  })
  const inner = node.one('not')
  return inner === undefined ? none : [...none, inner]
}

function otherTypes(node: SchemaNode, make: Make): SchemaNode[] {
  // the text forms: the opposite of `pattern` is a check on whatever text comes out
  const texts = ['pattern', 'format'].flatMap((keyword) => {
    const rule = node.get(keyword)
    return typeof rule === 'string' ? [make({ type: 'string', not: { [keyword]: rule } })] : []
  })
  const types = typesOf(node)
  const others =
    types === undefined ? [] : ALL_TYPES.filter((type) => !types.has(type) && !(type === 'integer' && types.has('number')))
  return [...(others.length > 0 ? [make({ type: others })] : []), ...texts]
}

function valueOptions(node: SchemaNode, make: Make): SchemaNode[] {
  const options: SchemaNode[] = []
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds(node)
  if (minimum !== undefined) options.push(make({ type: 'number', exclusiveMaximum: minimum }))
  if (maximum !== undefined) options.push(make({ type: 'number', exclusiveMinimum: maximum }))
  if (exclusiveMinimum !== undefined) options.push(make({ type: 'number', maximum: exclusiveMinimum }))
  if (exclusiveMaximum !== undefined) options.push(make({ type: 'number', minimum: exclusiveMaximum }))
  for (const [least, most, type] of [
    ['minLength', 'maxLength', 'string'],
    ['minItems', 'maxItems', 'array'],
    ['minProperties', 'maxProperties', 'object'],
  ] as const) {
    const low = count(node, least)
    const high = count(node, most)
    if (low !== undefined && low > 0) options.push(make({ type, [most]: low - 1 }))
    if (high !== undefined) options.push(make({ type, [least]: high + 1 }))
  }
  const items = node.one('items')
  if (items !== undefined && items.value !== true) options.push(make({ type: 'array', contains: { not: items.value } }))
  return options
}

const SIMPLE = new Set(['const', 'enum', 'pattern', 'format', 'multipleOf', 'title', 'description'])

/** Whether a `not` is best met by trying values until one does not fit. */
export const isSimpleNot = (schema: SchemaNode): boolean =>
  typeof schema.value === 'object' && Object.keys(schema.value).every((key) => SIMPLE.has(key))
