// What browsers may do: names that are ours, origins that may read, everything else kept out.
// Sources: WHATWG Fetch "HTTP-network-or-cache fetch" (CORS), RFC 9110 "Host and :authority".
import { isIP } from 'node:net'
import { remembered } from '../http/remembered.ts'

export interface GateOptions {
  /** Host names beside the loopback ones: the address that is listened on, and `--allow-host`. */
  readonly hosts: readonly string[]
  /** Listening on every address: then any address will do as Host, since a name that was bound anew cannot be one. */
  readonly anyAddress?: boolean
  /** Origins beside the loopback ones; `off` grants none. */
  readonly origins: readonly string[] | 'off'
}

export interface GateRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly httpVersion: string
  /** How many Host fields were sent. */
  readonly hostCount: number
  /** One of our own pages: no other origin may use it, whatever it may do with the mock. */
  readonly isOwnPage: boolean
}

export type GateVerdict =
  | { readonly kind: 'pass'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'preflight'; readonly headers: Readonly<Record<string, string>> }
  | ({ readonly kind: 'refuse' } & KeptOut)

/** A request that is answered before the mock looks at it. */
export interface KeptOut {
  readonly status: number
  readonly code: 'bad-host' | 'foreign-host' | 'foreign-origin' | 'foreign-site' | 'long-address' | 'unreadable' | 'internal'
  /** One sentence. */
  readonly detail: string
  readonly hint?: string
}

const LOOPBACK = /^(localhost|([a-z0-9-]+\.)+localhost|127\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})|\[::1\])$/i
const HOST = /^((?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?)|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i

/** Judges a request before anything else looks at it. A web page that a person has open must not be able to use the mock. */
export function judge(request: GateRequest, { hosts, anyAddress = false, origins }: GateOptions): GateVerdict {
  const host = text(request.headers['host'])
  if (request.hostCount > 1)
    return { kind: 'refuse', status: 400, code: 'bad-host', detail: 'The request has more than one Host header.' }
  if (host === undefined || host === '') {
    if (request.httpVersion !== '1.0')
      return { kind: 'refuse', status: 400, code: 'bad-host', detail: 'The request has no Host header.' }
  } else {
    const name = nameIn(host)
    if (name === undefined || !(isLoopback(name) || hosts.includes(name) || (anyAddress && isAddress(name)))) {
      return {
        kind: 'refuse',
        status: 403,
        code: 'foreign-host',
        detail: 'This Host is not served here.',
        hint: 'use 127.0.0.1 or localhost, or start with --allow-host NAME',
      }
    }
  }
  const origin = text(request.headers['origin'])
  if (origin !== undefined) return judgeOrigin(origin, request, origins)
  const isNavigation = request.method === 'GET' && text(request.headers['sec-fetch-mode']) === 'navigate'
  const site = text(request.headers['sec-fetch-site'])
  if ((site === 'cross-site' || (site === 'same-site' && request.isOwnPage)) && !isNavigation) {
    return {
      kind: 'refuse',
      status: 403,
      code: 'foreign-site',
      detail: 'Requests from pages of another site are not answered.',
      hint: 'allow the page with --cors ORIGIN',
    }
  }
  return { kind: 'pass', headers: NO_GRANT }
}

/** To answers that another origin may not read, too: a cache must not show one of them to it. */
export const NO_GRANT: Readonly<Record<string, string>> = { vary: 'Origin' }

function judgeOrigin(origin: string, request: GateRequest, origins: GateOptions['origins']): GateVerdict {
  const own = `http://${text(request.headers['host']) ?? ''}`
  if (origin === own) return { kind: 'pass', headers: NO_GRANT }
  if (request.isOwnPage)
    return {
      kind: 'refuse',
      status: 403,
      code: 'foreign-origin',
      detail: "mockserve's own pages answer no other origin.",
      hint: `open ${own}/__mockserve/`,
    }
  const isListed = origins !== 'off' && origins.includes(origin)
  if (origins === 'off' || !(isListed || isLoopbackOrigin(origin))) {
    return {
      kind: 'refuse',
      status: 403,
      code: 'foreign-origin',
      detail: 'This Origin may not use the mock.',
      hint: 'allow it with --cors ORIGIN',
    }
  }
  const headers: Record<string, string> = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  }
  const method = text(request.headers['access-control-request-method'])
  if (request.method !== 'OPTIONS' || method === undefined)
    return { kind: 'pass', headers: { ...headers, 'access-control-expose-headers': EXPOSED } }
  headers['access-control-allow-methods'] = METHOD.test(method)
    ? [...new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', method])].join(', ')
    : 'GET'
  const asked = text(request.headers['access-control-request-headers'])
  if (asked !== undefined && HEADER_LIST.test(asked)) headers['access-control-allow-headers'] = asked
  headers['access-control-max-age'] = '600'
  if (isListed && text(request.headers['access-control-request-private-network']) === 'true')
    headers['access-control-allow-private-network'] = 'true'
  headers['vary'] = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'
  return { kind: 'preflight', headers }
}

/** What page scripts may read beyond the few that browsers show anyway; `*` does not count beside credentials. */
const EXPOSED =
  'mockserve-operation, mockserve-source, mockserve-inspect, mockserve-violations, sl-violations, location, link, etag, allow, retry-after, content-disposition, www-authenticate, x-request-id, x-total-count, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset'
const METHOD = /^[A-Z]{1,20}$/
const HEADER_LIST = /^[\w!#$%&'*+.^`|~-]+(\s*,\s*[\w!#$%&'*+.^`|~-]+){0,99}$/

/** The name of a Host field, without its port; undefined when it is none. */
const nameIn = remembered((host) => HOST.exec(host)?.[1]?.toLowerCase())

const isLoopback = remembered(
  (name) => LOOPBACK.test(name) && !(name.startsWith('127.') && name.split('.').some((part) => Number(part) > 255)),
)

const isAddress = (name: string) => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0

function isLoopbackOrigin(origin: string): boolean {
  const match = /^https?:\/\/([^/:[\]@]+|\[[0-9a-f:]+\])(:\d{1,5})?$/i.exec(origin)
  return match?.[1] !== undefined && isLoopback(match[1].toLowerCase())
}

const text = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' || value === undefined ? value : value[0]
