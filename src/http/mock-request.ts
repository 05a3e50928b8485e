// HTTP as plain values: a request and an answer that a test can write as literals.
import type { Fault } from './fault.ts'

export interface MockRequest {
  /** Upper case. */
  readonly method: string
  /** As sent, percent-encoding kept, without the query: `/pets/a%2Fb`. */
  readonly path: string
  /** Behind "?", without it; '' when there is none. */
  readonly query: string
  /** Names in lower case; repeated fields as a list, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Undefined when the request has none. */
  readonly body: Buffer | undefined
  /** The body was longer than the limit, and was not read. */
  readonly isBodyTooLarge?: boolean
}

export interface MockResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Buffer | undefined
  /** How the answer breaks off, when it is meant to. */
  readonly fault?: Fault
}

/** One field as one text; repeated fields joined by a comma. */
export function headerText(headers: MockRequest['headers'], name: string): string | undefined {
  // a header may be asked for by any name a document has, `constructor` too
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return typeof value === 'string' || value === undefined ? value : value.join(', ')
}
