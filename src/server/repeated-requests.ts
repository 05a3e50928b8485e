// The very same request again, while nothing has changed that could change its answer: answered past all that decided it.
import type { IncomingMessage } from 'node:http'
import type { Answered } from '../pipeline/answer-request.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { asText, hasOneWrite, type SentHead } from './write-response.ts'

/** An answer as it went out. */
export interface Repeatable {
  readonly answered: Answered
  readonly head: SentHead
  /** Where exchanges can be looked at, as this client reaches it; the id follows. */
  readonly inspectBase: string
}

interface Kept extends Repeatable {
  /** The body, which goes out in one write with the head. */
  readonly text: string
  readonly method: string | undefined
  readonly httpVersion: string
  readonly rawHeaders: readonly string[]
}

/** Addresses, and requests to one of them that differ in their headers. Past these all is forgotten, and decided anew. */
const MAX_ADDRESSES = 2_000
const MAX_VARIANTS = 4
const MAX_BYTES = 16 * 2 ** 20

export class RepeatedRequests {
  readonly #runtime: () => Runtime
  readonly #kept = new Map<string, Kept[]>()
  /** Addresses that were asked for once: most are never asked for again, and then keeping an answer costs more than it saves. */
  readonly #seen = new Set<string>()
  #bytes = 0
  #inForce: Runtime | undefined
  #version = 0

  constructor(runtime: () => Runtime) {
    this.#runtime = runtime
  }

  /** What the same request got before: same line, same headers in the same order, no body. */
  find({ method, url = '', httpVersion, rawHeaders }: IncomingMessage): Kept | undefined {
    if (this.#forgetOutdated() === 0) return undefined
    return this.#kept
      .get(url)
      ?.find((each) => each.method === method && each.httpVersion === httpVersion && areSame(each.rawHeaders, rawHeaders))
  }

  /** `begun` is the mark of the moment before the answer was decided: what changed meanwhile makes it one of yesterday. */
  keep({ method, url = '', httpVersion, rawHeaders, headers }: IncomingMessage, begun: Mark, sent: Repeatable): void {
    const { lasts, response } = sent.answered
    const { body } = response
    if (!lasts || !hasOneWrite(body)) return
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return
    this.#forgetOutdated()
    if (begun.runtime !== this.#inForce || begun.version !== this.#version) return
    if (!this.#isSeen(url)) return
    this.#bytes += (body?.length ?? 0) + 2_000
    if (this.#kept.size >= MAX_ADDRESSES || this.#bytes > MAX_BYTES) this.clear()
    const variants = this.#kept.get(url) ?? []
    if (variants.length === MAX_VARIANTS) variants.shift()
    variants.push({ method, httpVersion, rawHeaders, ...sent, text: asText(body) })
    this.#kept.set(url, variants)
  }

  #isSeen(url: string): boolean {
    const isSeen = this.#seen.has(url)
    if (this.#seen.size >= MAX_ADDRESSES) this.#seen.clear()
    this.#seen.add(url)
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
