// An array that fits: short, its items varied, unique where asked.
import { canonicalJson } from '../equal.ts'
import { itemsOf } from '../keywords/array.ts'
import { count } from '../keywords/value.ts'
import type { SchemaNode } from '../schema-node.ts'
import type { Conjunction } from './conjunction.ts'
import { type At, type Context, limits } from './context.ts'
import { generate } from './generate.ts'
import { Contradiction, isFound, type Outcome } from './outcome.ts'
import { entersAgain } from './recursion.ts'

const USUAL_LENGTH = 2
/** Draws that gave a list nothing new, before its items are counted. */
const MOST_MISSES = 200

export function emitArray(all: Conjunction, at: At, context: Context): Outcome {
  const shape = shapeOf(all)
  if (shape.min > shape.max)
    return new Contradiction(`a list of at least ${shape.min} and at most ${shape.max} items`, all.nodes[0])
  if (shape.min > limits.maxItems) {
    return new Contradiction(`a list of ${shape.min} items; at most ${limits.maxItems} are generated`, all.nodes[0], false)
  }
  const hint = Array.isArray(at.hint) ? (at.hint as unknown[]) : undefined
  const inside: At = { ...at, depth: at.depth + 1, path: [...at.path, ...all.nodes] }
  const isRecursive = entersAgain(itemSchemas(all, 0), inside.path, context.variation)
  const usual =
    at.cheap || isRecursive || context.isSpent || context.variation.sparse || at.depth >= limits.softDepth
      ? 0
      : at.depth > 3
        ? 1
        : USUAL_LENGTH
  const wanted = Math.min(
    shape.max,
    Math.max(shape.min, hint === undefined ? Math.max(usual, shape.tuple) : Math.min(hint.length, limits.maxItems)),
  )

  const items: unknown[] = []
  const different = shape.unique ? new DifferentItems() : undefined
  for (let index = 0; index < wanted; index++) {
    const contained = shape.contains.flatMap(({ schema, times, isLimited }) =>
      index < times ? [schema] : isLimited ? [schema.node({ not: schema.value })] : [],
    )
    const schemas = [...itemSchemas(all, index), ...contained]
    const cheap = at.cheap || (isRecursive && index >= 1)
    const place = { ...inside, index: at.index + index, cheap, hint: hint?.[index] }
    const outcome = different?.next(schemas, place, context) ?? generate(schemas, drawAt(place, 0), context)
    if (isFound(outcome)) items.push(outcome.value)
    else if (items.length >= shape.min && index >= shape.least) break
    else return outcome
  }
  return { value: items }
}

/** Where an item is drawn; each round draws another one. */
const drawAt = (at: At, round: number): At => ({
  ...at,
  random: at.random.fork(at.index * 1000 + round),
  index: at.index + round,
  ...(round > 0 && { hint: undefined }),
})

/** Items of one list that must differ: drawn by chance until chance meets the same ones again and again, then counted. */
class DifferentItems {
  private readonly seen = new Set<string>()
  private misses = 0
  private counted = 0

  next(schemas: readonly SchemaNode[], at: At, context: Context): Outcome {
    for (let round = 0; this.misses < MOST_MISSES && round < 8 + 4 * this.seen.size; round++) {
      const outcome = generate(schemas, drawAt(at, round), context)
      if (!isFound(outcome) || this.isNew(outcome.value)) return outcome
      this.misses++
    }
    // each that was seen can stand in the way once
    for (let round = 0; round <= this.seen.size && context.nodes <= limits.hardNodes; round++) {
      const outcome = generate(schemas, { ...drawAt(at, round), nth: this.counted++ }, context)
      if (isFound(outcome) && this.isNew(outcome.value)) return outcome
    }
    return new Contradiction('too few different items', schemas[0], false)
  }

  private isNew(value: unknown): boolean {
    const text = canonicalJson(value)
    if (this.seen.has(text)) return false
    this.seen.add(text)
    return true
  }
}

interface ArrayShape {
  readonly min: number
  readonly max: number
  /** Items that have a schema of their own. */
  readonly tuple: number
  /** Items below this index must be there for `contains`. */
  readonly least: number
  readonly unique: boolean
  /** The first `times` items fit `schema`; where it is limited (maxContains), the others do not. */
  readonly contains: readonly { readonly schema: SchemaNode; readonly times: number; readonly isLimited: boolean }[]
}

function shapeOf(all: Conjunction): ArrayShape {
  const contains = all.nodes.flatMap((node) => {
    const schema = node.one('contains')
    if (schema === undefined) return []
    return [{ schema, times: count(node, 'minContains') ?? 1, isLimited: node.get('maxContains') !== undefined }]
  })
  const least = Math.max(0, ...contains.map(({ times }) => times))
  // a tuple is shown whole: its items have names in the author's mind
  const tuple = Math.max(0, ...all.nodes.map((node) => itemsOf(node).prefix.length))
  const closed = Math.min(
    ...all.nodes.map((node) => {
      const { prefix, rest } = itemsOf(node)
      const ends = rest?.value === false || node.get('unevaluatedItems') === false
      return ends ? Math.max(prefix.length, rest?.value === false ? 0 : tuple) : Number.POSITIVE_INFINITY
    }),
  )
  const max = Math.min(closed, ...all.nodes.map((node) => count(node, 'maxItems') ?? Number.POSITIVE_INFINITY))
  const min = Math.max(least, ...all.nodes.map((node) => count(node, 'minItems') ?? 0))
  return {
    min,
    max,
    tuple,
    least,
    unique: all.nodes.some((node) => node.get('uniqueItems') === true),
    contains,
  }
}

/** What item `index` must fit, over all schemas. */
function itemSchemas(all: Conjunction, index: number): SchemaNode[] {
  return all.nodes.flatMap((node) => {
    const { prefix, rest } = itemsOf(node)
    const schema =
      prefix[index] ?? rest ?? (node.get('unevaluatedItems') === undefined ? undefined : node.one('unevaluatedItems'))
    return schema === undefined || schema.value === false ? [] : [schema]
  })
}
