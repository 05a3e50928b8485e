// A new item out of what was sent.

import { propertiesOf, scalarOf } from '../../contract/resources/schema-views.ts'
import { hasAccess } from '../../schema/access.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Ask, randomFor } from './ask.ts'
import { compose } from './compose.ts'
import { conform } from './conform.ts'
import { idOf, keyOf, withId } from './identity.ts'
import { highest, newId } from './ids.ts'
import { withSelf } from './item-address.ts'
import { baselineOf, generatedItem, sampledItem } from './items.ts'
import { type Item, isItem, partAt, withPart } from './json-path.ts'
import { withParents } from './sent.ts'
import { SINGLE } from './target.ts'
import { timesOf, timesToCome, withTimes } from './times.ts'
import type { Transaction } from './transaction.ts'

export interface MadeItem {
  readonly item: Item
  readonly key: string
  /** Whether the client gave the id. */
  readonly isNamed: boolean
}

/** Undefined when no item that fits its schema can be made of it. */
export async function makeItem(
  ask: Ask,
  transaction: Transaction,
  sent: Item,
  taken: SchemaNode | undefined,
  example?: Item,
): Promise<MadeItem | undefined> {
  const { resource } = ask
  const { identity } = resource
  if (identity === undefined) return undefined
  const ticks = await transaction.tick()
  const given = partAt(sent, identity.path)
  const isGiven =
    (typeof given === 'string' || typeof given === 'number') &&
    given !== '' &&
    !hasAccess(identity.schema, 'readOnly') &&
    fits(identity.schema, given, 'response')
  const id = isGiven ? given : await drawId(ask, transaction, example)
  if (isGiven) await countOn(ask, transaction, given)
  if (id === undefined) return undefined
  const key = String(id)
  const times = timesOf(resource.item, sent, ticks, true)
  const known = { ...timesToCome(resource.item), ...example, ...times }
  if (identity.path.length === 1 && identity.path[0] !== undefined) known[identity.path[0]] = id
  const sampled = once(() => ({ ...sampledItem(ask, key), ...example }))
  const base = (name: string) => (Object.hasOwn(known, name) ? known[name] : partAt(sampled(), [name]))
  const composed = compose({ node: resource.item, taken, sent, base })
  const timed = withTimes(resource.item, withParents(ask, composed, sent), sent, ticks, true)
  const named = withPart(timed, identity.path, id)
  const item = conform(resource.item, withSelf(ask, named as Item, key), sampled, randomFor(ask, key))
  if (!isItem(item) || keyOf(resource, item) !== key) return undefined
  return { item: arranged(resource.item, item), key, isNamed: isGiven }
}

/** A whole sample costs more than all else that is done for an item, and mostly nothing of it is needed. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

async function drawId(ask: Ask, transaction: Transaction, example: Item | undefined): Promise<unknown> {
  const { resource, target, runtime } = ask
  const { identity } = resource
  if (identity === undefined) return undefined
  // the id that the document shows for what is created, as long as nobody has it
  const documented = keyOf(resource, example)
  if (documented !== undefined && (await transaction.get(target.collection, documented)) === undefined) {
    const id = idOf(resource, example)
    await countOn(ask, transaction, id)
    return id
  }
  const kind = scalarOf(identity.schema)
  const drawn = await newId({
    schema: identity.schema,
    asked: resource.asked,
    lastId: (await transaction.head(target.collection))?.lastId ?? 0,
    // numbers are counted, whatever they look like
    like: kind === 'integer' || kind === 'number' ? undefined : await documentedId(ask),
    seedText: target.collection,
    seed: runtime.settings.seed,
    isTaken: async (id) => (await transaction.get(target.collection, id)) !== undefined,
  })
  if (drawn === undefined) return undefined
  await countOn(ask, transaction, drawn.lastId)
  return drawn.id
}

async function documentedId(ask: Ask): Promise<unknown> {
  const [first] = (await baselineOf(ask)).items.values()
  return idOf(ask.resource, first) ?? idOf(ask.resource, await generatedItem(ask, ''))
}

/** The next id that is counted comes after this one. */
async function countOn({ target }: Ask, transaction: Transaction, id: unknown): Promise<void> {
  const { isClosed, lastId } = (await transaction.head(target.collection)) ?? { isClosed: false, lastId: 0 }
  transaction.setHead(target.collection, { isClosed, lastId: Math.max(lastId, highest([id])) })
}

/** Properties in the order of the schema. */
function arranged(node: SchemaNode, item: Item): Item {
  const names = [...propertiesOf(node).keys()].filter((name) => Object.hasOwn(item, name))
  return Object.fromEntries([...new Set([...names, ...Object.keys(item)])].map((name) => [name, item[name]]))
}

/** An item whose content is replaced: what clients cannot send stays as it was (`before`). Undefined when nothing fits. */
export async function remakeItem(
  ask: Ask,
  transaction: Transaction,
  key: string,
  sent: Item,
  before: Item | undefined,
): Promise<MadeItem | undefined> {
  const base = once(() => before ?? sampledItem(ask, key))
  const composed = compose({ node: ask.resource.item, taken: ask.part.sent?.node, sent, base: (name) => partAt(base(), [name]) })
  const item = finished(ask, composed, sent, base, key, await transaction.tick(), before === undefined)
  return item && { item, key, isNamed: true }
}

/** Sets what the server says, and holds the whole to its schema. */
export function finished(
  ask: Ask,
  item: Item,
  sent: Item,
  before: () => Item,
  key: string,
  ticks: number,
  isNew: boolean,
): Item | undefined {
  const { resource } = ask
  const timed = withTimes(resource.item, isNew ? withParents(ask, item, sent) : item, sent, ticks, isNew)
  const named = key === SINGLE ? timed : withId(resource, timed, key)
  const made = conform(resource.item, isNew ? withSelf(ask, named, key) : named, before, randomFor(ask, key))
  return isItem(made) ? arranged(resource.item, made) : undefined
}
