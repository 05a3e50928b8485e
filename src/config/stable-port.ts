// A port that looks random and stays the same: drawn from the document's path.
import { hashText } from '../schema/random.ts'

const FIRST = 61_000
const LAST = 65_535

/** A port of 61000–65535; the same documents get the same port at every start, so bookmarks and .env files survive. */
export const stablePort = (paths: readonly string[]): number =>
  FIRST + (hashText([...paths].sort().join('\n')) % (LAST - FIRST + 1))
