// The files a load has read: what must be watched, and whether one of them has changed since.
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs'

/** What a file was when it was read. */
export interface InputStamp {
  readonly size: number
  readonly modifiedMs: number
  readonly inode: number
  /** `Date.now()`, taken before the file was read. */
  readonly readAtMs: number
  readonly digest: string
}

/** Real, absolute paths. A file that was looked for and not found has no stamp: it is watched too, since it may come. */
export type Inputs = ReadonlyMap<string, InputStamp | undefined>

/** File systems keep times in steps of some ms: a file changed this shortly before it was read may have changed again since. */
const CLOCK_STEP_MS = 20

/** The bytes of the file, noted in `inputs`; undefined (and noted as missing) when it cannot be read. */
export function readInput(path: string, inputs: Map<string, InputStamp | undefined>): Buffer | undefined {
  const readAtMs = Date.now()
  let handle: number | undefined
  try {
    handle = openSync(path, 'r')
    const { size, mtimeMs, ino } = fstatSync(handle)
    const bytes = readFileSync(handle)
    inputs.set(path, { size, modifiedMs: mtimeMs, inode: ino, readAtMs, digest: digestOf(bytes) })
    return bytes
  } catch {
    inputs.set(path, undefined)
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

/** Paths that no longer hold what was read. A file that was only touched, or written with the same bytes, has not changed. */
export const changedInputs = (inputs: Inputs): string[] => [...inputs].filter(hasChanged).map(([path]) => path)

function hasChanged([path, stamp]: readonly [string, InputStamp | undefined]): boolean {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined || stamp === undefined) return (stats?.isFile() ?? false) !== (stamp !== undefined)
    const isSame = stats.size === stamp.size && stats.mtimeMs === stamp.modifiedMs && stats.ino === stamp.inode
    if (isSame && stats.mtimeMs < stamp.readAtMs - CLOCK_STEP_MS) return false
    return digestOf(readFileSync(path)) !== stamp.digest
  } catch {
    // it is there and cannot be read: news, unless it could not be read before
    return stamp !== undefined
  }
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64')
