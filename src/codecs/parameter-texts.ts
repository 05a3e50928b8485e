// The texts of a request that parameters are read from; each part is split when a parameter first asks for it.
import { type Cookie, parseCookies } from '../http/cookies.ts'
import type { MockRequest } from '../http/mock-request.ts'
import { parseQuery, type Query } from '../http/query.ts'

/** What stood in the path for a `{name}`. */
export interface PathText {
  /** As sent, percent-encoding kept: delimiters that are encoded belong to a value. Undefined where only the decoded text is known. */
  readonly raw: string | undefined
  readonly decoded: string
}

export class ParameterTexts {
  readonly path: ReadonlyMap<string, PathText>
  /** Behind "?", as sent. */
  readonly rawQuery: string
  readonly #headers: MockRequest['headers']
  #query: Query | undefined
  #cookies: readonly Cookie[] | undefined

  constructor(path: ReadonlyMap<string, PathText>, query: string, headers: MockRequest['headers']) {
    this.path = path
    this.rawQuery = query
    this.#headers = headers
  }

  get query(): Query {
    this.#query ??= parseQuery(this.rawQuery)
    return this.#query
  }

  get cookies(): readonly Cookie[] {
    this.#cookies ??= parseCookies(this.#field('cookie'))
    return this.#cookies
  }

  /** A header, its name in lower case; repeated fields are joined by a comma. */
  header(name: string): string | undefined {
    const value = this.#field(name)
    return value === undefined || typeof value === 'string' ? value : value.join(', ')
  }

  /** Only what was sent: a header parameter may be named `constructor`. */
  #field(name: string): string | readonly string[] | undefined {
    return Object.hasOwn(this.#headers, name) ? this.#headers[name] : undefined
  }
}
