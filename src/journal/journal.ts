// What was asked and answered of late: bounded in number and in bytes, the oldest goes first.
import { decodeCharset } from '../codecs/bodies/decode-charset.ts'
import { readContentType } from '../codecs/bodies/decode-content-type.ts'
import type { Operation } from '../contract/operation.ts'
import { familyOf } from '../http/media-type.ts'
import { headerText, type MockRequest, type MockResponse } from '../http/mock-request.ts'
import type { Answered } from '../pipeline/answer-request.ts'
import type { Inputs } from '../pipeline/exchange.ts'
import type { Note } from '../pipeline/trail.ts'
import { type ExchangeViolation, type ToldViolation, toMember } from '../pipeline/violation.ts'
import { Recent } from './recent.ts'

/** One request and its answer, as they are remembered. */
export interface Exchange {
  /** `1`, `2`, … in the order in which requests arrived. */
  readonly id: string
  /** When it arrived, in ms since 1970. */
  readonly at: number
  /** From its arrival to the answer being ready. */
  readonly ms: number
  /** The body is cut after `maxBodyBytes`: `requestBytes` tells its whole length. */
  readonly request: MockRequest
  readonly response: MockResponse
  readonly requestBytes: number
  readonly responseBytes: number
  /** Undefined: no operation was meant. */
  readonly operation: { readonly id: string; readonly method: string; readonly path: string } | undefined
  readonly inputs: Inputs | undefined
  /** Where the answer came from: `example:rex`, `sample`, `refusal:no-such-path`. */
  readonly source: string
  readonly trail: readonly Note[]
  /** How many rules the request and our answer break, notes among them. */
  readonly violationCount: number
  violations(): readonly ToldViolation[]
  /** The id of the exchange whose request was sent once more; undefined for what a client sent. */
  readonly replayOf: string | undefined
  /** Answered before the mock looked at it: from a foreign page, or unreadable. */
  readonly isKeptOut: boolean
}

/** Told as it happens. */
export interface JournalListener {
  recorded(exchange: Exchange): void
  cleared(): void
}

export interface JournalLimits {
  readonly maxExchanges: number
  /** Of all bodies together. */
  readonly maxBytes: number
  /** Of one body: what is longer is cut. */
  readonly maxBodyBytes: number
  /** A foreign page that knocks again and again must not drive out what was asked of the mock. */
  readonly maxKeptOut: number
}

const usual: JournalLimits = { maxExchanges: 1_000, maxBytes: 32 * 2 ** 20, maxBodyBytes: 64 * 2 ** 10, maxKeptOut: 100 }

export class Journal {
  readonly limits: JournalLimits
  /** Of all that was ever recorded, and so the number of the latest. */
  #total = 0
  #begun = 0
  #bytes = 0
  /** In order of the answers. */
  readonly #exchanges = new Recent<Exchange>()
  /** Those among them that were kept out. */
  readonly #keptOut = new Recent<Exchange>()
  readonly #listeners = new Set<JournalListener>()

  constructor(limits: Partial<JournalLimits> = {}) {
    this.limits = { ...usual, ...limits }
  }

  /** The id of an exchange that begins now, so that its answer can name it. */
  begin(): string {
    this.#begun++
    return String(this.#begun)
  }

  record(
    id: string,
    at: number,
    ms: number,
    answered: Answered,
    { replayOf, isKeptOut = false }: { readonly replayOf?: string | undefined; readonly isKeptOut?: boolean } = {},
  ): Exchange {
    const { request, response } = answered
    const { maxBodyBytes } = this.limits
    const exchange: Exchange = {
      id,
      at,
      ms,
      request: withBodyUpTo(maxBodyBytes, request),
      response: withBodyUpTo(maxBodyBytes, response),
      requestBytes: request.body?.length ?? 0,
      responseBytes: response.body?.length ?? 0,
      operation: answered.operation && nameOf(answered.operation),
      inputs: answered.inputs && withBodyReadLate(answered.inputs, request, maxBodyBytes),
      source: String(response.headers['mockserve-source'] ?? ''),
      trail: answered.trail.notes,
      violationCount: answered.violations.length,
      violations: toldLate(answered.violations),
      replayOf,
      isKeptOut,
    }
    this.#total++
    this.#bytes += sizeOf(exchange)
    this.#exchanges.add(exchange)
    if (isKeptOut) this.#countKeptOut(exchange)
    while (this.#exchanges.size > this.limits.maxExchanges || this.#bytes > this.limits.maxBytes) {
      const gone = this.#exchanges.dropOldest()
      if (gone === undefined) break
      if (gone.isKeptOut) this.#keptOut.dropOldest()
      this.#bytes -= sizeOf(gone)
    }
    for (const listener of this.#listeners) listener.recorded(exchange)
    return exchange
  }

  #countKeptOut(exchange: Exchange): void {
    this.#keptOut.add(exchange)
    if (this.#keptOut.size <= this.limits.maxKeptOut) return
    const oldest = this.#keptOut.dropOldest()
    if (oldest === undefined) return
    this.#exchanges.remove(oldest)
    this.#bytes -= sizeOf(oldest)
  }

  /** The documents in force are about to be let go: what is known only from them is written down. */
  settle(): void {
    for (const { violations } of this.list()) violations()
  }

  get(id: string): Exchange | undefined {
    return this.list().findLast((each) => each.id === id)
  }

  /** Oldest first. */
  list(): readonly Exchange[] {
    return this.#exchanges.all()
  }

  /** How many were recorded since the start or the last clear, those that were dropped since too. */
  get total(): number {
    return this.#total
  }

  clear(): void {
    this.#exchanges.clear()
    this.#keptOut.clear()
    this.#bytes = 0
    this.#total = 0
    for (const listener of this.#listeners) listener.cleared()
  }

  /** The function given back ends the listening. */
  listen(listener: JournalListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** Three texts of an operation, not the operation: that would keep the documents of every reload. */
function nameOf(operation: Operation): Exchange['operation'] {
  const known = names.get(operation) ?? { id: operation.id, method: operation.method, path: operation.path }
  names.set(operation, known)
  return known
}

const names = new WeakMap<Operation, NonNullable<Exchange['operation']>>()

/** Finding the lines of rules costs time that an answer should not wait for: done when first asked, then their document is let go. */
function toldLate(found: readonly ExchangeViolation[]): () => readonly ToldViolation[] {
  if (found.length === 0) return nothing
  let violations: readonly ExchangeViolation[] | undefined = found
  let told: readonly ToldViolation[] = []
  return () => {
    if (violations !== undefined) told = violations.map(toMember)
    violations = undefined
    return told
  }
}

const nothing = () => []

/**
 * A value is many small objects, which would be most of what an exchange keeps and what a garbage collection has to carry along: of plain
 * JSON the bytes are kept alone, and read again when somebody asks. What a handler made of the value is not in them.
 */
function withBodyReadLate(inputs: Inputs, { body, headers }: MockRequest, most: number): Inputs {
  const { params, query, headers: fields, cookies, body: value } = inputs
  if (typeof value !== 'object' || value === null || body === undefined || body.length > most || !isPlainJson(headers))
    return inputs
  return {
    params,
    query,
    headers: fields,
    cookies,
    get body() {
      return JSON.parse(decodeCharset(body))
    },
  }
}

function isPlainJson(headers: MockRequest['headers']): boolean {
  const type = readContentType(headerText(headers, 'content-type'))
  return (
    type !== undefined &&
    familyOf(type.essence) === 'json' &&
    type.parameters['charset'] === undefined &&
    headers['content-encoding'] === undefined
  )
}

/** The body is copied when it is cut, so that the whole is let go. */
function withBodyUpTo<Message extends MockRequest | MockResponse>(most: number, message: Message): Message {
  const { body } = message
  return body === undefined || body.length <= most ? message : { ...message, body: Buffer.from(body.subarray(0, most)) }
}

const sizeOf = ({ request, response }: Exchange) => (request.body?.length ?? 0) + (response.body?.length ?? 0) + 1_000
