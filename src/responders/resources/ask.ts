// One request to one resource: which place and item it means, and what the document would say of it.
import type { Operation } from '../../contract/operation.ts'
import { inputSchema } from '../../contract/resources/body-shape.ts'
import type { Resource, Role } from '../../contract/resources/resource.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import type { Next } from '../../pipeline/responder.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { Trail } from '../../pipeline/trail.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { type Item, idText, schemaAt, valueAt } from './body-path.ts'
import type { ResourceState } from './resource-state.ts'
import type { PlaceKey, Written } from './store.ts'

export interface Ask {
  readonly resource: Resource
  readonly role: Role
  readonly exchange: Chosen
  readonly runtime: Runtime
  readonly next: Next
  readonly state: ResourceState
  readonly place: PlaceKey
  /** The item that the path names; '' for a singleton, undefined for the collection as a whole. */
  readonly id: string | undefined
}

const PARAMETERS = /\{([^{}]+)\}/g

/** Where a request points; undefined when its path holds what names nothing. Parameters go by their order, since their names differ between paths. */
export function placeOf(
  resource: Resource,
  role: Role,
  exchange: Chosen,
): { place: PlaceKey; id: string | undefined } | undefined {
  const { operation } = exchange
  const texts = [...operation.path.matchAll(PARAMETERS)].map(([, name = '']) => textOf(exchange, name))
  const parents = texts.slice(0, resource.parents.length)
  if (parents.includes(undefined)) return undefined
  const place = `${operation.document.name} ${resource.path} ${JSON.stringify(parents)}`
  if (resource.kind === 'singleton') return { place, id: '' }
  if (role === 'list' || role === 'create') return { place, id: undefined }
  const id = texts[resource.parents.length]
  return id === undefined ? undefined : { place, id }
}

/** As typed, so that `07` and `7` are one number; else as sent. */
function textOf({ inputs, pathParameters }: Chosen, name: string): string | undefined {
  const value = Object.hasOwn(inputs.params, name) ? inputs.params[name] : undefined
  return idText(value) ?? pathParameters.get(name)?.decoded
}

/** What was written about the item that is meant. */
export async function writtenOf({ state, place, id }: Ask): Promise<Written | undefined> {
  return id === undefined || !state.store.isTouched(place) ? undefined : state.store.get(place, id)
}

/** The exchange of another operation of the resource; undefined when the document has none. */
function chosenFor({ exchange, resource }: Ask, role: Role): Chosen | undefined {
  const operation: Operation | undefined = resource.operations[role]
  if (operation === undefined) return undefined
  const { accept: _accept, ...headers } = exchange.request.headers
  const { code: _code, example: _example, ...preferences } = exchange.preferences
  const request = { ...exchange.request, headers, method: operation.method }
  return chooseResponse({ ...exchange, operation, request, preferences, trail: new Trail() })
}

/** What the document gives for a role, as a value; undefined when it gives none that can be looked into. */
export async function generatedBody(ask: Ask, role: Role): Promise<unknown> {
  try {
    const chosen = role === ask.role ? ask.exchange : chosenFor(ask, role)
    return chosen && bodyValue(await ask.next(chosen))
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** The body as a value of its own; undefined without one, and for text and bytes. */
export function bodyValue({ body }: Draft): unknown {
  return body !== undefined && 'value' in body ? body.value : undefined
}

/** The item that the document gives in the answer of a role. */
export async function generatedItem(ask: Ask, role: Role): Promise<Item | undefined> {
  const path = ask.resource.itemPath[role]
  const item = path && valueAt(await generatedBody(ask, role), path)
  return isRecord(item) ? item : undefined
}

/** The items that the document gives in the answer of the list. */
export async function generatedItems(ask: Ask): Promise<readonly Item[]> {
  const items = valueAt(await generatedBody(ask, 'list'), ask.resource.listPath)
  return Array.isArray(items) ? items.filter(isRecord) : []
}

/** What the request sends of the item. */
export function sentItem({ exchange, resource, role }: Ask): Item | undefined {
  const sent = valueAt(exchange.inputs.body, resource.inputPath[role] ?? [])
  return isRecord(sent) ? sent : undefined
}

/** The schema of what is sent. */
export const takenSchema = ({ exchange, resource, role }: Ask): SchemaNode | undefined =>
  schemaAt(inputSchema(exchange.operation), resource.inputPath[role] ?? [])
