// The rules that hold for a value without condition: those of its schema, of its references and of allOf. Read from the document as written.
import type { SchemaNode } from '../../src/schema/schema-node.ts'

/** All schemas that must hold together with these; what stands under anyOf, oneOf, not, if or a dynamic reference is none of them. */
export function certainNodes(nodes: readonly SchemaNode[]): readonly SchemaNode[] {
  const found = new Set<SchemaNode>()
  const pending = [...nodes]
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    if (found.has(node)) continue
    found.add(node)
    const { target } = node
    if (target !== undefined) pending.push(target)
    if (isReferenceAlone(node)) continue
    pending.push(...node.list('allOf'))
  }
  return [...found].filter((node) => !isReferenceAlone(node))
}

/** Before 3.1 a reference has nothing else to say. */
const isReferenceAlone = (node: SchemaNode) => node.ref !== undefined && !node.space.dialect.refSiblings

/** A place in a value and the schemas that must hold there. */
export interface RuledPlace {
  readonly tokens: readonly (string | number)[]
  readonly value: unknown
  readonly nodes: readonly SchemaNode[]
}

const MOST_PLACES = 300
const MOST_LEVELS = 12

/** The value and its parts, the whole first. */
export function placesIn(value: unknown, schema: SchemaNode): readonly RuledPlace[] {
  const places: RuledPlace[] = [{ tokens: [], value, nodes: certainNodes([schema]) }]
  for (let i = 0; i < places.length && places.length < MOST_PLACES; i++) {
    const place = places[i]
    if (place === undefined || place.tokens.length >= MOST_LEVELS) continue
    for (const [token, part] of partsOf(place.value)) {
      const nodes = certainNodes(place.nodes.flatMap((node) => partSchema(node, token) ?? []))
      if (nodes.length > 0) places.push({ tokens: [...place.tokens, token], value: part, nodes })
    }
  }
  return places
}

function partsOf(value: unknown): (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.slice(0, 3).map((item, i) => [i, item])
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function partSchema(node: SchemaNode, token: string | number): SchemaNode | undefined {
  if (typeof token === 'number') {
    const tuple = node.list('items').length > 0 ? node.list('items') : node.list('prefixItems')
    return tuple[token] ?? (tuple.length > 0 ? undefined : node.one('items'))
  }
  const property = node.map('properties').get(token)
  if (property !== undefined) return property
  return node.get('patternProperties') === undefined ? node.one('additionalProperties') : undefined
}

/** A copy with another value at a place; `undefined` takes a property away. */
export function replacedAt(value: unknown, tokens: readonly (string | number)[], part: unknown): unknown {
  const [token, ...rest] = tokens
  if (token === undefined) return part
  if (Array.isArray(value)) return value.map((item, i) => (i === token ? replacedAt(item, rest, part) : item))
  const entries = Object.entries(Object(value)).flatMap(([key, item]) => {
    if (key !== token) return [[key, item] as const]
    return rest.length === 0 && part === undefined ? [] : [[key, replacedAt(item, rest, part)] as const]
  })
  if (!Object.hasOwn(Object(value), token)) entries.push([String(token), part])
  return Object.fromEntries(entries)
}

/** The names of the types a schema allows, `integer` beside `number`; undefined when it does not say, or in words that nobody knows. */
export function writtenTypes(node: SchemaNode): ReadonlySet<string> | undefined {
  const written = node.get('type')
  const names = (Array.isArray(written) ? written : written === undefined ? [] : [written]).map((name) =>
    name === 'file' ? 'string' : String(name),
  )
  if (names.length === 0 || names.some((name) => !TYPES.has(name))) return undefined
  const isNullable = node.space.dialect.nullable && (node.get('nullable') === true || node.get('x-nullable') === true)
  return new Set([...names, ...(names.includes('number') ? ['integer'] : []), ...(isNullable ? ['null'] : [])])
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

/** The types that some branch of every way through the schema allows; undefined when any. */
export function possibleTypes(schema: SchemaNode, depth = 0): ReadonlySet<string> | undefined {
  let types: ReadonlySet<string> | undefined
  const narrow = (more: ReadonlySet<string> | undefined) => {
    if (more !== undefined) types = types === undefined ? more : new Set([...types].filter((type) => more.has(type)))
  }
  for (const node of certainNodes([schema])) {
    narrow(writtenTypes(node))
    if (depth > 6) continue
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = node.list(keyword).map((branch) => possibleTypes(branch, depth + 1))
      if (branches.length > 0 && branches.every((each) => each !== undefined))
        narrow(new Set(branches.flatMap((each) => [...(each ?? [])])))
    }
  }
  return types
}
