// A list of items: what the document lists, with what was written laid over it.
import { itemOf, propertiesOf } from '../../codecs/read-shape.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { responseRandom } from '../response-random.ts'
import { type Ask, bodyValue } from './ask.ts'
import { type Item, idText, schemaAt, valueAt, withValueAt } from './body-path.ts'
import { agreeing, agreeingHeaders, type Listing } from './envelope.ts'
import { SOURCE, shownItem } from './item-answer.ts'
import { readListWish } from './list-parameters.ts'
import { pageOf } from './list-query.ts'
import type { Written } from './store.ts'

/** Called once something was written at this place. */
export async function answerList(ask: Ask): Promise<Draft | undefined> {
  const { exchange, resource, next } = ask
  const { media } = exchange
  const draft = await next(exchange)
  const body = bodyValue(draft)
  // an optional list may be missing where nothing was documented
  const listed = valueAt(body, resource.listPath) ?? []
  if (media === undefined || body === undefined || !Array.isArray(listed)) return undefined
  const schema = itemOf(schemaAt(media.schema, resource.listPath), 0)
  const all = await laidOver(listed, ask, schema)
  const wish = readListWish(exchange, searchable(schema), listed.length)
  const page = pageOf(all, wish, resource.idPath)
  const isRight = (value: unknown) => media.schema === undefined || fits(media.schema, value, 'response')
  const bare = withValueAt(body, resource.listPath, page.items)
  const listing: Listing = { page, wish, idPath: resource.idPath, request: exchange.request }
  // one member at a time: a total may be bound to the items by nothing but its own rules
  const whole = bare !== undefined && isRight(bare) ? agreeing(bare, listing, resource.listPath, isRight) : undefined
  if (whole === undefined) {
    exchange.trail.note('state', 'the stored items do not fit the schema of this list, so it is the one that the document gives')
    return undefined
  }
  return { ...draft, headers: agreeingHeaders(draft.headers, page.total), body: { value: whole }, source: SOURCE }
}

/** Long lists are asked for again and again, and what is stored is never changed in place: each item is fitted to a schema once. */
const shownBefore = new WeakMap<SchemaNode, WeakMap<Item, Item>>()

function remember(schema: SchemaNode, item: Item, shown: Item): void {
  const known = shownBefore.get(schema) ?? new WeakMap<Item, Item>()
  shownBefore.set(schema, known)
  known.set(item, shown)
}

/** Items of the document first, as they are now; then those that were made. */
async function laidOver(listed: readonly unknown[], ask: Ask, schema: SchemaNode | undefined): Promise<Item[]> {
  const { exchange, runtime, resource, state, place } = ask
  const written = new Map<string, Written>()
  for await (const entry of state.store.entries(place)) written.set(entry.id, entry)
  const items: Item[] = []
  const template = listed.find(isRecord)
  const random = responseRandom(exchange, runtime)
  const show = (entry: Written, base: unknown) => {
    if (entry.kind === 'gone') return
    const known = schema && shownBefore.get(schema)?.get(entry.item)
    const shown = known ?? shownItem(entry.item, base, schema, random.fork(entry.id))
    if (shown !== undefined) {
      if (schema !== undefined && known === undefined) remember(schema, entry.item, shown)
      items.push(shown)
    } else exchange.trail.note('state', `${entry.id} is left out: it does not fit the schema of this list`)
  }
  const seen = new Set<string>()
  for (const item of listed) {
    if (!isRecord(item)) continue
    const id = idText(valueAt(item, resource.idPath))
    const entry = id === undefined ? undefined : written.get(id)
    if (entry === undefined) items.push(item)
    // examples may repeat an id; what was written stands there once
    else if (!seen.has(entry.id)) show(entry, item)
    if (entry !== undefined) seen.add(entry.id)
  }
  for (const entry of written.values()) if (!seen.has(entry.id)) show(entry, template)
  return items
}

/** What parameters may name: properties of an item, and of its `attributes` as JSON:API has them. */
function searchable(schema: SchemaNode | undefined): ReadonlyMap<string, SchemaNode> {
  const properties = propertiesOf(schema)
  return new Map([...propertiesOf(properties.get('attributes')), ...properties])
}
