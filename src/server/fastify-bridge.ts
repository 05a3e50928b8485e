// Between Fastify and the walk: its request as a MockRequest, our answer on its reply.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MockRequest, MockResponse } from '../http/mock-request.ts'
import { breakOff } from './break-off.ts'

export function toMockRequest(request: FastifyRequest): MockRequest {
  const url = request.originalUrl
  // an absolute target (for proxies) names us as well as a path does. Source: RFC 9112 "absolute-form"
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '') || '/'
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  return {
    method: request.method,
    path: path.split('#')[0] ?? '/',
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : undefined,
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

/** A documented Vary adds to ours. */
const joinVary = (own: unknown, documented: string | readonly string[]) =>
  [own, ...[documented].flat()].filter(Boolean).join(', ')
