// Answers in turn: each as often as it says, the last one for good.
import type { AnyHandler, DataAnswer } from './shapes.ts'

export type Step = AnyHandler | DataAnswer

export class Sequence {
  readonly #steps: readonly Step[]
  /** How often each step was taken. */
  readonly #taken: number[]

  constructor(steps: readonly Step[]) {
    this.#steps = steps
    this.#taken = steps.map(() => 0)
  }

  /** The step for the next request; undefined when all are used up, or when chance passes this request on. `chance` is from 0 up to 1. */
  take(chance: () => number): Step | undefined {
    for (const [i, step] of this.#steps.entries()) {
      const times = timesOf(step, i === this.#steps.length - 1)
      const taken = this.#taken[i] ?? 0
      if (taken >= times) continue
      const rate = typeof step === 'function' ? 1 : (step.rate ?? 1)
      if (rate < 1 && chance() >= rate) return undefined
      this.#taken[i] = taken + 1
      return step
    }
    return undefined
  }

  reset(): void {
    this.#taken.fill(0)
  }
}

/** Without `times`: once for one that has others behind it, always for the last. */
function timesOf(step: Step, isLast: boolean): number {
  const times = typeof step === 'function' ? undefined : step.times
  return times ?? (isLast ? Number.POSITIVE_INFINITY : 1)
}
