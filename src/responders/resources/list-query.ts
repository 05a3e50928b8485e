// Filter, search, order and page over the items of a list.
import type { BodyPath } from '../../contract/resources/resource.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { type Item, idText, valueAt } from './body-path.ts'
import type { Filter, ListWish, SortKey } from './list-parameters.ts'

export interface Page {
  readonly items: readonly Item[]
  /** How many there are on all pages. */
  readonly total: number
  /** How many come before. */
  readonly offset: number
  readonly hasMore: boolean
}

export function pageOf(all: readonly Item[], wish: ListWish, idPath: BodyPath): Page {
  const found = all.filter((item) => matchesAll(item, wish.filters) && (wish.search === undefined || mentions(item, wish.search)))
  const sorted = wish.sort.length === 0 ? found : [...found].sort((a, b) => compareBy(a, b, wish.sort))
  const begin = wish.after === undefined ? wish.offset : beginAfter(sorted, wish.after, idPath)
  const items = sorted.slice(begin, wish.limit === undefined ? undefined : begin + wish.limit)
  return { items, total: sorted.length, offset: Math.min(begin, sorted.length), hasMore: begin + items.length < sorted.length }
}

/** A token that names no item was made up, or its item is gone: nothing follows, so that whoever pages comes to an end. */
function beginAfter(items: readonly Item[], after: string, idPath: BodyPath): number {
  const index = items.findIndex((item) => idText(valueAt(item, idPath)) === after)
  return index < 0 ? items.length : index + 1
}

const matchesAll = (item: Item, filters: readonly Filter[]) =>
  filters.every(({ property, values }) => values.length === 0 || values.some((value) => matches(inside(item, property), value)))

/** JSON:API keeps them one level down. */
const inside = (item: Item, property: string): unknown =>
  Object.hasOwn(item, property) ? item[property] : isRecord(item['attributes']) ? item['attributes'][property] : undefined

/** A list matches by one of its members, an object by one of its scalars: `tags=a` finds `{ tags: [{ name: 'a' }] }`. */
function matches(own: unknown, asked: unknown): boolean {
  if (Array.isArray(own)) return own.some((each) => matches(each, asked))
  if (isRecord(own)) return Object.values(own).some((each) => typeof each !== 'object' && matches(each, asked))
  if (own === undefined || own === null) return false
  return String(own).toLowerCase() === String(asked).toLowerCase()
}

/** Whether some text in the item holds the words. */
function mentions(value: unknown, words: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(words.toLowerCase())
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => mentions(part, words))
}

function compareBy(a: Item, b: Item, keys: readonly SortKey[]): number {
  for (const { property, descending } of keys) {
    const order = compare(inside(a, property), inside(b, property))
    if (order !== 0) return descending ? -order : order
  }
  return 0
}

/** Numbers by value, all else as text; what is missing comes last. The same on every machine, so by code units. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [missingA, missingB] = [a === undefined || a === null, b === undefined || b === null]
  if (missingA || missingB) return Number(missingA) - Number(missingB)
  const [one, other] = [String(a), String(b)]
  return one < other ? -1 : one > other ? 1 : 0
}
