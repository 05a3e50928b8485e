// Between Fastify and the walk: its request as a MockRequest, our answer on its reply.
import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MockRequest, MockResponse } from '../http/mock-request.ts'
import { breakOff } from './break-off.ts'

/** What stands for a Content-Type while Fastify reads a body: it would refuse the types that it cannot read itself. */
const ANY_BYTES = 'application/octet-stream'
const sentTypes = new WeakMap<FastifyRequest, string | undefined>()

/** Puts the Content-Type aside, so that the walk judges it, and not Fastify. */
export function hideContentType(request: FastifyRequest): void {
  const { headers } = request.raw
  // Fastify asks QUERY for one
  if (headers['content-type'] === undefined && request.method !== 'QUERY') return
  sentTypes.set(request, headers['content-type'])
  headers['content-type'] = ANY_BYTES
}

function showContentType(request: FastifyRequest): void {
  if (!sentTypes.has(request)) return
  const sent = sentTypes.get(request)
  if (sent === undefined) delete request.raw.headers['content-type']
  else request.raw.headers['content-type'] = sent
}

export function toMockRequest(request: FastifyRequest): MockRequest {
  showContentType(request)
  const body = Buffer.isBuffer(request.body) ? request.body : undefined
  return { ...requestTo(request.method, request.originalUrl), headers: request.headers, body }
}

/** A request of which only method and target are known; an empty target is one that could not be read. */
export function requestTo(method: string, url: string): MockRequest {
  // an absolute target (for proxies) names us as well as a path does. Source: RFC 9112 "absolute-form"
  const target = url === '' || url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '') || '/'
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  return {
    method,
    path: path.split('#')[0] ?? '/',
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: {},
    body: undefined,
  }
}

export function sendMockResponse(reply: FastifyReply, { status, headers, body, fault }: MockResponse): FastifyReply {
  reply.code(status)
  for (const [name, value] of Object.entries(headers)) {
    reply.header(name, name === 'vary' ? joinVary(reply.getHeader('vary'), value) : value)
  }
  if (fault !== undefined) return breakOff(reply, fault, body)
  return body === undefined ? reply.send() : reply.send(body)
}

/** Up to this size a body is joined with its head into one write; a larger one is not copied. */
const MAX_JOINED_BYTES = 16_384

/**
 * As `sendMockResponse`, past the hooks of the app, which has none that matter here: head and body leave in one write, which is most of what
 * an answer costs. A text in Latin-1 holds any bytes as they are.
 */
export function writeMockResponse(reply: FastifyReply, { status, headers, body, fault }: MockResponse): FastifyReply {
  if (fault !== undefined) return sendMockResponse(reply, { status, headers, body, fault })
  const { raw } = reply
  const own = reply.getHeaders()
  const all: Record<string, unknown> = { ...own, ...headers }
  if (headers['vary'] !== undefined) all['vary'] = joinVary(own['vary'], headers['vary'])
  if (body !== undefined) all['content-length'] = body.length
  else if (status >= 200 && status !== 204 && status !== 304) all['content-length'] = 0
  raw.writeHead(status, all as OutgoingHttpHeaders)
  // from here on the answer is ours; what Node does not accept was thrown before, and becomes a 500
  reply.hijack()
  if (body === undefined) raw.end()
  else if (body.length > MAX_JOINED_BYTES) raw.end(body)
  else raw.end(body.toString('latin1'), 'latin1')
  return reply
}

/** A documented Vary adds to ours. */
const joinVary = (own: unknown, documented: string | readonly string[]) =>
  [own, ...[documented].flat()].filter(Boolean).join(', ')
