// POST at a list: one new item, or many.
import { isHeaderValue } from '../../http/headers.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import { answerUnkept, answerWriting } from './answer-writing.ts'
import { type Ask, randomFor } from './ask.ts'
import { conform } from './conform.ts'
import { documents, errorDraft, pathOf } from './error-drafts.ts'
import { absolute, addressOfItem } from './item-address.ts'
import { type Item, isItem, partAt, withPart } from './json-path.ts'
import { type MadeItem, makeItem } from './make-item.ts'
import { sentItem } from './sent.ts'
import { draftOfItem, shown } from './show.ts'
import { itemSpot, listSpot } from './spots.ts'

export async function answerCreate(ask: Ask): Promise<Draft | undefined> {
  const { exchange, part, target, next } = ask
  const sent = sentItem(ask)
  if (sent === undefined) return undefined
  const draft = await next(exchange)
  return answerWriting(ask, async (transaction) => {
    const made = await makeItem(ask, transaction, sent, part.sent?.node, exampleIn(ask, draft))
    if (made === undefined)
      return answerUnkept(ask, transaction, draft, 'no item that fits its schema can be made of what was sent')
    const twin = await transaction.get(target.collection, made.key)
    // documents use one id in all their examples: only what somebody wrote is in the way
    if (made.isNamed && twin?.isWritten && twin.text !== undefined && documents(ask, 409))
      return errorDraft(ask, 'duplicate-item', `${pathOf(ask)} has an item ${made.key} already.`)
    transaction.put(target.collection, made.key, made.item)
    return withLocation(ask, draftOfItem(ask, exchange, draft, made.item, made.key), made.key)
  })
}

/** The item that the document shows as created; a sample is none, since each item has one of its own. */
function exampleIn({ exchange, resource }: Ask, draft: Draft): Item | undefined {
  const schema = exchange.media?.schema
  if (!draft.source.startsWith('example') || schema === undefined || draft.body === undefined || !('value' in draft.body))
    return undefined
  const spot = itemSpot(resource, schema)
  const item = spot && partAt(draft.body.value, spot.path)
  return isItem(item) ? item : undefined
}

/** All of a list are created, or none. */
export async function answerCreateMany(ask: Ask): Promise<Draft | undefined> {
  const { exchange, part, target, next } = ask
  const sent = exchange.inputs.body
  if (!Array.isArray(sent) || !sent.every(isItem)) return undefined
  const draft = await next(exchange)
  return answerWriting(ask, async (transaction) => {
    const made: MadeItem[] = []
    for (const each of sent) {
      const one = await makeItem(ask, transaction, each, part.sent?.node)
      if (one === undefined)
        return answerUnkept(ask, transaction, draft, 'not every item that was sent can be made to fit its schema')
      transaction.put(target.collection, one.key, one.item)
      made.push(one)
    }
    return draftOfMany(ask, draft, made)
  })
}

function draftOfMany(ask: Ask, draft: Draft, made: readonly MadeItem[]): Draft {
  const schema = ask.exchange.media?.schema
  const stored: Draft = { ...draft, source: 'stored' }
  const [last] = made
  if (schema === undefined || draft.body === undefined || !('value' in draft.body)) return stored
  const spot = listSpot(ask.resource, schema)
  if (spot === undefined) return last === undefined ? stored : draftOfItem(ask, ask.exchange, draft, last.item, last.key)
  const items = made.map(({ item, key }) => shown(ask, spot.node, item, undefined, key))
  const documented = draft.body.value
  const value = withPart(documented, spot.path, items)
  const whole = fits(schema, value, 'response') ? value : conform(schema, value, () => documented, randomFor(ask, 'many'))
  return whole === undefined ? draft : { ...stored, body: { value: whole }, isValid: true }
}

/** Where the new item is, when the document has that header. */
function withLocation(ask: Ask, draft: Draft, key: string): Draft {
  const option = ask.exchange.response.headers.find(({ name }) => name.toLowerCase() === 'location')
  const address = addressOfItem(ask, key)
  if (option === undefined || address === undefined || draft.for !== undefined) return draft
  const { schema } = option
  const value =
    [address, absolute(ask, address)].find((each) => schema === undefined || fits(schema, each, 'response')) ?? address
  return isHeaderValue(value) ? { ...draft, headers: { ...draft.headers, location: value } } : draft
}
