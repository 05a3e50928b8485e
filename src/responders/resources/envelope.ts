// What stands around the items of a list: totals, marks and links that must agree with them. Only members whose meaning is clear are touched.
import type { BodyPath } from '../../contract/resources/resource.ts'
import { headerText, type MockRequest } from '../../http/mock-request.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { idText, valueAt, withValueAt } from './body-path.ts'
import type { ListWish } from './list-parameters.ts'
import type { Page } from './list-query.ts'

export interface Listing {
  readonly page: Page
  readonly wish: ListWish
  readonly idPath: BodyPath
  readonly request: MockRequest
}

const TOTAL =
  /^x?(pagination)?(total|totalcount|totalitems|totalelements|totalresults|totalrecords|totalhits|totalsize|recordstotal)$/
const HERE = /^(numberofelements|returned|resultcount|itemcount|countonpage)$/
const PAGES = /^(totalpages|pagecount|pages|numpages|lastpage)$/
const MORE = /^(hasmore|hasnext|hasnextpage|more|moreavailable|istruncated|incompleteresults)$/
const LESS = /^(hasprevious|hasprev|haspreviouspage|hasprevpage)$/
const NEXT = /^next(page|link|url|uri|href|cursor|token|pagetoken|pagecursor|continuationtoken|marker)?$/
const BEFORE = /^prev(ious)?(page|link|url|uri|href|cursor|token)?$/
const HOLDERS = /^(meta|metadata|pagination|paging|page|pageinfo|links|info|pager|listmeta)$/

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
const LIMITS = /^(limit|perpage|pagesize|size)$/
const PAGE_NUMBERS = /^(page|pagenumber|currentpage|number)$/

/** The body with its members in agreement with the page; each change stays only while the whole `isRight`. */
export function agreeing(body: unknown, listing: Listing, listPath: BodyPath, isRight: (body: unknown) => boolean): unknown {
  if (!isRecord(body)) return body
  let best: unknown = body
  const hasTotal = membersOf(body, listPath).some((path) => TOTAL.test(plain(path.at(-1) ?? '')))
  for (const path of membersOf(body, listPath)) {
    for (const change of changesFor(path.at(-1) ?? '', valueAt(best, path), listing, hasTotal)) {
      const next = change === ABSENT ? without(best, path) : withValueAt(best, path, change)
      if (next === undefined || !isRight(next)) continue
      best = next
      break
    }
  }
  return best
}

/** Paths of the members beside the list and in what usually holds such members. */
function membersOf(body: unknown, listPath: BodyPath): BodyPath[] {
  const levels: BodyPath[] = listPath.map((_, i) => listPath.slice(0, i))
  const found: BodyPath[] = []
  for (const level of levels) {
    const holder = valueAt(body, level)
    if (!isRecord(holder)) continue
    for (const [name, value] of Object.entries(holder)) {
      const path = [...level, name]
      if (isRecord(value) && HOLDERS.test(plain(name))) found.push(...Object.keys(value).map((each) => [...path, each]))
      else if (!(path.length <= listPath.length && path.every((each, i) => each === listPath[i]))) found.push(path)
    }
  }
  return found
}

const ABSENT = Symbol('absent')

/** What may stand there, the best first; none for a member whose meaning is not clear. */
function changesFor(name: string, value: unknown, listing: Listing, hasTotal: boolean): readonly unknown[] {
  const { page, wish } = listing
  const word = plain(name)
  const limit = wish.limit ?? page.items.length
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) {
    const number = numberFor(word, listing, limit, hasTotal)
    if (number !== undefined) return typeof value === 'string' ? [String(number)] : [number]
  }
  if (MORE.test(word) && typeof value === 'boolean') return [page.hasMore]
  if (LESS.test(word) && typeof value === 'boolean') return [page.offset > 0]
  if (NEXT.test(word)) return page.hasMore ? nextValues(word, value, listing) : [null, ABSENT, '']
  if (BEFORE.test(word)) return page.offset > 0 ? beforeValues(word, value, listing) : [null, ABSENT, '']
  return []
}

function numberFor(word: string, { page, wish }: Listing, limit: number, hasTotal: boolean): number | undefined {
  if (TOTAL.test(word)) return page.total
  if (HERE.test(word)) return page.items.length
  if (word === 'count') return hasTotal ? page.items.length : page.total
  if (PAGES.test(word)) return limit === 0 ? 0 : Math.ceil(page.total / limit)
  if (LIMITS.test(word)) return wish.limit
  if (word === 'offset' || word === 'skip') return page.offset
  if (PAGE_NUMBERS.test(word) && wish.limit !== undefined && wish.limit > 0)
    return Math.floor(page.offset / wish.limit) + wish.firstPage
  return undefined
}

function nextValues(word: string, value: unknown, listing: Listing): readonly unknown[] {
  const { page, wish, idPath } = listing
  const last = idText(valueAt(page.items.at(-1), idPath))
  const end = page.offset + page.items.length
  if (isRecord(value)) {
    const href = linkTo(value['href'], listing, end, last)
    return href === undefined ? [] : [{ ...value, href }]
  }
  if (typeof value === 'number') return wish.limit === undefined ? [] : [Math.floor(end / wish.limit) + wish.firstPage]
  const isToken = /cursor|token|marker/.test(word) || (wish.mover?.kind === 'after' && !isLink(value))
  const link = linkTo(value, listing, end, last)
  return isToken ? (last === undefined ? [] : [last]) : link === undefined ? [] : [link]
}

/** Back by tokens nobody can tell, so such a member stays as it is made. */
function beforeValues(word: string, value: unknown, listing: Listing): readonly unknown[] {
  const { page, wish } = listing
  if (wish.limit === undefined || wish.mover?.kind === 'after' || /cursor|token/.test(word)) return []
  const begin = Math.max(0, page.offset - wish.limit)
  if (typeof value === 'number') return [Math.floor(begin / wish.limit) + wish.firstPage]
  const link = linkTo(isRecord(value) ? value['href'] : value, listing, begin, undefined)
  return link === undefined ? [] : [isRecord(value) ? { ...value, href: link } : link]
}

const isLink = (value: unknown) => typeof value === 'string' && /^(https?:\/)?\//i.test(value)

/** The address of the page that begins at `offset`, behind the item `after`; absolute as the document's own is. */
function linkTo(like: unknown, { request, wish }: Listing, offset: number, after: string | undefined): string | undefined {
  const { mover, limit, firstPage } = wish
  if (mover === undefined) return undefined
  const value =
    mover.kind === 'offset'
      ? offset
      : mover.kind === 'after'
        ? after
        : limit === undefined
          ? undefined
          : Math.floor(offset / limit) + firstPage
  if (value === undefined) return undefined
  const query = new URLSearchParams(request.query)
  query.set(mover.name, String(value))
  const host = headerText(request.headers, 'host')
  const isRelative = typeof like === 'string' && like.startsWith('/')
  return `${host === undefined || isRelative ? '' : `http://${host}`}${request.path}?${query}`
}

function without(body: unknown, path: BodyPath): unknown {
  const name = path.at(-1)
  const holder = valueAt(body, path.slice(0, -1))
  if (name === undefined || !isRecord(holder)) return undefined
  return withValueAt(body, path.slice(0, -1), Object.fromEntries(Object.entries(holder).filter(([key]) => key !== name)))
}

/** Headers that tell the total, where the document has them. */
export function agreeingHeaders<Value>(headers: Readonly<Record<string, Value>>, total: number): Record<string, Value | string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, TOTAL.test(plain(name)) ? String(total) : value]),
  )
}
