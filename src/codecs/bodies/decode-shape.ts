// What a schema says about the form of a value, through references and branches: text has to be read before it can be judged.
import { patternsOf } from '../../schema/keywords/object.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type JsonType, typeOf, typesOf } from '../../schema/types.ts'

const TYPES = Symbol('types of a text')
const PROPERTIES = Symbol('properties through branches')
const PARTS = Symbol('schemas of the same value')
const NOTHING: ReadonlyMap<string, SchemaNode> = new Map()

/** Schemas that hold for the same value beside a schema's own keywords: all of `both`, and one of each list of `either`. */
function related(node: SchemaNode): {
  readonly both: readonly SchemaNode[]
  readonly either: readonly (readonly SchemaNode[])[]
} {
  const target = node.target === undefined ? [] : [node.target]
  if (isReferenceAlone(node)) return { both: target, either: [] }
  const conditional = ['then', 'else'].flatMap((keyword) => node.one(keyword) ?? [])
  return {
    both: [...target, ...node.list('allOf')],
    either: [node.list('anyOf'), node.list('oneOf'), conditional, [...node.map('dependentSchemas').values()]],
  }
}

const isReferenceAlone = (node: SchemaNode) => node.ref !== undefined && !node.space.dialect.refSiblings

/** The types that a value may have; undefined when any. */
export function allowedTypes(node: SchemaNode, around: ReadonlySet<SchemaNode> = new Set()): ReadonlySet<JsonType> | undefined {
  if (around.has(node)) return undefined
  return node.once(TYPES, () => {
    const inner = new Set([...around, node])
    const { both } = related(node)
    let types = isReferenceAlone(node) ? undefined : (typesOf(node) ?? listedTypes(node))
    for (const part of both) types = intersect(types, allowedTypes(part, inner))
    if (isReferenceAlone(node)) return types
    for (const branches of [node.list('anyOf'), node.list('oneOf')]) {
      const each = branches.map((branch) => allowedTypes(branch, inner))
      if (each.length > 0 && each.every((one) => one !== undefined))
        types = intersect(types, new Set(each.flatMap((one) => [...one])))
    }
    return types
  })
}

/** A schema without `type` may still list its values, or have the keywords of only one type. */
function listedTypes(node: SchemaNode): ReadonlySet<JsonType> | undefined {
  const values = node.get('const') !== undefined ? [node.get('const')] : node.get('enum')
  if (Array.isArray(values)) return new Set(values.map(typeOf))
  if (node.get('properties') !== undefined) return new Set(['object'])
  return node.get('items') !== undefined || node.get('prefixItems') !== undefined ? new Set(['array']) : undefined
}

function intersect(
  a: ReadonlySet<JsonType> | undefined,
  b: ReadonlySet<JsonType> | undefined,
): ReadonlySet<JsonType> | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const common = new Set([...a].filter((type) => b.has(type)))
  if (a.has('number') && b.has('integer')) common.add('integer')
  if (b.has('number') && a.has('integer')) common.add('integer')
  return common
}

/** Whether values are of this type and none of the others named. */
export function isOnly(node: SchemaNode | undefined, type: JsonType, ...others: readonly JsonType[]): boolean {
  const types = node && allowedTypes(node)
  return types?.has(type) === true && others.every((other) => !types.has(other))
}

export const isObject = (node: SchemaNode | undefined): boolean => isOnly(node, 'object', 'string', 'array')
export const isList = (node: SchemaNode | undefined): boolean => isOnly(node, 'array', 'string', 'object')

/** Whether the value is bytes. Source: OpenAPI 3.0 "Considerations for File Uploads"; 3.1 "Working with Binary Data". */
export function isBytes(node: SchemaNode | undefined): boolean {
  return partsOf(node).some(
    (part) =>
      part.get('format') === 'binary' ||
      part.get('type') === 'file' ||
      (typeof part.get('contentMediaType') === 'string' && part.get('contentEncoding') === undefined),
  )
}

/** The schema and all others that may speak about the same value. */
export function partsOf(node: SchemaNode | undefined): readonly SchemaNode[] {
  return (
    node?.once(PARTS, () => {
      const seen = new Set<SchemaNode>()
      const pending = [node]
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        if (seen.has(next)) continue
        seen.add(next)
        const { both, either } = related(next)
        pending.push(...both, ...either.flat())
      }
      return [...seen]
    }) ?? []
  )
}

/** All properties that some part of the schema names, each with one schema for what all of them say. */
export function propertiesOf(
  node: SchemaNode | undefined,
  around: ReadonlySet<SchemaNode> = new Set(),
): ReadonlyMap<string, SchemaNode> {
  if (node === undefined || around.has(node)) return NOTHING
  return node.once(PROPERTIES, () => {
    const inner = new Set([...around, node])
    const { both, either } = related(node)
    const maps = [
      ...(isReferenceAlone(node) ? [] : [node.map('properties')]),
      ...both.map((part) => propertiesOf(part, inner)),
      ...either.map((branches) =>
        merge(
          node,
          'anyOf',
          branches.map((branch) => propertiesOf(branch, inner)),
        ),
      ),
    ]
    return merge(node, 'allOf', maps)
  })
}

function merge(
  node: SchemaNode,
  keyword: 'allOf' | 'anyOf',
  maps: readonly ReadonlyMap<string, SchemaNode>[],
): ReadonlyMap<string, SchemaNode> {
  const filled = maps.filter(({ size }) => size > 0)
  const [only = NOTHING] = filled
  if (filled.length <= 1) return only
  const merged = new Map<string, Set<SchemaNode>>()
  for (const map of filled) for (const [name, schema] of map) merged.set(name, (merged.get(name) ?? new Set()).add(schema))
  return new Map(
    [...merged].map(([name, schemas]) => {
      const [first = node] = schemas
      // the nodes of the parts exist already, so that each keeps the place its references start from
      return [name, schemas.size === 1 ? first : node.node({ [keyword]: [...schemas].map(({ value }) => value) })]
    }),
  )
}

/** The schema of a property that no part names: a pattern's, else that of all the rest. */
export function restOf(node: SchemaNode | undefined, name: string): SchemaNode | undefined {
  const parts = partsOf(node)
  for (const part of parts) for (const [pattern, schema] of patternsOf(part)) if (pattern.test(name)) return schema
  for (const part of parts) {
    const rest = part.one('additionalProperties') ?? part.one('unevaluatedProperties')
    if (rest !== undefined) return rest
  }
  return undefined
}

/** The schema of the item at an index. */
export function itemOf(node: SchemaNode | undefined, index: number): SchemaNode | undefined {
  for (const part of partsOf(node)) {
    const first = part.list('prefixItems')[index] ?? part.list('items')[index]
    const rest = part.one('items') ?? part.one('additionalItems')
    if (first !== undefined || rest !== undefined) return first ?? rest
  }
  return undefined
}
