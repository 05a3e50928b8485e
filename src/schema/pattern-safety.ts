// How long a text may be so that the engine's own backtracking stays quick: an upper bound, read off the pattern.
import { type CharacterSet, setsMeet } from './pattern-characters.ts'
import { isAnchored, type PatternNode, type PatternTree } from './pattern-tree.ts'

/** Backtracking steps that are always all right: well under a second. */
const BUDGET = Math.log(4_000_000)
/** Alternatives this many at each character are still linear. */
const SMALL = Math.log(64)
const EVERYTHING: CharacterSet = { ranges: [0, 0x10ffff] }

/**
 * What a failing match may cost for a text of n characters: `e^ways * n^power * e^(perCharacter * n)`.
 * A choice that the next character decides costs nothing: the wrong way ends at once. All others are counted, as if the worst happened each time.
 */
interface Cost {
  /** Logarithm of the choices that are made once, or a known number of times. */
  ways: number
  /** Repeats without end, outside of others, that could stop anywhere. */
  power: number
  /** Logarithm of the choices made again and again. */
  perCharacter: number
}

/** The characters a part can begin with, and whether it can be passed without any. */
interface Start {
  readonly sets: readonly CharacterSet[]
  readonly passes: boolean
}

/** What can come after a part: its start, also told as a run of single characters and the start of what is beyond them. */
interface Follow {
  readonly start: Start
  readonly run: readonly CharacterSet[]
  readonly beyond: Start
}

const END: Start = { sets: [], passes: true }
/** Runs are compared no further than this, and more options not at all: it would take longer than it saves. */
const LONGEST_RUN = 8
const MOST_OPTIONS = 64

export interface NativeCost {
  /** The longest text (UTF-16 code units, Infinity for any) that the native engine tests without noticeable delay. */
  readonly longest: number
  /** Steps that a text of this length takes at most. */
  stepsFor(length: number): number
}

/** What the native engine may cost. */
export function nativeCost({ root }: PatternTree): NativeCost {
  const { checks, rest } = splitChecks(root)
  // Each of the checks at the start runs once and is not entered again, so the dearest decides
  const costs = [...checks, rest].map((part) => {
    const cost: Cost = { ways: Math.log(checks.length + 1), power: 0, perCharacter: 0 }
    count(part, onlyStart(END), 1, cost)
    return cost
  })
  const anchored = isAnchored(root, 'start')
  const reach = checks.some(({ longest }) => longest === Infinity) || looksFar(root) ? Infinity : root.longest
  const dearest = (length: number) =>
    Math.max(...costs.map((cost) => priceOf(cost, Math.min(length, reach)))) + (anchored ? 0 : Math.log(length))

  const stepsFor = (length: number) => Math.exp(dearest(length))
  if (anchored && costs.every(({ ways, power, perCharacter }) => power === 0 && perCharacter === 0 && ways <= SMALL))
    return { longest: Infinity, stepsFor: (length) => length }
  let fits = 0
  for (let step = 2 ** 30; step >= 1; step /= 2) if (dearest(fits + step) <= BUDGET) fits += step
  return { longest: fits === 2 ** 31 - 1 ? Infinity : fits, stepsFor }
}

function priceOf({ ways, power, perCharacter }: Cost, length: number): number {
  // Nothing times Infinity is not a number, and an endless reach without a choice is no price
  return ways + (power + 1) * Math.log(Math.max(length, 1)) + (perCharacter === 0 ? 0 : perCharacter * (length + 1))
}

/** `^(?=a)(?!b)rest`: the bodies of the leading look-aheads, and the rest. */
function splitChecks(root: PatternNode): { checks: PatternNode[]; rest: PatternNode } {
  if (root.kind !== 'sequence') return { checks: [], rest: root }
  const first = root.parts.findIndex((part) => part.kind !== 'edge' && !(part.kind === 'look' && part.ahead))
  const end = first === -1 ? root.parts.length : first
  const checks = root.parts.slice(0, end).flatMap((part) => (part.kind === 'look' ? [part.body] : []))
  return { checks, rest: { ...root, parts: root.parts.slice(end) } }
}

/** Whether some part, though it takes few characters or none, may have to look at all of them. */
function looksFar(node: PatternNode): boolean {
  if (node.kind === 'look') return node.body.longest === Infinity || looksFar(node.body)
  if (node.kind === 'sequence') return node.parts.some(looksFar)
  if (node.kind === 'choice') return node.options.some(looksFar)
  return 'body' in node && looksFar(node.body)
}

/** Adds the cost of the choices in a node that is tried `times` times at most. */
function count(node: PatternNode, follow: Follow, times: number, cost: Cost): void {
  switch (node.kind) {
    case 'sequence':
      node.parts.reduceRight((after, part) => {
        count(part, after, times, cost)
        return followedBy(part, after)
      }, follow)
      break
    case 'choice':
      if (!areTold(node.options, follow.start)) charge(node.options.length, times, cost)
      for (const option of node.options) count(option, follow, times, cost)
      break
    case 'group':
      count(node.body, follow, times, cost)
      break
    case 'repeat':
      countRepeat(node, follow, times, cost)
      break
    case 'look':
      count(node.body, onlyStart(END), times, cost)
      // Each look may read the whole text, after each of the places where a repeat before it can stop; so does the comparison below
      if (node.body.longest === Infinity) cost.power++
      break
    case 'same-as-group':
      cost.power++
      break
    default:
  }
}

function countRepeat(
  { body, min, max }: Extract<PatternNode, { kind: 'repeat' }>,
  follow: Follow,
  times: number,
  cost: Cost,
): void {
  if (max === 0) return
  if (min !== max && !endIsTold(body, follow)) {
    const stops = max - min + 1
    if (stops > 1000 && times < Infinity) cost.power += times
    else charge(times < Infinity ? stops : 2, times, cost)
  }
  // Nothing, repeated a million times, is a million steps
  if (body.shortest === 0) cost.ways += Math.log(Math.max(min, 1))
  const again = { sets: [...startOf(body).sets, ...follow.start.sets], passes: follow.start.passes }
  count(body, max > 1 ? onlyStart(again) : follow, times * max, cost)
}

function charge(choices: number, times: number, cost: Cost): void {
  if (times === Infinity) cost.perCharacter += Math.log(choices)
  else cost.ways += Math.log(choices) * times
}

/** Whether the next character, or one soon after, tells which option to take. */
function areTold(options: readonly PatternNode[], follow: Start): boolean {
  if (options.length > MOST_OPTIONS) return false
  const starts = options.map((option) => then(startOf(option), follow))
  const runs = options.map(runOf)
  return starts.every((start, i) =>
    starts.every((other, j) => j <= i || areApart(start, other) || runsPart(runs[i] ?? [], runs[j] ?? [])),
  )
}

/** Whether the next character tells to go on or to stop; or, as in `[a-z-]*[a-z]\.`, one at a fixed distance after stopping. */
function endIsTold(body: PatternNode, { start, run, beyond }: Follow): boolean {
  const again = startOf(body)
  if (again.passes) return false
  if (areApart(again, start)) return true
  return body.kind === 'set' && run.length > 0 && areApart({ sets: [body.set, ...run], passes: false }, beyond)
}

/** The end of the pattern is no rival to any character: reaching it is success. */
function areApart(one: Start, other: Start): boolean {
  return one.sets.every((set) => other.sets.every((rival) => !setsMeet(set, rival)))
}

function runsPart(one: readonly CharacterSet[], other: readonly CharacterSet[]): boolean {
  return one.some((set, i) => {
    const rival = other[i]
    return rival !== undefined && !setsMeet(set, rival)
  })
}

/** The single characters that a part begins with. */
function runOf(node: PatternNode): readonly CharacterSet[] {
  if (node.kind === 'set') return [node.set]
  if (node.kind === 'group') return runOf(node.body)
  if (node.kind !== 'sequence') return []
  const run = node.parts.slice(0, LONGEST_RUN).map((part) => (part.kind === 'set' ? part.set : undefined))
  const end = run.indexOf(undefined)
  return run.slice(0, end === -1 ? run.length : end).filter((set) => set !== undefined)
}

function onlyStart(start: Start): Follow {
  return { start, run: [], beyond: start }
}

function followedBy(part: PatternNode, after: Follow): Follow {
  const start = then(startOf(part), after.start)
  if (part.kind !== 'set') return onlyStart(start)
  return after.run.length < LONGEST_RUN
    ? { start, run: [part.set, ...after.run], beyond: after.beyond }
    : { start, run: [part.set], beyond: after.start }
}

function then(first: Start, after: Start): Start {
  return first.passes ? { sets: [...first.sets, ...after.sets], passes: after.passes } : first
}

function startOf(node: PatternNode): Start {
  switch (node.kind) {
    case 'set':
      return { sets: [node.set], passes: false }
    case 'sequence':
      return node.parts.reduce<Start>((before, part) => (before.passes ? then(before, startOf(part)) : before), {
        sets: [],
        passes: true,
      })
    case 'choice': {
      const starts = node.options.map(startOf)
      return { sets: starts.flatMap(({ sets }) => sets), passes: starts.some(({ passes }) => passes) }
    }
    case 'group':
      return startOf(node.body)
    case 'repeat': {
      const { sets, passes } = startOf(node.body)
      return { sets: node.max === 0 ? [] : sets, passes: passes || node.min === 0 }
    }
    case 'same-as-group':
      return { sets: [EVERYTHING], passes: true }
    case 'edge':
      // No character comes after the end
      return { sets: [], passes: node.at === 'start' }
    default:
      return { sets: [], passes: true }
  }
}
