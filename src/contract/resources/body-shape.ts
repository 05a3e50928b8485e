// Where things stand in the bodies that an operation takes and gives.
import { allowedTypes, isList, itemOf, propertiesOf } from '../../codecs/read-shape.ts'
import { familyOf } from '../../http/media-type.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Operation } from '../operation.ts'
import type { BodyPath } from './resource.ts'

/** The schema of the JSON body of the lowest documented success; undefined when there is none. */
export function answerSchema(operation: Operation | undefined): SchemaNode | undefined {
  const successes = (operation?.details().responses ?? []).filter(({ status }) => /^2(\d\d|XX)$/.test(status))
  const [first] = [...successes].sort((a, b) => a.status.localeCompare(b.status))
  return first?.media.find(({ type }) => familyOf(type) === 'json')?.schema
}

/** Whether the lowest documented success of an operation has no body. */
export function answersNothing(operation: Operation): boolean {
  const successes = operation.details().responses.filter(({ status }) => /^2(\d\d|XX)$/.test(status))
  return successes.length > 0 && successes.every(({ media }) => media.length === 0)
}

/** The schema of a request body that is an object: JSON, or a form. */
export function inputSchema(operation: Operation | undefined): SchemaNode | undefined {
  const media = operation?.request().body?.media ?? []
  const readable = media.filter(({ type }) => ['json', 'form', 'multipart'].includes(familyOf(type)))
  return (readable.find(({ type }) => familyOf(type) === 'json') ?? readable[0])?.schema
}

export const mayBeObject = (schema: SchemaNode | undefined): schema is SchemaNode =>
  schema !== undefined && (allowedTypes(schema)?.has('object') ?? false) && propertiesOf(schema).size > 0

/** The end of a chain of references: two names for one schema are one. */
export function named(schema: SchemaNode | undefined): SchemaNode | undefined {
  let at = schema
  for (let hops = 0; hops < 20 && at?.target !== undefined; hops++) at = at.target
  return at
}

/** How much two object schemas speak of the same thing: the share of the smaller one's properties that both have. */
export function likeness(a: SchemaNode, b: SchemaNode): number {
  if (named(a) === named(b)) return 1
  const [one, other] = [propertiesOf(a), propertiesOf(b)]
  const shared = [...one.keys()].filter((name) => other.has(name)).length
  const smaller = Math.min(one.size, other.size)
  return smaller === 0 ? 0 : shared / smaller
}

export interface Found {
  readonly path: BodyPath
  readonly schema: SchemaNode
}

/** Members in which a list is usually wrapped, beside the name of the thing itself. */
const LIST_NAMES = /^(items|data|results?|records|values|entries|list|content|elements|rows|objects|resources|value)$/i

/** Where a body holds a list of objects: the body itself, a member, or a member of `_embedded`; the `hint` is the name of the collection. */
export function listIn(body: SchemaNode | undefined, hint: string): Found | undefined {
  if (body === undefined) return undefined
  if (isList(body)) {
    const item = itemOf(body, 0)
    return mayBeObject(item) ? { path: [], schema: item } : undefined
  }
  if (!mayBeObject(body)) return undefined
  const properties = propertiesOf(body)
  const embedded = properties.get('_embedded')
  const inside = embedded === undefined ? undefined : listAmong(propertiesOf(embedded), hint)
  if (inside !== undefined) return { path: ['_embedded', ...inside.path], schema: inside.schema }
  return listAmong(properties, hint)
}

function listAmong(properties: ReadonlyMap<string, SchemaNode>, hint: string): Found | undefined {
  const lists = [...properties].flatMap(([name, schema]): (Found & { readonly name: string })[] => {
    const item = isList(schema) ? itemOf(schema, 0) : undefined
    return mayBeObject(item) ? [{ name, path: [name], schema: item }] : []
  })
  const best =
    lists.find(({ name }) => sameWord(name, hint)) ??
    lists.find(({ name }) => LIST_NAMES.test(name)) ??
    (lists.length === 1 ? lists[0] : undefined)
  return best && { path: best.path, schema: best.schema }
}

/** Where a body holds the one thing it is about: the body itself, or the one member that is an object like `like` or named as `hint` says. */
export function itemIn(body: SchemaNode | undefined, hint: string, like: SchemaNode | undefined): Found | undefined {
  if (!mayBeObject(body)) return undefined
  if (like !== undefined && likeness(body, like) >= 0.5) return { path: [], schema: body }
  const members = [...propertiesOf(body)].filter(([, schema]) => mayBeObject(schema))
  const wrapped = members.find(
    ([name, schema]) =>
      sameWord(name, hint) ||
      (like !== undefined && named(schema) === named(like)) ||
      (/^(data|item|result|resource)$/i.test(name) && propertiesOf(body).size <= 5),
  )
  if (wrapped !== undefined && (like === undefined || likeness(wrapped[1], like) >= 0.5))
    return { path: [wrapped[0]], schema: wrapped[1] }
  return like === undefined ? { path: [], schema: body } : undefined
}

/** `Pets`, `pet`, `pet_list` and `pets` are one word here. */
export function sameWord(a: string, b: string): boolean {
  return wordOf(a) === wordOf(b)
}

const wordOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/s$/, '')
