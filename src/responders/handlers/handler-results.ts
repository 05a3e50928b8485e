// What a handler may give back beside a plain body.
import type { Draft } from '../../pipeline/exchange.ts'

/** Made by `reply`. */
export class Reply {
  readonly status: number
  readonly body: unknown
  readonly isDeliberate: boolean
  readonly headers: Record<string, string | readonly string[]> = {}

  constructor(status: number, body: unknown, isDeliberate: boolean) {
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new RangeError(`reply(${String(status)}): a status is a whole number from 200 to 599`)
    this.status = status
    this.body = body
    this.isDeliberate = isDeliberate
  }

  header(name: string, value: unknown): this {
    this.headers[name.toLowerCase()] = headerValue(value)
    return this
  }
}

/** Made by `next`: the answer that would have been sent, to be edited and given back. */
export class EditableDraft {
  status: number
  body: unknown
  headers: Record<string, string | readonly string[]>
  readonly #draft: Draft
  readonly #body: unknown

  constructor(draft: Draft) {
    this.#draft = draft
    this.status = draft.status
    this.headers = { ...draft.headers }
    this.body = draft.body === undefined ? undefined : 'raw' in draft.body ? draft.body.raw : draft.body.value
    this.#body = this.body
  }

  /** The draft behind it. A text or bytes that nobody touched are sent as they are. */
  get origin(): Draft {
    return this.#draft
  }

  /** Whether the body is still the very thing that was handed out; what is inside it may have changed. */
  get hasOwnBody(): boolean {
    return this.body === this.#body
  }
}

/** A header as text; lists are sent as several fields. */
export const headerValue = (value: unknown): string | readonly string[] =>
  Array.isArray(value) ? value.map(String) : String(value)
