// Where a body holds the item or the items it is about: at its root, or wrapped in an envelope.
import type { SchemaNode } from '../../schema/schema-node.ts'
import { findIdentity, type Identity } from './find-identity.ts'
import { plainName, singular } from './names.ts'
import { isObjectNode, itemNodeOf, overlap, plainNode, propertiesOf } from './schema-views.ts'

/** Where something stands in a body, and its schema. */
export interface Spot {
  /** Property names from the root; empty: the root itself. */
  readonly path: readonly string[]
  readonly node: SchemaNode
}

/** What is known of the item that is looked for. */
export interface Wanted {
  /** The schema of an item, once it is known. */
  readonly item: SchemaNode | undefined
  /** The path parameter that names an item. */
  readonly parameter: string | undefined
  readonly asked: SchemaNode | undefined
  /** The last fixed word of the path: `pets`. */
  readonly name: string
}

/** Names of envelopes that say nothing about what they hold. */
const WRAPPERS = [
  'data',
  'item',
  'result',
  'record',
  'object',
  'resource',
  'entity',
  'value',
  'payload',
  'response',
  'body',
  'attributes',
]
const LISTS = [
  'data',
  'items',
  'results',
  'records',
  'entries',
  'value',
  'values',
  'content',
  'list',
  'rows',
  'elements',
  'objects',
  'resources',
  'docs',
  'hits',
  'nodes',
]
const MIN_OVERLAP = 0.5

/** Whether a property of this name may wrap an item of a resource called `resource`. */
export const isEnvelopeName = (name: string, resource: string): boolean =>
  WRAPPERS.includes(name.toLowerCase()) || plainName(name) === plainName(singular(resource))

/** Where a body holds one item. */
export function findItem(schema: SchemaNode, wanted: Wanted): Spot | undefined {
  if (itemNodeOf(schema) !== undefined || propertiesOf(schema).size === 0) return undefined
  const { item } = wanted
  if (item !== undefined && plainNode(schema) === item) return { path: [], node: schema }
  const wrapped = objectsIn(schema)
  if (item !== undefined) {
    const same = wrapped.find(([, node]) => plainNode(node) === item)
    if (same !== undefined) return { path: [same[0]], node: same[1] }
  }
  const own = identityIn(schema, wanted)
  const singularName = plainName(singular(wanted.name))
  // an envelope has little beside what it wraps; an item that has a part called "data" has an id of its own
  const envelope = wrapped.find(
    ([name, node]) =>
      isEnvelopeName(name, wanted.name) &&
      name !== 'attributes' &&
      looksRight(node, wanted) &&
      (own === undefined || plainName(name) === singularName),
  )
  if (envelope !== undefined) return { path: [envelope[0]], node: envelope[1] }
  if (own !== undefined && looksRight(schema, wanted)) return { path: [], node: schema }
  const [only] = wrapped
  if (wrapped.length === 1 && only !== undefined && propertiesOf(schema).size <= 3 && looksRight(only[1], wanted))
    return { path: [only[0]], node: only[1] }
  return undefined
}

/** Where a body holds a list of items. `node` is the schema of one of them. */
export function findList(schema: SchemaNode, wanted: Wanted): Spot | undefined {
  const rated = listsIn(schema, [], 0).flatMap((spot) => {
    const score = rate(spot, wanted)
    return score > 0 ? [{ spot, score }] : []
  })
  rated.sort((one, other) => other.score - one.score || one.spot.path.length - other.spot.path.length)
  return rated[0]?.spot
}

function rate({ path, node }: Spot, wanted: Wanted): number {
  if (!isObjectNode(node)) return 0
  const isSame = wanted.item !== undefined && plainNode(node) === wanted.item
  if (!isSame && !looksRight(node, wanted)) return 0
  const name = plainName(path.at(-1) ?? '')
  const named = path.length === 0 || name === plainName(wanted.name) ? 4 : LISTS.includes(name) ? 3 : 1
  return named + (isSame ? 10 : 0)
}

/** Whether an object may be the item: it says who it is, and it is alike where an item is known. */
function looksRight(node: SchemaNode, wanted: Wanted): boolean {
  if (!isObjectNode(node)) return false
  if (wanted.item !== undefined) {
    if (plainNode(node) === wanted.item) return true
    if (Math.max(overlap(node, wanted.item), overlap(wanted.item, node)) < MIN_OVERLAP) return false
  }
  return wanted.parameter === undefined || identityIn(node, wanted) !== undefined
}

const identityIn = (node: SchemaNode, { parameter, asked, name }: Wanted): Identity | undefined =>
  parameter === undefined ? undefined : findIdentity(node, parameter, name, asked)

const objectsIn = (schema: SchemaNode): [string, SchemaNode][] =>
  [...propertiesOf(schema)].filter(([, node]) => isObjectNode(node))

function listsIn(node: SchemaNode, path: readonly string[], depth: number): Spot[] {
  const items = itemNodeOf(node)
  if (items !== undefined) return [{ path, node: items }]
  // the parts of one item are no list of items: only envelopes are looked into
  return [...propertiesOf(node)].flatMap(([name, part]) => {
    const isEnvelope = depth === 0 && (name === '_embedded' || WRAPPERS.includes(name.toLowerCase()))
    return itemNodeOf(part) !== undefined || isEnvelope ? listsIn(part, [...path, name], depth + 1) : []
  })
}
