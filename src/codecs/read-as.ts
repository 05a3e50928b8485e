// Texts -> typed values, as a schema asks. What cannot be read stays the text that was received, so that the check of the value can say so.
import { fits, validate } from '../schema/compile-validator.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { branchesOf, type Plan, plansOf, propertyOf } from './read-plan.ts'
import { TextWire, type Wire } from './styles/wire.ts'

/** Trials of a value against its schema; when all are spent the first branch is taken unseen, so that nested choices end soon. */
export class Reading {
  trialsLeft = 2_000
}

/** Never throws and never fails. */
export type Read = (wire: Wire, reading: Reading) => unknown

const READ = Symbol('read')

/** How a schema reads what was received; compiled when it is first used, once. */
export const readerOf = (node: SchemaNode): Read => node.once(READ, () => readerOfAll([node]))

/** What came for a schema, typed. */
export const readWire = (wire: Wire, schema: SchemaNode | undefined): unknown =>
  schema === undefined ? readFreely(wire) : readerOf(schema)(wire, new Reading())

/** One text, typed. */
export const readText = (text: string, schema: SchemaNode | undefined): unknown =>
  schema === undefined ? text : readWire(new TextWire(text), schema)

/** A value that came with its type: JSON in a field, the bytes of a file. */
export class TypedWire implements Wire {
  readonly natural = 'text'
  readonly problem = undefined
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }

  text(): undefined {}

  items(): undefined {}

  entries(): undefined {}

  json(): undefined {}
}

function readerOfAll(nodes: readonly SchemaNode[]): Read {
  let compiled: Read | undefined
  return (wire, reading) => {
    if (wire instanceof TypedWire) return wire.value
    compiled ??= compile(nodes)
    return compiled(wire, reading)
  }
}

/** How a value is read where no schema says anything: texts stay texts. */
export function readFreely(wire: Wire): unknown {
  if (wire instanceof TypedWire) return wire.value
  const entries = wire.natural === 'entries' ? wire.entries() : undefined
  if (entries !== undefined) return Object.fromEntries(entries.map(([name, part]) => [name, readFreely(part)]))
  const items = wire.natural === 'items' ? wire.items() : undefined
  return items === undefined ? (wire.text() ?? '') : items.map(readFreely)
}

/** No value of the wanted type can be made of this. */
const UNREAD = Symbol('unread')
type Way = (wire: Wire, reading: Reading) => unknown

function compile(nodes: readonly SchemaNode[]): Read {
  const [first, ...others] = nodes
  const branches = first !== undefined && others.length === 0 ? plansOf(first) : branchesOf(nodes)
  const keepsDigits = branches.some(({ types }) => types?.has('string'))
  const ways = branches.flatMap((plan) => waysOf(plan, keepsDigits))
  const read = (wire: Wire, reading: Reading) => {
    for (const way of ways) {
      const value = way(wire, reading)
      if (value !== UNREAD) return value
    }
    return readFreely(wire)
  }
  const isClear = branches.length < 2 && branches.every(isUnambiguous)
  if (isClear) return read
  const accepts = (value: unknown) => nodes.every((node) => fits(node, value, 'request'))
  return (wire, reading) => {
    const values: unknown[] = []
    for (const way of ways) {
      const value = way(wire, reading)
      if (value === UNREAD) continue
      values.push(value)
      if (reading.trialsLeft-- <= 0) break
      if (accepts(value)) return value
    }
    if (isNullText(wire.text()) && accepts(null)) return null
    return values.length === 0 ? readFreely(wire) : leastWrong(values, nodes, reading)
  }
}

/** Of values that all break a rule the one that breaks the fewest: what is told of it is what the client did wrong. */
function leastWrong(values: readonly unknown[], nodes: readonly SchemaNode[], reading: Reading): unknown {
  let [best] = values
  // of texts, which are short, any reading tells the same
  if (values.length === 1 || typeof best !== 'object') return best
  let fewest = Number.POSITIVE_INFINITY
  for (const value of values) {
    if (reading.trialsLeft-- <= 0) break
    const count = nodes.reduce((sum, node) => sum + validate(node, value, 'request').length, 0)
    if (count >= fewest) continue
    best = value
    fewest = count
  }
  return best
}

/** Texts of numbers, booleans and null are told apart by their looks; only a string, a list or an object could be any of them. */
const isUnambiguous = ({ types, mayBeNull }: Plan) =>
  !mayBeNull && (types === undefined || types.size < 2 || !(types.has('string') || types.has('array') || types.has('object')))

/** The ways to read for one branch, the more particular first; all texts are strings, so that comes late, and null last. */
function waysOf(plan: Plan, keepsDigits: boolean): Way[] {
  const { types } = plan
  if (types === undefined) return [readFreely]
  const hasString = types.has('string')
  return [
    ...(types.has('boolean') ? [asBoolean] : []),
    ...(types.has('number') || types.has('integer') ? [asNumber(keepsDigits)] : []),
    // one text is rather a string than a list of one
    ...(types.has('array') ? [asList(plan, hasString)] : []),
    ...(types.has('object') ? [asObject(plan)] : []),
    ...(hasString ? [asText] : []),
    ...(types.has('null') ? [asNull] : []),
  ]
}

const asText: Way = (wire) => wire.text() ?? UNREAD

const asBoolean: Way = (wire) => {
  const text = wire.text()
  return text === 'true' ? true : text === 'false' ? false : UNREAD
}

const isNullText = (text: string | undefined) => text === '' || text === 'null'
const asNull: Way = (wire) => (isNullText(wire.text()) ? null : UNREAD)

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * A number as JSON writes it, `007` and `+5` are none. Digits beyond 2^53 are rounded as JSON.parse does, because documents call 64-bit
 * ids numbers; where a string is allowed as well the text is kept instead.
 */
const asNumber =
  (keepsDigits: boolean): Way =>
  (wire) => {
    const text = wire.text()
    if (text === undefined || !NUMBER.test(text)) return UNREAD
    const value = Number(text)
    if (!Number.isFinite(value) || (keepsDigits && losesDigits(text, value))) return UNREAD
    return value
  }

/** Whether an integer was rounded. */
export const losesDigits = (text: string, value: number): boolean =>
  Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(text) && BigInt(text) !== BigInt(value)

function asList(plan: Plan, onlySeveral: boolean): Way {
  const prefix = plan.prefix.map(readerOfSeveral)
  const rest = readerOfSeveral(plan.items)
  return (wire, reading) => {
    const json = wire.json()
    if (Array.isArray(json)) return json
    const items = wire.items()
    if (items === undefined || (onlySeveral && items.length < 2 && wire.text() !== undefined)) return UNREAD
    return items.map((item, i) => (prefix[i] ?? rest)(item, reading))
  }
}

function asObject(plan: Plan): Way {
  const known = new Map<string, Read>()
  const others = readerOfSeveral(plan.others)
  const readerFor = (name: string) => {
    const read = known.get(name)
    if (read !== undefined) return read
    const { nodes, isDeclared } = propertyOf(plan, name)
    if (!isDeclared) return plan.patterns.length === 0 ? others : readerOfSeveral(nodes)
    const made = readerOfSeveral(nodes)
    // names that the document does not know are as many as clients like, so they are not kept
    known.set(name, made)
    return made
  }
  return (wire, reading) => {
    const entries = wire.entries()
    if (entries !== undefined) return Object.fromEntries(entries.map(([name, part]) => [name, readerFor(name)(part, reading)]))
    const json = wire.json()
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : UNREAD
  }
}

function readerOfSeveral(nodes: readonly SchemaNode[]): Read {
  const [only] = nodes
  if (only === undefined) return readFreely
  return nodes.length === 1 ? readerOf(only) : readerOfAll(nodes)
}
