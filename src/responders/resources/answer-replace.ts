// PUT: an item is replaced, or created where it is not there yet.
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { answerUnkept, answerWriting } from './answer-writing.ts'
import type { Ask } from './ask.ts'
import { refuseStale, withTag } from './conditions.ts'
import { documents, errorDraft, pathOf } from './error-drafts.ts'
import { keyOf } from './identity.ts'
import { baselineOf, currentItem } from './items.ts'
import type { Item } from './json-path.ts'
import { makeItem, remakeItem } from './make-item.ts'
import { sentItem } from './sent.ts'
import { draftOfItem } from './show.ts'
import type { Transaction } from './transaction.ts'

export async function answerReplace(ask: Ask): Promise<Draft | undefined> {
  const { exchange, resource, part, target, next } = ask
  const sent = sentItem(ask)
  if (sent === undefined) return undefined
  const key = target.key ?? keyOf(resource, sent)
  const draft = await next(exchange)
  return answerWriting(ask, async (transaction) => {
    // a body without an id can only mean a new item
    const before = key === undefined ? undefined : await itemBefore(ask, transaction, key)
    if (key !== undefined && before === undefined && !documents(ask, 201) && documents(ask, 404))
      return errorDraft(ask, 'no-such-item', `${pathOf(ask)} does not exist.`)
    const refused = await refuseStale(ask, before)
    if (refused !== undefined) return refused
    const made =
      key === undefined
        ? await makeItem(ask, transaction, sent, part.sent?.node)
        : await remakeItem(ask, transaction, key, sent, before)
    if (made === undefined)
      return answerUnkept(ask, transaction, draft, 'what was sent cannot be made to fit the schema of the item')
    transaction.put(target.collection, made.key, made.item)
    const chosen = withStatus(exchange, before === undefined)
    if (chosen === exchange) return withTag(ask, draftOfItem(ask, exchange, draft, made.item, made.key), made.item)
    return { ...draftOfItem(ask, chosen, await next(chosen, 'document'), made.item, made.key), for: chosen }
  })
}

/** Where creating and replacing are told apart, an id that the document does not list is one that is not there yet. */
async function itemBefore(ask: Ask, transaction: Transaction, key: string): Promise<Item | undefined> {
  const isUnheardOf =
    ask.resource.kind === 'collection' &&
    documents(ask, 201) &&
    (await transaction.get(ask.target.collection, key)) === undefined &&
    !(await baselineOf(ask)).items.has(key)
  return isUnheardOf ? undefined : currentItem(ask, transaction, key)
}

/** 201 for what is new; the lowest other success, where one is documented, for what was there. */
function withStatus(exchange: Chosen, isCreated: boolean): Chosen {
  const successes = exchange.operation
    .details()
    .responses.map(({ status }) => status)
    .filter((status) => /^2\d\d$/.test(status) && status !== '202')
  const code = isCreated ? successes.find((status) => status === '201') : successes.filter((status) => status !== '201').sort()[0]
  if (code === undefined || code === String(exchange.status)) return exchange
  const { preferences } = exchange
  return { ...chooseResponse({ ...exchange, preferences: { ...preferences, code } }), preferences }
}
