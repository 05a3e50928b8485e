// Ids for new items: counted, or drawn in the shape that the schema and its examples show.
import { plainNode, scalarOf } from '../../contract/resources/schema-views.ts'
import { fits } from '../../schema/compile-validator.ts'
import { createRandom, hashText, type Random } from '../../schema/random.ts'
import { isFound } from '../../schema/sample/outcome.ts'
import { sample } from '../../schema/sample/sample.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'

/** Larger ones are no count but somebody's example of a long number. */
const MAX_COUNT = 1_000_000_000
const MAX_TRIES = 200

export interface IdWish {
  readonly schema: SchemaNode
  /** What the path parameter allows, since an id that no path can name would be of no use. */
  readonly asked: SchemaNode | undefined
  /** The highest number given out so far. */
  readonly lastId: number
  /** An id that the document shows, whose shape is taken. */
  readonly like: unknown
  /** What makes the ids of a collection its own. */
  readonly seedText: string
  readonly seed: number
  readonly isTaken: (id: string) => Promise<boolean>
}

/** A new id and the number that was counted on to; undefined when none can be found. */
export async function newId(wish: IdWish): Promise<{ readonly id: unknown; readonly lastId: number } | undefined> {
  const { schema, asked, like, seedText, seed, isTaken } = wish
  const kind = scalarOf(schema)
  let { lastId } = wish
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    lastId++
    const random = createRandom(hashText(`${seedText} id ${lastId}`, seed))
    for (const id of candidates(schema, asked, kind, lastId, like, random)) {
      if (fits(schema, id, 'response') && mayBeAsked(asked, id) && !(await isTaken(String(id)))) return { id, lastId }
    }
  }
  return undefined
}

const mayBeAsked = (asked: SchemaNode | undefined, id: unknown) =>
  asked === undefined || fits(asked, id, 'request') || fits(asked, String(id), 'request')

function* candidates(
  schema: SchemaNode,
  asked: SchemaNode | undefined,
  kind: ReturnType<typeof scalarOf>,
  count: number,
  like: unknown,
  random: Random,
): Generator<unknown> {
  if (kind === 'integer' || kind === 'number') yield count
  const plain = plainNode(schema)
  if (plain.get('format') === 'uuid') yield uuid(random)
  if (typeof like === 'string' && like !== '') yield alike(like, count, random)
  if (plain.get('pattern') === undefined) yield String(count)
  for (const node of asked === undefined ? [plain] : [plain, plainNode(asked)]) {
    if (plainNode(node).get('format') === 'uuid') yield uuid(random)
    const outcome = sample(withoutExamples(node), { random, view: 'response', name: 'id' })
    if (isFound(outcome)) yield outcome.value
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Numbers are counted; of other texts each letter and digit behind a prefix is drawn again. */
function alike(like: string, count: number, random: Random): string {
  if (UUID.test(like)) return uuid(random)
  if (/^\d{1,9}$/.test(like)) return String(count)
  const counted = /^(.*?[a-z])([-_]?)(\d{1,6})$/i.exec(like)
  if (counted !== null && !/\d/.test(counted[1] ?? ''))
    return `${counted[1]}${counted[2]}${String(count).padStart((counted[3] ?? '').length, '0')}`
  const prefix = /^[a-z]+[_-]/i.exec(like)?.[0] ?? ''
  const isHex = /^[0-9a-f]+$/.test(like)
  const draw = (letters: string) => letters[random.int(0, letters.length - 1)] ?? ''
  const rest = [...like.slice(prefix.length)].map((char) => {
    if (isHex) return draw('0123456789abcdef')
    if (/\d/.test(char)) return draw('0123456789')
    if (/[a-z]/.test(char)) return draw('abcdefghijklmnopqrstuvwxyz')
    return /[A-Z]/.test(char) ? draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ') : char
  })
  return prefix + rest.join('')
}

function uuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => random.int(0, 15).toString(16))
  digits[12] = '4'
  digits[16] = (8 + random.int(0, 3)).toString(16)
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Examples would give every item the same id. */
function withoutExamples(node: SchemaNode): SchemaNode {
  if (typeof node.value === 'boolean') return node
  const {
    example: _example,
    examples: _examples,
    default: _default,
    'x-example': _x,
    ...rest
  } = node.value as Record<string, unknown>
  return node.node(rest)
}

/** The highest count among ids that are numbers. */
export function highest(ids: Iterable<unknown>): number {
  let found = 0
  for (const id of ids) {
    const number = typeof id === 'number' ? id : typeof id === 'string' && /^\d{1,9}$/.test(id) ? Number(id) : 0
    if (Number.isSafeInteger(number) && number > found && number < MAX_COUNT) found = number
  }
  return found
}
