// What a schema says about the form of a value, all its branches taken together: which parts a value has and of which types.
import type { SchemaNode } from '../schema/schema-node.ts'
import type { JsonType } from '../schema/types.ts'
import { type Plan, plansOf, propertyOf } from './read-plan.ts'

const TYPES = Symbol('types of all branches')
const PROPERTIES = Symbol('properties of all branches')
const ITEMS = Symbol('items of all branches')
const NOTHING: ReadonlyMap<string, SchemaNode> = new Map()

/** The types that a value may have; undefined when any. */
export const allowedTypes = (schema: SchemaNode): ReadonlySet<JsonType> | undefined =>
  schema.once(TYPES, () => {
    const each = plansOf(schema).map(({ types }) => types)
    return each.length === 0 || each.includes(undefined) ? undefined : new Set(each.flatMap((types) => [...(types ?? [])]))
  })

/** Whether values are of this type and none of the others named. */
function isOnly(schema: SchemaNode | undefined, type: JsonType, ...others: readonly JsonType[]): boolean {
  const types = schema && allowedTypes(schema)
  return types?.has(type) === true && others.every((other) => !types.has(other))
}

export const isObject = (schema: SchemaNode | undefined): boolean => isOnly(schema, 'object', 'string', 'array')
export const isList = (schema: SchemaNode | undefined): boolean => isOnly(schema, 'array', 'string', 'object')

/** Whether the value is bytes. Source: OpenAPI 3.0 "Considerations for File Uploads"; 3.1 "Working with Binary Data". */
export const isBytes = (schema: SchemaNode | undefined): boolean =>
  partsOf(schema).some(
    (part) =>
      part.get('format') === 'binary' ||
      part.get('type') === 'file' ||
      (typeof part.get('contentMediaType') === 'string' && part.get('contentEncoding') === undefined),
  )

/** All schemas that may speak about the same value, a schema's own before those it refers to. */
export const partsOf = (schema: SchemaNode | undefined): readonly SchemaNode[] =>
  schema === undefined ? [] : [...new Set(plansOf(schema).flatMap(({ nodes }) => nodes))]

/** All properties that some branch names, each with one schema for what all branches say of it. */
export const propertiesOf = (schema: SchemaNode | undefined): ReadonlyMap<string, SchemaNode> =>
  schema?.once(PROPERTIES, () => propertiesIn(schema, plansOf(schema))) ?? NOTHING

/** The same of some of the branches of a schema. */
export function propertiesIn(schema: SchemaNode, plans: readonly Plan[]): ReadonlyMap<string, SchemaNode> {
  const names = new Set(plans.flatMap(({ nodes }) => nodes.flatMap((node) => [...node.map('properties').keys()])))
  const properties = [...names].map((name) => {
    const found = plans.map((plan) => propertyOf(plan, name)).filter(({ isDeclared }) => isDeclared)
    const branches = found.map(({ nodes }) => nodes)
    return [name, anyOf(schema, branches)] as const
  })
  return new Map(properties)
}

/** The schema of a property that no branch names: a pattern's, else that of all the rest. */
export function restOf(schema: SchemaNode | undefined, name: string): SchemaNode | undefined {
  for (const plan of schema === undefined ? [] : plansOf(schema)) {
    const [first] = propertyOf(plan, name).nodes
    if (first !== undefined) return first
  }
  return undefined
}

/** The schema of the item at an index. */
export function itemOf(schema: SchemaNode | undefined, index: number): SchemaNode | undefined {
  if (schema === undefined) return undefined
  const items = schema.once(ITEMS, () => {
    const plans = plansOf(schema).filter(({ types }) => types === undefined || types.has('array'))
    const longest = Math.max(0, ...plans.map(({ prefix }) => prefix.length))
    // the last one is that of all that follow
    return Array.from({ length: longest + 1 }, (_, at) => itemIn(schema, plans, at))
  })
  return items[Math.min(index, items.length - 1)]
}

function itemIn(schema: SchemaNode, plans: readonly Plan[], index: number): SchemaNode | undefined {
  const found = plans.map(({ prefix, items }) => prefix[index] ?? items).filter((nodes) => nodes.length > 0)
  return found.length === 0 ? undefined : anyOf(schema, found)
}

/** One schema for several branches, of each of which all schemas hold. The nodes of the parts exist, and keep the place their references start from. */
function anyOf(schema: SchemaNode, branches: readonly (readonly SchemaNode[])[]): SchemaNode {
  const isSame = (a: readonly SchemaNode[], b: readonly SchemaNode[]) =>
    a.length === b.length && a.every((node, i) => node === b[i])
  const different = branches.filter((nodes, i) => branches.findIndex((other) => isSame(nodes, other)) === i)
  return joined(
    schema,
    'anyOf',
    different.map((nodes) => joined(schema, 'allOf', nodes)),
  )
}

function joined(schema: SchemaNode, keyword: 'allOf' | 'anyOf', nodes: readonly SchemaNode[]): SchemaNode {
  const [first] = nodes
  return nodes.length === 1 && first !== undefined ? first : schema.node({ [keyword]: nodes.map(({ value }) => value) })
}

/** Which views of a wire a schema can use, and which query names an exploded object takes. */
export interface Shapes {
  readonly text: boolean
  readonly list: boolean
  readonly object: boolean
  readonly members: ReadonlySet<string>
  /** Whether the object takes a name besides its `members`. */
  takesMore(name: string): boolean
  readonly takesAny: boolean
}

export function shapesOf(schema: SchemaNode | undefined): Shapes {
  const plans = schema === undefined ? [] : plansOf(schema)
  const isFree = plans.length === 0 || plans.some(({ types }) => types === undefined)
  const allows = (...types: JsonType[]) => plans.some((plan) => types.some((type) => plan.types?.has(type)))
  const objects = plans.filter(({ types }) => types?.has('object'))
  const members = new Set(objects.flatMap(({ nodes }) => nodes.flatMap((node) => [...node.map('properties').keys()])))
  const patterns = objects.flatMap((plan) => plan.patterns)
  // only what the document says: an object that names its properties does not want every stray name of the query
  const takesAny = objects.some(
    ({ others }) =>
      others.every(({ value }) => value !== false) && (others.length > 0 || (members.size === 0 && patterns.length === 0)),
  )
  return {
    text: isFree || allows('string', 'number', 'integer', 'boolean', 'null'),
    list: isFree || allows('array'),
    object: objects.length > 0,
    members,
    takesAny,
    takesMore: (name) => takesAny || patterns.some(([pattern]) => pattern.test(name)),
  }
}
