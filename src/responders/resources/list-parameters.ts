// What the parameters of a list ask for: a page, an order, a search, or items with certain properties. Known by their names.
import { partsOf } from '../../codecs/read-shape.ts'
import { sameWord } from '../../contract/resources/body-shape.ts'
import type { Chosen } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { isRecord } from '../../spec/json-pointer.ts'

export interface Filter {
  readonly property: string
  /** Any of them will do. */
  readonly values: readonly unknown[]
}

export interface SortKey {
  readonly property: string
  readonly descending: boolean
}

/** A parameter that moves through the pages, for links to others. */
export interface Mover {
  readonly kind: 'offset' | 'page' | 'after'
  /** As it is written in a query. */
  readonly name: string
}

export interface ListWish {
  readonly filters: readonly Filter[]
  readonly sort: readonly SortKey[]
  readonly search: string | undefined
  readonly limit: number | undefined
  /** How many items come before; of a page or an offset. */
  readonly offset: number
  /** The id of the item that comes right before, or a token that says so. */
  readonly after: string | undefined
  /** The number of the first page. */
  readonly firstPage: number
  readonly mover: Mover | undefined
}

const LIMIT =
  /^(limit|perpage|pagesize|pagelimit|size|count|max|maxresults|maxitems|resultsperpage|itemsperpage|top|first|take|rows|num)$/
const OFFSET = /^(offset|pageoffset|skip|start|startindex|from)$/
const PAGE = /^(page|pagenumber|pageno|pageindex|currentpage|pagenum|p)$/
const AFTER =
  /^(cursor|after|pageafter|pagecursor|startingafter|startafter|pagetoken|nexttoken|nextcursor|continuationtoken|continuation|marker|continue)$/
const SORT =
  /^(sort|sortby|sorting|orderby|order|ordering|sortfield|sortkey|sortorder|sortdirection|sortdir|direction|orderdirection|orderdir|dir)$/
const SEARCH = /^(q|query|search|searchterm|searchquery|searchtext|keyword|keywords|term|text)$/

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/**
 * Reads what was asked for; `properties` are those of an item, whose names win over the words for paging. `listed`: how many items the document
 * itself lists.
 */
export function readListWish(
  { operation, inputs, request }: Chosen,
  properties: ReadonlyMap<string, SchemaNode>,
  listed: number,
): ListWish {
  const sent = [...new URLSearchParams(request.query).keys()]
  // a default is the server's way to say that nothing was asked for: `role=all`
  const wasSent = (name: string) =>
    sent.some((each) => each === name || each.endsWith(`[${name}]`) || each.startsWith(`${name}[`))
  const filters: Filter[] = []
  const sorts: unknown[] = []
  let direction: string | undefined
  let search: string | undefined
  let limit: number | undefined
  let offset: number | undefined
  let page: number | undefined
  let after: string | undefined
  let firstPage = 1
  let mover: Mover | undefined
  for (const { name, value, schema } of flatten(operation.request().parameters, inputs.query)) {
    const word = plain(name)
    const property = propertyFor(name, properties)
    const isProperty = property !== undefined && plain(property) === word
    if (!isProperty && LIMIT.test(word)) {
      const size = wholeNumber(value)
      // an example that fills the usual page by itself would hide what was written
      if (size !== undefined) limit = wasSent(name) || listed < size ? size : size + listed
    } else if (!isProperty && OFFSET.test(word)) {
      mover ??= { kind: 'offset', name }
      offset = wholeNumber(value) ?? offset
    } else if (!isProperty && PAGE.test(word)) {
      mover ??= { kind: 'page', name }
      if (schema?.get('minimum') === 0 || schema?.get('default') === 0) firstPage = 0
      page = wholeNumber(value) ?? page
    } else if (!isProperty && AFTER.test(word)) {
      mover = { kind: 'after', name }
      after = typeof value === 'string' || typeof value === 'number' ? String(value) : after
    } else if (!isProperty && SORT.test(word) && value !== undefined) {
      if (typeof value === 'string' && /^(asc|desc)(ending)?$/i.test(value)) direction = value.toLowerCase()
      else sorts.push(value)
    } else if (!isProperty && SEARCH.test(word)) search = typeof value === 'string' && value !== '' ? value : search
    else if (property !== undefined && wasSent(name)) {
      const own = properties.get(property)
      const values = [value].flat().filter((each) => own === undefined || mayBe(own, each))
      if (values.length > 0) filters.push({ property, values })
    }
  }
  const fromPage = page === undefined || limit === undefined ? undefined : Math.max(0, page - firstPage) * limit
  return {
    filters,
    sort: sortKeys(sorts, direction?.startsWith('desc') ?? false, properties),
    search,
    limit,
    offset: offset ?? fromPage ?? 0,
    after: after === '' ? undefined : after,
    firstPage,
    mover,
  }
}

interface Asked {
  readonly name: string
  readonly value: unknown
  readonly schema: SchemaNode | undefined
}

/** `page[size]=2` is one parameter for some documents, and a property of an object for others. */
function* flatten(
  parameters: readonly { readonly name: string; readonly in: string; readonly schema: SchemaNode | undefined }[],
  query: Readonly<Record<string, unknown>>,
): Generator<Asked> {
  for (const { name, in: place, schema } of parameters) {
    if (place !== 'query') continue
    const value = Object.hasOwn(query, name) ? query[name] : undefined
    const own = schema?.target ?? schema
    if (isRecord(value)) {
      const isFilter = /^(filter|filters|where)$/i.test(name)
      for (const [key, part] of Object.entries(value))
        yield { name: isFilter ? key : `${name}[${key}]`, value: part, schema: own?.map('properties').get(key) }
    } else yield { name: /^filters?\[(.+)\]$/i.exec(name)?.[1] ?? name, value, schema: own }
  }
}

function propertyFor(name: string, properties: ReadonlyMap<string, SchemaNode>): string | undefined {
  const names = [...properties.keys()]
  return (
    names.find((each) => each === name) ??
    names.find((each) => plain(each) === plain(name)) ??
    names.find((each) => sameWord(each, name))
  )
}

/** Whether items can have this value, or have it inside: `type=all` names no type. */
function mayBe(schema: SchemaNode, value: unknown): boolean {
  if (value === undefined || value === null) return false
  const parts = partsOf(schema)
  if (parts.every((part) => part.get('enum') === undefined)) return true
  return fits(schema, value, 'response') || parts.some((part) => part.get('type') === 'array' || part.get('type') === 'object')
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined
}

/** `name`, `-name`, `+name`, `name:desc`, `name,desc`, `name desc`, and lists of these. */
function sortKeys(given: readonly unknown[], descending: boolean, properties: ReadonlyMap<string, SchemaNode>): SortKey[] {
  const keys: SortKey[] = []
  const words = given
    .flat()
    .flatMap((each) => (typeof each === 'string' ? each.split(',') : []))
    .map((each) => each.trim())
  for (const word of words) {
    const [, sign, name = '', suffix] = /^([+-]?)(.+?)(?:[\s:.|_-](asc|desc)(?:ending)?)?$/i.exec(word) ?? []
    const last = keys.at(-1)
    // Spring writes `name,desc`
    if (/^(asc|desc)$/i.test(word) && last !== undefined) {
      keys[keys.length - 1] = { property: last.property, descending: /^desc$/i.test(word) }
      continue
    }
    const property = propertyFor(name, properties) ?? propertyFor(word, properties)
    if (property === undefined) continue
    keys.push({
      property,
      descending: sign === '-' || (suffix === undefined ? sign === '' && descending : /^desc/i.test(suffix)),
    })
  }
  return keys
}
