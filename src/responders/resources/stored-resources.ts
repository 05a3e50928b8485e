// What is stored as people and tests hold it: listed, read, replaced, put back.
import { type Resources, resourcesOf } from '../../contract/resources/find-resources.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { askOfNobody } from './ask.ts'
import { keyOf } from './identity.ts'
import { type Baseline, baselineOf, begin } from './items.ts'
import { type Item, isItem, withPart } from './json-path.ts'
import { addressOf, type Place, placeOf, placesOf, ResourceNameError, resourceOf } from './place.ts'
import type { ResourceState } from './resource-state.ts'
import { checkSeed, problemsOf, putSeeds, SeedError, type Seeds } from './seed.ts'
import { SINGLE } from './target.ts'
import type { Transaction } from './transaction.ts'

/** A resource that was found in the documents. */
export interface StoredResource {
  readonly name: string
  readonly path: string
  readonly kind: 'collection' | 'singleton'
  /** How many items it holds, over all its places; undefined while nothing was written and the document alone speaks. */
  readonly count: number | undefined
  /** How many of them were written, by clients or as seeds; the others are the document's. */
  readonly written: number
  /** The places to which something was written: `/owners/1/pets`. */
  readonly places: readonly string[]
}

export interface StoredItems {
  readonly items: readonly unknown[]
  /** How many there are on all pages. */
  readonly total: number
}

/**
 * What clients wrote. A resource is named by its name (`pets`) or path (`/pets`), one below others by its place (`/owners/1/pets`).
 * All functions reject with a TypeError for what is no such name.
 */
export interface StoredResources {
  list(): Promise<readonly StoredResource[]>
  /** A page of items, 100 unless told; those of the document while nothing was written. */
  items(resource: string, page?: { readonly offset?: number; readonly limit?: number }): Promise<StoredItems>
  /** Puts items in place of what resources hold; from then on what is not among them does not exist. Rejects when one does not fit its schema. */
  seed(items: Seeds): Promise<void>
  /** Adds an item, or replaces the one with its id; resolves to that. Rejects when it does not fit its schema. */
  put(resource: string, item: object): Promise<string>
  /** Whether there was one. */
  remove(resource: string, id: string | number): Promise<boolean>
  /** As at the start, for one resource or for all: its seeds, or what the document says. */
  reset(resource?: string): Promise<void>
  /** Keeps all there is under a name, until the mock ends. */
  snapshot(name: string): Promise<void>
  /** Goes back to it. Rejects when there is none of that name. */
  restore(name: string): Promise<void>
  snapshots(): Promise<readonly string[]>
  /** Whether there was one. */
  removeSnapshot(name: string): Promise<boolean>
  /** Takes back the last change; whether there was one. The latest 50 are remembered. */
  undo(): Promise<boolean>
}

export interface StoredResourcesOptions {
  readonly state: ResourceState
  readonly runtime: () => Runtime
  /** Puts the seeds of these places back, of all of them without a word. */
  readonly putSeedsBack: (places?: readonly string[]) => Promise<void>
}

const PAGE = 100
const NOTHING: Baseline = { items: new Map(), isWhole: false }

export function createStoredResources({ state, runtime, putSeedsBack }: StoredResourcesOptions): StoredResources {
  const resources = (): Resources => resourcesOf(runtime().contract)
  const at = (name: string): Place => placeOf(name, resources())

  /** What the document says at a place to which nothing was written. */
  const documented = async (place: Place): Promise<Baseline> => {
    const ask = askAt(place)
    return ask === undefined ? NOTHING : baselineOf(ask)
  }
  const askAt = ({ resource, collection }: Place) => {
    const [part] = resource.parts
    try {
      return part && askOfNobody(part, { collection, key: undefined }, state, runtime())
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }
  /** As a request of a client would. */
  const writeAt = <Result>(place: Place, work: (transaction: Transaction) => Promise<Result>) =>
    state.write(async (transaction) => {
      const ask = askAt(place)
      if (ask !== undefined) await begin(ask, transaction)
      return work(transaction)
    })

  return {
    async list() {
      const told: StoredResource[] = []
      for (const resource of resources().all()) {
        const { name, path, kind } = resource
        const places = placesOf(resource, state)
        const heads = await Promise.all(places.map((place) => state.head(place)))
        const sum = (count: 'count' | 'written') => heads.reduce((total, head) => total + (head?.[count] ?? 0), 0)
        const count = places.length === 0 ? undefined : sum('count')
        told.push({ name, path, kind, count, written: sum('written'), places: places.map(addressOf) })
      }
      return told
    },
    async items(name, { offset = 0, limit = PAGE } = {}) {
      const place = at(name)
      if (!state.isBegun(place.collection)) {
        const items = [...(await documented(place)).items.values()]
        return { items: items.slice(offset, offset + limit), total: items.length }
      }
      const rows = await state.range(place.collection, offset, limit)
      const total = (await state.head(place.collection))?.count ?? 0
      return { items: rows.map(({ text = 'null' }): unknown => JSON.parse(text)), total }
    },
    async seed(seeds) {
      const checked = Object.entries(seeds).map(([name, items]) => checkSeed(name, items, resources()))
      const problems = checked.flatMap((each) => each.problems)
      if (problems.length > 0) throw new SeedError(problems)
      await putSeeds(state, checked)
    },
    async put(name, item) {
      const place = at(name)
      return writeAt(place, async (transaction) => {
        const { key, item: named } = await withKey(place, item as Item, transaction)
        const problems = problemsOf(place.resource, named)
        if (problems.length > 0) throw new SeedError(problems)
        transaction.put(place.collection, key, named)
        return key
      })
    },
    async remove(name, id) {
      const place = at(name)
      return writeAt(place, async (transaction) => {
        const row = await transaction.get(place.collection, String(id))
        if (row?.text === undefined) return false
        transaction.remove(place.collection, String(id))
        return true
      })
    },
    async reset(name) {
      if (name === undefined) await state.reset()
      const places = name === undefined ? undefined : placesNamed(name, resources(), state)
      if (places !== undefined && places.length > 0)
        await state.write(async (transaction) => {
          for (const place of places) transaction.drop(place)
        })
      await putSeedsBack(places)
    },
    snapshot: (name) => state.snapshot(name),
    async restore(name) {
      if (!(await state.restore(name))) throw new ResourceNameError(`there is no snapshot ${JSON.stringify(name)}${known(state)}`)
    },
    snapshots: async () => state.snapshots,
    removeSnapshot: async (name) => state.removeSnapshot(name),
    undo: () => state.undo(),
  }
}

const known = ({ snapshots }: ResourceState) =>
  snapshots.length === 0 ? '; none was taken' : `; there are ${snapshots.join(', ')}`

/** All places of a resource, or the one that is addressed. */
function placesNamed(name: string, resources: Resources, state: ResourceState): string[] {
  const addressed = resources.all().some((each) => each.name === name || each.path === name)
  return addressed ? placesOf(resourceOf(name, resources), state) : [placeOf(name, resources).collection]
}

/** An item without an id gets the next number. */
async function withKey(
  { resource, collection }: Place,
  item: Item,
  transaction: Transaction,
): Promise<{ readonly key: string; readonly item: Item }> {
  if (!isItem(item)) throw new SeedError([{ pointer: '', message: 'an item is an object' }])
  if (resource.kind === 'singleton') return { key: SINGLE, item }
  const head = (await transaction.head(collection)) ?? { isClosed: false, lastId: 0 }
  const given = keyOf(resource, item)
  const lastId =
    given === undefined ? head.lastId + 1 : /^\d{1,9}$/.test(given) ? Math.max(head.lastId, Number(given)) : head.lastId
  transaction.setHead(collection, { isClosed: head.isClosed, lastId })
  if (given !== undefined) return { key: given, item }
  const named = resource.identity === undefined ? item : (withPart(item, resource.identity.path, lastId) as Item)
  return { key: String(lastId), item: named }
}
