// Items as the document alone would have them, and as they were stored.

import type { Resource } from '../../contract/resources/resource.ts'
import { plainNode } from '../../contract/resources/schema-views.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { isFound } from '../../schema/sample/outcome.ts'
import { sample } from '../../schema/sample/sample.ts'
import { ownersOf } from '../response-random.ts'
import { type Ask, draftOfOther, randomFor } from './ask.ts'
import { conform } from './conform.ts'
import { idOf, keyOf, withId } from './identity.ts'
import { highest } from './ids.ts'
import { type Item, isItem, partAt } from './json-path.ts'
import { itemSpot, listSpot } from './spots.ts'
import type { Row } from './store.ts'
import type { Transaction } from './transaction.ts'

/** What the list of the document shows before anything is written. */
export interface Baseline {
  /** By id, in the order of the list. */
  readonly items: ReadonlyMap<string, Item>
  /** Its items have the schema of the item itself: they are no short forms, and reading one has nothing to add. */
  readonly isWhole: boolean
}

const baselines = new WeakMap<Runtime, Map<Resource, Promise<Baseline>>>()

export function baselineOf(ask: Ask): Promise<Baseline> {
  const { runtime, resource } = ask
  const known = baselines.get(runtime) ?? new Map()
  baselines.set(runtime, known)
  const found = known.get(resource) ?? readBaseline(ask)
  known.set(resource, found)
  return found
}

async function readBaseline(ask: Ask): Promise<Baseline> {
  const { resource } = ask
  const items = new Map<string, Item>()
  const lists = resource.parts.filter(({ role }) => role === 'list')
  const list = lists.find(({ operation }) => operation.path === resource.path) ?? lists[0]
  const other = list && (await draftOfOther(ask, list.operation))
  const schema = other?.chosen.media?.schema
  const spot = schema && listSpot(resource, schema)
  if (spot === undefined || other?.draft.body === undefined || !('value' in other.draft.body)) return { items, isWhole: false }
  const listed = partAt(other.draft.body.value, spot.path)
  for (const item of Array.isArray(listed) ? listed : []) {
    const key = keyOf(resource, item)
    if (key !== undefined && isItem(item) && !items.has(key)) items.set(key, item)
  }
  return { items, isWhole: plainNode(spot.node) === resource.item }
}

/** A collection is begun when it is first written to: what its list showed until then is in it. */
export async function begin(ask: Ask, transaction: Transaction): Promise<void> {
  const { resource, target } = ask
  if ((await transaction.head(target.collection)) !== undefined) return
  const baseline = resource.kind === 'singleton' ? new Map<string, Item>() : (await baselineOf(ask)).items
  for (const [key, item] of baseline) transaction.put(target.collection, key, item, false)
  const ids = [...baseline.values()].map((item) => idOf(resource, item))
  transaction.setHead(target.collection, { isClosed: false, lastId: highest(ids) })
}

/** A sample of the item's schema, of its own for each id. */
export function sampledItem(ask: Ask, key: string): Item {
  const outcome = sample(ask.resource.item, { random: randomFor(ask, key), view: 'response', owners: ownersOf(ask.exchange) })
  return withId(ask.resource, isFound(outcome) && isItem(outcome.value) ? outcome.value : {}, key)
}

/** The item of an id that was never written, as reading it gives it. */
export async function generatedItem(ask: Ask, key: string, known?: Item): Promise<Item> {
  const { resource } = ask
  const read = resource.parts.find(({ role }) => role === 'read')
  const other = read && (await draftOfOther(ask, read.operation))
  const schema = other?.chosen.media?.schema
  const spot = schema && itemSpot(resource, schema)
  const body = other?.draft.body
  const item = spot && body !== undefined && 'value' in body ? partAt(body.value, spot.path) : undefined
  const isExample = other?.draft.source.startsWith('example') === true
  const [first] = await documentedItems(ask, isItem(item) ? item : sampledItem(ask, key), isExample, key, known)
  const whole = first && conform(resource.item, first, () => item, randomFor(ask, key))
  return isItem(whole) ? whole : sampledItem(ask, key)
}

/**
 * What the document says of an item, the best first: its example where that is of this very id, else what the list says, else what reading any id
 * gives. `shown` is what reading gives, `known` the item of the list.
 */
export async function documentedItems(
  ask: Ask,
  shown: Item,
  isExample: boolean,
  key: string,
  known?: Item,
): Promise<readonly Item[]> {
  const { resource } = ask
  if (resource.kind === 'singleton' || (isExample && keyOf(resource, shown) === key)) return [shown]
  const { items, isWhole } = await baselineOf(ask)
  const listed = known ?? items.get(key)
  const named = withId(resource, shown, key)
  return listed === undefined ? [named] : [isWhole ? listed : { ...named, ...listed }, named]
}

/** The item as it is now; undefined when there is none. */
export async function currentItem(ask: Ask, transaction: Transaction, key: string): Promise<Item | undefined> {
  const { collection } = ask.target
  const row = await transaction.get(collection, key)
  if (row !== undefined) return row.text === undefined ? undefined : itemOfRow(ask, row)
  return (await transaction.head(collection))?.isClosed ? undefined : generatedItem(ask, key)
}

/** The item that is kept in a row; what the document gave may be the short form of a list, and is completed by what reading says. */
export async function itemOfRow(ask: Ask, { isWritten, key, text = '{}' }: Row): Promise<Item> {
  const item = JSON.parse(text) as Item
  return isWritten ? item : generatedItem(ask, key, item)
}
