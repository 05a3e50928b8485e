// Where the answer of an operation holds the item or the list of a resource; worked out once for a schema.

import type { Resource } from '../../contract/resources/resource.ts'
import { findItem, findList, type Spot, type Wanted } from '../../contract/resources/shapes.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'

interface Spots {
  readonly items: Map<SchemaNode, Spot | undefined>
  readonly lists: Map<SchemaNode, Spot | undefined>
}

const known = new WeakMap<Resource, Spots>()

/** Undefined: the answer is about something else. */
export const itemSpot = (resource: Resource, schema: SchemaNode): Spot | undefined =>
  remembered(spotsOf(resource).items, schema, () => findItem(schema, wantedOf(resource)))

export const listSpot = (resource: Resource, schema: SchemaNode): Spot | undefined =>
  remembered(spotsOf(resource).lists, schema, () => findList(schema, wantedOf(resource)))

const wantedOf = ({ item, identity, asked, key }: Resource): Wanted => ({
  item,
  // the last word of the identity finds the same property in every shape of the item
  parameter: identity?.path.at(-1),
  asked,
  name:
    key
      .split('/')
      .filter((word) => word !== '{}')
      .at(-1) ?? '',
})

function spotsOf(resource: Resource): Spots {
  const spots = known.get(resource) ?? { items: new Map(), lists: new Map() }
  known.set(resource, spots)
  return spots
}

function remembered(
  spots: Map<SchemaNode, Spot | undefined>,
  schema: SchemaNode,
  find: () => Spot | undefined,
): Spot | undefined {
  if (!spots.has(schema)) spots.set(schema, find())
  return spots.get(schema)
}
