// What a schema says about the shape of an object or a list, its references and branches looked through.
import type { SchemaNode } from '../../schema/schema-node.ts'
import { typesOf } from '../../schema/types.ts'
import { plainName } from './names.ts'

const PLAIN = Symbol('plain')
const PROPERTIES = Symbol('properties')
const MAX_DEPTH = 12

/** The schema that is really meant: references followed, a lone `allOf` opened, null taken off. Two uses of one component give one node. */
export function plainNode(node: SchemaNode, depth = 0): SchemaNode {
  return node.once(PLAIN, () => {
    if (depth > MAX_DEPTH) return node
    if (node.target !== undefined) return plainNode(node.target, depth + 1)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const parts = node.list(keyword).filter((part) => part.get('type') !== 'null')
      const [only] = parts
      if (parts.length === 1 && only !== undefined && node.map('properties').size === 0) return plainNode(only, depth + 1)
    }
    return node
  })
}

/** The properties that an object of this schema may have, over all parts and branches; the first mention counts. */
export function propertiesOf(node: SchemaNode, depth = 0): ReadonlyMap<string, SchemaNode> {
  return node.once(PROPERTIES, () => {
    const found = new Map(node.map('properties'))
    if (depth > MAX_DEPTH) return found
    const parts = [node.target, ...node.list('allOf'), ...node.list('anyOf'), ...node.list('oneOf')]
    for (const part of parts) {
      if (part === undefined) continue
      for (const [name, schema] of propertiesOf(part, depth + 1)) if (!found.has(name)) found.set(name, schema)
    }
    return found
  })
}

/** The schema of the items, when this is a list and nothing else. */
export function itemNodeOf(node: SchemaNode): SchemaNode | undefined {
  const plain = plainNode(node)
  const items =
    plain.one('items') ??
    plain
      .list('allOf')
      .find((part) => part.one('items') !== undefined)
      ?.one('items')
  const types = typesOf(plain)
  return items !== undefined && (types === undefined || types.has('array')) ? items : undefined
}

/** Whether values of this schema are objects with properties that are known. */
export const isObjectNode = (node: SchemaNode): boolean => itemNodeOf(node) === undefined && propertiesOf(node).size > 0

/** Whether the schema speaks about properties beyond those it names. */
export function isOpen(node: SchemaNode, depth = 0): boolean {
  const rest = node.get('additionalProperties')
  if (rest === true || (typeof rest === 'object' && rest !== null)) return true
  if (depth > MAX_DEPTH) return false
  return [node.target, ...node.list('allOf')].some((part) => part !== undefined && isOpen(part, depth + 1))
}

/** `string`, `integer`, `number`, `boolean` when the schema allows that and nothing but null beside it. */
export function scalarOf(node: SchemaNode): 'string' | 'integer' | 'number' | 'boolean' | undefined {
  const plain = plainNode(node)
  const types = [...(typesOf(plain) ?? [])].filter((type) => type !== 'null')
  if (types.length === 1) {
    const [type] = types
    return type === 'string' || type === 'integer' || type === 'number' || type === 'boolean' ? type : undefined
  }
  const branches = [...plain.list('anyOf'), ...plain.list('oneOf')]
  if (branches.length > 0) {
    const kinds = new Set(branches.filter((branch) => branch.get('type') !== 'null').map((branch) => scalarOf(branch)))
    return kinds.size === 1 ? [...kinds][0] : kinds.has('string') ? 'string' : undefined
  }
  if (plain.list('allOf').length > 0)
    return plain
      .list('allOf')
      .map((part) => scalarOf(part))
      .find((kind) => kind !== undefined)
  const listed = plain.get('enum')
  if (Array.isArray(listed) && listed.every((value) => typeof value === 'string')) return 'string'
  return plain.get('format') === 'uuid' || plain.get('pattern') !== undefined ? 'string' : undefined
}

const NAMES = Symbol('names')

/** Property names without case and separators: `FriendlyName` and `friendly_name` are one. */
const plainNames = (node: SchemaNode): ReadonlySet<string> =>
  node.once(NAMES, () => new Set([...propertiesOf(node).keys()].map(plainName)))

/** How much of `inner` is known to `outer`: the share of its property names, 0 to 1. */
export function overlap(inner: SchemaNode, outer: SchemaNode): number {
  if (plainNode(inner) === plainNode(outer)) return 1
  const names = [...plainNames(inner)]
  const known = plainNames(outer)
  return names.length === 0 ? 0 : names.filter((name) => known.has(name)).length / names.length
}
