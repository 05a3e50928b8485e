// What clients wrote, for the life of a mock: contracts reload, this stays.
import { MemoryStore, type PlaceKey, type Store } from './store.ts'

export class ResourceState {
  readonly store: Store
  readonly #queues = new Map<PlaceKey, Promise<unknown>>()

  constructor(store: Store = new MemoryStore()) {
    this.store = store
  }

  /** Runs writes at one place one after the other: between looking and writing nothing else is written there. */
  exclusive<Value>(place: PlaceKey, write: () => Promise<Value>): Promise<Value> {
    const before = this.#queues.get(place) ?? Promise.resolve()
    const result = before.then(write)
    const settled = result.then(
      () => undefined,
      () => undefined,
    )
    this.#queues.set(place, settled)
    void settled.then(() => {
      if (this.#queues.get(place) === settled) this.#queues.delete(place)
    })
    return result
  }

  /** Forgets all that was written. */
  reset(): Promise<void> {
    return this.store.reset()
  }
}
