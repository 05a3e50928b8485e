// Replacing an item, or creating it under the id in the path where the document says so.
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { responseRandom } from '../response-random.ts'
import { documents } from './answer-create.ts'
import { type Ask, sentItem, takenSchema, writtenOf } from './ask.ts'
import { documentedItem, listedItem } from './current-item.ts'
import { withItem } from './item-answer.ts'
import { joinItem } from './make-item.ts'
import { notFound } from './not-found.ts'
import { writeItem } from './write-item.ts'

export function answerReplace(ask: Ask): Promise<Draft | undefined> {
  return ask.state.exclusive(ask.place, () => replace(ask))
}

async function replace(ask: Ask): Promise<Draft | undefined> {
  const { exchange, runtime, resource, id, next } = ask
  const sent = sentItem(ask)
  if (sent === undefined || id === undefined) return undefined
  const written = await writtenOf(ask)
  const isKnown =
    written === undefined ? resource.kind === 'singleton' || (await listedItem(ask, id)) !== undefined : written.kind === 'item'
  const mayCreate = documents(ask, '201')
  if (written?.kind === 'gone' && !mayCreate && documents(ask, '404')) return notFound(exchange)
  const base = written?.kind === 'item' ? written.item : await documentedItem(ask)
  const joined = joinItem(base, sent, { taken: takenSchema(ask), given: resource.itemSchema })
  const item = await writeItem(ask, { id, item: joined, sent, isNew: !isKnown && mayCreate })
  const target = mayCreate ? withStatus(exchange, isKnown) : exchange
  return withItem(await next(target), target, resource.itemPath.replace, item, responseRandom(target, runtime))
}

/** 201 for what is new; the lowest other success, where one is documented, for what was there. */
function withStatus(exchange: Chosen, isKnown: boolean): Chosen {
  const others = exchange.operation
    .details()
    .responses.map(({ status }) => status)
    .filter((status) => /^2\d\d$/.test(status) && status !== '201' && status !== '202')
  const code = isKnown ? others.sort()[0] : '201'
  if (code === undefined || code === String(exchange.status)) return exchange
  const { code: _code, ...preferences } = exchange.preferences
  const chosen = chooseResponse({ ...exchange, preferences: { ...preferences, code } })
  return { ...chosen, preferences: exchange.preferences }
}
