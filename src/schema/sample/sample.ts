// Schema + chance -> a valid value, or the reason why there is none: tries, checks, tries differently.
import { fits } from '../compile-validator.ts'
import type { Random } from '../random.ts'
import type { View } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'
import { type At, Context, limits, type Variation } from './context.ts'
import { generate } from './generate.ts'
import { Contradiction, isFound, type Outcome } from './outcome.ts'

export interface SampleWish {
  readonly random: Random
  readonly view: View
  /** Names that tell what the value is, nearest first: the operation's path, say. */
  readonly owners?: readonly string[]
  /** The name of the value itself: a header or parameter. */
  readonly name?: string
  /** A documented value that does not fit: what fits is kept. */
  readonly mend?: unknown
}

/** The tries, in order. The first one is right for nearly all schemas; each later one gives up something that can stand in the way. */
function* variations(): Generator<Variation> {
  const usual: Variation = { examples: true, sparse: false, branch: 0, siblings: true, discriminate: true, scalars: false }
  yield usual
  yield { ...usual, examples: false }
  yield { ...usual, siblings: false }
  yield { ...usual, siblings: false, discriminate: false, examples: false }
  for (let branch = 0; branch < 8; branch++) {
    yield { ...usual, examples: false, branch, sparse: branch % 2 === 0, siblings: branch % 4 < 2 }
    yield { ...usual, examples: false, branch, sparse: branch % 2 === 1, siblings: false, discriminate: false, scalars: true }
  }
}

/** A value that fits the schema (checked), or the contradiction that stood in the way of the first try. */
export function sample(node: SchemaNode, wish: SampleWish): Outcome {
  let first: Contradiction | undefined
  let round = 0
  let steps = 0
  let nodes = 0
  let tried = 0
  for (const variation of variations()) {
    if (steps > limits.maxStepsInAll || nodes > limits.nodesInAll || tried > limits.maxTriedInAll) break
    const context = new Context(wish.view, variation)
    const at: At = {
      name: wish.name ?? '',
      owners: wish.owners ?? [],
      depth: 0,
      index: 0,
      random: round === 0 ? wish.random : wish.random.fork(`try${round}`),
      path: [],
      cheap: false,
      hint: round < 2 ? wish.mend : undefined,
    }
    round++
    const outcome = generate([node], at, context)
    steps += context.steps
    nodes += context.nodes
    tried += context.tried
    if (isFound(outcome)) {
      if (fits(node, outcome.value, wish.view)) return outcome
      first ??= new Contradiction('no value tried fits its schema', node, false)
      continue
    }
    // what is impossible by the letter stays impossible; keywords beside a $ref are not the letter everywhere
    if (outcome.proven && (!variation.siblings || node.space.dialect.refSiblings)) return outcome
    if (first === undefined || (!first.proven && outcome.proven)) first = outcome
  }
  // a schema of nothing but prohibitions may still allow the plainest of values
  for (const value of [null, 'string', 1, true, {}, [], '', 0, false]) if (fits(node, value, wish.view)) return { value }
  return new Contradiction(first?.reason ?? 'no value was found', first?.node ?? node, false)
}
