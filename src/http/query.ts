// The query as it was sent: order, repeats and bad percent-encoding are kept. Sources: WHATWG URL "application/x-www-form-urlencoded parsing"; RFC 3986 "Percent-Encoding".

export interface QueryPair {
  /** Decoded; as written where it is badly encoded, so that it is at least nobody else's name. */
  readonly name: string
  /** What stands behind "=", as sent; '' where there is none. */
  readonly raw: string
  /** The same decoded; undefined where it is badly encoded. */
  readonly value: string | undefined
}

/** All pairs of a query, found by name without a walk over all of them. */
export class Query {
  readonly pairs: readonly QueryPair[]
  #byName: Map<string, QueryPair[]> | undefined
  #byStem: Map<string, QueryPair[]> | undefined

  constructor(pairs: readonly QueryPair[]) {
    this.pairs = pairs
  }

  /** The pairs of exactly this name, in order. */
  all(name: string): readonly QueryPair[] {
    this.#byName ??= indexed(this.pairs, (pair) => pair.name)
    return this.#byName.get(name) ?? NONE
  }

  /** The pairs whose name goes on with a bracket: `filter[a]=1` and `filter[a][b]=2` are under `filter`. */
  under(stem: string): readonly QueryPair[] {
    this.#byStem ??= indexed(this.pairs, (pair) => stemOf(pair.name))
    return this.#byStem.get(stem) ?? NONE
  }
}

const NONE: readonly QueryPair[] = []

/** `filter[a]` -> `filter`; undefined without a bracket. */
export function stemOf(name: string): string | undefined {
  const at = name.indexOf('[')
  return at < 0 ? undefined : name.slice(0, at)
}

function indexed(pairs: readonly QueryPair[], keyOf: (pair: QueryPair) => string | undefined): Map<string, QueryPair[]> {
  const index = new Map<string, QueryPair[]>()
  for (const pair of pairs) {
    const key = keyOf(pair)
    if (key === undefined) continue
    const known = index.get(key)
    if (known === undefined) index.set(key, [pair])
    else known.push(pair)
  }
  return index
}

/** Splits the text behind "?", without it. Empty pairs (`a=1&&b=2`) are none. */
export function parseQuery(query: string): Query {
  if (query === '') return new Query(NONE)
  const pairs: QueryPair[] = []
  for (const text of query.split('&')) {
    if (text === '') continue
    const at = text.indexOf('=')
    const name = at < 0 ? text : text.slice(0, at)
    const raw = at < 0 ? '' : text.slice(at + 1)
    pairs.push({ name: decodeFormText(name) ?? name, raw, value: decodeFormText(raw) })
  }
  return new Query(pairs)
}

/** Percent-decoding; undefined when a "%" is not followed by two hexadecimal digits or the bytes are no UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The same in a query, where "+" is a space. */
export const decodeFormText = (text: string): string | undefined =>
  decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text)

/** Encodes all that is not unreserved; half a surrogate pair, which no bytes can stand for, becomes U+FFFD. Source: RFC 3986 "Unreserved Characters". */
export const encodePercent = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, byCode)

const byCode = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
