// npx tsx scripts/stored-walk.ts: walks every inferred resource of documents: create, read, list, change, read, remove, read 404, list.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildRuntime } from '../src/app/build-runtime.ts'
import { defaultSettings } from '../src/config/settings.ts'
import { answerSchema } from '../src/contract/inference/bodies.ts'
import { resourcesOf } from '../src/contract/inference/find-resources.ts'
import { plainName } from '../src/contract/inference/names.ts'
import { propertiesOf } from '../src/contract/inference/schema-views.ts'
import type { Spot } from '../src/contract/inference/shapes.ts'
import type { Part, Resource, Role } from '../src/contract/inference/stored-resource.ts'
import { sampleRequest } from '../src/contract/sample-request.ts'
import { isMade } from '../src/contract/sample-request-body.ts'
import { type WrittenParameter, writeParameter, writeRequest } from '../src/contract/sample-request-write.ts'
import { answerRequest } from '../src/pipeline/answer-request.ts'
import type { Runtime } from '../src/pipeline/runtime.ts'
import { isItem, partAt } from '../src/responders/stored/json-path.ts'
import { ResourceState } from '../src/responders/stored/resource-state.ts'
import { createResourcesResponder } from '../src/responders/stored/resources-responder.ts'
import { itemSpot, listSpot } from '../src/responders/stored/spots.ts'
import { collectionOf } from '../src/responders/stored/target.ts'
import { fits, validate } from '../src/schema/compile-validator.ts'
import { createRandom, hashText } from '../src/schema/random.ts'
import { listDocuments } from './corpus/documents.ts'

class Broken extends Error {}
class CannotAsk extends Error {}

/** Values of path parameters by their place in the path. */
type Places = Readonly<Record<number, unknown>>

interface Asked {
  readonly status: number
  readonly succeeded: boolean
  readonly body: unknown
  readonly sent: unknown
  readonly places: Places
}

class Walker {
  readonly #resource: Resource
  readonly #runtime: Runtime
  readonly #state: ResourceState
  readonly steps: string[] = []
  readonly invalid: string[] = []

  constructor(resource: Resource, runtime: Runtime, state: ResourceState) {
    this.#resource = resource
    this.#runtime = runtime
    this.#state = state
  }

  async walk(): Promise<void> {
    const [create, read, remove] = [this.#part('create'), this.#part('read'), this.#part('remove')]
    const change = this.#part('patch') ?? this.#part('replace')
    let { places, id, item }: { places: Places; id: unknown; item?: unknown } =
      create === undefined ? await this.#anyItem() : await this.#create(create)
    if (create !== undefined && read !== undefined) {
      const shown = this.#itemIn(read, (await this.#succeed(read, places)).body)
      item = shown
      if (String(this.#idIn(shown)) !== String(id))
        throw new Broken(`read shows id ${JSON.stringify(this.#idIn(shown))}, not ${JSON.stringify(id)}`)
    }
    if (create !== undefined && (await this.#isListed(places, id, item)) === false)
      throw new Broken('the list does not show what was created')
    if (change !== undefined) {
      const changed = await this.#succeed(change, places, 'change')
      places = changed.places
      if (read !== undefined)
        this.#holds(partAt(changed.sent, change.sent?.path ?? []), this.#itemIn(read, (await this.#succeed(read, places)).body))
    }
    if (remove === undefined || this.#resource.kind === 'singleton') return
    await this.#succeed(remove, places)
    if (read !== undefined) {
      const { status } = await this.#ask(read, places)
      if (status < 400) throw new Broken(`after it was removed it answers ${status}`)
    }
    if ((await this.#isListed(places, id, item)) === true) throw new Broken('the list still shows what was removed')
  }

  async #create(part: Part): Promise<{ places: Places; id: unknown }> {
    const { scopes } = this.#resource
    const { body, sent, places } = await this.#succeed(part, {})
    const given = partAt(sent, part.sent?.path ?? [])
    const id = this.#idIn(this.#itemIn(part, body)) ?? this.#idIn(given) ?? (await this.#lastKey(places))
    if (id === undefined) throw new Broken('the answer of create has no id')
    const at = { ...places, [scopes]: id }
    const read = this.#part('read')
    if (read !== undefined) this.#holds(given, this.#itemIn(read, (await this.#succeed(read, at)).body))
    return { places: at, id }
  }

  /** Where nothing says the id, the list would show it last. */
  async #lastKey(places: Places): Promise<string | undefined> {
    const scope = Array.from({ length: this.#resource.scopes }, (_, i) => String(places[i]))
    const collection = collectionOf(this.#resource, scope)
    const count = (await this.#state.head(collection))?.count ?? 0
    return (await this.#state.range(collection, count - 1, 1))[0]?.key
  }

  async #anyItem(): Promise<{ places: Places; id: unknown }> {
    const { scopes, kind, identity } = this.#resource
    const read = this.#part('read')
    const first = read ?? this.#part('list')
    if (first === undefined) throw new Broken('there is nothing to read')
    const { body, places } = await this.#succeed(first, {})
    if (read !== undefined) {
      const shown = this.#idIn(this.#itemIn(read, body))
      if (kind === 'collection' && identity !== undefined && String(shown) !== String(places[scopes]))
        throw new Broken(`an item that was never written has id ${JSON.stringify(shown)}, not ${JSON.stringify(places[scopes])}`)
      return { places, id: places[scopes] }
    }
    const [item] = this.#itemsIn(first, body)
    const id = this.#idIn(item)
    if (id === undefined) throw new CannotAsk('the list is empty')
    return { places: { ...places, [scopes]: id }, id }
  }

  /** Undefined where there is no list, or where it goes on on another page. */
  async #isListed(places: Places, id: unknown, like: unknown): Promise<boolean | undefined> {
    const { parts, path, scopes } = this.#resource
    const list = parts.find(({ role, operation }) => role === 'list' && operation.path === path)
    if (list === undefined) return undefined
    const above = Object.fromEntries(Object.entries(places).filter(([i]) => Number(i) < scopes))
    const items = this.#itemsIn(list, (await this.#succeed(list, above, '', like)).body)
    if (items.some((item) => String(this.#idIn(item)) === String(id))) return true
    return items.length >= 10 ? undefined : false
  }

  async #succeed(part: Part, places: Places, seed = '', like?: unknown): Promise<Asked> {
    const asked = await this.#ask(part, places, seed, like)
    if (!asked.succeeded) throw new Broken(`${asked.status} ${JSON.stringify(asked.body)?.slice(0, 160)}`)
    return asked
  }

  async #ask({ operation, parameters: names }: Part, places: Places, seed = '', like?: unknown): Promise<Asked> {
    const made = await sampleRequest(operation, {
      random: createRandom(hashText(`${operation.method} ${operation.path} ${seed}`)),
    })
    if (!isMade(made)) throw new CannotAsk(made.reason)
    const parameters = made.parts.parameters
      .filter(({ parameter }) => parameter.isRequired)
      .map((each) => filledIn(each, names, places, like))
    const declared = new Set(parameters.map(({ parameter }) => parameter.name))
    const missing = names.flatMap((name, i) =>
      places[i] === undefined || declared.has(name) ? [] : [[name, String(places[i])] as const],
    )
    const request = writeRequest(operation, {
      ...made.parts,
      parameters,
      undeclared: new Map([...made.parts.undeclared, ...missing]),
    })
    const { response } = await answerRequest(
      { ...request, headers: { ...request.headers, accept: 'application/json' } },
      this.#runtime,
    )
    const { status, headers } = response
    this.steps.push(`${request.method} ${request.path}${request.query === '' ? '' : `?${request.query}`} -> ${status}`)
    const body = parse(response.body)
    this.#judge(operation, status, String(headers['content-type'] ?? ''), body)
    const onlyErrors = operation.details().responses.every((each) => /^[45]/.test(each.status))
    const used = parameters
      .filter(({ parameter }) => parameter.in === 'path')
      .map(({ parameter, value }) => [names.indexOf(parameter.name), value])
    return {
      status,
      succeeded: (status >= 200 && status < 300) || (onlyErrors && headers['mockserve-source'] === 'stored'),
      body,
      sent: made.parts.body?.value,
      places: { ...places, ...Object.fromEntries(used) },
    }
  }

  #judge(operation: Part['operation'], status: number, type: string, body: unknown): void {
    const { responses } = operation.details()
    const keys = [String(status), `${String(status)[0]}XX`, 'default']
    const option = keys.map((key) => responses.find((each) => each.status === key)).find((each) => each !== undefined)
    const schema = option?.media.find((media) => media.type.split(';')[0] === type.split(';')[0])?.schema
    const [wrong] = schema === undefined || body === undefined ? [] : validate(schema, body, 'response')
    if (wrong !== undefined) this.invalid.push(`${this.steps.at(-1)}: ${wrong.pointer} ${wrong.keyword}`)
  }

  /** Scalars that were sent are shown, where the item has such a property and its schema allows that value. */
  #holds(sent: unknown, shown: unknown): void {
    if (!isItem(sent) || !isItem(shown)) return
    for (const [name, value] of Object.entries(sent)) {
      const own = Object.keys(shown).find((each) => plainName(each) === plainName(name))
      const schema = own === undefined ? undefined : propertiesOf(this.#resource.item).get(own)
      if (own === undefined || typeof value === 'object' || own === this.#resource.identity?.path[0]) continue
      if (typeof shown[own] !== typeof value || (schema !== undefined && !fits(schema, value, 'response'))) continue
      if (shown[own] !== value)
        throw new Broken(`${name} was sent as ${JSON.stringify(value)} and is shown as ${JSON.stringify(shown[own])}`)
    }
  }

  #part(role: Role): Part | undefined {
    return this.#resource.parts.find((part) => part.role === role)
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
    const spot: Spot | undefined = schema && find(this.#resource, schema)
    return spot && partAt(body, spot.path)
  }
}

/** A path takes its values from `places`, a required filter from the item that is looked for. */
function filledIn(written: WrittenParameter, names: readonly string[], places: Places, like: unknown): WrittenParameter {
  const { parameter } = written
  if (parameter.in === 'path') {
    const value = places[names.indexOf(parameter.name)]
    return value === undefined ? written : writeParameter(parameter, value)
  }
  const own = isItem(like) ? Object.entries(like).find(([name]) => plainName(name) === plainName(parameter.name))?.[1] : undefined
  const isScalar = ['string', 'number', 'boolean'].includes(typeof own)
  return isScalar && (parameter.schema === undefined || fits(parameter.schema, own, 'request'))
    ? writeParameter(parameter, own)
    : written
}

function parse(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() ?? '')
  } catch {
    return undefined
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, verbose: { type: 'boolean', default: false } },
  })
  const folder = resolve(positionals[0] ?? resolve(import.meta.dirname, '../../shared/corpus'))
  if (!existsSync(folder)) {
    console.log(`\n  SKIPPED: nothing was walked, there is no folder ${folder}\n`)
    return 0
  }
  const only = values.only?.split(',')
  const total = { found: 0, hold: 0, break: 0, cannot: 0, invalid: 0 }
  for (const { id, entry } of listDocuments(folder)) {
    if (only !== undefined && !only.includes(id)) continue
    const state = new ResourceState()
    const settings = { ...defaultSettings, documents: [entry], folder: dirname(entry), security: false }
    const { runtime, contract } = buildRuntime(settings, () => {}, undefined, [createResourcesResponder(state)])
    const row = { found: 0, hold: 0, break: 0, cannot: 0, invalid: 0 }
    const reasons: string[] = []
    for (const resource of resourcesOf(contract).all()) {
      const walker = new Walker(resource, runtime, state)
      row.found++
      try {
        await walker.walk()
        row.hold++
      } catch (error) {
        if (!(error instanceof Broken) && !(error instanceof CannotAsk)) throw error
        row[error instanceof Broken ? 'break' : 'cannot']++
        reasons.push(`    ${resource.path}: ${walker.steps.at(-1) ?? ''}: ${error.message}`)
      }
      row.invalid += walker.invalid.length
      reasons.push(...walker.invalid.map((each) => `    invalid: ${each}`))
    }
    for (const key of ['found', 'hold', 'break', 'cannot', 'invalid'] as const) total[key] += row[key]
    if (row.found > 0)
      console.log([`${id.padEnd(28)} ${JSON.stringify(row)}`, ...(values.verbose || row.invalid > 0 ? reasons : [])].join('\n'))
  }
  console.log(`${'all'.padEnd(28)} ${JSON.stringify(total)}`)
  console.log(`${((total.hold / Math.max(1, total.hold + total.break)) * 100).toFixed(2)} % of those that can be asked hold`)
  return total.invalid === 0 && total.hold >= 0.95 * (total.hold + total.break) ? 0 : 1
}

process.exitCode = await main()
