// What a schema wants of a text: the types, items and properties of each of its branches, references and allOf opened.

import { itemsOf } from '../schema/keywords/array.ts'
import { patternsOf, requiredOf } from '../schema/keywords/object.ts'
import type { Pattern } from '../schema/pattern.ts'
import { type Choice, type Conjunction, conjoin, extend } from '../schema/sample/conjunction.ts'
import type { Variation } from '../schema/sample/context.ts'
import { Contradiction } from '../schema/sample/outcome.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { allowsType, isNullable, type JsonType, typeOf, typesOf } from '../schema/types.ts'

/** One branch: schemas that must all hold, and what they say of a value's shape. */
export interface Plan {
  /** Undefined when any type will do. */
  readonly types: ReadonlySet<JsonType> | undefined
  /** Some schema says `nullable` beside its branches, which the types do not show. */
  readonly mayBeNull: boolean
  readonly nodes: readonly SchemaNode[]
  /** The schemas of each of the first items, then of the rest. */
  readonly prefix: readonly (readonly SchemaNode[])[]
  readonly items: readonly SchemaNode[]
  readonly patterns: readonly (readonly [Pattern, SchemaNode])[]
  /** The schemas of properties that no name and no pattern covers. */
  readonly others: readonly SchemaNode[]
}

/** A schema with more branches is read by the first ones alone. */
const MOST_BRANCHES = 32
const MOST_STEPS = 500
const AS_WRITTEN: Variation = {
  examples: false,
  sparse: false,
  branch: 0,
  siblings: false,
  discriminate: false,
  scalars: false,
}

const PLANS = Symbol('plans')

/** The branches of one schema, worked out once. */
export const plansOf = (schema: SchemaNode): readonly Plan[] => schema.once(PLANS, () => branchesOf([schema]))

/** All branches, in the order of the document; none where the schemas contradict each other or a reference leads nowhere. */
export function branchesOf(nodes: readonly SchemaNode[]): readonly Plan[] {
  const whole = conjoin(nodes, AS_WRITTEN)
  if (whole instanceof Contradiction) return []
  const plans: Plan[] = []
  for (const branch of openChoices(whole, { left: MOST_STEPS })) {
    plans.push(planOf(branch))
    if (plans.length === MOST_BRANCHES) break
  }
  return plans
}

function* openChoices(all: Conjunction, steps: { left: number }): Generator<Conjunction> {
  const [choice, ...choices] = all.choices.filter(({ keyword }) => keyword !== 'not')
  if (choice === undefined) {
    yield all
    return
  }
  for (const option of optionsOf(choice)) {
    if (steps.left-- <= 0) return
    const next = extend({ ...all, choices }, option, AS_WRITTEN)
    if (!(next instanceof Contradiction)) yield* openChoices(next, steps)
  }
}

function optionsOf({ keyword, node }: Choice): SchemaNode[][] {
  if (keyword === 'anyOf' || keyword === 'oneOf') return node.list(keyword).map((branch) => [branch])
  const existing = (...keywords: string[]) => keywords.map((each) => node.one(each)).filter((each) => each !== undefined)
  if (keyword === 'if') return [existing('if', 'then'), existing('else')]
  return [[...node.map('dependentSchemas').values()], []]
}

function planOf({ nodes }: Conjunction): Plan {
  const lists = nodes.map(itemsOf)
  const longest = Math.max(0, ...lists.map(({ prefix }) => prefix.length))
  const at = (index: number) =>
    orUnevaluated(
      lists.flatMap(({ prefix, rest }) => prefix[index] ?? rest ?? []),
      nodes,
      'unevaluatedItems',
    )
  return {
    types: wantedTypes(nodes),
    mayBeNull: nodes.some((node) => isNullable(node) && node.get('type') === undefined),
    nodes,
    prefix: Array.from({ length: longest }, (_, index) => at(index)),
    items: at(longest),
    patterns: nodes.flatMap(patternsOf),
    others: othersIn(nodes),
  }
}

/** What is unevaluated is only what nothing else speaks about. */
const orUnevaluated = (found: readonly SchemaNode[], nodes: readonly SchemaNode[], keyword: string): readonly SchemaNode[] =>
  found.length > 0 ? found : nodes.flatMap((node) => node.one(keyword) ?? [])

const othersIn = (nodes: readonly SchemaNode[]) =>
  orUnevaluated(
    nodes.flatMap((node) => node.one('additionalProperties') ?? []),
    nodes,
    'unevaluatedProperties',
  )

/** The schemas of one property. */
export function propertyOf(plan: Plan, name: string): { readonly nodes: readonly SchemaNode[]; readonly isDeclared: boolean } {
  let isDeclared = false
  const nodes = plan.nodes.flatMap((node): SchemaNode[] => {
    const declared = node.map('properties').get(name)
    if (declared !== undefined) isDeclared = true
    const matched = patternsOf(node).flatMap(([pattern, schema]) => (pattern.test(name) ? [schema] : []))
    const found = declared === undefined ? matched : [declared, ...matched]
    if (found.length > 0) return found
    const other = node.one('additionalProperties')
    return other === undefined ? [] : [other]
  })
  return { nodes: orUnevaluated(nodes, plan.nodes, 'unevaluatedProperties'), isDeclared }
}

/** The types that all schemas allow; where none names a type, those that their keywords speak about. */
function wantedTypes(nodes: readonly SchemaNode[]): ReadonlySet<JsonType> | undefined {
  let wanted: ReadonlySet<JsonType> | undefined
  for (const node of nodes) {
    const types = typesOf(node)
    if (types !== undefined) wanted = wanted === undefined ? types : common(wanted, types)
  }
  if (wanted !== undefined) return wanted
  const listed = nodes.flatMap((node) => [node.get('enum'), [node.get('const')]].flat()).filter((value) => value !== undefined)
  if (listed.length > 0) return new Set(listed.map(typeOf))
  const spoken = nodes.flatMap(spokenTypes)
  return spoken.length === 0 ? undefined : new Set(spoken)
}

const common = (a: ReadonlySet<JsonType>, b: ReadonlySet<JsonType>): ReadonlySet<JsonType> =>
  new Set([...[...a].filter((type) => allowsType(b, type)), ...[...b].filter((type) => allowsType(a, type))])

const OF_OBJECTS = ['properties', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties']
const OF_ARRAYS = ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems']
const OF_NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
const OF_STRINGS = ['minLength', 'maxLength', 'pattern']
const NUMERIC_FORMATS: ReadonlySet<unknown> = new Set(['int32', 'int64', 'float', 'double'])

function spokenTypes(node: SchemaNode): JsonType[] {
  const speaks = (keywords: readonly string[]) => keywords.some((keyword) => node.get(keyword) !== undefined)
  const isNumeric = speaks(OF_NUMBERS) || NUMERIC_FORMATS.has(node.get('format'))
  return [
    ...(speaks(OF_OBJECTS) || requiredOf(node).length > 0 ? ['object' as const] : []),
    ...(speaks(OF_ARRAYS) ? ['array' as const] : []),
    ...(isNumeric ? ['number' as const] : []),
    ...(speaks(OF_STRINGS) ? ['string' as const] : []),
  ]
}
