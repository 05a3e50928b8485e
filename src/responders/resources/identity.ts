// Who an item is.
import type { Resource } from '../../contract/resources/resource.ts'
import { scalarOf } from '../../contract/resources/schema-views.ts'
import { fits } from '../../schema/compile-validator.ts'
import { type Item, partAt, withPart } from './json-path.ts'

export const idOf = ({ identity }: Resource, item: unknown): unknown => identity && partAt(item, identity.path)

/** The text under which an item is kept; undefined when it does not say who it is. */
export function keyOf(resource: Resource, item: unknown): string | undefined {
  const id = idOf(resource, item)
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

/** The item with this id, where its schema allows that. */
export function withId({ identity }: Resource, item: Item, key: string): Item {
  if (identity === undefined || String(partAt(item, identity.path)) === key) return item
  const kind = scalarOf(identity.schema)
  const values = kind === 'integer' || kind === 'number' ? [Number(key)] : kind === 'string' ? [key] : [key, Number(key)]
  const value = values.find((each) => !Number.isNaN(each) && fits(identity.schema, each, 'response'))
  return value === undefined ? item : (withPart(item, identity.path, value) as Item)
}
