// The lines of a state file: each is a checksum and a list of changes. Whether a line is whole can be seen from itself.
import { crc32 } from 'node:zlib'
import type { Change } from './store.ts'

/** `1a2b3c4d [{"kind":"put", …}]` and a line end. */
export const formatChanges = (changes: readonly Change[]): Buffer => lineOf(changes)

function lineOf(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value))
  return Buffer.concat([Buffer.from(`${checksum(json)} `), json, NEWLINE])
}

const NEWLINE = Buffer.from('\n')

const checksum = (bytes: Buffer) => crc32(bytes).toString(16).padStart(8, '0')

/** The first line of every state file. */
export const HEADER = lineOf({ mockserve: 'state', version: 1 })

/** What a line says; undefined when it is not whole. `line` comes without its end. */
export function parseLine(line: Buffer): unknown {
  if (line.length < 10 || line[8] !== 0x20) return undefined
  const json = line.subarray(9)
  if (line.toString('latin1', 0, 8) !== checksum(json)) return undefined
  try {
    return JSON.parse(json.toString())
  } catch {
    return undefined
  }
}
