// An answer that is meant to fail on its way: what clients must be able to live with.
import type { FastifyReply } from 'fastify'
import type { Fault } from '../http/fault.ts'

/** Sends what the fault leaves of an answer whose status and headers are set. */
export function breakOff(reply: FastifyReply, fault: Fault, body: Buffer = Buffer.alloc(0)): FastifyReply {
  if (fault.kind === 'malformed') return reply.send(malformed(body))
  reply.hijack()
  const { raw } = reply
  if (fault.kind === 'reset') raw.socket?.resetAndDestroy()
  if (fault.kind === 'truncate') {
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(reply.statusCode, { 'content-length': Math.max(body.length, fault.bytes + 1) })
    raw.flushHeaders()
    // ended by the connection, not by the answer
    raw.write(body.subarray(0, fault.bytes), () => raw.socket?.destroySoon())
  }
  return reply
}

/** Cut where the last bracket would stand: no reader of JSON, XML or CSV with quotes takes that for whole. */
const malformed = (body: Buffer) => (body.length < 2 ? Buffer.from('{"') : body.subarray(0, Math.ceil(body.length / 2)))
