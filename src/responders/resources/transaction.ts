// One write in the making: it reads what it has changed itself.
import type { Change, Head, Row, Store } from './store.ts'

/** The collection that counts all writes. */
export const COUNTER = ''

/** Reads and collects changes; they are kept together when the work is done, or not at all when it fails. */
export class Transaction {
  readonly changes: Change[] = []
  readonly #store: Store
  readonly #rows = new Map<string, Row | undefined>()
  readonly #heads = new Map<string, { isClosed: boolean; lastId: number }>()
  #ticks: number | undefined

  constructor(store: Store) {
    this.#store = store
  }

  async get(collection: string, key: string): Promise<Row | undefined> {
    const own = `${collection}\n${key}`
    return this.#rows.has(own) ? this.#rows.get(own) : this.#store.get(collection, key)
  }

  async head(collection: string): Promise<Pick<Head, 'isClosed' | 'lastId'> | undefined> {
    return this.#heads.get(collection) ?? this.#store.head(collection)
  }

  put(collection: string, key: string, item: unknown, isWritten = true): void {
    const text = JSON.stringify(item)
    this.changes.push({ kind: 'put', collection, key, text, isWritten })
    this.#rows.set(`${collection}\n${key}`, { key, text, isWritten, order: 0 })
  }

  remove(collection: string, key: string): void {
    this.changes.push({ kind: 'remove', collection, key })
    this.#rows.set(`${collection}\n${key}`, { key, text: undefined, isWritten: true, order: 0 })
  }

  setHead(collection: string, head: { readonly isClosed: boolean; readonly lastId: number }): void {
    this.changes.push({ kind: 'head', collection, ...head })
    this.#heads.set(collection, { ...head })
  }

  /** Nothing of it is kept. */
  discard(): void {
    this.changes.length = 0
  }

  /** Forgets all that is in a collection. */
  drop(collection: string): void {
    this.changes.push({ kind: 'drop', collection })
  }

  /** Counts the writes since the beginning: the clock of what is stored. */
  async tick(): Promise<number> {
    this.#ticks = (this.#ticks ?? (await this.#store.head(COUNTER))?.lastId ?? 0) + 1
    this.setHead(COUNTER, { isClosed: false, lastId: this.#ticks })
    return this.#ticks
  }
}
