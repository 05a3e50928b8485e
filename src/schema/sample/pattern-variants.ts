// What can be made of a draft that does not fit as it is: pieces worked in, or room filled up.
import type { CharacterSet } from '../pattern-characters.ts'
import type { PatternNode } from '../pattern-tree.ts'
import type { Random } from '../random.ts'
import { drawRun } from './pattern-palette.ts'
import { type Draft, type Piece, writeDraft } from './pattern-writer.ts'

/** What is known of a pattern before writing. */
export interface Plan {
  readonly root: PatternNode
  readonly opensAtStart: boolean
  readonly closesAtEnd: boolean
}

/** Characters. */
export interface Bounds {
  readonly min: number
  readonly max: number
}

const LETTERS: CharacterSet = { ranges: [97, 122] }
const MOST_FILLING = 20_000
/** Added where more is needed, but nobody says how much. */
const SOME_FILLING = 4

/**
 * The draft of `plan`, and what can be made of it, the most pleasant first: with the pieces that its look-aheads and the other
 * plans ask for, or filled up. All are to be tested.
 */
export function* variants(draft: Draft, plan: Plan, plans: readonly Plan[], bounds: Bounds, random: Random): Generator<string> {
  const { text } = draft
  if (!plan.closesAtEnd && text.slice(-3).join('') === '://') yield `${text.join('')}example.com/${word(6, random)}`
  yield text.join('')
  const pieces = [...draft.pieces, ...plans.flatMap((other) => (other === plan ? [] : (pieceOf(other, random) ?? [])))]
  for (const workIn of pieces.length > 0 ? [writeOver, putBetween] : []) {
    const mended = workIn(text, pieces, random)
    yield mended.join('')
    yield* filledUp(mended, plan, bounds, random)
  }
  yield* filledUp(text, plan, bounds, random)
}

/** A pattern without one of its anchors does not mind more text there, mostly. */
function* filledUp(text: readonly string[], plan: Plan, { min, max }: Bounds, random: Random): Generator<string> {
  const missing = Math.max(min - text.length, Math.min(SOME_FILLING, max - text.length))
  if (missing <= 0 || missing > MOST_FILLING) return
  const own = text.join('')
  const filling = word(missing, random)
  const rest = filling.slice(1)
  if (!plan.closesAtEnd) yield* [`${own}${filling}`, `${own} ${rest}`]
  if (!plan.opensAtStart) yield* [`${filling}${own}`, `${rest} ${own}`]
  if (!plan.closesAtEnd && !plan.opensAtStart && missing > 1) yield `${filling.slice(0, 1)}${own}${rest}`
}

function word(length: number, random: Random): string {
  return drawRun(LETTERS, length, undefined, { random, wide: false, allowed: [] }).join('')
}

/** The shortest text that another pattern wants to find, unless it has a say about the whole. */
function pieceOf({ root, opensAtStart, closesAtEnd }: Plan, random: Random): Piece | undefined {
  if (opensAtStart && closesAtEnd) return undefined
  const draft = writeDraft(root, undefined, { random, wide: false, brief: true, allowed: [], most: MOST_FILLING })
  if (!draft.done || draft.text.length === 0) return undefined
  return { text: draft.text, at: closesAtEnd ? Infinity : 0, floats: !opensAtStart && !closesAtEnd }
}

/** Writes the pieces over the text, apart from each other where possible; the text grows only where it is too short. */
function writeOver(text: readonly string[], pieces: readonly Piece[], random: Random): string[] {
  const result = [...text]
  const taken = new Set<number>()
  for (const piece of pieces) {
    const fixed = Math.min(piece.at, Math.max(0, result.length - (piece.at === Infinity ? piece.text.length : 0)))
    const start = piece.floats ? freePlace(piece, result.length, taken, random) : fixed
    for (const [i, character] of piece.text.entries()) {
      result[start + i] = character
      taken.add(start + i)
    }
  }
  return result
}

function freePlace({ text, at }: Piece, length: number, taken: ReadonlySet<number>, random: Random): number {
  for (let tries = 0; tries < 16 && at + text.length <= length; tries++) {
    const start = random.int(at, length - text.length)
    if (!text.some((_, i) => taken.has(start + i))) return start
  }
  return length
}

/** Moves the text apart to make room for the pieces. */
function putBetween(text: readonly string[], pieces: readonly Piece[], random: Random): string[] {
  const result = [...text]
  for (const { text: piece, at, floats } of pieces) {
    const end = result.length
    const first = Math.min(at, end)
    result.splice(floats ? random.pick([first, end, random.int(first, end)]) : first, 0, ...piece)
  }
  return result
}
