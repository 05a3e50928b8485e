// One page of a stored list: filtered, searched, sorted and cut as the request asks.
import { plainNode } from '../../contract/resources/schema-views.ts'
import type { Chosen } from '../../pipeline/exchange.ts'
import { typesOf } from '../../schema/types.ts'
import type { Ask } from './ask.ts'
import type { Item } from './json-path.ts'
import { filterOf } from './list-filter.ts'
import { orderOf } from './list-order.ts'
import { type Control, type ListPlan, planOf } from './list-plan.ts'
import { saidValue } from './list-values.ts'
import type { Row } from './store.ts'

export interface Page {
  readonly rows: readonly Row[]
  /** How many there are on all pages. */
  readonly total: number
  readonly offset: number
  /** Undefined: the list is not cut. */
  readonly limit: number | undefined
  readonly plan: ListPlan
  /** What the parameter for the next page, and for the one before, must be; undefined when there is none. */
  readonly next: Turn | undefined
  readonly previous: Turn | undefined
}

/** The parameter that turns the page. */
export interface Turn {
  readonly written: string
  readonly value: string | number
}

/** Where a list can be paged but nothing says how long a page is. */
const USUAL_PAGE = 100

export async function queryPage(ask: Ask, maxItems: number | undefined): Promise<Page> {
  const { exchange, resource, state, target } = ask
  const plan = planOf(exchange.operation, resource)
  const limit = limitOf(plan, exchange, maxItems)
  const filter = filterOf(plan, exchange, resource)
  const order = orderOf(plan, exchange, resource)
  const { collection } = target
  let from = offsetOf(plan, exchange, limit)
  if (filter === undefined && order === undefined) {
    const total = (await state.head(collection))?.count ?? 0
    from ??= await keyedOffset(ask, plan, limit, total, (key) => placeOfKey(ask, key))
    const rows = await state.range(collection, from, limit ?? total)
    return { rows, total, offset: from, limit, plan, ...turns(plan, from, limit, total, rows) }
  }
  const kept: { readonly row: Row; readonly item: Item }[] = []
  for await (const batch of state.scan(collection)) {
    for (const row of batch) {
      const item = JSON.parse(row.text ?? '{}') as Item
      if (filter === undefined || filter(item)) kept.push({ row, item: order === undefined ? NOTHING : item })
    }
  }
  if (order !== undefined) kept.sort((one, other) => order(one.item, other.item))
  from ??= await keyedOffset(ask, plan, limit, kept.length, async (key) => {
    const before = kept.findIndex(({ row }) => row.key === key)
    return before < 0 ? undefined : { before, isThere: true }
  })
  const rows = kept.slice(from, limit === undefined ? undefined : from + limit).map(({ row }) => row)
  return { rows, total: kept.length, offset: from, limit, plan, ...turns(plan, from, limit, kept.length, rows) }
}

const NOTHING: Item = {}

function numberOf(control: Control | undefined, exchange: Chosen): number | undefined {
  const value = control === undefined ? undefined : saidValue(control, exchange)
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

function limitOf(plan: ListPlan, exchange: Chosen, maxItems: number | undefined): number | undefined {
  const control = plan.find('limit')
  const isPaged = ['limit', 'offset', 'page', 'after', 'cursor'].some((use) => plan.find(use as 'limit') !== undefined)
  const asked = numberOf(control, exchange)
  const most = control?.schema && Number(plainNode(control.schema).get('maximum') ?? Number.NaN)
  const usual = isPaged ? Math.min(USUAL_PAGE, Number.isNaN(most ?? Number.NaN) ? USUAL_PAGE : (most as number)) : undefined
  const limit = asked === undefined || asked === 0 ? usual : asked
  if (maxItems === undefined) return limit
  return Math.min(limit ?? maxItems, maxItems)
}

/** Undefined where the page begins behind an item that is named. */
function offsetOf(plan: ListPlan, exchange: Chosen, limit: number | undefined): number | undefined {
  const page = plan.find('page')
  const asked = numberOf(page, exchange)
  if (page !== undefined && asked !== undefined && limit !== undefined) return Math.max(0, (asked - firstPage(page)) * limit)
  const offset = numberOf(plan.find('offset'), exchange)
  if (offset !== undefined && offset > 0) return offset
  const cursor = plan.find('cursor')
  if (cursor !== undefined && countsUp(cursor)) return numberOf(cursor, exchange) ?? 0
  return namers(plan).some((control) => saidValue(control, exchange) !== undefined) ? undefined : 0
}

/** What names the item behind which a page begins, or before which it ends. */
const namers = (plan: ListPlan): Control[] => NAMERS.map((use) => plan.find(use)).filter((control) => control !== undefined)

const NAMERS = ['after', 'cursor', 'before'] as const

const countsUp = ({ schema }: Control): boolean => schema !== undefined && (typesOf(plainNode(schema))?.has('integer') ?? false)

/** `placeOf`: how many items come before an item, and whether it is one of them; undefined when nobody knows it. */
async function keyedOffset(
  { exchange }: Ask,
  plan: ListPlan,
  limit: number | undefined,
  total: number,
  placeOf: (key: string) => Promise<Place | undefined>,
): Promise<number> {
  for (const control of namers(plan)) {
    const said = saidValue(control, exchange)
    if (said === undefined || said === '') continue
    const place = await placeOf(String(said))
    if (control.use === 'before') return Math.max(0, (place?.before ?? 0) - (limit ?? 0))
    // behind what nobody knows there is nothing: whoever turns pages comes to an end
    return place === undefined ? total : place.before + (place.isThere ? 1 : 0)
  }
  return 0
}

interface Place {
  readonly before: number
  /** It is one of the list; else it was removed. */
  readonly isThere: boolean
}

async function placeOfKey({ state, target }: Ask, key: string): Promise<Place | undefined> {
  const row = await state.get(target.collection, key)
  return row && { before: await state.indexOf(target.collection, row.order), isThere: row.text !== undefined }
}

/** What the first page is called: 1, or 0 where the document says so. */
export const firstPage = (control: Control | undefined): number => {
  const plain = control?.schema && plainNode(control.schema)
  return plain?.get('minimum') === 0 || plain?.get('default') === 0 ? 0 : 1
}

function turns(
  plan: ListPlan,
  offset: number,
  limit: number | undefined,
  total: number,
  rows: readonly Row[],
): Pick<Page, 'next' | 'previous'> {
  if (limit === undefined || limit === 0) return { next: undefined, previous: undefined }
  const hasNext = offset + rows.length < total && rows.length > 0
  return {
    next: hasNext ? turnTo(plan, offset + limit, limit, rows.at(-1)) : undefined,
    previous: offset > 0 ? turnTo(plan, Math.max(0, offset - limit), limit, undefined) : undefined,
  }
}

function turnTo(plan: ListPlan, offset: number, limit: number, last: Row | undefined): Turn | undefined {
  const page = plan.find('page')
  if (page !== undefined) return { written: page.written, value: Math.floor(offset / limit) + firstPage(page) }
  const from = plan.find('offset')
  if (from !== undefined) return { written: from.written, value: offset }
  const cursor = plan.find('cursor')
  if (cursor !== undefined && countsUp(cursor)) return { written: cursor.written, value: offset }
  const after = cursor ?? plan.find('after')
  return after !== undefined && last !== undefined ? { written: after.written, value: last.key } : undefined
}
