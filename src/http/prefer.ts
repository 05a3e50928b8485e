// What a client asks of the mock: the Prefer header, and Prism's query forms. Source: RFC 7240 "The Prefer Request Header Field".

export interface Preferences {
  /** `code=404`: the status wanted, as written. */
  readonly code?: string
  /** `example=rex`: the documented example wanted. */
  readonly example?: string
  /** `dynamic=true`: a fresh sample each time. */
  readonly dynamic?: boolean
  /** `seed=7`: the seed of the sample. */
  readonly seed?: string
  /** `delay=300`: milliseconds to wait. */
  readonly delayMs?: number
  /** `validate=off|report|enforce`. */
  readonly validate?: string
}

const QUERY_FORMS = {
  __code: 'code',
  __example: 'example',
  __dynamic: 'dynamic',
  __seed: 'seed',
  __delay: 'delay',
  __validate: 'validate',
} as const
/** A token, and perhaps a word behind "=". */
const PREFERENCE = /([!#$%&'*+.^`|~\w-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^,;\s]*)))?/g
/** Longer waits would look like a hung server. */
export const MAX_DELAY_MS = 60_000

/** Header first, then the query; the first mention of a name counts. `query` is the text behind "?". */
export function parsePreferences(prefer: string | readonly string[] | undefined, query: string): Preferences {
  if (prefer === undefined && !query.includes('__')) return NONE
  const wishes = new Map<string, string>()
  const add = (name: string, value: string) => {
    if (!wishes.has(name)) wishes.set(name, value)
  }
  const header = typeof prefer === 'string' ? prefer : (prefer ?? []).join(',')
  for (const [, name = '', quoted, plain = ''] of header.matchAll(PREFERENCE)) {
    add(name.toLowerCase(), quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1'))
  }
  if (query.includes('__')) {
    const parameters = new URLSearchParams(query)
    for (const [form, name] of Object.entries(QUERY_FORMS)) {
      const value = parameters.get(form)
      if (value !== null) add(name, value)
    }
  }
  return toPreferences(wishes)
}

const NONE: Preferences = {}

function toPreferences(wishes: ReadonlyMap<string, string>): Preferences {
  const text = (name: string) => wishes.get(name) || undefined
  const delay = Number(wishes.get('delay') || Number.NaN)
  const [code, example, seed, validate] = [text('code'), text('example'), text('seed'), text('validate')]
  return {
    ...(code !== undefined && { code }),
    ...(example !== undefined && { example }),
    ...(seed !== undefined && { seed }),
    ...(validate !== undefined && { validate: validate.toLowerCase() }),
    ...(wishes.has('dynamic') && { dynamic: wishes.get('dynamic') !== 'false' }),
    ...(Number.isFinite(delay) && delay > 0 && { delayMs: Math.min(delay, MAX_DELAY_MS) }),
  }
}

/** The query without Prism's forms: a contract does not know them. */
export function withoutQueryForms(query: string): string {
  if (!query.includes('__')) return query
  return query
    .split('&')
    .filter((pair) => !Object.hasOwn(QUERY_FORMS, pair.split('=')[0] ?? ''))
    .join('&')
}
