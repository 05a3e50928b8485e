// The opposite of a schema, as a list of schemas each of which rules it out: how `not` and `oneOf` are satisfied on purpose.

import { requiredOf } from '../keywords/object.ts'
import { bounds, count } from '../keywords/value.ts'
import type { SchemaNode, SchemaObject } from '../schema-node.ts'
import { type JsonType, typesOf } from '../types.ts'

const ALL_TYPES: readonly JsonType[] = ['object', 'string', 'integer', 'number', 'boolean', 'array', 'null']
const MAX_DEPTH = 3

/** Schemas that no value of `node` fits, the gentlest change first. Empty when the opposite cannot be written. */
export function negate(node: SchemaNode, depth = 0): SchemaNode[] {
  if (node.value === true || depth > MAX_DEPTH) return []
  if (node.value === false) return [node.node(true)]
  const make = (schema: SchemaObject) => node.space.node(schema, node.base)
  const { target } = node
  if (target !== undefined && !node.space.dialect.refSiblings) return negate(target, depth + 1)

  const options: SchemaNode[] = target === undefined ? [] : negate(target, depth + 1)
  const only =
    node.get('const') !== undefined
      ? { const: node.get('const') }
      : Array.isArray(node.get('enum'))
        ? { enum: node.get('enum') }
        : undefined
  if (only !== undefined) options.push(make({ not: only }))
  for (const name of requiredOf(node)) options.push(make({ type: 'object', properties: { [name]: false } }))
  for (const [name, schema] of node.map('properties')) {
    if (schema.value !== true)
      options.push(make({ type: 'object', required: [name], properties: { [name]: { not: schema.value } } }))
  }
  for (const part of node.list('allOf')) options.push(...negate(part, depth + 1))
  const branches = [...node.list('anyOf'), ...node.list('oneOf')]
  if (branches.length > 0) options.push(make({ allOf: branches.map((branch) => ({ not: branch.value })) }))
  const inner = node.one('not')
  if (inner !== undefined) options.push(inner)
  options.push(...valueOptions(node, make))
  if (node.get('additionalProperties') === false) options.push(make({ type: 'object', required: ['extra'] }))
  const types = typesOf(node)
  if (types !== undefined) {
    const others = ALL_TYPES.filter((type) => !types.has(type) && !(type === 'integer' && types.has('number')))
    if (others.length > 0) options.push(make({ type: others }))
  }
  // the text forms: the opposite of `pattern` is a check on whatever text comes out
  for (const keyword of ['pattern', 'format']) {
    if (typeof node.get(keyword) === 'string') options.push(make({ type: 'string', not: { [keyword]: node.get(keyword) } }))
  }
  return options
}

function valueOptions(node: SchemaNode, make: (schema: SchemaObject) => SchemaNode): SchemaNode[] {
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
