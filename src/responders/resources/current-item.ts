// An item as it is now: as it was written, else as the document gives it, under the id that was asked for.

import { propertiesOf } from '../../codecs/read-shape.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Ask, generatedItem, generatedItems, writtenOf } from './ask.ts'
import { type Item, idText, schemaAt, valueAt, withMember, withValueAt } from './body-path.ts'

/** Undefined: it is gone. */
export async function currentItem(ask: Ask): Promise<Item | undefined> {
  const written = await writtenOf(ask)
  if (written !== undefined) return written.kind === 'item' ? written.item : undefined
  return documentedItem(ask)
}

/** What the document gives for an id: every id has an item until it is deleted. */
export async function documentedItem(ask: Ask): Promise<Item> {
  const { resource, role, id } = ask
  const read = resource.operations.read === undefined ? undefined : await generatedItem(ask, 'read')
  const listed = read ?? (id === undefined ? undefined : await listedItem(ask, id))
  const item = listed ?? (await generatedItem(ask, role)) ?? {}
  const named = id === undefined ? item : withId(item, ask, id, resource.itemSchema)
  return withParents(named, ask, resource.itemSchema)
}

/** The item of the document's list that has this id. */
export async function listedItem(ask: Ask, id: string): Promise<Item | undefined> {
  if (ask.resource.operations.list === undefined) return undefined
  const items = await generatedItems(ask)
  return items.find((item) => idText(valueAt(item, ask.resource.idPath)) === id)
}

/** The item under another id, in the type that its schema wants; as it is when none fits. */
export function withId(item: Item, { resource: { idPath } }: Ask, id: string, schema: SchemaNode | undefined): Item {
  if (idPath.length === 0) return item
  for (const value of idValues(id, valueAt(item, idPath))) {
    const own = schemaAt(schema, idPath)
    if (own !== undefined && !fits(own, value, 'response')) continue
    const named = withValueAt(item, idPath, value)
    if (named !== undefined) return named as Item
  }
  return item
}

/** What a text in a path may stand for, likeliest first. */
export function idValues(id: string, like: unknown): (string | number)[] {
  const number = /^-?\d{1,15}$/.test(id) ? Number(id) : undefined
  if (number === undefined) return [id]
  return typeof like === 'string' ? [id, number] : [number, id]
}

/** Items say which parents they lie under where they have a property named as the parameter is: `ownerId`. */
export function withParents(item: Item, { exchange, resource }: Ask, schema: SchemaNode | undefined): Item {
  let best = item
  for (const name of resource.parents) {
    const value = Object.hasOwn(exchange.inputs.params, name) ? exchange.inputs.params[name] : undefined
    if (value === undefined) continue
    for (const [property, own] of propertiesOf(schema)) {
      if (plain(property) === plain(name) && property !== resource.idPath[0] && fits(own, value, 'response')) {
        best = withMember(best, property, value)
      }
    }
  }
  return best
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
