// What is known of the place a value is for, and how the names of properties and schemas are read as words.
import type { Random } from '../random.ts'

/** Where a text is wanted and how long it may be. */
export interface ValueHint {
  /** The property's, parameter's or header's name as written, such as `createdAt`; '' when there is none (an array's item, a named schema). */
  readonly name: string
  /** Names of the schemas and properties around it, nearest first, such as `['Pet', 'pets']`. */
  readonly owners: readonly string[]
  /** In characters (code points); 0 when there is no lower bound. */
  readonly minLength: number
  /** In characters (code points); Infinity when there is no upper bound. */
  readonly maxLength: number
}

/** Makes a text for a place, or undefined when none of its kind is as long as the place asks. */
export type Maker = (hint: ValueHint, random: Random) => string | undefined

/** The bounds of a length; every ValueHint is one. */
export type Bounds = Pick<ValueHint, 'minLength' | 'maxLength'>

/** Whether a text keeps to the bounds, counted in code points as JSON Schema does. */
export function fits(text: string, { minLength, maxLength }: Bounds): boolean {
  if (text.length < minLength) return false
  if (text.length <= maxLength && text.length >= minLength * 2) return true
  const { length } = [...text]
  return length >= minLength && length <= maxLength
}

/** One of the items whose length fits, or undefined when none does. */
export function pickFitting(items: readonly string[], bounds: Bounds, random: Random): string | undefined {
  const first = random.pick(items)
  if (fits(first, bounds)) return first
  const fitting = items.filter((item) => fits(item, bounds))
  return fitting.length > 0 ? random.pick(fitting) : undefined
}

/** The first candidate that fits: write them as one would prefer them. */
export const firstFitting = (candidates: readonly string[], bounds: Bounds): string | undefined =>
  candidates.find((candidate) => fits(candidate, bounds))

/** The bounds of what is left once `taken` characters are written. */
export const lessBy = (taken: number, { minLength, maxLength }: Bounds): Bounds => ({
  minLength: Math.max(0, minLength - taken),
  maxLength: maxLength - taken,
})

/** Remembers answers by text. Names come from documents, but keys of open maps may come from anywhere: so it forgets all when it is full. */
export function remember<T>(ask: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined || known.has(text)) return before as T
    if (known.size >= 5000) known.clear()
    const answer = ask(text)
    known.set(text, answer)
    return answer
  }
}

/** A name's words in lower case: `customerEmail`, `customer_email`, `Customer-Email` give customer, email; `photoURLs` gives photo, urls. */
export const wordsOf = remember((name: string): readonly string[] =>
  name
    .replace(/[A-Z]{2,}s(?![a-z])/g, (acronyms) => ` ${acronyms.toLowerCase()} `)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== ''),
)

/** A plural English noun's singular: tags, categories, addresses, boxes. A word that is none stays as it is. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(ss|us|is|alias|always|aws|canvas|dns|https|news|series|sms)$/.test(word))
    return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return /(ss|x|ch|sh|us|alias)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}

/** Finds what a table says for a name: its last five words joined, else four, … one; each as it is, in the singular, and without digits at its end. */
export function findByName<T>(table: ReadonlyMap<string, T>, name: string): T | undefined {
  const words = wordsOf(name)
  for (let from = Math.max(0, words.length - 5); from < words.length; from++) {
    const key = words.slice(from).join('')
    const letters = key.replace(/\d+$/, '')
    const found = table.get(key) ?? table.get(singular(key)) ?? table.get(letters) ?? table.get(singular(letters))
    if (found !== undefined) return found
  }
  return undefined
}

/** Words that say which side or version of a thing is meant: `priceFrom`, `created.gte`, `first_name_kana`. */
const SIDES = new Set('en eq from gt gte kana kanji localized lt lte max min to translated'.split(' '))

/** The name less a side at its end: `priceFrom` goes by "price". Nothing but sides stays as it is. */
export const withoutSide = remember((name: string): string => {
  const words = wordsOf(name)
  const last = words.findLastIndex((word) => !SIDES.has(word))
  return last < 0 || last === words.length - 1 ? name : words.slice(0, last + 1).join(' ')
})

/** The hint under the name that tells: an item without one, or a bare side as in `created: { gte }`, goes by its nearest owner. */
export function placed<T extends { readonly name: string; readonly owners: readonly string[] }>(hint: T): T {
  const [owner, ...others] = hint.owners
  if (owner === undefined || (hint.name !== '' && !/^[gl]te?$/.test(hint.name))) return hint
  return { ...hint, name: owner, owners: others }
}

/** A table for findByName, from rows of words (a space between them) and what they share. */
export function table<T>(rows: readonly (readonly [words: string, value: T])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([words, value]) => words.split(' ').map((word) => [word, value] as const)))
}
