// How much a value that was found ready adds to what is being made: a large one in a list of thousands is a document of gigabytes.
import { limits } from './context.ts'

/** Parts of a documented value that count as one value made. */
const PARTS_OF_NODE = 10

/** In values made: for long texts, and for objects and lists that the document gives as they are. Counting ends where every limit does. */
export function weigh(value: unknown): number {
  let parts = 0
  let letters = 0
  const open: unknown[] = [value]
  const most = limits.hardNodes * PARTS_OF_NODE
  for (let part = open.pop(); part !== undefined && parts < most; part = open.pop()) {
    parts++
    if (typeof part === 'string') letters += part.length
    else if (typeof part === 'object' && part !== null) for (const each of Object.values(part)) open.push(each)
  }
  return Math.floor(parts / PARTS_OF_NODE) + Math.floor(letters / limits.lengthOfNode)
}
