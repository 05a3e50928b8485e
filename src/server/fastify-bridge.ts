// Our answer on a reply of Fastify.
import type { FastifyReply } from 'fastify'
import type { MockResponse } from '../http/mock-request.ts'
import { breakOff } from './break-off.ts'
import { joinVary } from './write-response.ts'

export function sendMockResponse(reply: FastifyReply, response: MockResponse): FastifyReply {
  const { status, headers, body, fault } = response
  if (fault !== undefined) {
    reply.hijack()
    breakOff(reply.raw, fault, response, reply.getHeaders() as Record<string, string>)
    return reply
  }
  reply.code(status)
  for (const [name, value] of Object.entries(headers)) {
    reply.header(name, name === 'vary' ? joinVary(reply.getHeader('vary'), value) : value)
  }
  return body === undefined ? reply.send() : reply.send(body)
}
