// A conjunction with nothing left to decide -> a value: what is documented first, then a value of one of its types.
import { fits } from '../compile-validator.ts'
import { allowsType, type JsonType, typeOf, typesOf } from '../types.ts'
import type { Conjunction } from './conjunction.ts'
import type { At, Context } from './context.ts'
import { documentedValues, vary } from './documented.ts'
import { emitArray } from './emit-array.ts'
import { emitNumber } from './emit-number.ts'
import { emitObject } from './emit-object.ts'
import { emitString } from './emit-string.ts'
import { Contradiction, isFound, type Outcome } from './outcome.ts'
import { terminationCost } from './termination.ts'
import { weigh } from './weigh.ts'

/** A value that fits every schema of the conjunction. */
export function emit(all: Conjunction, at: At, context: Context): Outcome {
  const accepts = (value: unknown) => all.nodes.every((node) => fits(node, value, context.view))
  const ready = emitReady(all, at, context, accepts)
  const outcome = ready ?? emitTyped(all, at, context, accepts)
  // objects and lists that were made have been counted part by part
  if (isFound(outcome) && (ready !== undefined || typeof outcome.value === 'string')) context.nodes += weigh(outcome.value)
  return outcome
}

/** A value that the document gives: to keep, listed, or as an example. */
function emitReady(all: Conjunction, at: At, context: Context, accepts: (value: unknown) => boolean): Outcome | undefined {
  if (at.hint !== undefined && accepts(at.hint)) return { value: at.hint }

  const listed = emitListed(all, at, accepts)
  if (listed !== undefined) return listed

  if (context.variation.examples && at.hint === undefined && !at.cheap) {
    for (const documented of documentedValues(all.nodes)) {
      const value = vary(documented, at, accepts)
      if (accepts(value)) return { value }
    }
  }
  return undefined
}

/** `const` and `enum` name all the values there are. */
function emitListed(all: Conjunction, at: At, accepts: (value: unknown) => boolean): Outcome | undefined {
  const lists = all.nodes.flatMap((node) => {
    const only = node.get('const')
    const some = node.get('enum')
    return [...(only === undefined ? [] : [{ node, values: [only] }]), ...(Array.isArray(some) ? [{ node, values: some }] : [])]
  })
  const shortest = lists.sort((a, b) => a.values.length - b.values.length)[0]
  if (shortest === undefined) return undefined
  // which of thousands is taken matters to nobody: look at a slice first
  const head = shortest.values.length > 64 && at.nth === undefined ? shortest.values.slice(0, 64).filter(accepts) : []
  const fitting = head.length > 0 ? head : shortest.values.filter(accepts)
  const wanted = fitting.filter((value) => value !== null)
  if (wanted.length > 0) return { value: at.nth === undefined ? at.random.pick(wanted) : wanted[at.nth % wanted.length] }
  if (fitting.length > 0) return { value: null }
  return new Contradiction('no listed value (enum, const) fits the rest of the schema', shortest.node)
}

function emitTyped(all: Conjunction, at: At, context: Context, accepts: (value: unknown) => boolean): Outcome {
  const allowed = allowedTypes(all)
  if (allowed !== undefined && allowed.size === 0) {
    const typed = all.nodes.filter((node) => typesOf(node) !== undefined)
    const names = typed.map((node) => [...(typesOf(node) ?? [])].join(' or '))
    return new Contradiction(`one value would have to be of the types ${[...new Set(names)].join(' and ')}`, typed[0])
  }
  let failure: Contradiction | undefined
  let proven = true
  for (const type of typeOrder(all, allowed, at, context)) {
    const outcome = emitType(type, all, at, context, accepts)
    if (isFound(outcome)) return outcome
    failure ??= outcome
    proven &&= outcome.proven
  }
  return new Contradiction(failure?.reason ?? 'no type is left', failure?.node ?? all.nodes[0], proven)
}

function emitType(type: JsonType, all: Conjunction, at: At, context: Context, accepts: (value: unknown) => boolean): Outcome {
  switch (type) {
    case 'object':
      return emitObject(all, at, context)
    case 'array':
      return emitArray(all, at, context)
    case 'string':
      return emitString(all, at, accepts, context)
    case 'integer':
    case 'number':
      return emitNumber(all, type === 'integer', at, accepts)
    case 'boolean': {
      const value = [at.random.next() < 0.5].flatMap((first) => [first, !first]).find(accepts)
      return value === undefined ? new Contradiction('neither true nor false fits', all.nodes[0]) : { value }
    }
    case 'null':
      return accepts(null) ? { value: null } : new Contradiction('null does not fit', all.nodes[0])
  }
}

/** The types that every schema allows; undefined when none says. */
function allowedTypes(all: Conjunction): Set<JsonType> | undefined {
  let allowed: Set<JsonType> | undefined
  for (const node of all.nodes) {
    const types = typesOf(node)
    if (types === undefined) continue
    if (allowed === undefined) allowed = new Set(types)
    else {
      const before: ReadonlySet<JsonType> = allowed
      // of integer and number the narrower one remains
      allowed = new Set([...types].filter((type) => allowsType(before, type)))
      if (before.has('integer') && types.has('number')) allowed.add('integer')
    }
  }
  return allowed
}

const OBJECT = [
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'discriminator',
  'unevaluatedProperties',
]
const ARRAY = ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems']
const STRING = ['pattern', 'format', 'minLength', 'maxLength', 'contentEncoding', 'contentMediaType']
const NUMBER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
const NUMBER_FORMATS = new Set(['int32', 'int64', 'float', 'double', 'integer', 'number', 'decimal'])

/** The types to try, the likeliest first. */
function typeOrder(all: Conjunction, allowed: ReadonlySet<JsonType> | undefined, at: At, context: Context): JsonType[] {
  const has = (keywords: readonly string[]) =>
    all.nodes.some((node) => keywords.some((keyword) => node.get(keyword) !== undefined))
  const implied: JsonType[] = []
  if (has(OBJECT)) implied.push('object')
  if (has(ARRAY)) implied.push('array')
  if (has(NUMBER) || all.nodes.some((node) => NUMBER_FORMATS.has(String(node.get('format'))))) implied.push('number')
  if (has(STRING)) implied.push('string')
  // a schema without any rule: an object at the top of a body, a text elsewhere
  if (implied.length === 0 && allowed === undefined && at.depth === 0) implied.push('object')
  const fallback: JsonType[] = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null']
  if (context.variation.scalars && allowed === undefined) return ['null', ...fallback.filter((type) => type !== 'null')]
  const hinted = at.hint === undefined ? [] : [typeOf(at.hint)]
  const likely = [...hinted, ...implied, ...(allowed ?? fallback)].filter(
    (type) => allowed === undefined || allowsType(allowed, type),
  )
  const types: JsonType[] = [...new Set(likely)].filter((type) => type !== 'null')
  if (at.cheap && all.nodes.some((node) => terminationCost(node) === Number.POSITIVE_INFINITY)) {
    types.length = 0
    types.push(...(allowed === undefined ? (['string', 'integer', 'boolean'] as const) : allowed))
  }
  // a recursion that must end ends in a scalar where it can
  if (at.cheap) types.sort((a, b) => weight(a) - weight(b))
  return allowed === undefined || allowed.has('null') ? [...types, 'null'] : types
}

const weight = (type: JsonType) => (type === 'object' ? 2 : type === 'array' ? 1 : 0)
