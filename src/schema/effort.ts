// How much work may be spent on judging: what would hold up everybody else is left unjudged, and said to be.

/** Spent, and written to, by those who get it. */
export interface Effort {
  /** Steps of some 25 ns on a usual machine; below 0 when they were not enough. */
  left: number
  /** References that lead nowhere: what they should describe was not judged. */
  missing: Set<string> | undefined
}

/** What one check may spend: under a second of work, during which nobody else is answered. */
const ENOUGH = 30_000_000

export const anEffort = (): Effort => ({ left: ENOUGH, missing: undefined })
