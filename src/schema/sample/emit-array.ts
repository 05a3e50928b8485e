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
  const seen = new Set<string>()
  for (let index = 0; index < wanted; index++) {
    const contained = shape.contains.flatMap(({ schema, times, isLimited }) =>
      index < times ? [schema] : isLimited ? [schema.node({ not: schema.value })] : [],
    )
    const schemas = [...itemSchemas(all, index), ...contained]
    const cheap = at.cheap || (isRecursive && index >= 1)
    const outcome = oneItem(
      schemas,
      { ...inside, index: at.index + index, cheap, hint: hint?.[index] },
      context,
      shape.unique ? seen : undefined,
    )
    if (isFound(outcome)) {
      items.push(outcome.value)
      if (shape.unique) seen.add(canonicalJson(outcome.value))
    } else if (items.length >= shape.min && index >= shape.least) break
    else return outcome
  }
  return { value: items }
}

/** One item, different from those before where that is asked. */
function oneItem(schemas: readonly SchemaNode[], at: At, context: Context, seen: Set<string> | undefined): Outcome {
  const tries = seen === undefined ? 1 : 8 + 4 * seen.size
  let found = false
  for (let round = 0; round < tries; round++) {
    const place = {
      ...at,
      random: at.random.fork(at.index * 1000 + round),
      index: at.index + round,
      ...(round > 0 && { hint: undefined }),
    }
    const outcome = generate(schemas, place, context)
    if (!isFound(outcome)) return outcome
    if (seen === undefined || !seen.has(canonicalJson(outcome.value))) return outcome
    found = true
  }
  return new Contradiction(found ? 'too few different items' : 'no item fits', schemas[0], false)
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
