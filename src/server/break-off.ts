// An answer that is meant to fail on its way: what clients must be able to live with.
import type { ServerResponse } from 'node:http'
import type { Fault } from '../http/fault.ts'
import type { MockResponse } from '../http/mock-request.ts'
import { headOf, type OwnHeaders, writeHead, writeResponse } from './write-response.ts'

/** Sends what the fault leaves of an answer. */
export function breakOff(raw: ServerResponse, fault: Fault, response: MockResponse, own: OwnHeaders, inspectUrl?: string): void {
  const { status, headers, body = Buffer.alloc(0) } = response
  switch (fault.kind) {
    case 'hang':
      return
    case 'reset':
      raw.socket?.resetAndDestroy()
      return
    case 'malformed':
      writeResponse(raw, { status, headers, body: malformed(body) }, own, inspectUrl)
      return
    case 'truncate':
      writeHead(raw, status, headOf(response, own, Math.max(body.length, fault.bytes + 1)), inspectUrl)
      raw.flushHeaders()
      // ended by the connection, not by the answer
      raw.write(body.subarray(0, fault.bytes), () => raw.socket?.destroySoon())
  }
}

/** Cut where the last bracket would stand: no reader of JSON, XML or CSV with quotes takes that for whole. */
const malformed = (body: Buffer) => (body.length < 2 ? Buffer.from('{"') : body.subarray(0, Math.ceil(body.length / 2)))
