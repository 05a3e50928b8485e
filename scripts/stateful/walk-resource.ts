// create -> read -> list -> patch -> read -> remove -> read 404 -> list, as a client would.
import type { BodyPath, Resource, Role } from '../../src/contract/resources/resource.ts'
import { type Asked, ask, CannotAsk } from './client.ts'

export interface Walked {
  readonly resource: Resource
  readonly outcome: 'holds' | 'breaks' | 'cannot be asked'
  /** Why it does not hold, with the request that showed it. */
  readonly reason: string | undefined
  readonly steps: readonly string[]
  /** Answers that broke the contract. */
  readonly invalid: readonly string[]
}

class Broken extends Error {}

export async function walkResource(port: number, resource: Resource): Promise<Walked> {
  const steps: string[] = []
  const invalid: string[] = []
  const go = async (role: Role, path: Readonly<Record<string, unknown>>, seed = '', known?: unknown): Promise<Asked> => {
    const operation = resource.operations[role]
    if (operation === undefined) throw new Broken(`no ${role}`)
    const asked = await ask(port, operation, path, seed, known)
    steps.push(asked.line)
    const told = String(asked.headers['mockserve-violations'] ?? '')
    if (told.includes('"response"')) invalid.push(`${asked.line}: ${told}`)
    return asked
  }
  try {
    await (resource.kind === 'singleton' ? walkSingleton(resource, go) : walkCollection(resource, go))
    return { resource, outcome: 'holds', reason: undefined, steps, invalid }
  } catch (error) {
    if (error instanceof CannotAsk) return { resource, outcome: 'cannot be asked', reason: error.message, steps, invalid }
    if (!(error instanceof Broken)) throw error
    return { resource, outcome: 'breaks', reason: `${steps.at(-1) ?? ''}: ${error.message}`, steps, invalid }
  }
}

type Go = (role: Role, path: Readonly<Record<string, unknown>>, seed?: string, known?: unknown) => Promise<Asked>

async function walkSingleton({ operations }: Resource, go: Go): Promise<void> {
  const role = operations.patch === undefined ? 'replace' : 'patch'
  const first = succeeded(await go('read', {}))
  const written = succeeded(await go(role, first.path, 'singleton'))
  const after = succeeded(await go('read', first.path))
  holdsWhatWasSent(written.sent, after.body, first.body)
}

async function walkCollection(resource: Resource, go: Go): Promise<void> {
  const { operations, itemPath, inputPath, idPath, idParameter, listPath } = resource
  let path: Readonly<Record<string, unknown>> = {}
  let id: unknown
  if (operations.create !== undefined) {
    const created = succeeded(await go('create', {}))
    const item = at(created.body, itemPath.create ?? [])
    id = at(item, idPath) ?? at(at(created.sent, inputPath.create ?? []), idPath)
    if (id === undefined || id === null) throw new Broken('the answer of create has no id')
    path = { ...created.path, ...(idParameter !== undefined && { [idParameter]: id }) }
    if (operations.read !== undefined) {
      const read = succeeded(await go('read', path))
      const shown = at(read.body, itemPath.read ?? [])
      if (!same(at(shown, idPath), id))
        throw new Broken(`read shows id ${JSON.stringify(at(shown, idPath))}, not ${JSON.stringify(id)}`)
      holdsWhatWasSent(at(created.sent, inputPath.create ?? []), shown, undefined)
    }
    if (operations.list !== undefined) {
      const list = succeeded(await go('list', path, '', { ...Object(at(created.sent, inputPath.create ?? [])), ...Object(item) }))
      if (!listed(list.body, listPath, idPath, id)) throw new Broken('the list does not show what was created')
    }
  } else {
    const read = succeeded(await go(operations.read === undefined ? 'list' : 'read', {}))
    id = idParameter === undefined ? undefined : read.path[idParameter]
    path = read.path
    if (operations.read === undefined) {
      const [first] = (at(read.body, listPath) as readonly unknown[] | undefined) ?? []
      id = at(first, idPath)
      if (id === undefined) throw new CannotAsk('nothing says which items there are')
      path = { ...path, ...(idParameter !== undefined && { [idParameter]: id }) }
    }
  }
  const change = operations.patch !== undefined ? 'patch' : operations.replace !== undefined ? 'replace' : undefined
  if (change !== undefined && idParameter !== undefined) {
    const changed = succeeded(await go(change, path, 'change'))
    if (operations.read !== undefined) {
      const read = succeeded(await go('read', path))
      holdsWhatWasSent(at(changed.sent, inputPath[change] ?? []), at(read.body, itemPath.read ?? []), undefined, idPath)
    }
  }
  if (operations.remove === undefined || idParameter === undefined) return
  succeeded(await go('remove', path))
  if (operations.read !== undefined) {
    const gone = await go('read', path)
    if (gone.status !== 404 && gone.status !== 410 && gone.status < 400)
      throw new Broken(`after remove it still answers ${gone.status}`)
  }
  if (operations.list !== undefined) {
    const list = succeeded(await go('list', path))
    if (listed(list.body, listPath, idPath, id)) throw new Broken('the list still shows what was removed')
  }
}

function succeeded(asked: Asked): Asked {
  if (asked.status < 200 || asked.status > 299) throw new Broken(`${asked.status} ${JSON.stringify(asked.body)?.slice(0, 200)}`)
  return asked
}

const at = (value: unknown, path: BodyPath): unknown =>
  path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined),
    value,
  )

const same = (a: unknown, b: unknown) => String(a) === String(b)

const listed = (body: unknown, listPath: BodyPath, idPath: BodyPath, id: unknown): boolean => {
  const items = at(body, listPath)
  return Array.isArray(items) && items.some((item) => same(at(item, idPath), id))
}

/** Scalars that were sent are there; what the answer does not have, or what it computes (`before` differs in type), is not asked for. */
function holdsWhatWasSent(sent: unknown, shown: unknown, before: unknown, except: BodyPath = []): void {
  if (typeof sent !== 'object' || sent === null || typeof shown !== 'object' || shown === null) return
  for (const [name, value] of Object.entries(sent)) {
    if (name === except[0] || typeof value === 'object' || !Object.hasOwn(shown, name)) continue
    const now = (shown as Record<string, unknown>)[name]
    const was = (before as Record<string, unknown> | undefined)?.[name]
    if (typeof now !== typeof value || (was !== undefined && typeof was !== typeof value)) continue
    if (now !== value) throw new Broken(`${name} was sent as ${JSON.stringify(value)} and is shown as ${JSON.stringify(now)}`)
  }
}
