// Items kept in memory: each as its JSON text, which is small and can be changed by nobody.
import type { Change, Head, Row, Store } from './store.ts'

interface Slot {
  readonly key: string
  text: string | undefined
  isWritten: boolean
  order: number
}

class Table {
  readonly slots = new Map<string, Slot>()
  /** Those that are there, by order. */
  readonly listed: Slot[] = []
  /** How many of those listed were written. */
  written = 0
  isClosed = false
  lastId = 0
  nextOrder = 0

  /** Where an order stands among those listed, or would stand. */
  indexOf(order: number): number {
    let low = 0
    let high = this.listed.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.listed[middle]?.order ?? 0) < order) low = middle + 1
      else high = middle
    }
    return low
  }

  unlist(slot: Slot): void {
    if (slot.text === undefined) return
    this.listed.splice(this.indexOf(slot.order), 1)
    this.written -= Number(slot.isWritten)
  }

  put(key: string, text: string, isWritten: boolean, order: number | undefined): void {
    const known = this.slots.get(key)
    if (known?.text !== undefined && (order === undefined || order === known.order)) {
      this.written += Number(isWritten) - Number(known.isWritten)
      known.text = text
      known.isWritten = isWritten
      return
    }
    if (known !== undefined) this.unlist(known)
    const slot: Slot = known ?? { key, text, isWritten, order: 0 }
    slot.text = text
    slot.isWritten = isWritten
    this.written += Number(isWritten)
    slot.order = order ?? this.nextOrder
    this.nextOrder = Math.max(this.nextOrder, slot.order + 1)
    if (known === undefined) this.slots.set(key, slot)
    if (slot.order >= (this.listed.at(-1)?.order ?? -1)) this.listed.push(slot)
    else this.listed.splice(this.indexOf(slot.order), 0, slot)
  }

  remove(key: string): void {
    const known = this.slots.get(key)
    if (known === undefined) {
      this.slots.set(key, { key, text: undefined, isWritten: true, order: this.nextOrder++ })
      return
    }
    this.unlist(known)
    known.text = undefined
    known.isWritten = true
  }

  forget(key: string): void {
    const known = this.slots.get(key)
    if (known === undefined) return
    this.unlist(known)
    this.slots.delete(key)
  }
}

const BATCH = 500

export class MemoryStore implements Store {
  readonly #tables = new Map<string, Table>()

  async get(collection: string, key: string): Promise<Row | undefined> {
    const slot = this.#tables.get(collection)?.slots.get(key)
    return slot && { ...slot }
  }

  async head(collection: string): Promise<Head | undefined> {
    const table = this.#tables.get(collection)
    return table && { count: table.listed.length, written: table.written, isClosed: table.isClosed, lastId: table.lastId }
  }

  async range(collection: string, offset: number, limit: number): Promise<readonly Row[]> {
    const listed = this.#tables.get(collection)?.listed ?? []
    return listed.slice(offset, offset + limit).map((slot) => ({ ...slot }))
  }

  async indexOf(collection: string, order: number): Promise<number> {
    return this.#tables.get(collection)?.indexOf(order) ?? 0
  }

  async *scan(collection: string): AsyncGenerator<readonly Row[]> {
    let from = -1
    while (true) {
      const table = this.#tables.get(collection)
      if (table === undefined) return
      const start = table.indexOf(from + 1)
      const batch = table.listed.slice(start, start + BATCH).map((slot) => ({ ...slot }))
      if (batch.length === 0) return
      yield batch
      from = batch.at(-1)?.order ?? from
    }
  }

  async *removed(collection: string): AsyncGenerator<readonly Row[]> {
    let batch: Row[] = []
    for (const slot of this.#tables.get(collection)?.slots.values() ?? []) {
      if (slot.text !== undefined) continue
      batch.push({ ...slot })
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  }

  async collections(): Promise<readonly string[]> {
    return [...this.#tables.keys()]
  }

  async apply(changes: readonly Change[]): Promise<void> {
    for (const change of changes) this.applyOne(change)
  }

  /** At once: a store that keeps a file rebuilds itself by this. */
  applyOne(change: Change): void {
    if (change.kind === 'drop') {
      this.#tables.delete(change.collection)
      return
    }
    let table = this.#tables.get(change.collection)
    if (table === undefined) {
      table = new Table()
      this.#tables.set(change.collection, table)
    }
    switch (change.kind) {
      case 'put':
        table.put(change.key, change.text, change.isWritten, change.order)
        break
      case 'remove':
        table.remove(change.key)
        break
      case 'forget':
        table.forget(change.key)
        break
      case 'head':
        table.isClosed = change.isClosed
        table.lastId = change.lastId
    }
  }

  async close(): Promise<void> {}
}
