// Items that are put in place of whatever a resource held.
import type { Resources } from '../../contract/resources/find-resources.ts'
import type { Resource } from '../../contract/resources/resource.ts'
import { validate } from '../../schema/compile-validator.ts'
import { joinPointer } from '../../spec/json-pointer.ts'
import { keyOf } from './identity.ts'
import { type Item, isItem, withPart } from './json-path.ts'
import { type Place, placeOf } from './place.ts'
import type { ResourceState } from './resource-state.ts'
import { SINGLE } from './target.ts'
import type { Transaction } from './transaction.ts'

/** Items by resource: under its name (`pets`), its path (`/pets`), or its address (`/owners/1/pets`). One thing is given as it is. */
export type Seeds = Readonly<Record<string, readonly object[] | object>>

/** What is wrong with a seed. */
export interface SeedProblem {
  /** Into the seeds as a whole: `/pets/0/name`. */
  readonly pointer: string
  readonly message: string
}

/** Seeds that were not taken, with all that is wrong with them. */
export class SeedError extends TypeError {
  readonly problems: readonly SeedProblem[]

  constructor(problems: readonly SeedProblem[]) {
    const told = problems.slice(0, 3).map(({ pointer, message }) => `${pointer}: ${message}`)
    const more = problems.length > 3 ? ` and ${problems.length - 3} more` : ''
    super(`the items do not fit their schema: ${told.join('; ')}${more}`)
    this.problems = problems
  }
}

/** The items of one place, checked. */
export interface CheckedSeed extends Place {
  readonly rows: readonly { readonly key: string; readonly item: Item }[]
  readonly lastId: number
  readonly problems: readonly SeedProblem[]
}

/** Gives each item its key and holds it to the schema of its resource; what does not fit is a problem and no row. Throws ResourceNameError. */
export function checkSeed(name: string, given: unknown, resources: Resources): CheckedSeed {
  const place = placeOf(name, resources)
  const { resource } = place
  const isSingle = resource.kind === 'singleton'
  const items: readonly unknown[] = Array.isArray(given) && !isSingle ? given : [given]
  const rows = new Map<string, Item>()
  const problems: SeedProblem[] = []
  let lastId = 0
  for (const [i, item] of items.entries()) {
    const pointer = joinPointer('', name, ...(isSingle || !Array.isArray(given) ? [] : [String(i)]))
    const row = isItem(item) ? rowOf(resource, item, lastId) : undefined
    const wrong = row === undefined ? [{ pointer, message: 'an item is an object' }] : problemsOf(resource, row.item, pointer)
    if (row !== undefined && rows.has(row.key)) wrong.push({ pointer, message: `there are two items ${row.key}` })
    problems.push(...wrong)
    if (row === undefined || wrong.length > 0) continue
    rows.set(row.key, row.item)
    lastId = row.lastId
  }
  return { ...place, rows: [...rows].map(([key, item]) => ({ key, item })), lastId, problems }
}

/** An item without an id gets the next number. */
function rowOf(resource: Resource, item: Item, lastId: number): { key: string; item: Item; lastId: number } {
  if (resource.kind === 'singleton') return { key: SINGLE, item, lastId }
  const key = keyOf(resource, item)
  if (key !== undefined) return { key, item, lastId: /^\d{1,9}$/.test(key) ? Math.max(lastId, Number(key)) : lastId }
  const id = lastId + 1
  const named = resource.identity === undefined ? item : (withPart(item, resource.identity.path, id) as Item)
  return { key: String(id), item: named, lastId: id }
}

export const problemsOf = (resource: Resource, item: Item, pointer = ''): SeedProblem[] =>
  validate(resource.item, item, 'response')
    // what clients send and never see may be part of a seed
    .filter(({ keyword }) => keyword !== 'writeOnly')
    .map((violation) => ({
      pointer: pointer + violation.pointer,
      message: `expected ${violation.expected}, received ${violation.received}`,
    }))

/** So many items are put in at once, and can be taken back at once; more go in step by step. */
const MAX_AT_ONCE = 10_000

/** Puts checked items in place of what there was; from then on what is not among them does not exist. */
export async function putSeeds(state: ResourceState, seeds: readonly CheckedSeed[]): Promise<void> {
  const total = seeds.reduce((sum, { rows }) => sum + rows.length, 0)
  if (total <= MAX_AT_ONCE) {
    await state.write(async (transaction) => {
      for (const seed of seeds) {
        replace(transaction, seed)
        putRows(transaction, seed, seed.rows)
      }
    })
    return
  }
  for (const seed of seeds) {
    await state.write(async (transaction) => replace(transaction, seed))
    for (let from = 0; from < seed.rows.length; from += MAX_AT_ONCE)
      await state.write(async (transaction) => putRows(transaction, seed, seed.rows.slice(from, from + MAX_AT_ONCE)))
  }
}

function replace(transaction: Transaction, { collection, lastId }: CheckedSeed): void {
  transaction.drop(collection)
  transaction.setHead(collection, { isClosed: true, lastId })
}

function putRows(transaction: Transaction, { collection }: CheckedSeed, rows: CheckedSeed['rows']): void {
  for (const { key, item } of rows) transaction.put(collection, key, item)
}
