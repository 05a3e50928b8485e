// A value held against one that names only what matters.

export interface Difference {
  /** `body /owner/name`, `query /limit`. */
  readonly place: string
  readonly expected: string
  readonly received: string
}

const MAX_TEXT = 120
const MAX_DIFFERENCES = 50

/**
 * How `received` departs from `expected`: of an object the named properties count, a list counts as a whole, a regular expression is tried on texts.
 * `undefined` expects nothing. `isText`: values came as text, so `7` and `'7'` are alike.
 */
export function differencesOf(expected: unknown, received: unknown, place: string, isText: boolean): Difference[] {
  const found: Difference[] = []
  compare(expected, received, place, '', isText, found)
  return found
}

function compare(
  expected: unknown,
  received: unknown,
  place: string,
  pointer: string,
  isText: boolean,
  found: Difference[],
): void {
  if (expected === undefined || found.length >= MAX_DIFFERENCES) return
  const parts = partsOf(expected, received)
  if (parts === undefined ? isAlike(expected, received, isText) : parts.areThere) {
    for (const [name, one, other] of parts?.pairs ?? []) {
      const token = name.replaceAll('~', '~0').replaceAll('/', '~1')
      compare(one, other, place, `${pointer}/${token}`, isText, found)
    }
    return
  }
  found.push({
    place: pointer === '' ? place : `${place} ${pointer}`,
    expected: shortJson(expected),
    received: shortJson(received),
  })
}

interface Parts {
  /** False: what was received has not the form to be compared part by part. */
  readonly areThere: boolean
  readonly pairs: readonly (readonly [name: string, expected: unknown, received: unknown])[]
}

/** Undefined for what has no parts. */
function partsOf(expected: unknown, received: unknown): Parts | undefined {
  if (typeof expected !== 'object' || expected === null || expected instanceof RegExp) return undefined
  if (Array.isArray(expected)) {
    if (!Array.isArray(received) || received.length !== expected.length) return { areThere: false, pairs: [] }
    return { areThere: true, pairs: expected.map((each, i) => [String(i), each, received[i]] as const) }
  }
  if (typeof received !== 'object' || received === null || Array.isArray(received)) return { areThere: false, pairs: [] }
  const own = new Map<string, unknown>(Object.entries(received))
  return { areThere: true, pairs: Object.entries(expected).map(([name, each]) => [name, each, own.get(name)] as const) }
}

function isAlike(expected: unknown, received: unknown, isText: boolean): boolean {
  if (expected instanceof RegExp) return isPlain(received) && expected.test(String(received))
  return Object.is(expected, received) || (isText && isPlain(received) && String(expected) === String(received))
}

const isPlain = (value: unknown) => ['string', 'number', 'boolean', 'bigint'].includes(typeof value)

/** A value as JSON in a sentence: `nothing` for none, a pattern as written, long ones cut. */
export function shortJson(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value instanceof RegExp) return String(value)
  const text =
    JSON.stringify(value, (_, part) =>
      part instanceof RegExp ? String(part) : typeof part === 'bigint' ? String(part) : part,
    ) ?? String(value)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}
