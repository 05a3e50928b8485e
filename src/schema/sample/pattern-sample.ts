// A text that matches one or more patterns: drafts are written along the pattern's tree, mended, and tested until one fits.

import { codePoints } from '../keywords/value.ts'
import { compilePattern, type Pattern } from '../pattern.ts'
import type { CharacterSet } from '../pattern-characters.ts'
import { isAnchored, type PatternNode } from '../pattern-tree.ts'
import type { Random } from '../random.ts'
import { type Bounds, type Plan, variants } from './pattern-variants.ts'
import { writeDraft } from './pattern-writer.ts'

export interface PatternWish {
  /** Regular expressions as in `pattern`; those that are none ask for nothing, as in validation. */
  readonly patterns: readonly string[]
  /** Characters (code points), as JSON Schema counts. */
  readonly minLength: number
  /** May be Infinity. */
  readonly maxLength: number
  readonly random: Random
  /** What else the text has to be. */
  readonly accept?: (text: string) => boolean
}

/** Texts that are tried; a long one counts as several, so that the work is bounded by counting and repeats on any machine. */
const MOST_EFFORT = 200
const EFFORT_LENGTH = 500
const EFFORT_STEPS = 1000
/** Characters. A pattern may ask for more itself, up to the second number: a blob in hexadecimal digits is that long. */
const USUAL_MOST = 20_000
const MOST = 300_000

/**
 * A text that matches every pattern, has a length within the bounds, and is accepted; undefined when none was found within a bounded effort.
 * The same seed gives the same text.
 */
export function samplePattern(wish: PatternWish): string | undefined {
  const patterns = wish.patterns.flatMap((source) => compilePattern(source) ?? [])
  const plans = patterns.flatMap((pattern) => planFor(pattern) ?? [])
  const bounds = boundsOf(wish, plans)
  if (bounds.min > bounds.max || bounds.min > MOST) return undefined
  const fits = (text: string) => {
    const length = codePoints(text)
    return (
      length >= wish.minLength &&
      length <= wish.maxLength &&
      patterns.every((pattern) => pattern.test(text)) &&
      (wish.accept?.(text) ?? true)
    )
  }

  let effort = 0
  let steered = false
  for (let attempt = 0; effort < MOST_EFFORT; attempt++) {
    effort++
    const plan = plans[attempt % plans.length]
    if (plan === undefined) return undefined
    const random = wish.random.fork(attempt)
    const length = steered || attempt % 2 === 1 ? lengthNear(bounds, plan.root, attempt, random) : undefined
    const draft = draftFor(plan, plans, length, bounds, attempt, random)
    effort += draft.steps / EFFORT_STEPS
    if (!draft.done) continue
    steered ||= draft.text.length < bounds.min || draft.text.length > bounds.max
    for (const text of variants(draft, plan, plans, bounds, random)) {
      effort += 1 + text.length / EFFORT_LENGTH
      if (fits(text)) return text
    }
  }
  return undefined
}

function planFor(pattern: Pattern): Plan | undefined {
  const root = pattern.tree?.root
  return root && { root, opensAtStart: isAnchored(root, 'start'), closesAtEnd: isAnchored(root, 'end') }
}

function boundsOf(wish: PatternWish, plans: readonly Plan[]): Bounds {
  let { minLength: min, maxLength: max } = wish
  for (const { root, opensAtStart, closesAtEnd } of plans) {
    min = Math.max(min, root.shortest)
    if (opensAtStart && closesAtEnd) max = Math.min(max, root.longest)
    // `^(?=.{3,20}$)`: a look-ahead is a common way to write a length
    for (const part of opensAtStart && root.kind === 'sequence' ? root.parts : []) {
      if (part.kind === 'edge') continue
      if (part.kind !== 'look' || !part.ahead) break
      if (part.negate) continue
      min = Math.max(min, part.body.shortest)
      if (isAnchored(part.body, 'end')) max = Math.min(max, part.body.longest)
    }
  }
  return { min, max }
}

/** A length to aim at, when the natural one does not do: near the shortest at first. */
function lengthNear({ min, max }: Bounds, root: PatternNode, attempt: number, random: Random): number {
  const least = Math.max(min, root.shortest)
  return random.int(least, Math.max(least, Math.min(max, root.longest, least + 4 + attempt)))
}

function draftFor(
  plan: Plan,
  plans: readonly Plan[],
  length: number | undefined,
  { min }: Bounds,
  attempt: number,
  random: Random,
) {
  const allowed = plans.flatMap((other) => (other === plan ? [] : (confinesTo(other) ?? [])))
  // Pleasant at first; what is found neither so nor in a short form may need other characters
  const wide = attempt > 8 && attempt % 4 === 3
  const brief = attempt > 8 && attempt % 4 === 2
  return writeDraft(plan.root, length, {
    random,
    wide,
    brief,
    allowed,
    most: Math.min(Math.max(USUAL_MOST, plan.root.shortest, min), MOST),
  })
}

/** The set in `^[a-z]+$`: all characters of the text have to be in it. */
function confinesTo({ root, opensAtStart, closesAtEnd }: Plan): CharacterSet | undefined {
  if (root.kind !== 'sequence' || root.parts.length !== 3 || !opensAtStart || !closesAtEnd) return undefined
  const middle = root.parts[1]
  return middle?.kind === 'repeat' && middle.body.kind === 'set' ? middle.body.set : undefined
}
