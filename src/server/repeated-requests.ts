// The very same request again, while nothing has changed that could change its answer: answered past all that decided it. Where somebody must
// be asked each time, as a handler, it is at least understood already.
import type { IncomingMessage } from 'node:http'
import { type Answered, understoodOf } from '../pipeline/answer-request.ts'
import type { Understood } from '../pipeline/exchange.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { asText, hasOneWrite, type OwnHeaders, type SentHead } from './write-response.ts'

/** An answer as it went out. */
export interface Repeatable {
  readonly answered: Answered
  readonly head: SentHead
  /** What of the head is ours. */
  readonly own: OwnHeaders
  /** Where exchanges can be looked at, as this client reaches it; the id follows. */
  readonly inspectBase: string
}

/** What can be sent again. */
interface Lasting extends Repeatable {
  /** The body, which goes out in one write with the head. */
  readonly text: string
}

interface Kept {
  readonly method: string | undefined
  readonly httpVersion: string
  readonly rawHeaders: readonly string[]
  readonly body: Buffer | undefined
  readonly lasting: Lasting | undefined
  readonly understood: { readonly by: Understood; readonly own: OwnHeaders } | undefined
}

/** Addresses, and requests to one of them that differ in headers or body. Past these all is forgotten, and decided anew. */
const MAX_ADDRESSES = 2_000
const MAX_VARIANTS = 4
const MAX_BYTES = 16 * 2 ** 20
/** Of the body of a request. */
const MAX_BODY_BYTES = 16 * 2 ** 10
/** Bodies that are as long, and begin and end alike, are mostly the same. */
const EDGE_BYTES = 64

export class RepeatedRequests {
  readonly #runtime: () => Runtime
  readonly #kept = new Map<string, Kept[]>()
  /** What was asked once: most is never asked again, and then keeping an answer costs more than it saves. */
  readonly #seen = new Set<string>()
  #bytes = 0
  #inForce: Runtime | undefined
  #version = 0

  constructor(runtime: () => Runtime) {
    this.#runtime = runtime
  }

  /** What the same request got before: same line, same headers in the same order, same body. */
  find({ method, url = '', httpVersion, rawHeaders }: IncomingMessage, body: Buffer | undefined): Kept | undefined {
    if (this.#forgetOutdated() === 0) return undefined
    return this.#kept
      .get(url)
      ?.find(
        (each) =>
          each.method === method &&
          each.httpVersion === httpVersion &&
          areSame(each.rawHeaders, rawHeaders) &&
          (each.body === undefined || body === undefined ? each.body === body : each.body.equals(body)),
      )
  }

  /** `begun` is the mark of the moment before the answer was decided: what changed meanwhile makes it one of yesterday. */
  keep({ method, url = '', httpVersion, rawHeaders }: IncomingMessage, begun: Mark, sent: Repeatable): void {
    const { lasts, request, response, chosen } = sent.answered
    const { body } = request
    const canLast = lasts && hasOneWrite(response.body)
    // a body would have to be read and judged anew
    if (!canLast && (chosen === undefined || body !== undefined)) return
    if (request.isBodyTooLarge || (body?.length ?? 0) > MAX_BODY_BYTES) return
    this.#forgetOutdated()
    if (begun.runtime !== this.#inForce || begun.version !== this.#version) return
    if (!this.#isSeen(body === undefined ? url : `${url}\n${looksOf(body)}`)) return
    this.#bytes += (body?.length ?? 0) + (canLast ? (response.body?.length ?? 0) : 0) + 2_000
    if (this.#kept.size >= MAX_ADDRESSES || this.#bytes > MAX_BYTES) this.clear()
    const by = canLast ? undefined : understoodOf(sent.answered)
    // an exchange knows its connection, which must not be held for as long as the answer is kept
    const answered = { ...sent.answered, chosen: undefined }
    const variants = this.#kept.get(url) ?? []
    if (variants.length === MAX_VARIANTS) variants.shift()
    variants.push({
      method,
      httpVersion,
      rawHeaders,
      body,
      lasting: canLast ? { ...sent, answered, text: asText(response.body) } : undefined,
      understood: by && { by, own: sent.own },
    })
    this.#kept.set(url, variants)
  }

  #isSeen(asked: string): boolean {
    const isSeen = this.#seen.has(asked)
    if (this.#seen.size >= MAX_ADDRESSES) this.#seen.clear()
    this.#seen.add(asked)
    return isSeen
  }

  /** What an answer that is decided from now on builds on. */
  mark(): Mark {
    const runtime = this.#runtime()
    return { runtime, version: versionOf(runtime) }
  }

  clear(): void {
    this.#kept.clear()
    this.#bytes = 0
  }

  /** How many addresses are left. */
  #forgetOutdated(): number {
    const { runtime, version } = this.mark()
    if (runtime !== this.#inForce || version !== this.#version) this.clear()
    this.#inForce = runtime
    this.#version = version
    return this.#kept.size
  }
}

const looksOf = (body: Buffer) => `${body.length}\n${asText(body.subarray(0, EDGE_BYTES))}\n${asText(body.subarray(-EDGE_BYTES))}`

export interface Mark {
  readonly runtime: Runtime
  readonly version: number
}

const versionOf = ({ live }: Runtime) => live.reduce((sum, responder) => sum + responder.version(), 0)

function areSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false
  return true
}
