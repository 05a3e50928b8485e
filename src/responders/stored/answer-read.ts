// GET of one item.

import type { Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { Ask } from './ask.ts'
import { answerConditions, withTag } from './conditions.ts'
import { errorDraft, pathOf } from './error-drafts.ts'
import { baselineOf, itemOfRow, keyOf, withId } from './items.ts'
import { isItem, partAt, withPart } from './json-path.ts'
import { draftOfItem } from './show.ts'
import { itemSpot } from './spots.ts'

export async function answerRead(ask: Ask): Promise<Draft | undefined> {
  const { exchange, resource, target, state, next } = ask
  const { key } = target
  if (key === undefined) return undefined
  if (!state.isBegun(target.collection)) return resource.kind === 'singleton' ? undefined : answerGenerated(ask, key)
  const row = await state.get(target.collection, key)
  if (row === undefined) {
    const head = await state.head(target.collection)
    if (head?.isClosed) return errorDraft(ask, 404, `${pathOf(ask)} does not exist.`)
    return resource.kind === 'singleton' ? undefined : answerGenerated(ask, key)
  }
  if (row.text === undefined) return errorDraft(ask, 404, `${pathOf(ask)} does not exist any more: it was removed.`)
  const item = await itemOfRow(ask, row)
  const draft = draftOfItem(ask, exchange, await next(exchange), item, key)
  return answerConditions(ask, withTag(ask, draft, item), item)
}

/** An id that was never written: what the document says, as the item that was asked for. */
async function answerGenerated(ask: Ask, key: string): Promise<Draft | undefined> {
  const { exchange, resource, next } = ask
  const schema = exchange.media?.schema
  const spot = resource.identity && schema && itemSpot(resource, schema)
  if (spot === undefined || schema === undefined) return undefined
  const draft = await next(exchange)
  const item = draft.body !== undefined && 'value' in draft.body ? partAt(draft.body.value, spot.path) : undefined
  if (!isItem(item) || draft.body === undefined || !('value' in draft.body)) return draft
  if (keyOf(resource, item) === key) return draft
  const { items, isWhole } = await baselineOf(ask)
  const listed = items.get(key)
  const both = listed === undefined ? item : isWhole ? listed : { ...item, ...listed }
  for (const candidate of [both, item]) {
    const value = withPart(draft.body.value, spot.path, withId(resource, candidate, key))
    if (fits(schema, value, 'response')) return { ...draft, body: { value }, isValid: true }
  }
  exchange.trail.note('stored', `an item ${key} does not fit the schema, so the generated answer is given`)
  return draft
}
