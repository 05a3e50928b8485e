// Where written items are kept: a layer over what the document gives, by place and id.

/** One collection under one set of parents, or one singleton: a text that no other place has. */
export type PlaceKey = string

/** What was written about an id: an item that is there, or the note that it is gone. */
export type Written =
  | { readonly kind: 'item'; readonly id: string; readonly item: Readonly<Record<string, unknown>> }
  | { readonly kind: 'gone'; readonly id: string }

/**
 * Asynchronous, so that it may be a file or a server; nothing but a list reads more than one entry. Values are plain JSON and are never changed
 * after they were given or received.
 */
export interface Store {
  /** Whether anything was ever written at a place. At once: it is asked for every read. */
  isTouched(place: PlaceKey): boolean
  get(place: PlaceKey, id: string): Promise<Written | undefined>
  /** Keeps the position of an id that has an item; one that is new or was gone comes last. */
  put(place: PlaceKey, entry: Written): Promise<void>
  /** All entries in the order in which they came. */
  entries(place: PlaceKey): AsyncIterable<Written>
  /** Counts up from 1. */
  next(counter: string): Promise<number>
  reset(): Promise<void>
}

export class MemoryStore implements Store {
  readonly #places = new Map<PlaceKey, Map<string, Written>>()
  readonly #counters = new Map<string, number>()

  isTouched(place: PlaceKey): boolean {
    return this.#places.has(place)
  }

  async get(place: PlaceKey, id: string): Promise<Written | undefined> {
    return this.#places.get(place)?.get(id)
  }

  async put(place: PlaceKey, entry: Written): Promise<void> {
    const entries = this.#places.get(place) ?? new Map<string, Written>()
    this.#places.set(place, entries)
    if (entries.get(entry.id)?.kind === 'gone') entries.delete(entry.id)
    entries.set(entry.id, entry)
  }

  async *entries(place: PlaceKey): AsyncIterable<Written> {
    yield* this.#places.get(place)?.values() ?? []
  }

  async next(counter: string): Promise<number> {
    const count = (this.#counters.get(counter) ?? 0) + 1
    this.#counters.set(counter, count)
    return count
  }

  async reset(): Promise<void> {
    this.#places.clear()
    this.#counters.clear()
  }
}
