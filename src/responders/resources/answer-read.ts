// GET of one item.
import { familyOf } from '../../http/media-type.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { JsonText } from '../../pipeline/json-text.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Ask } from './ask.ts'
import { answerConditions, withTag } from './conditions.ts'
import { errorDraft, pathOf } from './error-drafts.ts'
import { keyOf } from './identity.ts'
import { documentedItems, itemOfRow } from './items.ts'
import { isItem, partAt, withPart } from './json-path.ts'
import { draftOfItem } from './show.ts'
import { itemSpot } from './spots.ts'

export async function answerRead(ask: Ask): Promise<Draft | undefined> {
  const { exchange, resource, target, state, next } = ask
  const { key } = target
  if (key === undefined) return undefined
  if (!state.isBegun(target.collection)) return answerGenerated(ask, key)
  const row = await state.get(target.collection, key)
  if (row === undefined) {
    const head = await state.head(target.collection)
    if (head?.isClosed) return errorDraft(ask, 'no-such-item', `${pathOf(ask)} does not exist.`)
    return resource.kind === 'singleton' ? undefined : answerGenerated(ask, key)
  }
  if (row.text === undefined) return errorDraft(ask, 'no-such-item', `${pathOf(ask)} was deleted.`)
  const item = await itemOfRow(ask, row)
  const draft = draftOfItem(ask, exchange, await next(exchange), item, key)
  return answerConditions(ask, withTag(ask, draft, item), item)
}

/** Answers for ids that were never written, by the answer of the document that they are made of: judged and written once. */
const made = new WeakMap<Draft, Map<string, Draft>>()
const MAX_MADE = 500

/** An id that was never written: what the document says, as the item that was asked for. */
async function answerGenerated(ask: Ask, key: string): Promise<Draft | undefined> {
  const { exchange, resource, next } = ask
  const schema = exchange.media?.schema
  const spot = resource.identity && schema && itemSpot(resource, schema)
  if (spot === undefined || schema === undefined) return undefined
  const draft = await next(exchange)
  const known = made.get(draft) ?? new Map<string, Draft>()
  made.set(draft, known)
  const earlier = known.get(key)
  if (earlier !== undefined) return earlier
  if (known.size >= MAX_MADE) known.clear()
  const answer = await named(ask, draft, spot.path, schema, key)
  known.set(key, answer)
  return answer
}

async function named(ask: Ask, draft: Draft, path: readonly string[], schema: SchemaNode, key: string): Promise<Draft> {
  const { exchange, resource } = ask
  const item = draft.body !== undefined && 'value' in draft.body ? partAt(draft.body.value, path) : undefined
  if (!isItem(item) || draft.body === undefined || !('value' in draft.body)) return draft
  const isJson = familyOf(exchange.contentType ?? '') === 'json'
  for (const candidate of await documentedItems(ask, item, draft.source.startsWith('example'), key)) {
    if (candidate === item) return draft
    const value = withPart(draft.body.value, path, candidate)
    if (keyOf(resource, candidate) !== key || !fits(schema, value, 'response')) continue
    return { ...draft, body: isJson ? new JsonText(Buffer.from(JSON.stringify(value))) : { value }, isValid: true }
  }
  exchange.trail.note('state', `an item ${key} does not fit the schema, so the generated answer is given`)
  return draft
}
