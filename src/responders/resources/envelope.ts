// What a list says about itself beside its items: totals, pages, links. Only what the schema has room for, and what fits it.
import { plainName } from '../../contract/resources/names.ts'
import { propertiesOf } from '../../contract/resources/schema-views.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { isItem, partAt, withPart } from './json-path.ts'
import { firstPage, type Page, type Turn } from './list-query.ts'

export interface Surroundings {
  readonly page: Page
  /** The id of the first item of the page, and of the last. */
  readonly first: string | undefined
  readonly last: string | undefined
  /** The address of this list with another page. */
  readonly linkTo: (turn: Turn) => string
  readonly self: string
}

const HOLDERS =
  /^(meta|metadata|pagination|paging|page|pages|pageinfo|links|_links|cursors?|responsemetadata|paginginfo|listmetadata|resultinfo|info)$/
const MAX_DEPTH = 3

/** `value` with all that it says about the page made true; `listPath` is where the items stand. */
export function withEnvelope(schema: SchemaNode, value: unknown, listPath: readonly string[], around: Surroundings): unknown {
  if (!isItem(value) || listPath.length === 0) return value
  // one item stands for all while parts are tried
  const items = partAt(value, listPath)
  let light = withPart(value, listPath, Array.isArray(items) ? items.slice(0, 1) : items)
  const canJudge = fits(schema, light, 'response')
  let whole: unknown = value
  for (const { path, name } of [...placesIn(value, [], listPath), ...turnsMissing(schema, value, [], around.page)]) {
    for (const candidate of candidatesFor(name, partAt(value, path), around, path, value)) {
      const at = candidate === undefined && path.at(-1) === 'href' ? path.slice(0, -1) : path
      const next = withPart(light, at, candidate)
      if (canJudge ? !fits(schema, next, 'response') : !fits(schema, withPart(whole, at, candidate), 'response')) continue
      light = next
      whole = withPart(whole, at, candidate)
      break
    }
  }
  return whole
}

interface Spot {
  readonly path: readonly string[]
  readonly name: string
}

const NEXT = /^(next|nexturl|nextpageurl|nextlink|nextpage|nextpagetoken|nextcursor|nexttoken)$/
const PREVIOUS = /^(prev|previous|prevurl|previousurl|previouspageurl|prevlink|previouslink)$/

/** Where the schema has room for another page that the document's own answer leaves out. */
function turnsMissing(
  schema: SchemaNode,
  value: unknown,
  path: readonly string[],
  { next, previous }: Pick<Page, 'next' | 'previous'>,
): Spot[] {
  if (!isItem(value) || path.length > 1) return []
  return [...propertiesOf(schema)].flatMap(([name, node]): Spot[] => {
    const plain = plainName(name)
    const here = [...path, name]
    if (value[name] !== undefined) return HOLDERS.test(plain) ? turnsMissing(node, value[name], here, { next, previous }) : []
    if (!(next !== undefined && NEXT.test(plain)) && !(previous !== undefined && PREVIOUS.test(plain))) return []
    return [{ path: propertiesOf(node).has('href') ? [...here, 'href'] : here, name: plain }]
  })
}

function placesIn(value: unknown, path: readonly string[], listPath: readonly string[]): Spot[] {
  if (!isItem(value) || path.length > MAX_DEPTH) return []
  return Object.entries(value).flatMap(([name, part]): Spot[] => {
    const here = [...path, name]
    if (here.join('\n') === listPath.join('\n')) return []
    const isAbove = here.every((step, i) => step === listPath[i])
    if (isAbove || (isItem(part) && HOLDERS.test(plainName(name)) && part['href'] === undefined))
      return placesIn(part, here, listPath)
    // HAL writes links as objects
    if (isItem(part) && typeof part['href'] === 'string') return [{ path: [...here, 'href'], name: plainName(name) }]
    return isItem(part) || Array.isArray(part) ? [] : [{ path: here, name: plainName(name) }]
  })
}

const isRelative = (link: unknown) => typeof link === 'string' && link.startsWith('/')

/** What a property of this name should say, best first; `undefined` among them takes it away. */
function candidatesFor(
  name: string,
  known: unknown,
  around: Surroundings,
  path: readonly string[],
  body: unknown,
): readonly unknown[] {
  const { page, linkTo, self, first, last } = around
  const { total, offset, limit, rows, next, previous } = page
  const size = limit ?? total
  const pages = Math.max(1, size === 0 ? 1 : Math.ceil(total / size))
  const number = Math.floor(offset / Math.max(1, size)) + firstPage(page.plan.find('page'))
  // an address is written as the document writes it: with the host or without
  const like = (link: string) =>
    isRelative(known) || isRelative(partAt(body, ['_links', 'self', 'href'])) ? link.replace(/^https?:\/\/[^/]+/, '') : link
  const turn = (to: Turn | undefined, isLink: boolean): readonly unknown[] => {
    // a link object goes with its address
    if (to === undefined) return path.at(-1) === 'href' ? [undefined] : [null, undefined, '', self]
    const link = like(linkTo(to))
    return isLink ? [link, linkTo(to), to.value, String(to.value)] : [to.value, String(to.value), link]
  }
  if (
    /^(total|totalcount|totalitems|totalresults|totalelements|totalrecords|totalentries|totalsize|resultcount|recordcount|totalnumber|numfound|filtercount|filteredcount|matchcount|totalmatches|totalhits)$/.test(
      name,
    )
  )
    return [total, String(total)]
  if (name === 'count' || name === 'size' || name === 'numberofelements' || name === 'itemcount' || name === 'returned') {
    const hasTotal = /"total/i.test(JSON.stringify(Object.keys(isItem(body) ? body : {}))) || name !== 'count'
    return [name === 'size' ? size : hasTotal ? rows.length : total]
  }
  if (/^(limit|perpage|pagesize|maxresults|itemsperpage)$/.test(name)) return [limit ?? rows.length, String(limit ?? rows.length)]
  if (/^(offset|skip|startindex|start)$/.test(name)) return [offset, String(offset)]
  if (/^(page|currentpage|pagenumber|number|pageindex)$/.test(name))
    return typeof known === 'string' && known.includes('/') ? [] : [number, String(number)]
  if (/^(totalpages|pagecount|lastpage|numpages|pages|pagecounttotal)$/.test(name))
    return typeof known === 'number' ? [pages] : []
  if (/^(hasmore|hasnext|hasnextpage|more|istruncated|truncated|hasmoreitems)$/.test(name))
    return typeof known === 'boolean' ? [next !== undefined] : []
  if (/^(hasprevious|haspreviouspage|hasprev|hasless)$/.test(name))
    return typeof known === 'boolean' ? [previous !== undefined] : []
  if (name === 'done') return typeof known === 'boolean' ? [next === undefined] : []
  if (name === 'firstid') return [first ?? null, first, '', undefined]
  if (name === 'lastid') return [last ?? null, last, '', undefined]
  if (name === 'remainingitemcount') return total > offset + rows.length ? [total - offset - rows.length] : [undefined, 0]
  if (/^(next|nexturl|nextpageurl|nexthref|nextpageuri|nextlink|nextpath|odatanextlink)$/.test(name))
    return turn(next, !/^\d+$/.test(String(known)))
  if (/^(prev|previous|prevurl|previousurl|previouspageurl|previouspageuri|prevpageurl|previouslink|prevlink)$/.test(name))
    return turn(previous, !/^\d+$/.test(String(known)))
  if (
    /^(nextpage|nextpagetoken|nextcursor|nexttoken|nextpagecursor|continue|continuationtoken|endcursor|cursor|after|nextmarker|iterator)$/.test(
      name,
    )
  )
    return turn(next, typeof known === 'string' && known.includes('/'))
  if (/^(prevpage|previouspage|previouscursor|prevcursor|startcursor|before|previterator)$/.test(name))
    return turn(previous, typeof known === 'string' && known.includes('/'))
  if (/^(self|selflink|pageuri|current)$/.test(name) && typeof known === 'string') return [like(self), self]
  if (name === 'first' && typeof known === 'boolean') return [offset === 0]
  if (name === 'last' && typeof known === 'boolean') return [next === undefined]
  return []
}
