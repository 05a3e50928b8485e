// The id of an item that is created: the client's, the documented one, or the next that its schema allows.
import { allowedTypes } from '../../codecs/read-shape.ts'
import type { BodyPath } from '../../contract/resources/resource.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { Random } from '../../schema/random.ts'
import { isFound } from '../../schema/sample/outcome.ts'
import { sample } from '../../schema/sample/sample.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Item, idText, schemaAt, valueAt } from './body-path.ts'
import { isServers } from './make-item.ts'

export type Id = string | number

/** The id that the client chose; undefined when that is not the client's to choose. */
export function sentId(
  sent: Item,
  idPath: BodyPath,
  taken: SchemaNode | undefined,
  given: SchemaNode | undefined,
): Id | undefined {
  const own = schemaAt(given, idPath)
  const asked = schemaAt(taken, idPath)
  if (asked === undefined || isServers(own, asked)) return undefined
  return asId(valueAt(sent, idPath))
}

export const asId = (value: unknown): Id | undefined => (idText(value) === undefined ? undefined : (value as Id))

const MAX_TRIES = 50

export interface IdWish {
  readonly schema: SchemaNode | undefined
  /** The schema of the path parameter that names an item: an id that it refuses could never be asked for. */
  readonly parameter: SchemaNode | undefined
  /** Ids that the document's own items have. */
  readonly known: readonly Id[]
  /** The one that the document gives to what is created, and whether an author wrote it. */
  readonly documented: Id | undefined
  readonly isWritten: boolean
  readonly name: string
  readonly random: Random
  /** Whether the id is used, or was. */
  readonly isUsed: (id: string) => Promise<boolean>
  /** Counts the ids that were given, from 1. */
  readonly count: () => Promise<number>
}

/** The next free id; undefined when the schema allows no other. */
export async function newId(wish: IdWish): Promise<Id | undefined> {
  const { schema, known, documented, isWritten, isUsed, count } = wish
  const taken = new Set(known.map(String))
  const isFree = async (id: Id) => !taken.has(String(id)) && isAllowed(id, wish) && !(await isUsed(String(id)))
  const isNumbered = known.length > 0 && known.every((id) => /^\d{1,15}$/.test(String(id)))
  const isNumber = schema === undefined ? typeof documented === 'number' : isNumeric(schema)
  // a made-up number would jump out of the row that the list begins
  const comesFirst = isWritten || known.length === 0 || !(isNumber || isNumbered)
  if (comesFirst && documented !== undefined && (await isFree(documented))) return documented
  const numbers = [...known, ...(comesFirst && documented !== undefined ? [documented] : [])].map(Number)
  const highest = Math.max(0, ...numbers.filter(Number.isSafeInteger))
  for (let i = 0; i < MAX_TRIES; i++) {
    const n = await count()
    const candidates = isNumber ? [highest + n, n] : isNumbered ? [String(highest + n), ...texts(wish, n)] : texts(wish, n)
    for (const id of candidates) if (await isFree(id)) return id
  }
  return undefined
}

/** Fits where answers show it, and in the path. */
function isAllowed(id: Id, { schema, parameter }: IdWish): boolean {
  if (schema !== undefined && !fits(schema, id, 'response')) return false
  if (parameter === undefined || fits(parameter, id)) return true
  return typeof id === 'string' ? /^\d+$/.test(id) && fits(parameter, Number(id)) : fits(parameter, String(id))
}

const isNumeric = (schema: SchemaNode) => {
  const types = allowedTypes(schema)
  return types !== undefined && !types.has('string') && (types.has('integer') || types.has('number'))
}

/** Texts for the n-th id: like the documented one, else as a schema has it. */
function texts({ schema, parameter, documented, known, random, name }: IdWish, n: number): Id[] {
  const chance = random.fork(`id ${n}`)
  const model = documented ?? known[0]
  const alike = typeof model === 'string' && /\d/.test(model) ? [likeText(model, chance)] : []
  const sampled = [schema, parameter].flatMap((node) => sampledId(node, name, chance) ?? [])
  return [...alike, ...sampled, `${model ?? name}-${n}`]
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** Another text of the same look: `cus_9s6XKz` -> `cus_4k2QWd`. What stands before the last `_` says what kind of thing it is. */
function likeText(model: string, random: Random): string {
  const begin = UUID.test(model) ? 0 : model.lastIndexOf('_') + 1
  const isHex = /^[\da-f-]+$/.test(model.slice(begin))
  const another = (character: string, at: number) => {
    // the digits that say which kind of UUID it is
    if (UUID.test(model) && (at === 14 || at === 19)) return character
    if (isHex) return random.pick([...'0123456789abcdef'])
    const letters = /[A-Z]/.test(character) ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : 'abcdefghijklmnopqrstuvwxyz'
    return random.pick([...(/\d/.test(character) ? '0123456789' : letters)])
  }
  return model.slice(0, begin) + model.slice(begin).replace(/[\da-z]/gi, another)
}

/** Without examples: the document's own would come again and again. */
function sampledId(schema: SchemaNode | undefined, name: string, random: Random): Id | undefined {
  let end = schema
  for (let hops = 0; hops < 20 && end?.target !== undefined; hops++) end = end.target
  if (end === undefined || typeof end.value === 'boolean') return undefined
  const { example: _example, examples: _examples, default: _default, ...rules } = end.value
  const outcome = sample(end.node(rules), { random, view: 'response', name })
  return isFound(outcome) ? asId(outcome.value) : undefined
}
