// What a handler is given. Each part is made when it is first asked for: most handlers use two or three.
import { setTimeout as wait } from 'node:timers/promises'
import { parseCookies } from '../../http/cookies.ts'
import { withoutQueryForms } from '../../http/prefer.ts'
import type { Chosen } from '../../pipeline/exchange.ts'
import type { StoredResources } from '../resources/stored-resources.ts'
import { type Auth, credentialsOf } from './credentials.ts'
import { type EditableDraft, Reply } from './handler-results.ts'
import type { MockMemory } from './mock-memory.ts'
import { faults } from './shapes.ts'

export interface NextOptions {
  readonly status?: number
  readonly example?: string
  readonly patch?: unknown
}

export interface ContextParts {
  readonly exchange: Chosen
  readonly memory: MockMemory
  readonly resources: StoredResources
  /** How often the operation was called, this call included. */
  readonly call: number
  /** From 0 up to 1. */
  readonly random: () => number
  /** What would be answered without this handler. */
  readonly next: (options: NextOptions) => Promise<EditableDraft>
  readonly log: (line: string) => void
}

/** See `HandlerContext` of the library's types for what each part means. */
export class HandlerContext {
  readonly #parts: ContextParts
  #params: Readonly<Record<string, unknown>> | undefined

  constructor(parts: ContextParts) {
    this.#parts = parts
  }

  get params(): Readonly<Record<string, unknown>> {
    this.#params ??= copied(this.#parts.exchange.inputs.params)
    return this.#params
  }

  /** Typed where the document knows the parameter, else as text. */
  get query(): Readonly<Record<string, unknown>> {
    const { inputs, request } = this.#parts.exchange
    const query = withoutQueryForms(request.query)
    return { ...Object.fromEntries(new URLSearchParams(query)), ...copied(inputs.query) }
  }

  get headers(): Readonly<Record<string, unknown>> {
    const { inputs, request } = this.#parts.exchange
    return { ...request.headers, ...copied(inputs.headers) }
  }

  get cookies(): Readonly<Record<string, unknown>> {
    const { inputs, request } = this.#parts.exchange
    const sent = parseCookies(request.headers['cookie']).map(({ name, raw }) => [name, raw])
    return { ...Object.fromEntries(sent), ...copied(inputs.cookies) }
  }

  get body() {
    return this.#parts.exchange.inputs.body
  }

  get auth(): Auth | undefined {
    const { operation, request } = this.#parts.exchange
    return credentialsOf(operation.request().security, request)
  }

  get operation() {
    const { id, method, path } = this.#parts.exchange.operation
    return { id, method, path }
  }

  get reply() {
    return Object.assign((status: number, body?: unknown) => new Reply(status, body, false), {
      undocumented: (status: number, body?: unknown) => new Reply(status, body, true),
    })
  }

  get next() {
    return (options: NextOptions = {}) => this.#parts.next(options)
  }

  get db() {
    return this.#parts.memory.database
  }

  get resources() {
    return this.#parts.resources
  }

  get state() {
    return this.#parts.memory.state
  }

  get fault() {
    return faults
  }

  get call() {
    return this.#parts.call
  }

  get delay() {
    // a client that has gone waits for nothing
    return (delayMs: number) => wait(delayMs, undefined, { signal: this.signal })
  }

  get now() {
    return () => new Date()
  }

  get random() {
    return this.#parts.random
  }

  get log() {
    return (...values: unknown[]) => this.#parts.log(values.map(shown).join(' '))
  }

  get signal(): AbortSignal {
    return this.#parts.exchange.clientSignal()
  }
}

/** A handler may change what it is given; what the request says stays. */
const copied = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.values(values).some((value) => typeof value === 'object') ? structuredClone(values) : { ...values }

const shown = (value: unknown) => {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
