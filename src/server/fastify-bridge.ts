// Between Fastify and the walk: its request as a MockRequest, our answer on its reply.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MockRequest, MockResponse } from '../http/mock-request.ts'
import { breakOff } from './break-off.ts'
import { headOf, joinVary, type SentHead, writeBody, writeHead } from './write-response.ts'

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

/**
 * As `sendMockResponse`, past the hooks of the app, which has none that matter here. Gives what went out as head, when the answer can be sent
 * again as it is.
 */
export function writeMockResponse(reply: FastifyReply, response: MockResponse, inspectUrl: string): SentHead | undefined {
  if (response.fault !== undefined) {
    sendMockResponse(reply.header('mockserve-inspect', inspectUrl), response)
    return undefined
  }
  const head = headOf(response, reply.getHeaders() as Record<string, string>)
  writeHead(reply.raw, response.status, head, inspectUrl)
  // from here on the answer is ours; what Node does not accept was thrown before, and becomes a 500
  reply.hijack()
  writeBody(reply.raw, response.body)
  return head
}
