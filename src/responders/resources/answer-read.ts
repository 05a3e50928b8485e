// Reading one item.
import type { MediaOption } from '../../contract/operation.ts'
import type { BodyPath } from '../../contract/resources/resource.ts'
import { familyOf } from '../../http/media-type.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { JsonText } from '../../pipeline/json-text.ts'
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

/** Answers under another id, by the answer of the document that they are made of: judged and written once. */
const named = new WeakMap<Draft, Map<string, Draft | undefined>>()
const MAX_NAMED = 500

/** What the document gives, with the id that was asked for where the schema takes it. */
async function underItsId(ask: Ask): Promise<Draft | undefined> {
  const { exchange, resource, id, next } = ask
  if (id === undefined || exchange.media === undefined || resource.itemPath.read === undefined || resource.idPath.length === 0)
    return undefined
  const draft = await next(exchange)
  const known = named.get(draft) ?? new Map<string, Draft | undefined>()
  named.set(draft, known)
  if (known.has(id)) return known.get(id)
  if (known.size >= MAX_NAMED) known.clear()
  const made = withIdOf(draft, [...resource.itemPath.read, ...resource.idPath], id, exchange.media)
  known.set(id, made)
  return made
}

function withIdOf(draft: Draft, path: BodyPath, id: string, { type, schema }: MediaOption): Draft | undefined {
  const body = bodyValue(draft)
  const own = valueAt(body, path)
  if (body === undefined || own === undefined || idText(own) === id) return undefined
  for (const value of idValues(id, own)) {
    const whole = withValueAt(body, path, value)
    if (whole === undefined || (schema !== undefined && !fits(schema, whole, 'response'))) continue
    return { ...draft, body: familyOf(type) === 'json' ? new JsonText(Buffer.from(JSON.stringify(whole))) : { value: whole } }
  }
  return undefined
}
