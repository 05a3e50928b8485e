// What is stored as people and tests hold it: read as plain values, seeded, replaced.
import type { Resources } from '../../contract/resources/find-resources.ts'
import type { Resource } from '../../contract/resources/resource.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { keyOf } from './items.ts'
import { type Item, isItem, withPart } from './json-path.ts'
import type { ResourceState, Transaction } from './resource-state.ts'
import { collectionOf, SINGLE } from './target.ts'

/** Items by resource: under its name (`pets`), its path (`/pets`), or with the values of those it belongs to (`/owners/1/pets`). One thing is given as it is. */
export type StateImage = Readonly<Record<string, readonly Item[] | Item>>

/** Changes of a seed that are kept in one go. */
const BATCH = 2_000

/** All that is stored, by the address of the collection. A copy: changing it changes nothing. */
export async function readState(state: ResourceState): Promise<Record<string, Item[]>> {
  const image: [string, Item[]][] = []
  for (const collection of state.collections) {
    const items: Item[] = []
    for await (const rows of state.scan(collection))
      for (const { text } of rows) if (text !== undefined) items.push(JSON.parse(text))
    image.push([collection.slice(collection.indexOf(' /') + 1), items])
  }
  return Object.fromEntries(image)
}

/** Puts items in place of whatever a resource held; from then on what is not among them does not exist. Throws TypeError for a name that is no resource. */
export async function seedState(state: ResourceState, resources: Resources, image: StateImage): Promise<void> {
  for (const [name, given] of Object.entries(image)) {
    const { resource, collection } = resolve(name, resources)
    const items = Array.isArray(given) ? (given as readonly Item[]) : [given as Item]
    if (!items.every(isItem)) throw new TypeError(`${name}: every item must be an object`)
    await state.write(async (transaction) => {
      transaction.drop(collection)
      transaction.setHead(collection, { isClosed: true, lastId: 0 })
    })
    for (let from = 0; from < items.length; from += BATCH) {
      await state.write((transaction) => putAll(transaction, resource, collection, items.slice(from, from + BATCH)))
    }
  }
}

async function putAll(transaction: Transaction, resource: Resource, collection: string, items: readonly Item[]): Promise<void> {
  let lastId = (await transaction.head(collection))?.lastId ?? 0
  for (const item of items) {
    const known = resource.kind === 'singleton' ? SINGLE : keyOf(resource, item)
    if (known === undefined) lastId++
    else if (/^\d{1,9}$/.test(known)) lastId = Math.max(lastId, Number(known))
    const key = known ?? String(lastId)
    const named =
      known === undefined && resource.identity !== undefined ? (withPart(item, resource.identity.path, lastId) as Item) : item
    transaction.put(collection, key, named)
  }
  transaction.setHead(collection, { isClosed: true, lastId })
}

function resolve(name: string, { all }: Resources): { readonly resource: Resource; readonly collection: string } {
  const resources = all()
  const named = resources.find((resource) => resource.scopes === 0 && (resource.name === name || resource.path === name))
  if (named !== undefined) return { resource: named, collection: collectionOf(named, []) }
  for (const resource of resources) {
    const scope = scopeIn(name, resource)
    if (scope !== undefined) return { resource, collection: collectionOf(resource, scope) }
  }
  const near = suggest(
    name,
    resources.map((resource) => resource.name),
  )
  throw new TypeError(`there is no resource ${JSON.stringify(name)}${near === undefined ? '' : `; did you mean ${near}?`}`)
}

/** `/owners/1/pets` read by `/owners/{}/pets`. */
function scopeIn(name: string, { key }: Resource): string[] | undefined {
  const parts = key.slice(key.indexOf(' /') + 1).split('/')
  const given = name.split('/')
  if (parts.length !== given.length) return undefined
  const scope: string[] = []
  for (const [i, part] of parts.entries()) {
    if (part === '{}') scope.push(decodeURIComponent(given[i] ?? ''))
    else if (part !== given[i]) return undefined
  }
  return scope
}
