// A number that fits: within its bounds, a multiple where asked, likely for its name.
import { bounds } from '../keywords/value.ts'
import type { Random } from '../random.ts'
import type { Conjunction } from './conjunction.ts'
import type { At } from './context.ts'
import { Contradiction, type Outcome } from './outcome.ts'
import { realisticNumber } from './realistic-number.ts'

const TRIES = 24

export function emitNumber(all: Conjunction, isInteger: boolean, at: At, accepts: (value: unknown) => boolean): Outcome {
  const steps = all.nodes.flatMap((node) =>
    typeof node.get('multipleOf') === 'number' && Number(node.get('multipleOf')) > 0 ? [Number(node.get('multipleOf'))] : [],
  )
  const whole = isInteger || all.nodes.some((node) => ['int32', 'int64'].includes(String(node.get('format'))))
  const { minimum, maximum } = range(all, whole)
  if (minimum > maximum) {
    const limited = all.nodes.find((node) => Object.values(bounds(node)).some((bound) => bound !== undefined))
    return new Contradiction(`${whole ? 'a whole number' : 'a number'} of at least ${minimum} and at most ${maximum}`, limited)
  }
  // readers divide in binary and expect a whole quotient, so 19.99 is no good multiple of 0.01 though the decimal is
  const suits = (value: number) =>
    steps.every((step) => Number.isInteger(value / step)) && (!whole || Number.isInteger(value)) && accepts(value)
  const step = leastCommonMultiple(whole ? [1, ...steps] : steps)
  const format = all.nodes.map((node) => node.get('format')).find((name) => typeof name === 'string')

  if (at.nth !== undefined) {
    const counted = countedNumber(minimum, maximum, step ?? 1, at.nth)
    if (suits(counted)) return { value: counted }
  }
  for (let round = 0; round < TRIES; round++) {
    const random = at.random.fork(round)
    const likely = realisticNumber(
      {
        name: at.name,
        owners: at.owners,
        integer: whole,
        ...(minimum > Number.NEGATIVE_INFINITY && { minimum }),
        ...(maximum < Number.POSITIVE_INFINITY && { maximum }),
        ...(steps[0] !== undefined && { multipleOf: steps[0] }),
        ...(typeof format === 'string' && { format }),
      },
      random,
    )
    if (likely !== undefined && suits(likely)) return { value: likely }
    const plain = plainNumber(minimum, maximum, step, random, round)
    if (suits(plain)) return { value: plain }
  }
  // bounds that leave one value, such as minimum = maximum = 0.1
  for (const value of [minimum, maximum, 0]) if (Number.isFinite(value) && accepts(value)) return { value }
  return new Contradiction('no number was found that fits its schema', all.nodes[0], false)
}

/** Inclusive bounds: exclusive ones moved in by one, or by a small part of the range. */
function range(all: Conjunction, whole: boolean): { minimum: number; maximum: number } {
  let minimum = Number.NEGATIVE_INFINITY
  let maximum = Number.POSITIVE_INFINITY
  const out = { below: Number.NEGATIVE_INFINITY, above: Number.POSITIVE_INFINITY }
  for (const node of all.nodes) {
    const own = bounds(node)
    minimum = Math.max(minimum, own.minimum ?? minimum)
    maximum = Math.min(maximum, own.maximum ?? maximum)
    out.below = Math.max(out.below, own.exclusiveMinimum ?? out.below)
    out.above = Math.min(out.above, own.exclusiveMaximum ?? out.above)
  }
  // int32 only cuts bounds that go beyond it: on its own it asks for no number near its ends
  if (all.nodes.some((node) => node.get('format') === 'int32')) {
    if (Number.isFinite(minimum)) minimum = Math.max(minimum, -(2 ** 31))
    if (Number.isFinite(maximum)) maximum = Math.min(maximum, 2 ** 31 - 1)
  }
  if (whole) {
    minimum = Math.max(Math.ceil(minimum), Number.isFinite(out.below) ? Math.floor(out.below) + 1 : minimum)
    maximum = Math.min(Math.floor(maximum), Number.isFinite(out.above) ? Math.ceil(out.above) - 1 : maximum)
    return { minimum, maximum }
  }
  const gap = (from: number, to: number) =>
    Number.isFinite(from) && Number.isFinite(to) ? Math.min(0.5, Math.abs(to - from) / 4) : 0.5
  if (out.below >= minimum) minimum = out.below + gap(out.below, Math.min(maximum, out.above))
  if (out.above <= maximum) maximum = out.above - gap(out.above, Math.max(minimum, out.below))
  return { minimum, maximum }
}

/** A small number in the range: the lower bound where only that is given, as other tools show it. */
function plainNumber(minimum: number, maximum: number, step: number | undefined, random: Random, round: number): number {
  const low = Number.isFinite(minimum) ? minimum : Number.isFinite(maximum) ? maximum - 100 : 1
  const high = Number.isFinite(maximum) ? Math.min(maximum, low + 10 ** Math.min(2 + round, 15)) : low + 99
  const isOpenAbove = Number.isFinite(minimum) && !Number.isFinite(maximum)
  if (step !== undefined) {
    const [first, last] = [Math.ceil(low / step), Math.floor(Math.max(high, low + step) / step)]
    return multiple(round === 0 && isOpenAbove ? first : random.int(first, Math.max(first, last)), step)
  }
  if (round === 0 && isOpenAbove) return low
  const drawn = low + random.next() * (high - low)
  const rounded = Number(drawn.toFixed(round % 4 === 0 ? 1 : 2 + (round % 4) * 3))
  return rounded < minimum || rounded > maximum ? drawn : rounded
}

/** Up from the lower bound, or down from the upper one where only that is given. */
function countedNumber(minimum: number, maximum: number, step: number, nth: number): number {
  if (Number.isFinite(minimum)) return multiple(Math.ceil(minimum / step) + nth, step)
  return multiple(Number.isFinite(maximum) ? Math.floor(maximum / step) - nth : nth + 1, step)
}

/** 3 * 0.1 is not 0.3; the decimal text is. */
function multiple(times: number, step: number): number {
  const decimals = /e-(\d+)$|\.(\d+)$/.exec(String(step))
  const digits = decimals === null ? 0 : Number(decimals[1] ?? decimals[2]?.length ?? 0)
  const value = times * step
  return digits > 0 && digits <= 100 ? Number(value.toFixed(digits)) : value
}

/** The smallest number that is a multiple of all; for decimals by scaling them to whole numbers. */
function leastCommonMultiple(steps: readonly number[]): number | undefined {
  if (steps.length < 2) return steps[0]
  const scale = 10 ** Math.min(12, Math.max(...steps.map((step) => /\.(\d+)$/.exec(String(step))?.[1]?.length ?? 0)))
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
  const scaled = steps.map((step) => Math.max(1, Math.round(step * scale)))
  return scaled.reduce((a, b) => (a / gcd(a, b)) * b) / scale
}
