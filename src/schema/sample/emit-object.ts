// An object that fits: what is required, then what is optional while there is room, in the document's order.
import { setOwn } from '../../http/set-own.ts'
import { fits } from '../compile-validator.ts'
import { isHidden, lists, patternsOf } from '../keywords/object.ts'
import { count } from '../keywords/value.ts'
import type { SchemaNode } from '../schema-node.ts'
import { type Conjunction, requiredNames } from './conjunction.ts'
import { type At, type Context, limits } from './context.ts'
import { discriminatorHint } from './discriminator-hint.ts'
import { freeNames } from './free-names.ts'
import { generate } from './generate.ts'
import { Contradiction, isFound, type Outcome } from './outcome.ts'
import { entersAgain } from './recursion.ts'
import { terminationCost } from './termination.ts'

/** Optional properties of one of many objects that must differ, where otherwise there would be none. */
const FEW_COUNTED = 3

export function emitObject(all: Conjunction, at: At, context: Context): Outcome {
  const shape = shapeOf(all, context)
  if (shape.min > limits.maxItems) {
    return new Contradiction(
      `an object of ${shape.min} properties; at most ${limits.maxItems} are generated`,
      all.nodes[0],
      false,
    )
  }
  const hint =
    typeof at.hint === 'object' && at.hint !== null && !Array.isArray(at.hint) ? (at.hint as Record<string, unknown>) : undefined
  const hints = { ...discriminatorHint(all), ...hint }
  const inside: At = {
    ...at,
    depth: at.depth + 1,
    owners: [...all.names, ...(at.name === '' ? [] : [at.name]), ...at.owners].slice(0, 4),
    path: [...at.path, ...all.nodes],
  }
  const isFull = at.cheap || at.depth >= limits.softDepth || context.variation.sparse

  const value: Record<string, unknown> = {}
  // what is counted has to have something in it that differs
  const isEnough = () => (isFull || context.isSpent) && (at.nth === undefined || Object.keys(value).length >= FEW_COUNTED)
  const make = (name: string, mustBe: boolean): Contradiction | undefined => {
    const rule = shape.nameRules.find((each) => !fits(each, name))
    if (rule !== undefined)
      return mustBe ? new Contradiction(`a property ${JSON.stringify(name)}, which propertyNames rules out`, rule) : undefined
    const schemas = schemasFor(all, name)
    if (mustBe && costOf(schemas) === Number.POSITIVE_INFINITY) {
      return new Contradiction(`the property ${JSON.stringify(name)} would have to contain itself without end`, schemas[0])
    }
    const recursive = entersAgain(schemas, inside.path, context.variation)
    if (!mustBe && recursive && hint?.[name] === undefined) return undefined
    const place = {
      ...inside,
      name,
      random: at.random.fork(name),
      cheap: at.cheap || recursive,
      hint: Object.hasOwn(hints, name) ? hints[name] : undefined,
    }
    const outcome = generate(schemas, place, context)
    if (isFound(outcome)) setOwn(value, name, outcome.value)
    else if (mustBe) return outcome
    return undefined
  }

  const names = [...shape.declared, ...[...shape.required].filter((name) => !shape.declared.has(name))]
  for (const name of names) {
    const mustBe = shape.required.has(name)
    if (!mustBe && (hint === undefined ? isEnough() : !Object.hasOwn(hint, name))) continue
    // room is kept for what is required further down
    if (!mustBe && Object.keys(value).length + remaining(shape.required, value) >= shape.max) continue
    const failure = make(name, mustBe)
    if (failure !== undefined) return failure
  }
  for (const name of Object.keys(hint ?? {})) {
    if (Object.hasOwn(value, name) || shape.declared.has(name) || shape.hidden.has(name)) continue
    if (Object.keys(value).length < shape.max) make(name, false)
  }
  const missing = completeDependents(all, value, make)
  if (missing !== undefined) return missing

  const few = shape.declared.size === 0 && hint === undefined && !isFull && !context.isSpent && shape.isMap ? 2 : 0
  const wanted = Math.max(shape.min, Math.min(few, shape.max))
  let size = Object.keys(value).length
  for (const name of freeNames(all, at, wanted, value)) {
    if (size >= wanted) break
    if (shape.hidden.has(name) || Object.hasOwn(value, name)) continue
    make(name, false)
    if (Object.hasOwn(value, name)) size++
  }
  if (size < shape.min) {
    return new Contradiction(
      `an object of at least ${shape.min} properties`,
      all.nodes.find((node) => count(node, 'minProperties') === shape.min),
      false,
    )
  }
  return { value }
}

const costOf = (schemas: readonly SchemaNode[]) => Math.max(0, ...schemas.map(terminationCost))

const remaining = (required: ReadonlySet<string>, value: Record<string, unknown>) =>
  [...required].filter((name) => !Object.hasOwn(value, name)).length

interface ObjectShape {
  readonly declared: ReadonlySet<string>
  readonly required: ReadonlySet<string>
  /** What the view leaves out. */
  readonly hidden: ReadonlySet<string>
  readonly min: number
  readonly max: number
  /** What the names must fit. */
  readonly nameRules: readonly SchemaNode[]
  /** Properties beyond the declared ones have a schema: the object is a map. */
  readonly isMap: boolean
}

function shapeOf(all: Conjunction, context: Context): ObjectShape {
  const declared = new Set<string>()
  const hidden = new Set<string>()
  const required = requiredNames(all)
  for (const node of all.nodes) {
    for (const [name, schema] of node.map('properties')) {
      if (schema.value !== false) declared.add(name)
      if (context.view !== undefined && isHidden(schema, context.view, required.has(name))) hidden.add(name)
    }
  }
  for (const name of hidden) {
    declared.delete(name)
    required.delete(name)
  }
  return {
    declared,
    required,
    hidden,
    min: Math.max(required.size, ...all.nodes.map((node) => count(node, 'minProperties') ?? 0)),
    max: Math.min(...all.nodes.map((node) => count(node, 'maxProperties') ?? Number.POSITIVE_INFINITY)),
    nameRules: all.nodes.flatMap((node) => node.one('propertyNames') ?? []),
    isMap: all.nodes.some((node) => {
      const rest = node.one('additionalProperties') ?? node.one('unevaluatedProperties')
      return (rest !== undefined && typeof rest.value === 'object') || node.map('patternProperties').size > 0
    }),
  }
}

/** What the property `name` must fit, over all schemas. */
function schemasFor(all: Conjunction, name: string): SchemaNode[] {
  const declaredAnywhere = all.nodes.some((node) => node.map('properties').has(name))
  return all.nodes.flatMap((node) => {
    const own = node.map('properties').get(name)
    const matching = patternsOf(node).flatMap(([pattern, schema]) => (pattern.test(name) ? [schema] : []))
    const named = own === undefined ? matching : [own, ...matching]
    if (named.length > 0) return named
    const rest = node.one('additionalProperties')
    if (rest !== undefined) return [rest]
    const unevaluated = node.one('unevaluatedProperties')
    return unevaluated !== undefined && !declaredAnywhere ? [unevaluated] : []
  })
}

/** `dependentRequired`: what a present property asks for comes too. */
function completeDependents(
  all: Conjunction,
  value: Record<string, unknown>,
  make: (name: string, mustBe: boolean) => Contradiction | undefined,
) {
  const needs = all.nodes.flatMap((node) =>
    Object.entries({ ...lists(node.get('dependencies')), ...lists(node.get('dependentRequired')) }),
  )
  for (let round = 0; round <= needs.length; round++) {
    const missing = needs.find(
      ([name, others]) => Object.hasOwn(value, name) && others.some((other) => !Object.hasOwn(value, other)),
    )
    if (missing === undefined) return undefined
    for (const other of missing[1]) {
      const failure = Object.hasOwn(value, other) ? undefined : make(other, true)
      if (failure !== undefined) return failure
    }
  }
  return undefined
}
