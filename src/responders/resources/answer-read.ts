// Reading one item.
import type { Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import { responseRandom } from '../response-random.ts'
import { type Ask, bodyValue, writtenOf } from './ask.ts'
import { idText, valueAt, withValueAt } from './body-path.ts'
import { idValues } from './current-item.ts'
import { withItem } from './item-answer.ts'
import { notFound } from './not-found.ts'

/** Not called for a singleton that was never written. */
export async function answerRead(ask: Ask): Promise<Draft | undefined> {
  const { exchange, runtime, resource, next } = ask
  const written = await writtenOf(ask)
  if (written === undefined) return underItsId(ask)
  if (written.kind === 'gone') return notFound(exchange)
  return withItem(await next(exchange), exchange, resource.itemPath.read, written.item, responseRandom(exchange, runtime))
}

/** What the document gives, with the id that was asked for where the schema takes it. */
async function underItsId({ exchange, resource, id, next }: Ask): Promise<Draft | undefined> {
  const { media } = exchange
  const itemPath = resource.itemPath.read
  if (id === undefined || media === undefined || itemPath === undefined || resource.idPath.length === 0) return undefined
  const draft = await next(exchange)
  const body = bodyValue(draft)
  const path = [...itemPath, ...resource.idPath]
  const own = valueAt(body, path)
  if (body === undefined || own === undefined || idText(own) === id) return undefined
  for (const value of idValues(id, own)) {
    const named = withValueAt(body, path, value)
    if (named === undefined || (media.schema !== undefined && !fits(media.schema, named, 'response'))) continue
    return { ...draft, body: { value: named } }
  }
  return undefined
}
