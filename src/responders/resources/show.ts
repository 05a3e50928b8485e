// A stored item as an answer shows it: in the schema and the envelope of that very response.
import { isOpen, plainNode, propertiesOf } from '../../contract/resources/schema-views.ts'
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Ask, randomFor } from './ask.ts'
import { conform } from './conform.ts'
import { withId } from './identity.ts'
import { withSelf } from './item-address.ts'
import { type Item, isItem, partAt, withPart } from './json-path.ts'
import { itemSpot } from './spots.ts'

/** The item in the schema `node`; undefined when it cannot be shown there. `fallback` is what the document would show. */
export function shown(ask: Ask, node: SchemaNode, item: Item, fallback: unknown, key: string): unknown {
  return conform(node, shortForm(ask, node, item), () => fallback, randomFor(ask, key))
}

/** What an answer names and no more, where its schema is not that of the item itself. */
export function shortForm(ask: Ask, node: SchemaNode, item: Item): Item {
  const properties = propertiesOf(node)
  if (plainNode(node) === ask.resource.item || properties.size === 0 || isOpen(node)) return item
  return Object.fromEntries(Object.entries(item).filter(([name]) => properties.has(name)))
}

/** What this answer says beside the item, such as links: the document's, with the address of this very item. */
function besideOf(ask: Ask, node: SchemaNode, documented: unknown, key: string): Item | undefined {
  if (plainNode(node) === ask.resource.item || !isItem(documented)) return undefined
  const own = propertiesOf(ask.resource.item)
  const beside = Object.entries(documented).filter(([name]) => propertiesOf(node).has(name) && !own.has(name))
  return withSelf(ask, Object.fromEntries(beside), key)
}

/** The answer that shows `item`; the document's own, with a note, where it has no place for it or cannot hold it. */
export function draftOfItem(ask: Ask, exchange: Chosen, draft: Draft, item: Item, key: string): Draft {
  const stored: Draft = { ...draft, source: 'stored' }
  const { body } = draft
  const schema = exchange.media?.schema
  if (body === undefined) return stored
  if (!('value' in body) || schema === undefined) return asGenerated(ask, draft, 'the answer is a text as it was documented')
  const spot = itemSpot(ask.resource, schema)
  const whole = body.value
  if (spot === undefined) {
    // it may still say which item it is about
    const named = isItem(whole) ? withId(ask.resource, whole, key) : whole
    return fits(schema, named, 'response') ? { ...stored, body: { value: named }, isValid: true } : stored
  }
  const documented = partAt(whole, spot.path)
  const beside = besideOf(ask, spot.node, documented, key)
  const part = shown(ask, spot.node, beside === undefined ? item : { ...item, ...beside }, documented, key)
  const value = part === undefined ? undefined : withPart(whole, spot.path, part)
  if (value === undefined) return unfit(ask, exchange, draft)
  const fitting = fits(schema, value, 'response') ? value : conform(schema, value, () => whole, randomFor(ask, key))
  if (fitting === undefined) return unfit(ask, exchange, draft)
  return { ...stored, body: { value: fitting }, isValid: true }
}

/** The document's own answer, with the reason on the trail. */
function asGenerated({ exchange, resource }: Ask, draft: Draft, reason: string): Draft {
  exchange.trail.note('state', `${resource.name}: ${reason}, so the generated answer is given`)
  return draft
}

/** The document's own answer, since its schema has no room for what is stored: its author should know. */
export function unfit(ask: Ask, exchange: Chosen, draft: Draft): Draft {
  const { operation, response } = exchange
  const reason = 'what is stored does not fit the schema of this answer'
  ask.runtime.report(
    diagnostic(
      'stored-unfit',
      response.place(),
      `${operation.method} ${operation.path} ${response.status}: ${reason}, so the generated one is given`,
    ),
  )
  return asGenerated(ask, draft, reason)
}
