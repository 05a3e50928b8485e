// GET of a list: one page of what is stored, in the envelope of the document.

import { plainNode } from '../../contract/resources/schema-views.ts'
import { isHeaderValue } from '../../http/headers.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Ask, randomFor } from './ask.ts'
import { conform } from './conform.ts'
import { withEnvelope } from './envelope.ts'
import { type Item, partAt, withPart } from './json-path.ts'
import { type Page, queryPage, type Turn } from './list-query.ts'
import { shortForm, shown, unfit } from './show.ts'
import { listSpot } from './spots.ts'

export async function answerList(ask: Ask): Promise<Draft | undefined> {
  const { exchange, resource, next } = ask
  const schema = exchange.media?.schema
  const spot = schema && listSpot(resource, schema)
  if (spot === undefined || schema === undefined) return undefined
  const draft = await next(exchange)
  if (draft.body === undefined || !('value' in draft.body)) {
    exchange.trail.note('state', 'the answer is a text as it was documented, so what is stored is not in it')
    return draft
  }
  const page = await queryPage(ask, maxItemsOf(schema, spot.path))
  const documented = draft.body.value
  const shownBefore = partAt(documented, spot.path)
  const [fallback] = Array.isArray(shownBefore) ? shownBefore : []
  const self = addressOf(ask, undefined)
  const around = {
    page,
    first: page.rows[0]?.key,
    last: page.rows.at(-1)?.key,
    linkTo: (turn: Turn) => addressOf(ask, turn),
    self,
  }
  const withItems = (items: readonly unknown[]) => withEnvelope(schema, withPart(documented, spot.path, items), spot.path, around)
  const kept = page.rows.map(({ key, text = '{}' }) => ({ key, item: JSON.parse(text) as Item }))
  let listed: readonly unknown[] = kept.map(({ item }) => shortForm(ask, spot.node, item))
  let whole = withItems(listed)
  // judged as a whole, and item by item only where something is wrong
  if (!fits(schema, whole, 'response')) {
    listed = kept.map(({ item, key }) => shown(ask, spot.node, item, fallback, key)).filter((item) => item !== undefined)
    whole = conform(schema, withItems(listed), () => documented, randomFor(ask, 'list'))
  }
  if (whole === undefined || !hasLength(partAt(whole, spot.path), listed.length)) return unfit(ask, exchange, draft)
  return { ...draft, headers: withPageHeaders(ask, draft.headers, page), body: { value: whole }, source: 'stored', isValid: true }
}

/** A list that must not be empty would be filled with what nobody wrote. */
const hasLength = (list: unknown, length: number) => Array.isArray(list) && list.length === length

function maxItemsOf(schema: SchemaNode, path: readonly string[]): number | undefined {
  let node = plainNode(schema)
  for (const name of path) node = plainNode(node.map('properties').get(name) ?? node)
  const most = node.get('maxItems')
  return typeof most === 'number' ? most : undefined
}

/** The address of this list, with the page turned. */
function addressOf({ exchange: { request } }: Ask, turn: Turn | undefined): string {
  const host = request.headers['host']
  const query = new URLSearchParams(request.query)
  if (turn !== undefined) query.set(turn.written, String(turn.value))
  const text = query.toString()
  return `http://${typeof host === 'string' ? host : 'localhost'}${request.path}${text === '' ? '' : `?${text}`}`
}

/** `Link` and totals, where they are documented. Source: RFC 8288 "Link Serialisation in HTTP Headers". */
function withPageHeaders(ask: Ask, headers: Draft['headers'], page: Page): Draft['headers'] {
  const made: Record<string, string | readonly string[]> = { ...headers }
  for (const { name, schema } of ask.exchange.response.headers) {
    const key = name.toLowerCase()
    const set = (value: string | undefined) => {
      if (value === undefined) delete made[key]
      else if (
        isHeaderValue(value) &&
        (schema === undefined || fits(schema, value, 'response') || fits(schema, Number(value), 'response'))
      )
        made[key] = value
    }
    if (key === 'link') {
      const links = [['next', page.next] as const, ['prev', page.previous] as const].flatMap(([rel, turn]) =>
        turn === undefined ? [] : [`<${addressOf(ask, turn)}>; rel="${rel}"`],
      )
      set(links.length === 0 ? undefined : links.join(', '))
    } else if (/^(x-)?(total(-count|-items|-results)?|count|pagination-total(-count)?)$/.test(key)) set(String(page.total))
    else if (/^(x-)?(total-pages|pagination-page-count)$/.test(key))
      set(String(Math.max(1, Math.ceil(page.total / Math.max(1, page.limit ?? page.total)))))
    else if (/^x-(per-page|limit|page-size)$/.test(key) && page.limit !== undefined) set(String(page.limit))
    else if (key === 'x-next-page' || key === 'x-next') set(page.next === undefined ? undefined : String(page.next.value))
  }
  return made
}
