// Responder: overrides and handlers, outermost first; each may call `next` for what the others would say.
import { setTimeout as wait } from 'node:timers/promises'
import type { Place } from '../../diagnostics/diagnostic.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import { mergePatch } from '../../http/merge-patch.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import { asHeader } from '../../pipeline/encode-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import type { LiveResponder, Next } from '../../pipeline/responder.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { createRandom, hashText, type Random } from '../../schema/random.ts'
import type { CompiledMocks } from './compile-mocks.ts'
import { draftOfBody, draftOfEdited, draftOfReply } from './drafts.ts'
import { HandlerContext, type NextOptions } from './handler-context.ts'
import { EditableDraft, headerValue, Reply } from './handler-results.ts'
import type { MockMemory } from './mock-memory.ts'
import type { Entry } from './read-mocks.ts'
import { type AnyHandler, type DataAnswer, FaultValue, readFault } from './shapes.ts'

export interface MocksOptions {
  /** The layers in force, outermost first: what a test put in front, then the files. */
  readonly layers: () => readonly CompiledMocks[]
  readonly memory: MockMemory
  /** `mocks/pets.ts:12:9` for an error out of a file of the user's. */
  readonly placeOf: (error: unknown) => string | undefined
  readonly log: (line: string, source: string) => void
}

export function createMocksResponder(options: MocksOptions): LiveResponder {
  return {
    name: 'mocks',
    answer(exchange, runtime, next) {
      const chain = options.layers().flatMap((layer) => layer.entriesFor(exchange.operation))
      if (chain.length === 0) return undefined
      const call = options.memory.count(exchange.operation)
      const { method, path } = exchange.operation
      const random = createRandom(hashText(`${method} ${path} ${call}`, runtime.settings.seed))
      return new Walk({ ...options, chain, call, random, runtime, behind: next }).from(0, exchange)
    },
  }
}

interface WalkParts extends MocksOptions {
  readonly chain: readonly Entry[]
  readonly call: number
  readonly random: Random
  readonly runtime: Runtime
  readonly behind: Next
}

/** One request on its way through the entries of its operation. */
class Walk {
  readonly #parts: WalkParts

  constructor(parts: WalkParts) {
    this.#parts = parts
  }

  /** Asks the entries from `index` on; undefined when all pass. */
  async from(index: number, exchange: Chosen): Promise<Draft | undefined> {
    const { chain, random } = this.#parts
    for (let i = index; i < chain.length; i++) {
      const entry = chain[i]
      const step = entry?.sequence.take(() => random.next())
      if (entry === undefined || step === undefined) continue
      exchange.trail.note('respond', `${entry.origin.source}, by ${entry.key}`)
      const next = (options: NextOptions) => this.#next(i + 1, exchange, options)
      const draft =
        typeof step === 'function'
          ? await this.#callHandler(step, entry, exchange, next)
          : await this.#giveAnswer(step, entry, exchange, next)
      const { staleBecause } = entry.origin
      return staleBecause === undefined ? draft : withError(draft, staleBecause)
    }
    return undefined
  }

  async #next(index: number, exchange: Chosen, { status, example, patch }: NextOptions): Promise<EditableDraft> {
    // a wish is for something documented, which handlers further in may not give
    const hasWish = status !== undefined || example !== undefined
    const asked = hasWish ? withWish(exchange, status, example) : exchange
    const draft = hasWish
      ? await this.#parts.behind(asked, 'document')
      : ((await this.from(index, asked)) ?? (await this.#parts.behind(asked)))
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
    const { random, runtime } = this.#parts
    if (answer.delayMs !== undefined) await runtime.wait(timeOf(answer.delayMs, random))
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

  async #callHandler(
    handler: AnyHandler,
    { origin, key }: Entry,
    exchange: Chosen,
    next: (options: NextOptions) => Promise<EditableDraft>,
  ): Promise<Draft> {
    const { memory, call, random, runtime, placeOf, log } = this.#parts
    const failed = (what: string, error?: unknown) => {
      const at = (error === undefined ? undefined : placeOf(error)) ?? formatPlace(origin.place(key))
      return new Refusal('handler-failed', {
        detail: `${JSON.stringify(key)} in ${at} ${what}`,
        members: { at },
        headers: { [ERROR_HEADER]: asHeader(at) },
      })
    }
    const context = new HandlerContext({ exchange, memory, call, random, next, log: (line) => log(line, origin.source) })
    let result: unknown
    try {
      result = handler(context)
      if (isPromise(result)) result = await inTime(result, runtime.settings.handlerTimeoutMs)
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (error === LATE) throw failed(`did not answer within ${runtime.settings.handlerTimeoutMs} ms`)
      throw failed(`threw ${describe(error)}`, error)
    }
    try {
      if (result instanceof FaultValue)
        return { ...draftOfBody(undefined, exchange, origin.source), fault: result.fault, isDeliberate: true }
      if (result instanceof EditableDraft) return draftOfEdited(result, exchange, origin.source)
      if (result instanceof Reply) {
        if (result.body !== undefined || result.isDeliberate) return draftOfReply(result, exchange, origin.source)
        const draft = await this.#answerBehind({ status: result.status }, exchange, next, origin.source)
        return { ...draft, headers: { ...draft.headers, ...result.headers } }
      }
      const draft = draftOfBody(result, exchange, origin.source)
      const wanted = draft.for === undefined || draft.for === 'undocumented' ? exchange : draft.for
      if (result !== undefined || wanted.media === undefined) return draft
    } catch (error) {
      if (error instanceof Refusal) throw error
      throw failed(`gave a value that cannot be sent: ${describe(error)}`)
    }
    throw failed('gave nothing back; return a body, reply(…) or next()')
  }
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

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

const LATE = Symbol('late')

/** Rejects with LATE after so many ms; 0 waits for ever. */
function inTime(pending: Promise<unknown>, ms: number): Promise<unknown> {
  if (ms === 0) return pending
  const timer = new AbortController()
  const late = wait(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw LATE
  })
  late.catch(() => undefined)
  return Promise.race([pending, late]).finally(() => timer.abort())
}

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
