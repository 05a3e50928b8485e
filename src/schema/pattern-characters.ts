// The set of characters that one step of a regular expression accepts.
import type { AST } from '@eslint-community/regexpp'

/** A set of code points (of UTF-16 code units where the pattern is not a Unicode one). */
export interface CharacterSet {
  /** Sorted, disjoint, as flat pairs: `[48, 57, 97, 102]` is `[0-9a-f]`. With `exact`, what they hold beyond ASCII is more than the set. */
  readonly ranges: readonly number[]
  /** Decides about a character beyond ASCII: a Unicode property, whose members only the engine knows. */
  readonly exact?: RegExp
}

const LAST = 0x10ffff
const DIGIT = [48, 57]
const WORD = [48, 57, 65, 90, 95, 95, 97, 122]
// ECMAScript "WhiteSpace" and "LineTerminator"
const SPACE = [9, 13, 32, 32, 160, 160, 5760, 5760, 8192, 8202, 8232, 8233, 8239, 8239, 8287, 8287, 12288, 12288, 65279, 65279]
const LINE_END = [10, 10, 13, 13, 8232, 8233]
/** What the dot stands for. */
export const ANY_CHARACTER: CharacterSet = { ranges: complement(LINE_END) }
const ESCAPES = { digit: DIGIT, word: WORD, space: SPACE }

/** The set that a character, a class or an escape of the parsed pattern stands for. */
export function characterSetOf(node: AST.Character | AST.CharacterClass | AST.CharacterSet): CharacterSet {
  if (node.type === 'CharacterSet' && node.kind === 'any') return ANY_CHARACTER
  const ranges = rangesOf(node)
  if (ranges !== undefined) return { ranges }
  const exact = new RegExp(`^${node.raw}$`, 'u')
  const ascii = Array.from({ length: 128 }, (_, code) => code).filter((code) => exact.test(String.fromCharCode(code)))
  return { ranges: normalise([...ascii.flatMap((code) => [code, code]), 128, LAST]), exact }
}

/** What is in any of the sets; none of them has an `exact`. */
export const eitherOf = (sets: readonly CharacterSet[]): CharacterSet => ({
  ranges: normalise(sets.flatMap(({ ranges }) => ranges)),
})

/** Whether no character is in two of the sets. */
export function areApart(sets: readonly CharacterSet[]): boolean {
  const ends = sets.flatMap(({ ranges }) =>
    ranges.flatMap((from, i) => (i % 2 === 0 ? [[from, ranges[i + 1] ?? from] as const] : [])),
  )
  ends.sort(([a], [b]) => a - b)
  return ends.every(([from], i) => from > (ends[i - 1]?.[1] ?? -1))
}

/** Whether the set holds this code point. */
export function hasCharacter({ ranges, exact }: CharacterSet, code: number): boolean {
  for (let i = 1; i < ranges.length; i += 2) {
    if (code <= (ranges[i] ?? 0)) {
      return code >= (ranges[i - 1] ?? 0) && (exact === undefined || code < 128 || exact.test(String.fromCodePoint(code)))
    }
  }
  return false
}

/** Whether some character may be in both sets. */
export function setsMeet({ ranges: one }: CharacterSet, { ranges: other }: CharacterSet): boolean {
  let i = 0
  let j = 0
  while (i < one.length && j < other.length) {
    if ((one[i + 1] ?? 0) < (other[j] ?? 0)) i += 2
    else if ((other[j + 1] ?? 0) < (one[i] ?? 0)) j += 2
    else return true
  }
  return false
}

/** Undefined when a Unicode property takes part. */
function rangesOf(node: AST.Node): readonly number[] | undefined {
  if (node.type === 'Character') return [node.value, node.value]
  if (node.type === 'CharacterClassRange') return [node.min.value, node.max.value]
  if (node.type === 'CharacterClass') {
    const parts: number[] = []
    for (const element of node.elements) {
      const ranges = rangesOf(element)
      if (ranges === undefined) return undefined
      parts.push(...ranges)
    }
    return node.negate ? complement(normalise(parts)) : normalise(parts)
  }
  if (node.type !== 'CharacterSet' || node.kind === 'property' || node.kind === 'any') return undefined
  return node.negate ? complement(ESCAPES[node.kind]) : ESCAPES[node.kind]
}

function normalise(ranges: readonly number[]): readonly number[] {
  const pairs = ranges.flatMap((from, i) => (i % 2 === 0 ? [[from, ranges[i + 1] ?? from] as const] : []))
  pairs.sort(([a], [b]) => a - b)
  const merged: number[] = []
  for (const [from, to] of pairs) {
    const end = merged.at(-1)
    if (end === undefined || from > end + 1) merged.push(from, to)
    else if (to > end) merged[merged.length - 1] = to
  }
  return merged
}

function complement(ranges: readonly number[]): readonly number[] {
  const gaps: number[] = []
  let from = 0
  for (let i = 0; i < ranges.length; i += 2) {
    const start = ranges[i] ?? 0
    if (start > from) gaps.push(from, start - 1)
    from = (ranges[i + 1] ?? 0) + 1
  }
  if (from <= LAST) gaps.push(from, LAST)
  return gaps
}
