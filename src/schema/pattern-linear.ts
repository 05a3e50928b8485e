// Tests a text in time proportional to its length, whatever the pattern: all ways to match advance together, none is tried again.
import type { Effort } from './effort.ts'
import { type CharacterSet, hasCharacter } from './pattern-characters.ts'
import type { PatternNode, PatternTree } from './pattern-tree.ts'

export interface LinearTest {
  /** Texts of up to so many UTF-16 code units are judged exactly; Infinity for nearly all patterns. */
  readonly longest: number
  /** Whether the text matches; undefined when the text is longer than that, or when the effort does not suffice. Spends it. */
  test(text: string, effort: Effort): boolean | undefined
}

/** Each step looks at one place of the text, or consumes one character, and goes on to `next`. */
type Step =
  | { readonly kind: 'set'; readonly set: CharacterSet; readonly next: number }
  | { readonly kind: 'fork'; next: readonly number[] }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'word-edge'; readonly negate: boolean; readonly next: number }
  | { readonly kind: 'look'; readonly look: number; readonly negate: boolean; readonly next: number }
  | { readonly kind: 'matched' }

type Repeat = Extract<PatternNode, { kind: 'repeat' }>

interface Program {
  readonly steps: readonly Step[]
  readonly start: number
  /** What a look-ahead asks is answered for all places in one walk from the end of the text; so its steps run backward. */
  readonly backward: boolean
}

const MOST_STEPS = 5_000

/**
 * Undefined for what has no such test: back-references, and repeats of repeats that would need too many steps.
 * To save steps, repeats of some number of times or more are made endless, which is right for texts with fewer characters.
 */
export function compileLinear(tree: PatternTree): LinearTest | undefined {
  if (tree.hasBackReference) return undefined
  const counts = [...repeatCounts(tree.root)].sort((a, b) => b - a)
  const endlessFrom = [Infinity, ...counts].find((limit) => countSteps(tree.root, limit) <= MOST_STEPS)
  if (endlessFrom === undefined) return undefined

  const looks: Program[] = []
  const main = compileProgram(tree.root, false, endlessFrom, looks)
  return {
    longest: endlessFrom - 1,
    test: (text, effort) => {
      if (text.length >= endlessFrom) return undefined
      const run: Run = { characters: charactersOf(text, tree.unicode), holds: [], effort }
      for (const look of looks) run.holds.push(walk(look, run))
      const places = walk(main, run)
      return effort.left < 0 ? undefined : places.includes(1)
    },
  }
}

/** The large numbers that stand in repeats. */
function repeatCounts(node: PatternNode): Set<number> {
  const inner = node.kind === 'sequence' ? node.parts : node.kind === 'choice' ? node.options : 'body' in node ? [node.body] : []
  const own = node.kind === 'repeat' ? [node.min, node.max].filter((count) => count > 8 && count < Infinity) : []
  return new Set([...own, ...inner.flatMap((child) => [...repeatCounts(child)])])
}

/** Steps the program would need; Infinity when a repeat cannot be shortened. */
function countSteps(node: PatternNode, endlessFrom: number): number {
  switch (node.kind) {
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + countSteps(part, endlessFrom), 0)
    case 'choice':
      return node.options.reduce((sum, option) => sum + countSteps(option, endlessFrom), 1)
    case 'group':
    case 'look':
      return countSteps(node.body, endlessFrom) + 1
    case 'repeat': {
      const min = leastTimes(node)
      // Such as `(\b){900}`: short texts do not rule it out, and nobody writes it
      if (min >= endlessFrom && node.body.shortest === 0) return Infinity
      if (min >= endlessFrom) return 1
      const copies = node.max < endlessFrom ? node.max : min + 1
      return copies * (countSteps(node.body, endlessFrom) + 1)
    }
    default:
      return 1
  }
}

/** How often the body has to be there: not at all when it may be nothing, since nothing can then be there as often as needed. */
function leastTimes({ body, min }: Repeat): number {
  return canBeNothing(body) ? 0 : min
}

/** Whether the part matches the empty text at any place. */
function canBeNothing(node: PatternNode): boolean {
  if (node.kind === 'sequence') return node.parts.every(canBeNothing)
  if (node.kind === 'choice') return node.options.some(canBeNothing)
  if (node.kind === 'repeat') return node.min === 0 || canBeNothing(node.body)
  return node.kind === 'group' && canBeNothing(node.body)
}

/** Look-arounds become programs of their own, inner ones first. */
function compileProgram(root: PatternNode, backward: boolean, endlessFrom: number, looks: Program[]): Program {
  const steps: Step[] = [{ kind: 'matched' }]
  const add = (step: Step) => steps.push(step) - 1

  /** Adds the steps of a node that go on to `next`; gives the first of them. */
  const emit = (node: PatternNode, next: number): number => {
    switch (node.kind) {
      case 'set':
        return add({ kind: 'set', set: node.set, next })
      case 'sequence':
        return backward
          ? node.parts.reduce((then, part) => emit(part, then), next)
          : node.parts.reduceRight((then, part) => emit(part, then), next)
      case 'choice':
        return add({ kind: 'fork', next: node.options.map((option) => emit(option, next)) })
      case 'group':
        return emit(node.body, next)
      case 'repeat':
        return emitRepeat(node, next)
      case 'edge':
        return add({ kind: 'edge', at: node.at, next })
      case 'word-edge':
        return add({ kind: 'word-edge', negate: node.negate, next })
      case 'look': {
        const look = looks.push(compileProgram(node.body, node.ahead, endlessFrom, looks)) - 1
        return add({ kind: 'look', look, negate: node.negate, next })
      }
      case 'same-as-group':
        return add({ kind: 'fork', next: [] })
    }
  }
  const emitRepeat = (node: Repeat, next: number): number => {
    const { body, max } = node
    const min = leastTimes(node)
    // A text short enough to be tested has no room for so many
    if (min >= endlessFrom) return add({ kind: 'fork', next: [] })
    let first = next
    if (max >= endlessFrom) {
      const loop: Step = { kind: 'fork', next: [] }
      first = add(loop)
      loop.next = [emit(body, first), next]
    } else {
      for (let i = min; i < max; i++) first = add({ kind: 'fork', next: [emit(body, first), next] })
    }
    for (let i = 0; i < min; i++) first = emit(body, first)
    return first
  }

  const start = emit(root, 0)
  return { steps, start, backward }
}

interface Run {
  readonly characters: readonly number[]
  /** For each look-around compiled so far: the places (0 = before the first character) where it holds, as 1. */
  readonly holds: Uint8Array[]
  readonly effort: Effort
}

/** The places where a match that began at any place ends, in the direction of the program, as 1. */
function walk({ steps, start, backward }: Program, run: Run): Uint8Array {
  const { characters, effort } = run
  const places = new Uint8Array(characters.length + 1)
  const seenAt = new Int32Array(steps.length).fill(-1)
  let pending: number[] = []
  for (let count = 0; count <= characters.length && effort.left >= 0; count++) {
    const place = backward ? characters.length - count : count
    const character = characters[backward ? place - 1 : place]
    const after: number[] = []
    pending.push(start)
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (seenAt[at] === count) continue
      seenAt[at] = count
      effort.left--
      const step = steps[at]
      if (step === undefined) continue
      if (step.kind === 'matched') places[place] = 1
      else if (step.kind === 'fork') pending.push(...step.next)
      else if (step.kind !== 'set') {
        if (holdsAt(step, place, run)) pending.push(step.next)
      } else if (character !== undefined && hasCharacter(step.set, character)) after.push(step.next)
    }
    pending = after
  }
  return places
}

function holdsAt(step: Exclude<Step, { kind: 'set' | 'fork' | 'matched' }>, place: number, { characters, holds }: Run): boolean {
  if (step.kind === 'edge') return place === (step.at === 'start' ? 0 : characters.length)
  if (step.kind === 'look') return (holds[step.look]?.[place] === 1) !== step.negate
  return (isWord(characters[place - 1]) !== isWord(characters[place])) !== step.negate
}

function isWord(code: number | undefined): boolean {
  return (
    code !== undefined && ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122))
  )
}

function charactersOf(text: string, unicode: boolean): number[] {
  const codes: number[] = []
  for (let i = 0; i < text.length; i++) {
    const code = (unicode ? text.codePointAt(i) : text.charCodeAt(i)) ?? 0
    codes.push(code)
    if (code > 0xffff) i++
  }
  return codes
}
