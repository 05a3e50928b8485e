// Items that handlers share, by the name of their collection.
import { mergePatch } from '../../http/merge-patch.ts'

type Item = Record<string, unknown>
/** Interfaces have no index signature, so `Item` would not take them. */
type AnyItem = object

/** What `_db` says of a collection. */
export interface CollectionDefinition {
  /** The property that names an item; `id` when it is not said. */
  readonly key?: string
  /** What it holds at the start. */
  readonly items?: readonly AnyItem[]
}

export type CollectionDefinitions = Readonly<Record<string, CollectionDefinition | readonly AnyItem[]>>

/** Marks what `collections({ … })` gives. */
export class CollectionsDefinition {
  readonly definitions: CollectionDefinitions

  constructor(definitions: CollectionDefinitions) {
    this.definitions = definitions
  }
}

export class MemoryCollection {
  readonly name: string
  readonly key: string
  #initial: readonly AnyItem[]
  /** By the text of the id, in the order in which they were added. */
  #items = new Map<string, Item>()

  constructor(name: string, { key = 'id', items = [] }: CollectionDefinition = {}) {
    this.name = name
    this.key = key
    this.#initial = items
    this.reset()
  }

  get(id: unknown): Item | undefined {
    return this.#items.get(String(id))
  }

  all(): Item[] {
    return [...this.#items.values()]
  }

  get size(): number {
    return this.#items.size
  }

  /** Adds an item, with the next free whole number as its id when it has none. Replaces one with the same id. */
  add(item: Item): Item {
    const given = item[this.key]
    const added = given === undefined || given === null ? { ...item, [this.key]: this.#nextId() } : { ...item }
    this.#items.set(String(added[this.key]), added)
    return added
  }

  /** Lays a patch over an item. Source: RFC 7396. */
  update(id: unknown, patch: Item): Item | undefined {
    const item = this.get(id)
    if (item === undefined) return undefined
    const updated = { ...(mergePatch(item, patch) as Item), [this.key]: item[this.key] }
    this.#items.set(String(id), updated)
    return updated
  }

  /** Whether there was one. */
  remove(id: unknown): boolean {
    return this.#items.delete(String(id))
  }

  clear(): void {
    this.#items.clear()
  }

  reset(): void {
    this.#items = new Map()
    for (const item of structuredClone(this.#initial)) this.add(item as Item)
  }

  /** What it starts with from the next reset on. */
  define({ items = [] }: CollectionDefinition): void {
    this.#initial = items
  }

  #nextId(): number {
    let highest = 0
    for (const item of this.#items.values()) {
      const id = Number(item[this.key])
      if (Number.isSafeInteger(id) && id > highest) highest = id
    }
    return highest + 1
  }
}

export class Collections {
  readonly #collections = new Map<string, MemoryCollection>()

  /** Those of `_db`: new ones begin with their items, known ones keep what they hold. */
  define(definitions: CollectionDefinitions): void {
    for (const [name, given] of Object.entries(definitions)) {
      const definition: CollectionDefinition = Array.isArray(given) ? { items: given } : (given as CollectionDefinition)
      const known = this.#collections.get(name)
      if (known === undefined) this.#collections.set(name, new MemoryCollection(name, definition))
      else known.define(definition)
    }
  }

  /** The collection of this name; an empty one when it is new. */
  get(name: string): MemoryCollection {
    let found = this.#collections.get(name)
    if (found === undefined) {
      found = new MemoryCollection(name)
      this.#collections.set(name, found)
    }
    return found
  }

  names(): string[] {
    return [...this.#collections.keys()]
  }

  reset(): void {
    for (const collection of this.#collections.values()) collection.reset()
  }

  /** As handlers use it: `db.pets.get(7)`. */
  asDatabase(): Readonly<Record<string, MemoryCollection>> {
    return new Proxy({} as Record<string, MemoryCollection>, {
      get: (_target, name) => (typeof name === 'string' && name !== 'then' ? this.get(name) : undefined),
      has: (_target, name) => typeof name === 'string' && this.#collections.has(name),
      ownKeys: () => this.names(),
      getOwnPropertyDescriptor: (_target, name) =>
        typeof name === 'string' && this.#collections.has(name)
          ? { value: this.get(name), enumerable: true, configurable: true, writable: false }
          : undefined,
      set: () => false,
    })
  }
}
