// PUT: an item is replaced, or created where it is not there yet.
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import type { Ask } from './ask.ts'
import { refuseStale, withTag } from './conditions.ts'
import { documents, errorDraft, pathOf } from './error-drafts.ts'
import { begin, generatedItem, itemOfRow, keyOf, sampledItem } from './items.ts'
import { type MadeItem, makeItem, remakeItem } from './make-item.ts'
import { sentItem } from './sent.ts'
import { draftOfItem } from './show.ts'

export async function answerReplace(ask: Ask): Promise<Draft | undefined> {
  const { exchange, resource, part, state, target, next } = ask
  const sent = sentItem(ask)
  if (sent === undefined) return undefined
  const key = target.key ?? keyOf(resource, sent)
  const draft = await next(exchange)
  return state.write(async (transaction) => {
    await begin(ask, transaction)
    const row = key === undefined ? undefined : await transaction.get(target.collection, key)
    const isClosed = (await transaction.head(target.collection))?.isClosed === true
    const isMissing = key === undefined || (row === undefined ? isClosed : row.text === undefined)
    // a body without an id can only mean a new item
    if (key !== undefined && isMissing && !documents(ask, 201) && documents(ask, 404)) {
      transaction.changes.length = 0
      return errorDraft(ask, 404, `${pathOf(ask)} does not exist.`)
    }
    const before =
      isMissing || key === undefined ? undefined : row === undefined ? await generatedItem(ask, key) : await itemOfRow(ask, row)
    const refused = await refuseStale(ask, before)
    if (refused !== undefined) {
      transaction.changes.length = 0
      return refused
    }
    const made: MadeItem | undefined =
      key === undefined ? await makeItem(ask, transaction, sent, part.sent?.node) : await remake(ask, transaction, key)
    if (made === undefined) {
      transaction.changes.length = 0
      exchange.trail.note('stored', 'what was sent cannot be made to fit the schema of the item, so nothing is kept')
      return draft
    }
    transaction.put(target.collection, made.key, made.item)
    const created = isMissing && exchange.status !== 201 && documents(ask, 201) ? await draftOfCreated(ask) : undefined
    const answered = draftOfItem(ask, created?.chosen ?? exchange, created?.draft ?? draft, made.item, made.key)
    return withTag(ask, created === undefined ? answered : { ...answered, for: created.chosen }, made.item)

    async function remake(own: Ask, work: typeof transaction, id: string): Promise<MadeItem | undefined> {
      const item = await remakeItem(own, work, id, sent ?? {}, before ?? sampledItem(own, id), before === undefined)
      return item && { item, key: id, isNamed: true }
    }
  })
}

async function draftOfCreated({ exchange, next }: Ask): Promise<{ readonly chosen: Chosen; readonly draft: Draft }> {
  const { preferences } = exchange
  const chosen = { ...chooseResponse({ ...exchange, preferences: { ...preferences, code: '201' } }), preferences }
  return { chosen, draft: await next(chosen, 'document') }
}
