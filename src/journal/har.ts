// Exchanges as an HTTP archive. Source: HAR 1.2 specification.
import { STATUS_CODES } from 'node:http'
import { parseCookies } from '../http/cookies.ts'
import { essenceOf } from '../http/media-type.ts'
import { headerText, type MockRequest, type MockResponse } from '../http/mock-request.ts'
import { MASK, masked, maskSecrets } from '../http/secrets.ts'
import type { Exchange } from './journal.ts'

export interface HarOptions {
  readonly version: string
  /** `http://127.0.0.1:62893`, without a slash at the end. */
  readonly origin: string
  /** Whether credentials stand in it: archives are passed on, so they are hidden unless that is asked for. */
  readonly showsSecrets: boolean
}

/** The archive as JSON value. What it cannot know (sizes of heads, the times of connecting) is -1 or 0, as the specification says. */
export function toHar(exchanges: readonly Exchange[], options: HarOptions): Record<string, unknown> {
  return {
    log: {
      version: '1.2',
      creator: { name: 'mockserve', version: options.version },
      entries: exchanges.map((exchange) => entryOf(exchange, options)),
    },
  }
}

function entryOf(exchange: Exchange, options: HarOptions): Record<string, unknown> {
  const { at, ms, request, response, id, operation, source } = exchange
  return {
    startedDateTime: new Date(at).toISOString(),
    time: ms,
    request: requestOf(request, exchange.requestBytes, options),
    response: responseOf(response, exchange.responseBytes, options),
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    comment: [`exchange ${id}`, ...(operation === undefined ? [] : [operation.id]), source].join(', '),
  }
}

function requestOf(request: MockRequest, bytes: number, { origin, showsSecrets }: HarOptions): Record<string, unknown> {
  const query = showsSecrets ? request.query : maskSecrets(request.query)
  const mimeType = headerText(request.headers, 'content-type')
  return {
    method: request.method,
    url: `${origin}${request.path}${query === '' ? '' : `?${query}`}`,
    httpVersion: 'HTTP/1.1',
    cookies: parseCookies(request.headers['cookie']).map(({ name, raw }) => ({ name, value: showsSecrets ? raw : MASK })),
    headers: headersOf(request.headers, showsSecrets),
    queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    ...(request.body !== undefined && {
      postData: {
        mimeType: mimeType ?? 'application/octet-stream',
        // the format has no room for bytes that are no text
        text: request.body.toString(),
        ...(request.body.length < bytes && { comment: `cut after ${request.body.length} of ${bytes} bytes` }),
      },
    }),
    headersSize: -1,
    bodySize: bytes,
  }
}

function responseOf(
  { status, headers, body }: MockResponse,
  bytes: number,
  { showsSecrets }: HarOptions,
): Record<string, unknown> {
  const mimeType = headerText(headers, 'content-type') ?? 'x-unknown'
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [headers['set-cookie'] ?? []].flat().map((line) => {
      const [, name = '', value = ''] = /^\s*([^=;]*)=?([^;]*)/.exec(line) ?? []
      return { name, value: showsSecrets ? value : MASK }
    }),
    headers: headersOf(headers, showsSecrets),
    content: { size: bytes, mimeType, ...contentOf(body, mimeType), ...cutOf(body, bytes) },
    redirectURL: headerText(headers, 'location') ?? '',
    headersSize: -1,
    bodySize: bytes,
  }
}

function contentOf(body: Buffer | undefined, mimeType: string): Record<string, unknown> {
  if (body === undefined) return {}
  const isText = /^text\/|[/+](json|xml)$|urlencoded|ndjson|javascript|yaml/.test(essenceOf(mimeType))
  return isText ? { text: body.toString() } : { text: body.toString('base64'), encoding: 'base64' }
}

const cutOf = (body: Buffer | undefined, bytes: number) =>
  body !== undefined && body.length < bytes ? { comment: `cut after ${body.length} of ${bytes} bytes` } : {}

const headersOf = (headers: MockRequest['headers'], showsSecrets: boolean) =>
  Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => ({ name, value: showsSecrets ? each : masked(name, each) })),
  )
