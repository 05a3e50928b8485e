// What a handler may give back beside a plain body.
import { inspect } from 'node:util'
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
  headers: Record<string, string | readonly string[]>
  readonly #draft: Draft
  /** Undefined until somebody looks: most answers are passed on as they are. */
  #body: { readonly value: unknown } | undefined

  constructor(draft: Draft) {
    this.#draft = draft
    this.status = draft.status
    this.headers = { ...draft.headers }
  }

  get body(): unknown {
    const { body } = this.#draft
    this.#body ??= { value: body === undefined || 'value' in body ? body?.value : body.raw }
    return this.#body.value
  }

  set body(value: unknown) {
    this.#body = { value }
  }

  /** The draft behind it. A text or bytes that nobody touched are sent as they are. */
  get origin(): Draft {
    return this.#draft
  }

  /** Whether the body is what was handed out; a value that was looked at may have changed inside. */
  get hasOwnBody(): boolean {
    const { body } = this.#draft
    return this.#body === undefined || (body !== undefined && !('value' in body) && this.#body.value === body.raw)
  }

  /** As logs show it. */
  toJSON(): object {
    return { status: this.status, headers: this.headers, body: this.body }
  }

  [inspect.custom](): object {
    return this.toJSON()
  }
}

/** A header as text; lists are sent as several fields. */
export const headerValue = (value: unknown): string | readonly string[] =>
  Array.isArray(value) ? value.map(String) : String(value)
