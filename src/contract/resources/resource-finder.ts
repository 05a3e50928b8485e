// Finds the resources of one document, path by path. What is in doubt is left out.
import type { Corrections, ServedDocument } from '../compile-contract.ts'
import type { Operation } from '../operation.ts'
import { answerSchema, takenSchema } from './bodies.ts'
import { findIdentity } from './find-identity.ts'
import { groupPaths, type PathGroup, parametersOf, templateAbove, templateOf } from './path-groups.ts'
import { answersItem, changesItem, itemOf, listIn, namesItself, roleOfPost, sentSpot, singleIn, writesItem } from './recognise.ts'
import type { Part, Resource, Role } from './resource.ts'
import { isObjectNode, itemNodeOf, plainNode, scalarOf } from './schema-views.ts'
import type { Wanted } from './shapes.ts'

interface Growing extends Resource {
  readonly parts: Part[]
}

export class ResourceFinder {
  readonly #document: string
  readonly #groups: ReadonlyMap<string, PathGroup>
  readonly #found: Growing[] = []
  readonly #settled = new Set<PathGroup>()
  readonly #tried = new Set<PathGroup>()
  /** By the template of the item and of the list. */
  readonly #byTemplate = new Map<string, Growing>()
  readonly #taken = new Map<Operation, Part>()

  constructor(served: ServedDocument, corrections: Corrections) {
    this.#document = served.document.name
    this.#groups = groupPaths(served, corrections)
  }

  all(): readonly Resource[] {
    for (const _ of this.settle());
    return this.#found
  }

  /** One path at each step. */
  *settle(): Generator<undefined> {
    for (const group of this.#groups.values()) {
      this.#settle(group)
      yield undefined
    }
  }

  partOf(operation: Operation): Part | undefined {
    const group = this.#groups.get(templateOf(operation.path))
    if (group !== undefined) this.#settle(group)
    return this.#taken.get(operation)
  }

  /** Looks at all that may claim the operations of a path, always in the same order. */
  #settle(group: PathGroup): void {
    if (this.#settled.has(group)) return
    this.#settled.add(group)
    const above = templateAbove(group.template)
    const around = group.word === undefined ? [group.template] : above.endsWith('{}') ? [above] : []
    for (const template of [...around, `${group.template}/{}`, `${above}/{}`]) {
      const items = this.#groups.get(template)
      if (items !== undefined) this.#collection(items)
    }
    if (group.word !== undefined) this.#single(group)
  }

  /** Items at `group`, and the list above them when there is one. */
  #collection(group: PathGroup): void {
    if (this.#tried.has(group)) return
    this.#tried.add(group)
    const above = templateAbove(group.template)
    const list = this.#groups.get(above)
    const correction = group.correction ?? list?.correction
    if (correction === false || list?.correction === false) return
    const fixed = above.split('/').filter((part) => part !== '' && part !== '{}')
    const name = list?.word ?? fixed.at(-1) ?? 'items'
    const parameter = group.parameters.at(-1)
    const [any] = group.methods.values()
    const asked = any?.request().parameters.find((each) => each.name === parameter && each.in === 'path')?.schema
    const first: Wanted = { item: undefined, parameter: correction?.id ?? parameter, asked, name }
    const spot = itemOf(group, list, first)
    if (spot === undefined || first.parameter === undefined) return
    const identity = findIdentity(spot.node, first.parameter, name, asked)
    const resource: Growing = {
      key: `${this.#document} ${above || '/'}`,
      name: correction?.name ?? name,
      kind: 'collection',
      path: list?.path ?? (group.path.slice(0, group.path.lastIndexOf('/')) || '/'),
      item: plainNode(spot.node),
      identity,
      asked,
      scopes: group.parameters.length - 1,
      parts: [],
    }
    const wanted: Wanted = { ...first, item: resource.item, parameter: identity === undefined ? undefined : first.parameter }
    this.#itemParts(resource, group, wanted)
    if (identity !== undefined && list !== undefined) this.#listParts(resource, list, wanted)
    if (identity !== undefined) this.#finderParts(resource, above, wanted)
    if (!this.#keep(resource, ['create', 'createMany', 'replace', 'upsert', 'patch', 'remove'])) return
    this.#byTemplate.set(group.template, resource)
    this.#byTemplate.set(above, resource)
  }

  /** One thing that is always there (`/me`), or another view of an item (`/pods/{}/status` that gives the pod). */
  #single(group: PathGroup): void {
    const read = group.methods.get('GET')
    const schema = read && answerSchema(read)
    if (group.correction === false || read === undefined || schema === undefined || this.#taken.has(read)) return
    if (this.#byTemplate.has(group.template) || !isObjectNode(schema)) return
    if (!group.methods.has('PUT') && !group.methods.has('PATCH')) return
    const owner = this.#byTemplate.get(templateAbove(group.template))
    const isView = owner !== undefined && plainNode(schema) === owner.item && owner.scopes + 1 === group.parameters.length
    if (isView) {
      this.#itemParts(owner, group, { item: owner.item, parameter: undefined, asked: undefined, name: owner.name }, true)
      return
    }
    const name = group.word ?? ''
    const spot = singleIn(schema, { item: undefined, parameter: undefined, asked: undefined, name })
    const resource: Growing = {
      key: `${this.#document} ${group.template}`,
      name: group.correction?.name ?? name,
      kind: 'singleton',
      path: group.path,
      item: plainNode(spot.node),
      identity: undefined,
      asked: undefined,
      scopes: group.parameters.length,
      parts: [],
    }
    this.#itemParts(resource, group, { item: resource.item, parameter: undefined, asked: undefined, name })
    this.#keep(resource, ['replace', 'patch'])
  }

  /** A resource is one when there is something to see and something that changes it. */
  #keep(resource: Growing, writes: readonly Role[]): boolean {
    const roles = new Set(resource.parts.map(({ role }) => role))
    const isWorthwhile = (roles.has('read') || roles.has('list')) && writes.some((role) => roles.has(role))
    if (isWorthwhile) this.#found.push(resource)
    else for (const { operation } of resource.parts) this.#taken.delete(operation)
    return isWorthwhile
  }

  #itemParts(resource: Growing, { methods }: PathGroup, wanted: Wanted, isView = false): void {
    const read = methods.get('GET')
    if (read !== undefined && answersItem(read, wanted)) this.#add(resource, 'read', read)
    const put = methods.get('PUT')
    if (put !== undefined && writesItem(put, wanted)) this.#add(resource, 'replace', put)
    const patch = methods.get('PATCH')
    if (patch !== undefined && writesItem(patch, wanted)) this.#add(resource, 'patch', patch)
    const post = methods.get('POST')
    if (post !== undefined && resource.kind === 'collection' && changesItem(post, wanted)) this.#add(resource, 'patch', post)
    const remove = methods.get('DELETE')
    if (remove !== undefined && !isView) this.#add(resource, 'remove', remove)
  }

  #listParts(resource: Growing, { methods }: PathGroup, wanted: Wanted): void {
    const read = methods.get('GET')
    if (read !== undefined && listIn(read, wanted) !== undefined) this.#add(resource, 'list', read)
    const post = methods.get('POST')
    const role = post && roleOfPost(post, wanted)
    if (post !== undefined && role !== undefined) this.#add(resource, role, post)
    const put = methods.get('PUT')
    if (put !== undefined && writesItem(put, wanted) && namesItself(put, resource, wanted)) this.#add(resource, 'upsert', put)
    const remove = methods.get('DELETE')
    if (remove !== undefined && isForAll(remove)) this.#add(resource, 'clear', remove)
  }

  /** `/pet/findByStatus`, `/users/createWithList`: below the list, about the very schema of the items. */
  #finderParts(resource: Growing, above: string, wanted: Wanted): void {
    for (const group of this.#groups.values()) {
      if (group.word === undefined || templateAbove(group.template) !== above || group.correction === false) continue
      // it has items of its own
      if (this.#groups.has(`${group.template}/{}`)) continue
      const read = group.methods.get('GET')
      const spot = read && listIn(read, wanted)
      if (read !== undefined && spot !== undefined && plainNode(spot.node) === resource.item) this.#add(resource, 'list', read)
      const post = group.methods.get('POST')
      const taken = post && takenSchema(post)
      const items = taken && itemNodeOf(taken)
      if (post !== undefined && items !== undefined && plainNode(items) === resource.item) this.#add(resource, 'createMany', post)
    }
  }

  #add(resource: Growing, role: Role, operation: Operation): void {
    if (this.#taken.has(operation) || !namesAlike(operation, resource)) return
    const part: Part = {
      resource,
      role,
      operation,
      parameters: parametersOf(operation.path),
      sent: sentSpot(operation, resource, role),
    }
    this.#taken.set(operation, part)
    resource.parts.push(part)
  }
}

/** One path may name its items in two ways (`{subject_digest}`, `{attestation_id}`): what is of another type is another id. */
function namesAlike(operation: Operation, { asked, scopes }: Resource): boolean {
  const name = parametersOf(operation.path)[scopes]
  const own = operation.request().parameters.find((each) => each.in === 'path' && each.name === name)?.schema
  const kinds = [own, asked].map((schema) => schema && scalarOf(schema))
  return kinds.includes(undefined) || kinds[0] === kinds[1]
}

/** A DELETE of the list that asks for nothing does away with all of it. */
const isForAll = (operation: Operation) => {
  const { body, parameters } = operation.request()
  return body?.isRequired !== true && parameters.every(({ in: place, isRequired }) => place === 'path' || !isRequired)
}
