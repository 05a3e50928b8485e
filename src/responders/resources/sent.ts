// What a request says of an item.

import { plainName } from '../../contract/resources/names.ts'
import { propertiesOf, scalarOf } from '../../contract/resources/schema-views.ts'
import { essenceOf, familyOf } from '../../http/media-type.ts'
import { headerText } from '../../http/mock-request.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { Ask } from './ask.ts'
import { type Item, isItem, partAt } from './json-path.ts'

/** The item in the body, with query parameters that are named as its properties; undefined when the body cannot be read as one. */
export function sentItem({ exchange, part, resource }: Ask): Item | undefined {
  const { body, query } = exchange.inputs
  const known = propertiesOf(resource.item)
  const queried = part.role === 'patch' ? Object.entries(query).filter(([name]) => known.has(name)) : []
  if (body === undefined) {
    const isBodyless = exchange.operation.request().body?.isRequired !== true
    return isBodyless ? Object.fromEntries(queried) : undefined
  }
  const value = partAt(body, part.sent?.path ?? [])
  return isItem(value) ? { ...Object.fromEntries(queried), ...value } : undefined
}

/** The operations of a JSON Patch; undefined when the request is none. Source: RFC 6902. */
export function sentJsonPatch({ exchange }: Ask): readonly unknown[] | undefined {
  const type = essenceOf(headerText(exchange.request.headers, 'content-type') ?? '')
  const { body } = exchange.inputs
  return Array.isArray(body) && (type === 'application/json-patch+json' || familyOf(type) === 'json') ? body : undefined
}

/** What the path says of those an item belongs to is said by the item too: `/owners/7/pets` gives `ownerId: 7`. */
export function withParents({ exchange, part, resource }: Ask, item: Item, sent: Item): Item {
  const known = [...propertiesOf(resource.item)]
  const made = { ...item }
  for (const parameter of part.parameters.slice(0, resource.scopes)) {
    const property = known.find(([name]) => plainName(name) === plainName(parameter))
    if (property === undefined || /^(id|name)$/i.test(parameter)) continue
    const [name, schema] = property
    const value = exchange.inputs.params[parameter]
    if (sent[name] === undefined && scalarOf(schema) !== undefined && fits(schema, value, 'response')) made[name] = value
  }
  return made
}
