// Chance that repeats: a small seeded generator that can be forked by name, so that a sibling's draws never move ours.

/** A seeded source of chance. The same seed gives the same draws on every machine. */
export interface Random {
  /** The next number, 0 <= n < 1. */
  next(): number
  /** A whole number, min <= n <= max. */
  int(min: number, max: number): number
  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T
  /** A generator of its own for the part named `key`: it depends on this one's seed and the key, not on the draws made so far. */
  fork(key: string | number): Random
}

/** 32-bit hash of a text, mixed with a seed (FNV-1a with a final avalanche). */
export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A generator for this seed (an unsigned 32-bit number). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  // mulberry32: four lines, full period, good enough for data that people look at
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] as never,
    fork: (key) => createRandom(hashText(String(key), seed)),
  }
}
