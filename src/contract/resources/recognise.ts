// Whether an operation speaks about the items of a resource, by what it takes and what it answers.
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Operation } from '../operation.ts'
import { answerSchema, takenSchema } from './bodies.ts'
import type { PathGroup } from './path-groups.ts'
import type { Resource, Role } from './resource.ts'
import { isObjectNode, itemNodeOf, overlap, plainNode, propertiesOf } from './schema-views.ts'
import { findItem, findList, isEnvelopeName, type Spot, type Wanted } from './shapes.ts'

/** How many of its properties something must share with an item to count as one. */
const ENOUGH = 0.5

/** The item as reading one gives it, else as the list or a write does. */
export function itemOf({ methods }: PathGroup, list: PathGroup | undefined, wanted: Wanted): Spot | undefined {
  const read = methods.get('GET')
  if (read !== undefined) {
    const schema = answerSchema(read)
    if (schema === undefined) return undefined
    // where it does not say who it is, its own path alone can be remembered
    const unnamed = () => findItem(schema, { ...wanted, parameter: undefined })
    return findItem(schema, wanted) ?? unnamed() ?? (isObjectNode(schema) ? { path: [], node: schema } : undefined)
  }
  const lister = list?.methods.get('GET')
  const listed = lister && listIn(lister, wanted)
  if (listed !== undefined) return listed
  for (const method of ['PUT', 'PATCH']) {
    const writer = methods.get(method)
    const answered = writer && answerSchema(writer)
    const spot = answered && findItem(answered, wanted)
    if (spot !== undefined) return spot
  }
  return undefined
}

export function listIn(operation: Operation, wanted: Wanted): Spot | undefined {
  const schema = answerSchema(operation)
  return schema && findList(schema, wanted)
}

/** The single thing of a body, taken out of its envelope. */
export function singleIn(schema: SchemaNode, wanted: Wanted): Spot {
  const inside = [...propertiesOf(schema)]
  const [only] = inside
  const wrapped = inside.length === 1 ? only : inside.find(([name]) => name === 'data')
  if (wrapped !== undefined && isObjectNode(wrapped[1])) return { path: [wrapped[0]], node: wrapped[1] }
  return findItem(schema, wanted) ?? { path: [], node: schema }
}

export function answersItem(operation: Operation, wanted: Wanted): boolean {
  const schema = answerSchema(operation)
  return schema !== undefined && findItem(schema, wanted) !== undefined
}

/** PUT and PATCH: what is sent or what is answered is the item. */
export function writesItem(operation: Operation, wanted: Wanted): boolean {
  const { body } = operation.request()
  if (body === undefined) return false
  const taken = takenSchema(operation)
  // JSON Patch alone says by its media type what it does
  if (taken === undefined) return body.media.some(({ type }) => type.startsWith('application/json-patch+json'))
  if (itemNodeOf(taken) !== undefined) return false
  return answerSchema(operation) === undefined || answersItem(operation, wanted) || sharesEnough(taken, wanted)
}

/** POST at an item changes it when it takes what an item has and answers with it. */
export function changesItem(operation: Operation, wanted: Wanted): boolean {
  const { item } = wanted
  if (item === undefined) return false
  const taken = takenSchema(operation)
  if (taken !== undefined) return answersItem(operation, wanted) && sharesAny(taken, item)
  const queried = operation.request().parameters.filter(({ in: place }) => place === 'query')
  return queried.length > 0 && queried.every(({ name }) => propertiesOf(item).has(name))
}

/** POST at the list creates when it answers with the item, or with nothing and takes what an item has. */
export function roleOfPost(operation: Operation, wanted: Wanted): Role | undefined {
  const taken = takenSchema(operation)
  const { item } = wanted
  if (taken === undefined || item === undefined) return undefined
  const many = itemNodeOf(taken)
  if (many !== undefined) return plainNode(many) === item ? 'createMany' : undefined
  if (!isObjectNode(taken)) return undefined
  if (answerSchema(operation) === undefined) return sharesEnough(taken, wanted) ? 'create' : undefined
  return answersItem(operation, wanted) && sharesAny(taken, item) ? 'create' : undefined
}

/** Where a request holds the item: at its root, or in an envelope such as answers have. */
export function sentSpot(operation: Operation, { item, name }: Resource, role: Role): Spot | undefined {
  if (['remove', 'clear', 'list', 'read'].includes(role)) return undefined
  const schema = takenSchema(operation)
  if (schema === undefined) return undefined
  const many = itemNodeOf(schema)
  if (many !== undefined) return { path: [], node: many }
  if (overlap(schema, item) >= ENOUGH) return { path: [], node: schema }
  const known = propertiesOf(item)
  const wrapped = [...propertiesOf(schema)].find(
    ([key, node]) =>
      !known.has(key) &&
      isObjectNode(node) &&
      (plainNode(node) === item || (isEnvelopeName(key, name) && overlap(node, item) >= ENOUGH)),
  )
  return wrapped === undefined ? { path: [], node: schema } : { path: [wrapped[0]], node: wrapped[1] }
}

/** A PUT at the list must say in its body which item it means. */
export function namesItself(operation: Operation, { identity }: Resource, wanted: Wanted): boolean {
  const taken = takenSchema(operation)
  if (taken === undefined || identity === undefined) return false
  const spot = findItem(taken, wanted)
  return spot !== undefined && propertiesOf(spot.node).has(identity.path[0] ?? '')
}

const sharesAny = (taken: SchemaNode, item: SchemaNode): boolean => share(taken, item) > 0

const sharesEnough = (taken: SchemaNode, { item }: Wanted): boolean => item !== undefined && share(taken, item) >= ENOUGH

/** How much of what is taken an item has, looking into an envelope too. */
const share = (taken: SchemaNode, item: SchemaNode): number =>
  Math.max(overlap(taken, item), ...[...propertiesOf(taken)].map(([, node]) => (isObjectNode(node) ? overlap(node, item) : 0)))
