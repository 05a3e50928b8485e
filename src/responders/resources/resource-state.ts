// What clients wrote, held over reloads: reads, writes one after the other, snapshots, undo.
import { MemoryStore } from './memory-store.ts'
import { type Change, changesOf, type Head, type Row, type Store } from './store.ts'
import { COUNTER, Transaction } from './transaction.ts'

const MAX_UNDO = 50

export class ResourceState {
  #store: Store
  readonly #begun = new Set<string>()
  readonly #history: (readonly Change[])[] = []
  readonly #snapshots = new Map<string, readonly (readonly Change[])[]>()
  #last: Promise<unknown> = Promise.resolve()
  #version = 0

  constructor(store: Store = new MemoryStore()) {
    this.#store = store
  }

  /** Goes on with what a store already holds. */
  async open(store: Store = this.#store): Promise<void> {
    this.#store = store
    this.#version++
    this.#begun.clear()
    for (const name of await store.collections()) if (name !== COUNTER) this.#begun.add(name)
  }

  /** How often anything was written. */
  get version(): number {
    return this.#version
  }

  /** Whether anything of a collection was ever written; known at once, since most requests end here. */
  isBegun(collection: string): boolean {
    return this.#begun.has(collection)
  }

  get(collection: string, key: string): Promise<Row | undefined> {
    return this.#store.get(collection, key)
  }

  head(collection: string): Promise<Head | undefined> {
    return this.#store.head(collection)
  }

  range(collection: string, offset: number, limit: number): Promise<readonly Row[]> {
    return this.#store.range(collection, offset, limit)
  }

  indexOf(collection: string, order: number): Promise<number> {
    return this.#store.indexOf(collection, order)
  }

  scan(collection: string): AsyncIterable<readonly Row[]> {
    return this.#store.scan(collection)
  }

  get collections(): readonly string[] {
    return [...this.#begun]
  }

  /** Writes wait for each other, so that none works on what another is about to change. */
  write<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#exclusively(async () => {
      const transaction = new Transaction(this.#store)
      const result = await work(transaction)
      await this.#commit(transaction.changes)
      return result
    })
  }

  /** Takes back the last change; whether there was one. */
  undo(): Promise<boolean> {
    return this.#exclusively(async () => {
      const inverse = this.#history.pop()
      if (inverse === undefined) return false
      await this.#apply(inverse)
      return true
    })
  }

  /** As at the start: nothing was ever written. Snapshots stay. */
  reset(): Promise<void> {
    return this.#exclusively(async () => {
      await this.#apply(await this.#allDrops())
      this.#history.length = 0
    })
  }

  /** Keeps all there is under a name; one of the same name is replaced. */
  snapshot(name: string): Promise<void> {
    return this.#exclusively(async () => {
      const batches: (readonly Change[])[] = []
      for (const collection of await this.#store.collections()) batches.push(...(await collected(this.#store, collection)))
      this.#snapshots.set(name, batches)
    })
  }

  get snapshots(): readonly string[] {
    return [...this.#snapshots.keys()]
  }

  /** Whether there was one. */
  removeSnapshot(name: string): boolean {
    return this.#snapshots.delete(name)
  }

  /** What was written so far is a beginning that nobody takes back. */
  forgetHistory(): void {
    this.#history.length = 0
  }

  /** Goes back to a snapshot; false when there is none of that name. */
  restore(name: string): Promise<boolean> {
    return this.#exclusively(async () => {
      const batches = this.#snapshots.get(name)
      if (batches === undefined) return false
      await this.#apply([...(await this.#allDrops()), ...batches.flat()])
      this.#history.length = 0
      return true
    })
  }

  close(): Promise<void> {
    return this.#exclusively(() => this.#store.close())
  }

  async #allDrops(): Promise<Change[]> {
    return (await this.#store.collections()).map((collection) => ({ kind: 'drop', collection }))
  }

  async #commit(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return
    const inverse = await inverseOf(changes, this.#store)
    await this.#apply(changes)
    if (inverse === undefined) this.#history.length = 0
    else this.#history.push(inverse)
    if (this.#history.length > MAX_UNDO) this.#history.shift()
  }

  async #apply(changes: readonly Change[]): Promise<void> {
    await this.#store.apply(changes)
    this.#version++
    for (const { kind, collection } of changes) {
      if (collection === COUNTER) continue
      if (kind === 'drop') this.#begun.delete(collection)
      else this.#begun.add(collection)
    }
  }

  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work)
    this.#last = next.catch(() => undefined)
    return next
  }
}

/** Past this many changes at once (a seed) nothing is kept to take them back. */
const MAX_INVERSE = 10_000

/** What takes changes back, in the order in which it must be applied. */
async function inverseOf(changes: readonly Change[], store: Store): Promise<readonly Change[] | undefined> {
  if (changes.length > MAX_INVERSE) return undefined
  const inverse: Change[] = []
  const seen = new Set<string>()
  for (const change of changes) {
    const { collection } = change
    const head = await store.head(collection)
    if (head === undefined) {
      // it began with this very change
      if (!seen.has(collection)) inverse.push({ kind: 'drop', collection })
      seen.add(collection)
      continue
    }
    if (change.kind === 'drop') {
      if (head.count > MAX_INVERSE) return undefined
      // other items may have come in its place
      inverse.push({ kind: 'drop', collection }, ...(await collected(store, collection)).flat())
      seen.add(collection)
      continue
    }
    if (seen.has(collection)) continue
    if (change.kind === 'head') {
      inverse.push({ kind: 'head', collection, isClosed: head.isClosed, lastId: head.lastId })
      continue
    }
    const { key } = change
    if (seen.has(`${collection}\n${key}`)) continue
    seen.add(`${collection}\n${key}`)
    const row = await store.get(collection, key)
    if (row === undefined) inverse.push({ kind: 'forget', collection, key })
    else if (row.text === undefined) inverse.push({ kind: 'remove', collection, key })
    else inverse.push({ kind: 'put', collection, key, text: row.text, isWritten: row.isWritten, order: row.order })
  }
  return inverse
}

async function collected(store: Store, collection: string): Promise<(readonly Change[])[]> {
  const batches: (readonly Change[])[] = []
  for await (const changes of changesOf(store, collection)) batches.push(changes)
  return batches
}
