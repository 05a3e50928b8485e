// create -> read -> list -> change -> read -> remove -> read 404 -> list, as a client would.
import { answerSchema } from '../../src/contract/resources/bodies.ts'
import { plainName } from '../../src/contract/resources/names.ts'
import type { Part, Resource, Role } from '../../src/contract/resources/resource.ts'
import { propertiesOf } from '../../src/contract/resources/schema-views.ts'
import { isItem, partAt } from '../../src/responders/resources/json-path.ts'
import { itemSpot, listSpot } from '../../src/responders/resources/spots.ts'
import { fits } from '../../src/schema/compile-validator.ts'
import type { Caller } from '../corpus/call.ts'
import { type Asked, ask, CannotAsk, type Places } from './client.ts'
import type { Judge } from './judge.ts'

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

export async function walkResource(resource: Resource, caller: Caller, judge: Judge): Promise<Walked> {
  const walk = new Walk(resource, caller, judge)
  const { steps, invalid } = walk
  try {
    await walk.run()
    return { resource, outcome: 'holds', reason: undefined, steps, invalid }
  } catch (error) {
    const isBroken = error instanceof Broken
    if (!isBroken && !(error instanceof CannotAsk)) throw error
    const reason = `${steps.at(-1) ?? ''}: ${error.message}`
    return { resource, outcome: isBroken ? 'breaks' : 'cannot be asked', reason, steps, invalid }
  }
}

/** One item, and where it is. */
interface Found {
  readonly places: Places
  readonly id: unknown
  /** As it was last shown. */
  readonly item: unknown
}

/** More may be on another page. */
const SHORT_LIST = 10

class Walk {
  readonly #resource: Resource
  readonly #caller: Caller
  readonly #judge: Judge
  readonly steps: string[] = []
  readonly invalid: string[] = []

  constructor(resource: Resource, caller: Caller, judge: Judge) {
    this.#resource = resource
    this.#caller = caller
    this.#judge = judge
  }

  async run(): Promise<void> {
    const create = this.#part('create')
    const found = create === undefined ? await this.#anyItem() : await this.#create(create)
    if (create !== undefined && (await this.#isListed(found)) === false)
      throw new Broken('the list does not show what was created')
    await this.#change(found)
    await this.#remove(found)
  }

  async #create(part: Part): Promise<Found> {
    const { body, sent, places, answer } = await this.#succeed(part, {})
    const given = partAt(sent, part.sent?.path ?? [])
    const made = this.#itemIn(part, body)
    const id =
      this.#idIn(made) ?? this.#idIn(given) ?? lastSegment(answer.headers['location']) ?? (await this.#lastListed(places))
    if (id === undefined || id === null) throw new Broken('the answer of create has no id')
    const at = { ...places, [this.#resource.scopes]: id }
    const item = await this.#read(at)
    if (item === undefined) return { places: at, id, item: made }
    if (String(this.#idIn(item)) !== String(id))
      throw new Broken(`read shows id ${JSON.stringify(this.#idIn(item))}, not ${JSON.stringify(id)}`)
    this.#holds(given, item)
    return { places: at, id, item }
  }

  async #anyItem(): Promise<Found> {
    const { scopes, kind, identity } = this.#resource
    const read = this.#part('read')
    if (read !== undefined) {
      const { body, places } = await this.#succeed(read, {})
      const item = this.#itemIn(read, body)
      const id = places[scopes]
      if (kind === 'collection' && identity !== undefined && String(this.#idIn(item)) !== String(id))
        throw new Broken(`an item that was never written has id ${JSON.stringify(this.#idIn(item))}, not ${JSON.stringify(id)}`)
      return { places, id, item }
    }
    const list = this.#part('list')
    if (list === undefined) throw new CannotAsk('nothing can be read')
    const { body, places } = await this.#succeed(list, {})
    const [item] = this.#itemsIn(list, body)
    const id = this.#idIn(item)
    if (id === undefined) throw new CannotAsk('nothing says which items there are')
    return { places: { ...places, [scopes]: id }, id, item }
  }

  async #change({ places }: Found): Promise<void> {
    const change = this.#part('patch') ?? this.#part('replace')
    if (change === undefined) return
    const { sent } = await this.#succeed(change, places, 'change')
    this.#holds(partAt(sent, change.sent?.path ?? []), await this.#read(places))
  }

  async #remove(found: Found): Promise<void> {
    const remove = this.#part('remove')
    if (remove === undefined || this.#resource.kind === 'singleton') return
    await this.#succeed(remove, found.places)
    const read = this.#part('read')
    if (read !== undefined) {
      const { answer } = await this.#ask(read, found.places)
      if (answer.status < 400) throw new Broken(`after it was removed it answers ${answer.status}`)
    }
    if ((await this.#isListed(found)) === true) throw new Broken('the list still shows what was removed')
  }

  async #read(places: Places): Promise<unknown> {
    const read = this.#part('read')
    return read === undefined ? undefined : this.#itemIn(read, (await this.#succeed(read, places)).body)
  }

  /** Undefined where there is no list, or where it goes on on another page. */
  async #isListed({ places, id, item }: Found): Promise<boolean | undefined> {
    const items = await this.#list(places, item)
    if (items === undefined) return undefined
    if (items.some((each) => String(this.#idIn(each)) === String(id))) return true
    return items.length >= SHORT_LIST ? undefined : false
  }

  /** Where nothing else says the id. */
  async #lastListed(places: Places): Promise<unknown> {
    return this.#idIn((await this.#list(places, undefined))?.at(-1))
  }

  async #list(places: Places, like: unknown): Promise<readonly unknown[] | undefined> {
    const { parts, path, scopes } = this.#resource
    const list = parts.find(({ role, operation }) => role === 'list' && operation.path === path)
    if (list === undefined) return undefined
    const above = Object.fromEntries(Object.entries(places).filter(([i]) => Number(i) < scopes))
    return this.#itemsIn(list, (await this.#succeed(list, above, '', like)).body)
  }

  async #succeed(part: Part, places: Places, seed = '', like?: unknown): Promise<Asked> {
    const asked = await this.#ask(part, places, seed, like)
    const { status, headers } = asked.answer
    // an id that only the body allows: no client could go on
    if (headers['mockserve-source'] === 'refusal:invalid-request') throw new CannotAsk(String(headers['mockserve-violations']))
    if (status < 200 || status > 299) throw new Broken(`${status} ${JSON.stringify(asked.body)?.slice(0, 160)}`)
    return asked
  }

  async #ask({ operation, parameters: names }: Part, places: Places, seed = '', like?: unknown): Promise<Asked> {
    const asked = await ask(this.#caller, { operation, names, places, seed, like })
    this.steps.push(asked.line)
    const isRefused = String(asked.answer.headers['mockserve-source']).startsWith('refusal:')
    if (!isRefused) this.invalid.push(...this.#judge(asked.answer, operation).map((fault) => `${asked.line}: ${fault}`))
    return asked
  }

  /** Scalars that were sent are shown, where the item has such a property and its schema allows that value. */
  #holds(sent: unknown, shown: unknown): void {
    if (!isItem(sent) || !isItem(shown)) return
    const known = propertiesOf(this.#resource.item)
    for (const [name, value] of Object.entries(sent)) {
      const own = Object.keys(shown).find((each) => plainName(each) === plainName(name))
      if (own === undefined || typeof value === 'object' || own === this.#resource.identity?.path[0]) continue
      const schema = known.get(own)
      if (typeof shown[own] !== typeof value || (schema !== undefined && !fits(schema, value, 'response'))) continue
      if (shown[own] !== value)
        throw new Broken(`${name} was sent as ${JSON.stringify(value)} and is shown as ${JSON.stringify(shown[own])}`)
    }
  }

  #part(role: Role): Part | undefined {
    return this.#resource.parts.find((part) => part.role === role && !documentsOnlyErrors(part))
  }

  #idIn(item: unknown): unknown {
    return this.#resource.identity && partAt(item, this.#resource.identity.path)
  }

  #itemIn(part: Part, body: unknown): unknown {
    return this.#at(part, body, itemSpot)
  }

  #itemsIn(part: Part, body: unknown): readonly unknown[] {
    const items = this.#at(part, body, listSpot)
    return Array.isArray(items) ? items : []
  }

  #at({ operation }: Part, body: unknown, find: typeof itemSpot): unknown {
    const schema = answerSchema(operation)
    const spot = schema && find(this.#resource, schema)
    return spot && partAt(body, spot.path)
  }
}

/** Such an operation answers an error and changes nothing. */
const documentsOnlyErrors = ({ operation }: Part) => operation.details().responses.every(({ status }) => /^[45]/.test(status))

const lastSegment = (location: string | undefined) => {
  const segment = location?.split('/').at(-1)
  return segment === undefined ? undefined : decodeURIComponent(segment)
}
