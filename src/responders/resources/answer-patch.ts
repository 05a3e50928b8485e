// Changing parts of an item. Sources: RFC 7396 "JSON Merge Patch", RFC 6902 "JSON Patch", RFC 5789 "Error Handling".

import { propertiesOf } from '../../codecs/read-shape.ts'
import { essenceOf } from '../../http/media-type.ts'
import { mergePatch } from '../../http/merge-patch.ts'
import { headerText } from '../../http/mock-request.ts'
import type { Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { responseRandom } from '../response-random.ts'
import { type Ask, sentItem, takenSchema } from './ask.ts'
import { type Item, withMember } from './body-path.ts'
import { currentItem } from './current-item.ts'
import { withItem } from './item-answer.ts'
import { jsonPatch, PatchError } from './json-patch.ts'
import { isServers, shownPart } from './make-item.ts'
import { documentedRefusal, notFound } from './not-found.ts'
import { writeItem } from './write-item.ts'

export function answerPatch(ask: Ask): Promise<Draft | undefined> {
  return ask.state.exclusive(ask.place, () => patch(ask))
}

async function patch(ask: Ask): Promise<Draft | undefined> {
  const { exchange, runtime, resource, id, next } = ask
  if (id === undefined) return undefined
  const type = essenceOf(headerText(exchange.request.headers, 'content-type') ?? '')
  const { body } = exchange.inputs
  const isOperations = type === 'application/json-patch+json' && Array.isArray(body)
  const sent = isOperations ? {} : sentItem(ask)
  if (sent === undefined) return undefined
  const current = await currentItem(ask)
  if (current === undefined) return notFound(exchange)
  let changed: Item
  try {
    changed = isOperations ? asItem(jsonPatch(current, body)) : merged(current, writable(sent, ask), ask, type)
  } catch (error) {
    if (error instanceof PatchError)
      return documentedRefusal(exchange, 'patch-conflict', `The patch cannot be applied: ${error.message}.`)
    throw error
  }
  const item = await writeItem(ask, { id, item: changed, sent, isNew: false })
  return withItem(await next(exchange), exchange, resource.itemPath.patch, item, responseRandom(exchange, runtime))
}

function asItem(value: unknown): Item {
  if (isRecord(value)) return value
  throw new PatchError('what is left is no object')
}

/** What is sent and is the client's to change. */
function writable(sent: Item, ask: Ask): Item {
  const { itemSchema } = ask.resource
  const [known, sendable] = [propertiesOf(itemSchema), propertiesOf(takenSchema(ask))]
  const own = Object.entries(sent).filter(([name]) => !isServers(known.get(name), sendable.get(name)))
  return shownPart(Object.fromEntries(own), itemSchema)
}

/** In a merge patch null takes a member away; in plain JSON it is a value where the schema has it. */
function merged(current: Item, sent: Item, { resource: { itemSchema } }: Ask, type: string): Item {
  let item = mergePatch(current, sent) as Item
  if (type === 'application/merge-patch+json') return item
  const known = propertiesOf(itemSchema)
  for (const [name, value] of Object.entries(sent)) {
    const property = known.get(name)
    if (value === null && property !== undefined && fits(property, null, 'response')) item = withMember(item, name, null)
  }
  return item
}
