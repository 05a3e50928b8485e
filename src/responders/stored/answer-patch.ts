// PATCH, and POST at an item: what was sent is laid over what is there.
import type { Draft } from '../../pipeline/exchange.ts'
import type { Ask } from './ask.ts'
import { patched } from './compose.ts'
import { refuseStale, withTag } from './conditions.ts'
import { documents, errorDraft, pathOf } from './error-drafts.ts'
import { begin, generatedItem, itemOfRow } from './items.ts'
import { applyJsonPatch } from './json-patch.ts'
import { type Item, isItem } from './json-path.ts'
import { finished } from './make-item.ts'
import { sentItem, sentJsonPatch } from './sent.ts'
import { draftOfItem } from './show.ts'

export async function answerPatch(ask: Ask): Promise<Draft | undefined> {
  const { exchange, part, resource, state, target, next } = ask
  const { key } = target
  const operations = sentJsonPatch(ask)
  const sent = operations === undefined ? sentItem(ask) : {}
  if (key === undefined || sent === undefined) return undefined
  const draft = await next(exchange)
  return state.write(async (transaction) => {
    await begin(ask, transaction)
    const drop = <Given>(given: Given): Given => {
      transaction.changes.length = 0
      return given
    }
    const row = await transaction.get(target.collection, key)
    const isClosed = (await transaction.head(target.collection))?.isClosed === true
    if (row === undefined ? isClosed : row.text === undefined)
      return drop(await errorDraft(ask, 404, `${pathOf(ask)} does not exist.`))
    const before = row === undefined ? await generatedItem(ask, key) : await itemOfRow(ask, row)
    const refused = await refuseStale(ask, before)
    if (refused !== undefined) return drop(refused)
    const ticks = await transaction.tick()
    let over: unknown = patched(resource.item, before, sent, part.sent?.node)
    if (operations !== undefined) {
      const result = applyJsonPatch(before, operations)
      if ('problem' in result) {
        const status = [409, 422, 400].find((each) => documents(ask, each))
        if (status === undefined) return drop(noted(ask, draft, result.problem))
        return drop(await errorDraft(ask, status, result.problem))
      }
      over = result.value
    }
    const item: Item | undefined = isItem(over) ? finished(ask, over, sent, before, key, ticks, false) : undefined
    if (item === undefined) return drop(noted(ask, draft, 'what was sent cannot be made to fit the schema of the item'))
    transaction.put(target.collection, key, item)
    return withTag(ask, draftOfItem(ask, exchange, draft, item, key), item)
  })
}

function noted({ exchange }: Ask, draft: Draft, reason: string): Draft {
  exchange.trail.note('stored', `${reason}, so nothing is kept`)
  return draft
}
