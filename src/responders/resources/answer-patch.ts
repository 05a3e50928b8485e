// PATCH, and POST at an item: what was sent is laid over what is there.
import { essenceOf } from '../../http/media-type.ts'
import { headerText } from '../../http/mock-request.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { answerUnkept, answerWriting } from './answer-writing.ts'
import type { Ask } from './ask.ts'
import { patched } from './compose.ts'
import { refuseStale, withTag } from './conditions.ts'
import { documents, errorDraft, pathOf } from './error-drafts.ts'
import { currentItem } from './items.ts'
import { applyJsonPatch } from './json-patch.ts'
import { isItem } from './json-path.ts'
import { finished } from './make-item.ts'
import { sentItem, sentJsonPatch } from './sent.ts'
import { draftOfItem } from './show.ts'

export async function answerPatch(ask: Ask): Promise<Draft | undefined> {
  const { exchange, part, resource, target, next } = ask
  const { key } = target
  const operations = sentJsonPatch(ask)
  const sent = operations === undefined ? sentItem(ask) : {}
  if (key === undefined || sent === undefined) return undefined
  const draft = await next(exchange)
  return answerWriting(ask, async (transaction) => {
    const before = await currentItem(ask, transaction, key)
    if (before === undefined) return errorDraft(ask, 'no-such-item', `${pathOf(ask)} does not exist.`)
    const refused = await refuseStale(ask, before)
    if (refused !== undefined) return refused
    const over =
      operations === undefined
        ? { value: patched(resource.item, before, sent, part.sent?.node, isMergePatch(ask)) }
        : applyJsonPatch(before, operations)
    if ('problem' in over) {
      const status = [409, 422, 400].find((each) => documents(ask, each))
      return errorDraft(ask, 'patch-conflict', over.problem, status)
    }
    const ticks = await transaction.tick()
    const item = isItem(over.value) ? finished(ask, over.value, sent, () => before, key, ticks, false) : undefined
    if (item === undefined)
      return answerUnkept(ask, transaction, draft, 'what was sent cannot be made to fit the schema of the item')
    transaction.put(target.collection, key, item)
    return withTag(ask, draftOfItem(ask, exchange, draft, item, key), item)
  })
}

/** Plain JSON has no other way to say that a value is null. */
const isMergePatch = ({ exchange }: Ask) =>
  essenceOf(headerText(exchange.request.headers, 'content-type') ?? '') === 'application/merge-patch+json'
