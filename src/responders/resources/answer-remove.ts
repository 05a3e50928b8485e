// DELETE of one item, and of all of a list.
import { propertiesOf, scalarOf } from '../../contract/resources/schema-views.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import { answerWriting } from './answer-writing.ts'
import type { Ask } from './ask.ts'
import { refuseStale } from './conditions.ts'
import { errorDraft, pathOf } from './error-drafts.ts'
import { currentItem } from './items.ts'
import { isItem } from './json-path.ts'
import { draftOfItem } from './show.ts'

export async function answerRemove(ask: Ask): Promise<Draft | undefined> {
  const { exchange, target, next } = ask
  const { key } = target
  if (key === undefined) return undefined
  const draft = await next(exchange)
  return answerWriting(ask, async (transaction) => {
    const item = await currentItem(ask, transaction, key)
    if (item === undefined) return errorDraft(ask, 'no-such-item', `${pathOf(ask)} does not exist.`)
    const refused = await refuseStale(ask, item)
    if (refused !== undefined) return refused
    await transaction.tick()
    transaction.remove(target.collection, key)
    return confirmed(ask, draftOfItem(ask, exchange, draft, item, key))
  })
}

/** `deleted: true` is true now, where the answer has room for it. */
function confirmed({ exchange }: Ask, draft: Draft): Draft {
  const schema = exchange.media?.schema
  if (schema === undefined || draft.body === undefined || !('value' in draft.body) || !isItem(draft.body.value)) return draft
  const property = propertiesOf(schema).get('deleted')
  if (property === undefined || scalarOf(property) !== 'boolean') return draft
  const value = { ...draft.body.value, deleted: true }
  return fits(schema, value, 'response') ? { ...draft, body: { value } } : draft
}

/** All of a collection; from then on what is not written again is not there. */
export async function answerClear(ask: Ask): Promise<Draft | undefined> {
  const { exchange, state, target, next } = ask
  // a part of the list may be meant, in words that only the real API knows
  if (exchange.request.query !== '') return undefined
  const draft = await next(exchange)
  return state.write(async (transaction) => {
    const head = (await transaction.head(target.collection)) ?? { isClosed: false, lastId: 0 }
    await transaction.tick()
    transaction.drop(target.collection)
    transaction.setHead(target.collection, { isClosed: true, lastId: head.lastId })
    return { ...draft, source: 'stored' }
  })
}
