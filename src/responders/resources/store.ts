// Where written items are kept: what a store can do, whichever it is. No call hands out a whole collection.

/** An item as it is kept. */
export interface Row {
  /** The text of its id. */
  readonly key: string
  /** The item as JSON; undefined: it was removed, and whoever asks for it is told so. */
  readonly text: string | undefined
  /** Written by a client; false for what the document gave, taken over when its collection was first written to. */
  readonly isWritten: boolean
  /** Its place in the collection: lower ones come first. */
  readonly order: number
}

/** What is known of a collection as a whole. */
export interface Head {
  /** How many items it holds, removed ones not counted. */
  readonly count: number
  /** How many of them were written, by clients or as seeds; the others are the document's. */
  readonly written: number
  /** What is not in it does not exist; else ids that were never written are made up. */
  readonly isClosed: boolean
  /** The highest whole number that was given out as an id. */
  readonly lastId: number
}

export type Change =
  /** Without `order` a new item comes last and a known one stays where it is. */
  | {
      readonly kind: 'put'
      readonly collection: string
      readonly key: string
      readonly text: string
      readonly isWritten: boolean
      readonly order?: number
    }
  | { readonly kind: 'remove'; readonly collection: string; readonly key: string }
  /** As if it had never been written. */
  | { readonly kind: 'forget'; readonly collection: string; readonly key: string }
  /** Begins a collection, or says more of it. */
  | { readonly kind: 'head'; readonly collection: string; readonly isClosed: boolean; readonly lastId: number }
  /** Forgets a collection with all that is in it. */
  | { readonly kind: 'drop'; readonly collection: string }

export interface Store {
  /** Undefined for what was never written. */
  get(collection: string, key: string): Promise<Row | undefined>
  /** Undefined for a collection that was never begun. */
  head(collection: string): Promise<Head | undefined>
  /** Items in order, removed ones left out. */
  range(collection: string, offset: number, limit: number): Promise<readonly Row[]>
  /** How many items come before this order. */
  indexOf(collection: string, order: number): Promise<number>
  /** All items in order, some hundred at a time; what is written meanwhile may or may not be among them. */
  scan(collection: string): AsyncIterable<readonly Row[]>
  /** Removed items, some hundred at a time. */
  removed(collection: string): AsyncIterable<readonly Row[]>
  /** Names of the collections that were begun. */
  collections(): Promise<readonly string[]>
  /** All or nothing; kept when it resolves. Rejects with StoreError when it cannot be kept. */
  apply(changes: readonly Change[]): Promise<void>
  close(): Promise<void>
}

/** A collection as the changes that make it, some hundred at a time; none for one that was never begun. */
export async function* changesOf(
  store: Pick<Store, 'head' | 'scan' | 'removed'>,
  collection: string,
): AsyncGenerator<readonly Change[]> {
  const head = await store.head(collection)
  if (head === undefined) return
  yield [{ kind: 'head', collection, isClosed: head.isClosed, lastId: head.lastId }]
  for await (const rows of store.scan(collection)) {
    yield rows.flatMap(({ key, text, isWritten, order }): Change[] =>
      text === undefined ? [] : [{ kind: 'put', collection, key, text, isWritten, order }],
    )
  }
  for await (const rows of store.removed(collection)) yield rows.map(({ key }) => ({ kind: 'remove', collection, key }))
}

/** A change could not be kept, or a file cannot be used. The message is for people and names the file and the way out. */
export class StoreError extends Error {
  readonly file: string
  /** Of the file, from 1. */
  readonly line: number

  constructor(file: string, message: string, { line = 1, ...options }: ErrorOptions & { readonly line?: number } = {}) {
    super(message, options)
    this.file = file
    this.line = line
  }
}
