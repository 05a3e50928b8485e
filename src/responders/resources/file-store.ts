// Items kept in a file over restarts: a journal that only grows, written anew when most of it is past. What is acknowledged is in the file.
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { formatChanges, HEADER, parseLine } from './journal-lines.ts'
import { MemoryStore } from './memory-store.ts'
import { lockState } from './state-lock.ts'
import { type Change, changesOf, type Head, type Row, type Store, StoreError } from './store.ts'

/** A journal is written anew when it is this large and more than twice what it was when it was new. */
const MIN_COMPACTION_BYTES = 4 * 2 ** 20
const NEWLINE = 0x0a

interface Waiting {
  readonly changes: readonly Change[]
  readonly done: (error?: StoreError) => void
}

export interface FileStoreWish {
  /** Told what was found wrong, and mended: a sentence and the line of the file. */
  readonly report: (message: string, line: number) => void
}

/**
 * Opens a state file, or begins one. A last line that was not finished is taken away and reported. Rejects with StoreError when another process
 * keeps it (which is named), when it is damaged elsewhere, when it is no state file, or cannot be read.
 */
export async function openFileStore(path: string, { report }: FileStoreWish): Promise<FileStore> {
  const unlock = lockState(path)
  try {
    const memory = new MemoryStore()
    const isNew = !existsSync(path)
    const size = isNew ? 0 : await replay(path, memory, report)
    const file = await open(path, isNew ? 'w+' : 'r+', 0o600)
    const store = new FileStore(path, file, memory, size, unlock)
    await store.settle()
    return store
  } catch (error) {
    unlock()
    throw error instanceof StoreError
      ? error
      : new StoreError(path, `the state file ${path} cannot be used: ${(error as Error).message}; name another one`, {
          cause: error,
        })
  }
}

/** Rebuilds what a journal says; the length of what is whole, in bytes. */
async function replay(path: string, memory: MemoryStore, report: FileStoreWish['report']): Promise<number> {
  let rest: Buffer = Buffer.alloc(0)
  let good = 0
  let lines = 0
  let broken: number | undefined
  const take = (line: Buffer) => {
    lines++
    const value = parseLine(line)
    if (lines === 1) {
      if (!Buffer.concat([line, Buffer.from('\n')]).equals(HEADER)) throw foreign(path)
    } else if (broken !== undefined) {
      throw new StoreError(
        path,
        `${path}:${broken}: the state file is damaged here, with whole lines behind it; restore a copy, or take the file away`,
        { line: broken },
      )
    } else if (Array.isArray(value)) for (const change of value as Change[]) memory.applyOne(change)
    else broken = lines
    if (broken === undefined) good += line.length + 1
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    let text: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let end = text.indexOf(NEWLINE); end >= 0; end = text.indexOf(NEWLINE)) {
      take(text.subarray(0, end))
      text = text.subarray(end + 1)
    }
    rest = text
  }
  if (rest.length > 0 && lines === 0 && !HEADER.subarray(0, rest.length).equals(rest)) throw foreign(path)
  if (rest.length > 0 || broken !== undefined) {
    const whole = Math.max(0, lines - (broken === undefined ? 1 : 2))
    report(
      `the last write was not finished and was never acknowledged; it is taken away, and ${whole} whole writes are kept`,
      broken ?? lines + 1,
    )
  }
  return good
}

const foreign = (path: string) =>
  new StoreError(path, `${path}:1: this is no state file of this mockserve, and is left as it is; name another file`)

export class FileStore implements Store {
  readonly #path: string
  readonly #memory: MemoryStore
  readonly #unlock: () => void
  #file: FileHandle
  /** How much of the file is whole. */
  #size: number
  #freshSize: number
  #queue: Waiting[] = []
  #writing: Promise<void> | undefined

  constructor(path: string, file: FileHandle, memory: MemoryStore, size: number, unlock: () => void) {
    this.#path = path
    this.#file = file
    this.#memory = memory
    this.#size = size
    this.#freshSize = size
    this.#unlock = unlock
  }

  /** Takes away what is not whole, and begins an empty file. */
  async settle(): Promise<void> {
    await this.#file.truncate(this.#size)
    if (this.#size > 0) return
    await this.#append(HEADER)
  }

  get(collection: string, key: string): Promise<Row | undefined> {
    return this.#memory.get(collection, key)
  }

  head(collection: string): Promise<Head | undefined> {
    return this.#memory.head(collection)
  }

  range(collection: string, offset: number, limit: number): Promise<readonly Row[]> {
    return this.#memory.range(collection, offset, limit)
  }

  indexOf(collection: string, order: number): Promise<number> {
    return this.#memory.indexOf(collection, order)
  }

  scan(collection: string): AsyncIterable<readonly Row[]> {
    return this.#memory.scan(collection)
  }

  removed(collection: string): AsyncIterable<readonly Row[]> {
    return this.#memory.removed(collection)
  }

  collections(): Promise<readonly string[]> {
    return this.#memory.collections()
  }

  /** Resolves when the changes are in the file; what waits meanwhile goes there in one write. */
  apply(changes: readonly Change[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes, done: (error) => (error === undefined ? resolve() : reject(error)) })
      this.#writing ??= this.#drain()
    })
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
    this.#unlock()
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue
      this.#queue = []
      let failure: StoreError | undefined
      try {
        await this.#append(Buffer.concat(batch.map(({ changes }) => formatChanges(changes))))
        for (const { changes } of batch) for (const change of changes) this.#memory.applyOne(change)
      } catch (error) {
        failure = new StoreError(
          this.#path,
          `the change could not be kept in ${this.#path}: ${(error as Error).message}; make room and send it again`,
          { cause: error },
        )
      }
      for (const { done } of batch) done(failure)
      if (this.#size > Math.max(MIN_COMPACTION_BYTES, this.#freshSize * 2)) await this.#compact().catch(() => undefined)
    }
    this.#writing = undefined
  }

  /** All of it, or none: what was written in part is taken away again. */
  async #append(bytes: Buffer): Promise<void> {
    let written = 0
    try {
      while (written < bytes.length) {
        const { bytesWritten } = await this.#file.write(bytes, written, bytes.length - written, this.#size + written)
        written += bytesWritten
      }
    } catch (error) {
      await this.#file.truncate(this.#size).catch(() => undefined)
      throw error
    }
    this.#size += bytes.length
  }

  /** Writes what is true now beside the journal and puts it in its place; when that fails the journal goes on as it is. */
  async #compact(): Promise<void> {
    const beside = `${this.#path}.new`
    const file = await open(beside, 'w+', 0o600)
    let size = 0
    const write = async (bytes: Buffer) => {
      await file.appendFile(bytes)
      size += bytes.length
    }
    try {
      await write(HEADER)
      for (const collection of await this.#memory.collections())
        for await (const changes of changesOf(this.#memory, collection)) await write(formatChanges(changes))
      await file.sync()
      await rename(beside, this.#path)
    } catch (error) {
      await file.close()
      // not before it has grown as much again
      this.#freshSize = this.#size
      throw error
    }
    await this.#file.close()
    this.#file = file
    this.#size = size
    this.#freshSize = size
  }
}
