// Contract -> resources: collections with their items, and singletons. Paths are grouped at once, schemas are looked at when first asked for.
import { isRecord } from '../../spec/json-pointer.ts'
import type { Contract, ServedDocument } from '../compile-contract.ts'
import type { Operation } from '../operation.ts'
import { inferCollection } from './infer-collection.ts'
import { inferSingleton } from './infer-singleton.ts'
import type { Resource, Resources, Role } from './resource.ts'

const known = new WeakMap<Contract, Resources>()

/** Worked out once for a contract. */
export function inferResources(contract: Contract): Resources {
  let found = known.get(contract)
  if (found === undefined) {
    found = combine(contract.documents.map(groupsOf))
    known.set(contract, found)
  }
  return found
}

/** Paths that may make one resource; `infer` looks at their schemas. */
interface Group {
  readonly operations: readonly Operation[]
  readonly infer: () => Resource | undefined
}

interface Belonging {
  readonly resource: Resource
  readonly role: Role
}

function combine(documents: readonly (readonly Group[])[]): Resources {
  const groups = documents.flat()
  const groupOf = new Map<Operation, Group>()
  for (const group of groups) for (const operation of group.operations) groupOf.set(operation, group)
  const roles = new Map<Group, ReadonlyMap<Operation, Belonging>>()
  const rolesIn = (group: Group) => {
    let found = roles.get(group)
    if (found === undefined) {
      const resource = group.infer()
      found = new Map(
        Object.entries(resource?.operations ?? {}).map(([role, operation]) => [
          operation,
          { resource: resource as Resource, role: role as Role },
        ]),
      )
      roles.set(group, found)
    }
    return found
  }
  const each = function* () {
    for (const group of groups) {
      const [first] = rolesIn(group).values()
      yield first?.resource
    }
  }
  return {
    each,
    get all() {
      return [...each()].filter((resource) => resource !== undefined)
    },
    roleOf(operation) {
      const group = groupOf.get(operation)
      return group && rolesIn(group).get(operation)
    },
  }
}

function groupsOf({ operations, document }: ServedDocument): Group[] {
  const paths = new Map<string, Map<string, Operation>>()
  for (const operation of operations) {
    const path = operation.path.replace(/\/$/, '') || '/'
    const methods = paths.get(path) ?? new Map<string, Operation>()
    if (!methods.has(operation.method)) methods.set(operation.method, operation)
    paths.set(path, methods)
  }
  const wishes = isRecord(document.root['paths']) ? document.root['paths'] : {}
  const taken = new Set<string>()
  const groups: Group[] = []
  const items = new Map<string, string>()
  for (const path of paths.keys()) {
    const [, collection] = /^(.*\/[^/{}]+)\/\{[^/{}]+\}$/.exec(path) ?? []
    // of two item paths below one collection neither is clearly the one
    if (collection !== undefined) items.set(collection, items.has(collection) ? '' : path)
  }
  for (const [path, itemPath] of items) {
    const wish = wishOf(wishes[path]) ?? wishOf(wishes[itemPath])
    if (itemPath === '' || wish === false) continue
    const collection = paths.get(path) ?? new Map()
    const item = paths.get(itemPath) ?? new Map()
    groups.push({
      operations: [...collection.values(), ...item.values()],
      infer: () => inferCollection({ path, itemPath, collection, item, wish: wish ?? {} }),
    })
    taken.add(path).add(itemPath)
  }
  for (const [path, methods] of paths) {
    const wish = wishOf(wishes[path])
    if (taken.has(path) || wish === false || /[{}]$/.test(path)) continue
    groups.push({
      operations: [...methods.values()],
      infer: () =>
        methods.has('POST')
          ? inferCollection({ path, itemPath: undefined, collection: methods, item: new Map(), wish: wish ?? {} })
          : inferSingleton(path, methods, wish?.name),
    })
  }
  return groups
}

/** `x-mockserve-resource`: false switches off, `{ name, id }` corrects; undefined when it says nothing. */
function wishOf(item: unknown): { readonly name?: string; readonly id?: string } | false | undefined {
  const wish = isRecord(item) ? item['x-mockserve-resource'] : undefined
  if (wish === false) return false
  if (typeof wish === 'string') return { name: wish }
  if (!isRecord(wish)) return undefined
  const { name, id } = wish
  return { ...(typeof name === 'string' && { name }), ...(typeof id === 'string' && { id }) }
}
