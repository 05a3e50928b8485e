// What the parameters of a list are for: how many, from where, in which order, which of them.

import type { Operation } from '../../contract/operation.ts'
import type { Parameter } from '../../contract/parameters.ts'
import { plainName } from '../../contract/resources/names.ts'
import type { Resource } from '../../contract/resources/resource.ts'
import { isObjectNode, plainNode, propertiesOf, scalarOf } from '../../contract/resources/schema-views.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'

export type Use = 'limit' | 'offset' | 'page' | 'after' | 'before' | 'cursor' | 'sort' | 'direction' | 'search' | 'filter'

/** One value of a request that a list goes by: a parameter, or a member of one (`page[size]`, `filter[name]`). */
export interface Control {
  readonly use: Use
  /** The name of the parameter, then that of the member. */
  readonly path: readonly string[]
  /** As a query writes it: `page[size]`. */
  readonly written: string
  readonly schema: SchemaNode | undefined
  /** The property that a filter asks for, and how its value is compared. */
  readonly property?: readonly string[]
  readonly operator?: Operator
}

export type Operator = 'is' | 'from' | 'to' | 'above' | 'below' | 'not' | 'holds'

export interface ListPlan {
  readonly controls: readonly Control[]
  readonly find: (use: Use) => Control | undefined
}

const USES: readonly (readonly [Use, RegExp])[] = [
  [
    'limit',
    /^(limit|perpage|pagesize|maxresults|maxitems|maxcount|top|take|count|first|size|rows|pagelimit|limitperpage|itemsperpage|pagelen|numresults|resultsperpage)$/,
  ],
  ['offset', /^(offset|skip|start|startindex|startat|pageoffset|firstresult)$/],
  ['page', /^(page|pagenumber|pageindex|pagenum|pageno|currentpage)$/],
  ['after', /^(startingafter|startafter|after|marker|afterid|pageafter)$/],
  ['before', /^(endingbefore|before|beforeid|pagebefore)$/],
  [
    'cursor',
    /^(cursor|pagetoken|nexttoken|nextpagetoken|pagecursor|continue|continuationtoken|continuation|paginationtoken|iterator|nextcursor|token)$/,
  ],
  ['sort', /^(sort|sortby|orderby|ordering|sortfield|sortkey|sortcolumn|order)$/],
  ['direction', /^(direction|sortdirection|sortorder|dir|orderdirection|sortdir|sorttype|desc|descending|reverse)$/],
  ['search', /^(q|search|query|searchterm|keyword|keywords|term|searchquery|searchtext)$/],
]
const NUMBERS: ReadonlySet<Use> = new Set(['limit', 'offset', 'page'])
const plans = new WeakMap<Operation, ListPlan>()

/** Worked out once for an operation. What is not understood is left out, and filters nothing. */
export function planOf(operation: Operation, resource: Resource): ListPlan {
  let plan = plans.get(operation)
  if (plan === undefined) {
    const queried = operation.request().parameters.filter(({ in: place }) => place === 'query' || place === 'querystring')
    const controls = queried.flatMap((parameter) => controlsOf(parameter, resource))
    plan = { controls, find: (use) => controls.find((control) => control.use === use) }
    plans.set(operation, plan)
  }
  return plan
}

function controlsOf({ name, schema, in: place }: Parameter, resource: Resource): Control[] {
  if (place === 'querystring')
    return schema === undefined
      ? []
      : [...propertiesOf(schema)].flatMap(([member, node]) => controlOf([member], member, node, resource))
  const inside = schema === undefined || !isObjectNode(schema) ? [] : [...propertiesOf(schema)]
  if (inside.length === 0) return controlOf([name], name, schema, resource)
  const outer = plainName(name)
  if (outer === 'filter' || outer === 'where' || outer === 'page')
    return inside.flatMap(([member, node]) =>
      controlOf([name, member], outer === 'page' ? `page ${member}` : member, node, resource, `${name}[${member}]`),
    )
  // `created[gte]=…`: the members compare
  const property = propertyFor(outer, resource)
  return inside.flatMap(([member, node]): Control[] => {
    const operator = OPERATORS.get(plainName(member))
    if (property === undefined || operator === undefined) return []
    return [{ use: 'filter', path: [name, member], written: `${name}[${member}]`, schema: node, property, operator }]
  })
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['gte', 'from'],
  ['ge', 'from'],
  ['from', 'from'],
  ['min', 'from'],
  ['since', 'from'],
  ['lte', 'to'],
  ['le', 'to'],
  ['to', 'to'],
  ['max', 'to'],
  ['until', 'to'],
  ['gt', 'above'],
  ['after', 'above'],
  ['lt', 'below'],
  ['before', 'below'],
  ['eq', 'is'],
  ['ne', 'not'],
  ['contains', 'holds'],
  ['like', 'holds'],
])

function controlOf(
  path: readonly string[],
  said: string,
  schema: SchemaNode | undefined,
  resource: Resource,
  written = path[0] ?? '',
): Control[] {
  const base = { path, written, schema }
  const bracketed = /^(?:filter|where)\[(.+)\]$/.exec(said)?.[1]
  const plain = plainName(bracketed ?? said).replace(/^page(size|limit|number|offset)$/, 'page$1')
  const kind = schema && scalarOf(schema)
  const own = bracketed === undefined ? propertyFor(plain, resource) : undefined
  for (const [use, names] of bracketed === undefined ? USES : []) {
    if (!names.test(plain)) continue
    if (NUMBERS.has(use) && kind === 'string' && !['page', 'limit', 'perpage', 'offset'].includes(plain)) continue
    if ((use === 'after' || use === 'before') && isTime(schema)) continue
    if (use === 'search' && kind !== undefined && kind !== 'string') continue
    // a property of that name is what is asked for, unless the name says nothing else
    if (own !== undefined && ['size', 'count', 'start', 'first', 'order', 'top', 'token', 'marker', 'query'].includes(plain))
      break
    if (plain === 'order' && listed(schema).some((value) => /^(asc|desc)/i.test(value))) return [{ ...base, use: 'direction' }]
    return [{ ...base, use }]
  }
  const property = propertyFor(plain, resource)
  if (property !== undefined) return [{ ...base, use: 'filter', property, operator: 'is' }]
  return compared(plain, resource).map((found) => ({ ...base, use: 'filter' as const, ...found }))
}

/** `created_after`, `min_price`. */
function compared(plain: string, resource: Resource): { property: readonly string[]; operator: Operator }[] {
  for (const [word, operator] of OPERATORS) {
    const rest = plain.endsWith(word)
      ? plain.slice(0, -word.length)
      : ['min', 'max', 'from', 'to'].includes(word) && plain.startsWith(word)
        ? plain.slice(word.length)
        : ''
    const property = rest === '' ? undefined : propertyFor(rest, resource)
    if (property !== undefined) return [{ property, operator }]
  }
  return []
}

/** The property of an item that a name means, at its top or in the `attributes` of JSON:API. */
export function propertyFor(plain: string, { item }: Resource): readonly string[] | undefined {
  const find = (node: SchemaNode, word: string) => [...propertiesOf(node).keys()].find((name) => plainName(name) === word)
  const attributes = propertiesOf(item).get('attributes')
  for (const word of [plain, plain.replace(/s$/, ''), `${plain}s`, `${plain}at`, `${plain}date`, `${plain}on`]) {
    const own = find(item, word)
    if (own !== undefined) return [own]
    const inner = attributes && find(attributes, word)
    if (inner !== undefined) return ['attributes', inner]
  }
  return undefined
}

const isTime = (schema: SchemaNode | undefined): boolean =>
  schema !== undefined && /^date/.test(String(plainNode(schema).get('format')))

const listed = (schema: SchemaNode | undefined): string[] => {
  const values = schema && plainNode(schema).get('enum')
  return Array.isArray(values) ? values.map(String) : []
}
