// Creating an item in a collection.

import { headerText } from '../../http/mock-request.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { responseRandom } from '../response-random.ts'
import { type Ask, bodyValue, generatedItem, generatedItems, sentItem, takenSchema } from './ask.ts'
import { schemaAt, valueAt } from './body-path.ts'
import { withItem } from './item-answer.ts'
import { joinItem } from './make-item.ts'
import { asId, type Id, newId, sentId } from './new-id.ts'
import { documentedRefusal } from './not-found.ts'
import { writeItem } from './write-item.ts'

export function answerCreate(ask: Ask): Promise<Draft | undefined> {
  return ask.state.exclusive(ask.place, () => create(ask))
}

async function create(ask: Ask): Promise<Draft | undefined> {
  const { exchange, runtime, resource, next, state, place } = ask
  const sent = sentItem(ask)
  if (sent === undefined) return undefined
  const { idPath, itemSchema } = resource
  const taken = takenSchema(ask)
  const random = responseRandom(exchange, runtime)
  const draft = await next(exchange)
  const answered = valueAt(bodyValue(draft), resource.itemPath.create ?? [])
  const listed = (await generatedItems(ask)).flatMap((item) => asId(valueAt(item, idPath)) ?? [])

  const chosen = sentId(sent, idPath, taken, itemSchema)
  // what only the document lists may be created, since its examples name one thing everywhere
  if (chosen !== undefined && documents(ask, '409') && (await state.store.get(place, String(chosen)))?.kind === 'item')
    return documentedRefusal(exchange, 'duplicate-item', `There is an item ${chosen} already.`)
  const id =
    chosen ??
    (await newId({
      schema: schemaAt(itemSchema, idPath),
      parameter: parameterSchema(ask),
      known: listed,
      documented: asId(valueAt(answered, idPath)),
      isWritten: draft.source.startsWith('example:'),
      name: idPath.at(-1) ?? 'id',
      random,
      isUsed: async (each) => (await state.store.get(place, each)) !== undefined,
      count: () => state.store.next(`ids ${place}`),
    }))
  if (id === undefined) {
    exchange.trail.note('state', 'the schema of the id allows no other value, so nothing was stored')
    return undefined
  }
  const base = { ...(await generatedItem(ask, 'read')), ...(isRecord(answered) ? answered : undefined) }
  const joined = joinItem(base, sent, { taken, given: itemSchema })
  const item = await writeItem(ask, { id: String(id), item: joined, sent, isNew: true })
  const made = withItem(draft, exchange, resource.itemPath.create, item, random)
  return made && withLocation(made, ask, id)
}

/** The schema of the path parameter that names an item. */
function parameterSchema({ resource: { operations, idParameter } }: Ask) {
  const { read, replace, patch, remove } = operations
  const parameters = (read ?? replace ?? patch ?? remove)?.request().parameters ?? []
  return parameters.find(({ in: place, name }) => place === 'path' && name === idParameter)?.schema
}

export const documents = ({ exchange }: Pick<Ask, 'exchange'>, status: string): boolean =>
  exchange.operation.details().responses.some((response) => response.status === status)

/** A documented Location names the new item, as an absolute URL where the document shows one. Source: RFC 9110 "Location". */
export function withLocation(draft: Draft, { exchange, resource }: Pick<Ask, 'exchange' | 'resource'>, id: Id): Draft {
  const { location } = draft.headers
  if (location === undefined || resource.idParameter === undefined) return draft
  const { path, headers } = exchange.request
  const own = `${path.replace(/\/$/, '')}/${encodeURIComponent(id)}`
  const host = headerText(headers, 'host')
  const isAbsolute = /^https?:/i.test(String(location)) && host !== undefined
  return { ...draft, headers: { ...draft.headers, location: isAbsolute ? `http://${host}${own}` : own } }
}
