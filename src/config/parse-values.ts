// Texts -> values of settings: the same rules for flags, environment variables and config files.
import { isIPv6 } from 'node:net'
import { suggest } from '../diagnostics/suggest.ts'
import type { Settings } from './settings.ts'

/** A text is no usable value. The message begins where `--port abc: ` ends, so that each source can name itself. */
export class ValueError extends Error {}

const MAX_PORT = 65_535

/** 0 to 65535, in digits only: `12abc` is not 12. Throws ValueError. */
export function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (port <= MAX_PORT) return port
  throw new ValueError(`not a port number (0 to ${MAX_PORT})${nearestPort(text)}`)
}

/** A digit too many is the usual slip: the longest beginning that is a port. */
function nearestPort(text: string): string {
  return /^[1-9]\d{5}$/.test(text) && Number(text.slice(0, 5)) <= MAX_PORT ? `; did you mean ${text.slice(0, 5)}?` : ''
}

const MAX_SEED = 2 ** 32 - 1

/** A whole number of 32 bits. Throws ValueError. */
export function parseSeed(text: string): number {
  const seed = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (seed <= MAX_SEED) return seed
  throw new ValueError(`not a seed (a whole number from 0 to ${MAX_SEED})`)
}

/** An address to listen on; brackets around an IPv6 address are taken off. Throws ValueError. */
export function parseHost(text: string): string {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  if (/^[a-z]+:\/\//i.test(host)) throw new ValueError('not a host but a URL; write the name or address alone, such as 127.0.0.1')
  const withPort = /^([^:]+):(\d+)$/.exec(host)
  if (withPort) throw new ValueError(`a host has no port; give host ${withPort[1]} and port ${withPort[2]} apart`)
  if (!/^[\w.:%-]+$/.test(host)) throw new ValueError('not a host name or address')
  return host
}

/** A name that requests may give as Host. Throws ValueError. */
export function parseAllowedHost(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  if (isIPv6(bare)) return `[${bare}]`
  if (/^[\w.-]+$/.test(text)) return bare
  const name = /^(?:[a-z]+:\/\/)?([\w.-]+)(?::\d+)?\/?$/i.exec(text)?.[1]
  throw new ValueError(`not a host name${name === undefined ? '' : `; did you mean ${name}?`}`)
}

/** `off`, or the origin of a page: scheme, host and port. Throws ValueError. */
export function parseOrigin(text: string): string {
  if (text === 'off') return text
  if (text === '*')
    throw new ValueError(
      'every web page could read the mock; name the origins instead (pages of this machine are allowed anyway)',
    )
  const [beginning] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+/i.exec(text) ?? []
  const isWeb = /^https?:/i.test(text)
  if (beginning === undefined || (isWeb && !URL.canParse(beginning)))
    throw new ValueError('not an origin, such as http://localhost:5173, nor off')
  // the form that browsers send: lower case, no port that the scheme implies
  const origin = isWeb ? new URL(beginning).origin : beginning.toLowerCase()
  if (!['', '/'].includes(text.slice(beginning.length))) throw new ValueError(`an origin has no path; did you mean ${origin}?`)
  return origin
}

/** All origins at once: a list, or `off` alone. Throws ValueError. */
export function combineOrigins(origins: readonly string[]): Settings['cors'] {
  if (!origins.includes('off')) return origins
  if (origins.some((origin) => origin !== 'off')) throw new ValueError('off allows no origin, so no other can stand beside it')
  return 'off'
}

/** yes or no, in the ways people write it. Throws ValueError. */
export function parseSwitch(text: string): boolean {
  if (/^(true|1|yes|on)$/i.test(text)) return true
  if (/^(false|0|no|off)$/i.test(text)) return false
  throw new ValueError('neither true nor false')
}

/** One of a few words. Throws ValueError. */
export const parseChoice =
  <Word extends string>(...words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((each) => each === text)
    if (word !== undefined) return word
    const near = suggest(text, words)
    throw new ValueError(`not one of ${words.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`)
  }

/** A number of bytes from 1. Throws ValueError. */
export function parseBytes(text: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text)
  throw new ValueError('not a number of bytes')
}

/** Milliseconds; 0 is no limit. Throws ValueError. */
export function parseMilliseconds(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new ValueError('not a number of milliseconds')
}

/** What is no empty text. Throws ValueError. */
export function parsePath(text: string): string {
  if (text !== '' && !text.includes('\0')) return text
  throw new ValueError('not a path')
}

const MIN_TOKEN = 16

/** What can stand behind `Bearer` and is not soon guessed. Throws ValueError. Source: RFC 6750 "Authorization Request Header Field". */
export function parseToken(text: string): string {
  if (!/^[\w.~+/-]+=*$/.test(text)) throw new ValueError('not a token: letters, digits and -._~+/ alone')
  if (text.length < MIN_TOKEN) throw new ValueError(`too short for a token: ${MIN_TOKEN} characters or more`)
  return text
}

const each =
  <T>(parse: (text: string) => T) =>
  (texts: readonly string[]): readonly T[] =>
    texts.map(parse)

/** Settings that hold one value each. */
export const valueParsers = {
  host: parseHost,
  port: parsePort,
  seed: parseSeed,
  examples: parseChoice('fitting', 'as-written'),
  dynamic: parseSwitch,
  stateless: parseSwitch,
  state: parsePath,
  strict: parseSwitch,
  watch: parseSwitch,
  validate: parseChoice('enforce', 'report', 'off'),
  security: parseSwitch,
  errors: parseSwitch,
  mocks: parsePath,
  handlerTimeoutMs: parseMilliseconds,
  bodyLimitBytes: parseBytes,
  controlToken: parseToken,
} satisfies { readonly [Key in keyof Settings]?: (text: string) => Settings[Key] }

/** Settings that hold a list. */
export const listParsers = {
  documents: each(parsePath),
  allowHosts: each(parseAllowedHost),
  allowRefs: each(parsePath),
  cors: (texts: readonly string[]) => combineOrigins(each(parseOrigin)(texts)),
} satisfies { readonly [Key in keyof Settings]?: (texts: readonly string[]) => Settings[Key] }
