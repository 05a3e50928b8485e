// The chance behind one response: bound to what is answered, so that a change elsewhere in the document moves nothing here.
import type { Chosen } from '../pipeline/exchange.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { createRandom, hashText, type Random } from '../schema/random.ts'

/** By seed, operation, status and media type; `Prefer: seed=` replaces the seed, `dynamic` makes it fresh. */
export function responseRandom(
  { operation, preferences, status, contentType }: Chosen,
  { settings, freshSeed }: Runtime,
): Random {
  const isFresh = preferences.dynamic ?? (settings.dynamic && preferences.seed === undefined)
  const seed = preferences.seed !== undefined ? hashText(preferences.seed) : isFresh ? freshSeed() : settings.seed
  return createRandom(hashText(`${operation.method} ${operation.path} ${status} ${contentType ?? ''}`, seed))
}

/** Segments that name no kind of thing. */
const SAYS_NOTHING = /^(me|self|current|api|rest|v\d+(\.\d+)*)$/i

/** Words that tell what an operation is about, nearest first: the fixed segments of its path, from the end. */
export const ownersOf = ({ operation }: Chosen): string[] =>
  operation.path
    .split('/')
    .filter((segment) => segment !== '' && !segment.includes('{') && !SAYS_NOTHING.test(segment))
    .reverse()
