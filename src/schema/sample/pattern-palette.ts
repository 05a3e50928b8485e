// Which characters of a set look best in an example: letters and digits before signs, nothing invisible unless asked for.

import { type CharacterSet, hasCharacter } from '../pattern-characters.ts'
import type { Random } from '../random.ts'

/** What to draw from; all lists are characters. `wide` has at least one, or the set is empty. */
interface Palette {
  /** Lower-case letters that make words, when the set has the whole alphabet. */
  readonly vowels: readonly string[]
  readonly consonants: readonly string[]
  /** Letters and digits, as in an identifier; signs when there are none. */
  readonly plain: readonly string[]
  /** All that prints. */
  readonly wide: readonly string[]
  readonly numeric: boolean
  /** Digits and letters. */
  readonly coded: boolean
}

/** Where digits are allowed too, letters only make words of up to this length; a longer run is an identifier. */
const LONGEST_WORD = 12
const LETTER = /\p{L}/u
const VOWEL = /[aeiou]/i
const DIGIT = /[0-9]/
const ENOUGH = 64
const PATIENCE = 500
const palettes = new WeakMap<CharacterSet, Palette>()

/** How to draw. */
export interface Taste {
  readonly random: Random
  /** Draw from all characters that print, not only from the pleasant ones. */
  readonly wide: boolean
  /** Sets that the characters should be in as well; they count only while something is left. */
  readonly allowed: readonly CharacterSet[]
}

/** `count` characters of the set, to stand after `before`; none when the set is empty. */
export function drawRun(
  set: CharacterSet,
  count: number,
  before: string | undefined,
  { random, wide, allowed }: Taste,
): string[] {
  const palette = paletteOf(set)
  const within = (list: readonly string[]) =>
    allowed.length === 0 ? list : list.filter((text) => allowed.every((other) => hasCharacter(other, text.codePointAt(0) ?? 0)))
  const [vowels, consonants] = [within(palette.vowels), within(palette.consonants)]
  if (!wide && (count <= LONGEST_WORD || !palette.coded) && vowels.length > 1 && consonants.length > 4) {
    const first = before !== undefined && LETTER.test(before) && !VOWEL.test(before) ? 1 : 0
    return Array.from({ length: count }, (_, i) => random.pick((i + first) % 2 === 0 ? consonants : vowels))
  }
  const lists = wide ? [within(palette.wide), palette.wide] : [within(palette.plain), within(palette.wide), palette.plain]
  const list = lists.find(({ length }) => length > 0) ?? []
  if (list.length === 0) return []
  const run = Array.from({ length: count }, () => random.pick(list))
  // 0660 is no number that people write
  const [first = ''] = run
  if (!wide && first === '0' && count > 1 && palette.numeric && list.includes('7') && !DIGIT.test(before ?? '')) run[0] = '7'
  return run
}

/** How many characters of the set people write in a row: [least, most]. */
export function usualLength(set: CharacterSet): readonly [number, number] {
  const { numeric, plain } = paletteOf(set)
  if (numeric) return [1, 3]
  // Words and codes; of blanks and dashes one at most
  return LETTER.test(plain[0] ?? '') || DIGIT.test(plain[0] ?? '') ? [4, 8] : [0, 1]
}

function paletteOf(set: CharacterSet): Palette {
  let palette = palettes.get(set)
  if (palette === undefined) {
    palette = mixPalette(set)
    palettes.set(set, palette)
  }
  return palette
}

function mixPalette(set: CharacterSet): Palette {
  const of = (text: string) => [...text].filter((character) => hasCharacter(set, character.codePointAt(0) ?? 0))
  const lower = of('abcdefghijklmnopqrstuvwxyz')
  const upper = of('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  const digits = of('0123456789')
  const signs = of('-_.,:;+*/=#@!?&%$~^|()[]{}<>\'"`\\')
  const printable = [...lower, ...upper, ...digits, ...signs]
  const other = printable.length > 0 ? [] : beyondPrintable(set)
  // Some letters only are part of a code, such as a hexadecimal one: they look like it only with its digits
  const letters = [lower, upper].find((list) => list.length === 26) ?? []
  const spoken = letters.filter((letter) => !'qxywQXYW'.includes(letter))
  return {
    vowels: spoken.filter((letter) => VOWEL.test(letter)),
    consonants: spoken.filter((letter) => !VOWEL.test(letter)),
    plain: [[...digits, ...(lower.length > 0 ? lower : upper)], signs, other].find((list) => list.length > 0) ?? [],
    wide: [...printable, ...other],
    numeric: digits.length > 0 && lower.length + upper.length === 0,
    coded: digits.length > 0 && lower.length + upper.length > 0,
  }
}

/** A space; else letters and digits of other scripts, then other signs, then what is invisible. */
function beyondPrintable(set: CharacterSet): string[] {
  if (hasCharacter(set, 32)) return [' ']
  const found = { letters: [] as string[], signs: [] as string[], invisible: [] as string[], halves: [] as string[] }
  for (const code of membersBeyond(set)) {
    const character = String.fromCodePoint(code)
    if (/[\p{L}\p{N}]/u.test(character)) found.letters.push(character)
    else if (/[\p{P}\p{S}]/u.test(character)) found.signs.push(character)
    else if (code < 0xd800 || code > 0xdfff) found.invisible.push(character)
    // Half a character does not survive being written as UTF-8, unless the other half follows
    else if (found.halves.length < ENOUGH) found.halves.push(character)
    if (found.letters.length >= ENOUGH || found.signs.length + found.invisible.length >= PATIENCE) break
  }
  return (
    Object.values(found)
      .find((list) => list.length > 0)
      ?.slice(0, ENOUGH) ?? []
  )
}

/** Members of a set of which nothing prints in ASCII. */
function* membersBeyond(set: CharacterSet): Generator<number> {
  for (let i = 0; i < set.ranges.length; i += 2) {
    const [from = 0, to = 0] = set.ranges.slice(i, i + 2)
    // Where the ranges are exact, the first few tell what the rest is like; a property may begin anywhere
    const last = set.exact === undefined ? Math.min(to, from + 1024) : to
    for (let code = from; code <= last; code++) if (hasCharacter(set, code)) yield code
  }
}
