// One request on its way through the entries of its operation, outermost first; each may call `next` for what the others would say.
import type { Place } from '../../diagnostics/diagnostic.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import { mergePatch } from '../../http/merge-patch.ts'
import type { Pending } from '../../http/pending.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import { asHeader } from '../../pipeline/encode-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import type { Next } from '../../pipeline/responder.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { createRandom, hashText, type Random } from '../../schema/random.ts'
import { draftOfBody, draftOfEdited, draftOfReply } from './drafts.ts'
import { HandlerContext, type NextOptions } from './handler-context.ts'
import { EditableDraft, headerValue, Reply } from './handler-results.ts'
import { inTime, isPromise, LATE } from './in-time.ts'
import type { MocksOptions } from './mocks-responder.ts'
import type { Entry } from './read-mocks.ts'
import { type AnyHandler, type DataAnswer, FaultValue, readFault } from './shapes.ts'

export class Walk {
  readonly #options: MocksOptions
  readonly #chain: readonly Entry[]
  readonly #call: number
  readonly #runtime: Runtime
  readonly #behind: Next
  #random: Random | undefined

  constructor(options: MocksOptions, chain: readonly Entry[], call: number, runtime: Runtime, behind: Next) {
    this.#options = options
    this.#chain = chain
    this.#call = call
    this.#runtime = runtime
    this.#behind = behind
  }

  /** Of this call of the operation: it repeats with the seed. */
  #chance({ operation: { method, path } }: Chosen): Random {
    this.#random ??= createRandom(hashText(`${method} ${path} ${this.#call}`, this.#runtime.settings.seed))
    return this.#random
  }

  /** Asks the entries from `index` on; undefined when all pass. At once when nobody has to wait. */
  from(index: number, exchange: Chosen): Pending<Draft | undefined> {
    for (let i = index; i < this.#chain.length; i++) {
      const entry = this.#chain[i]
      const step = entry?.sequence.take(() => this.#chance(exchange).next())
      if (entry === undefined || step === undefined) continue
      exchange.trail.note('respond', `${entry.origin.source}, by ${entry.key}`)
      const next = (options: NextOptions) => this.#next(i + 1, exchange, options)
      const draft =
        typeof step === 'function'
          ? this.#callHandler(step, entry, exchange, next)
          : this.#giveAnswer(step, entry, exchange, next)
      const { staleBecause } = entry.origin
      if (staleBecause === undefined) return draft
      return Promise.resolve(draft).then((made) => withError(made, staleBecause))
    }
    return undefined
  }

  async #next(index: number, exchange: Chosen, { status, example, patch }: NextOptions): Promise<EditableDraft> {
    // a wish is for something documented, which handlers further in may not give
    const hasWish = status !== undefined || example !== undefined
    const asked = hasWish ? withWish(exchange, status, example) : exchange
    const draft = hasWish
      ? await this.#behind(asked, 'document')
      : ((await this.from(index, asked)) ?? (await this.#behind(asked)))
    const edited = new EditableDraft(asked === exchange || draft.for !== undefined ? draft : { ...draft, for: asked })
    if (patch !== undefined) edited.body = mergePatch(edited.body, patch)
    return edited
  }

  async #giveAnswer(
    answer: DataAnswer,
    { origin }: Entry,
    exchange: Chosen,
    next: (options: NextOptions) => Promise<EditableDraft>,
  ): Promise<Draft> {
    if (answer.delayMs !== undefined) await this.#runtime.wait(timeOf(answer.delayMs, this.#chance(exchange)))
    const { source } = origin
    const fault = answer.fault === undefined ? undefined : readFault(answer.fault)
    const headers = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), headerValue(value)]),
    )
    const { status } = answer
    const draft =
      'body' in answer
        ? status === undefined
          ? draftOfBody(answer.body, exchange, source)
          : draftOfReply(new Reply(status, answer.body, false), exchange, source)
        : await this.#answerBehind(answer, exchange, next, source)
    return { ...draft, headers: { ...draft.headers, ...headers }, ...(fault !== undefined && { fault }) }
  }

  /** What is behind, with a wish. A status that nobody documents is given without a body. */
  async #answerBehind(
    { status, example, patch }: Pick<DataAnswer, 'status' | 'example' | 'patch'>,
    exchange: Chosen,
    next: (options: NextOptions) => Promise<EditableDraft>,
    source: string,
  ): Promise<Draft> {
    const options = {
      ...(status !== undefined && { status }),
      ...(example !== undefined && { example }),
      ...(patch !== undefined && { patch }),
    }
    try {
      return draftOfEdited(await next(options), exchange, source)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'status-not-documented' || status === undefined) throw error
      return draftOfReply(new Reply(status, undefined, false), exchange, source)
    }
  }

  #callHandler(
    handler: AnyHandler,
    entry: Entry,
    exchange: Chosen,
    next: (options: NextOptions) => Promise<EditableDraft>,
  ): Pending<Draft> {
    const { memory, resources, placeOf, log } = this.#options
    const { handlerTimeoutMs } = this.#runtime.settings
    const context = new HandlerContext({
      exchange,
      memory,
      resources,
      call: this.#call,
      random: () => this.#chance(exchange).next(),
      next,
      log: (line) => log(line, entry.origin.source),
    })
    const explain = (error: unknown) => {
      if (error instanceof Refusal) return error
      if (error === LATE) return failure(entry, `did not answer within ${handlerTimeoutMs} ms`)
      return failure(entry, `threw ${describe(error)}`, placeOf(error))
    }
    let result: unknown
    try {
      result = handler(context)
    } catch (error) {
      throw explain(error)
    }
    if (!isPromise(result)) return this.#draftOf(result, entry, exchange, next)
    return inTime(result, handlerTimeoutMs).then(
      (settled) => this.#draftOf(settled, entry, exchange, next),
      (error) => {
        throw explain(error)
      },
    )
  }

  /** What a handler gave back, as a draft. Throws Refusal `handler-failed` for what is none. */
  #draftOf(
    result: unknown,
    entry: Entry,
    exchange: Chosen,
    next: (options: NextOptions) => Promise<EditableDraft>,
  ): Pending<Draft> {
    const { source } = entry.origin
    try {
      if (result instanceof FaultValue)
        return { ...draftOfBody(undefined, exchange, source), fault: result.fault, isDeliberate: true }
      if (result instanceof EditableDraft) return draftOfEdited(result, exchange, source)
      if (result instanceof Reply) {
        if (result.body !== undefined || result.isDeliberate) return draftOfReply(result, exchange, source)
        const { status, headers } = result
        return this.#answerBehind({ status }, exchange, next, source).then((draft) => ({
          ...draft,
          headers: { ...draft.headers, ...headers },
        }))
      }
      const draft = draftOfBody(result, exchange, source)
      const wanted = draft.for === undefined || draft.for === 'undocumented' ? exchange : draft.for
      if (result !== undefined || wanted.media === undefined) return draft
    } catch (error) {
      if (error instanceof Refusal) throw error
      throw failure(entry, `gave a value that cannot be sent: ${describe(error)}`)
    }
    throw failure(entry, 'gave nothing back; return a body, reply(…) or next()')
  }
}

function failure({ origin, key }: Entry, what: string, place?: string): Refusal {
  const at = place ?? formatPlace(origin.place(key))
  return new Refusal('handler-failed', {
    detail: `${JSON.stringify(key)} in ${at} ${what}`,
    members: { at },
    headers: { [ERROR_HEADER]: asHeader(at) },
  })
}

/** Says that the handler which answered is not the latest version of its file, or where one failed. */
const ERROR_HEADER = 'mockserve-handler-error'

const withError = (draft: Draft, reason: string): Draft => ({
  ...draft,
  headers: { ...draft.headers, [ERROR_HEADER]: asHeader(reason) },
})

/** The same exchange with another documented response or example chosen. Throws Refusal `status-not-documented`, `example-not-documented`. */
function withWish(exchange: Chosen, status: number | undefined, example: string | undefined): Chosen {
  const preferences = {
    ...exchange.preferences,
    ...(status !== undefined && { code: String(status) }),
    ...(example !== undefined && { example }),
  }
  return chooseResponse({ ...exchange, preferences })
}

const timeOf = (delayMs: number | readonly [number, number], random: Random) =>
  typeof delayMs === 'number' ? delayMs : random.int(delayMs[0], delayMs[1])

/** `TypeError: x is not a function`; whatever was thrown becomes one line. */
function describe(error: unknown): string {
  try {
    return (
      (error instanceof Error ? `${error.name}: ${error.message}` : `a ${typeof error}: ${String(error)}`).split('\n')[0] ?? ''
    )
  } catch {
    return 'something that cannot be shown'
  }
}

function formatPlace(place: Place): string {
  const { line, column } = place.position()
  return place.text() === undefined ? place.file : `${place.file}:${line}:${column}`
}
