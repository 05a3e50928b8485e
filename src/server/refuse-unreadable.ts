// Bytes that Node's reader of HTTP takes for no request: answered like any other refusal, and told to the log.
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { MockResponse } from '../http/mock-request.ts'
import type { KeptOut } from './browser-gate.ts'

/** What Node gives with `clientError`. Source: Node.js documentation, "Event: 'clientError'". */
export interface UnreadableError extends Error {
  readonly code?: string | undefined
  /** The bytes at which reading ended, a Buffer; a long request comes in several packets. */
  readonly rawPacket?: unknown
}

/** Gives the answer to send. */
type KeepOut = (request: { readonly method: string; readonly url: string }, keptOut: KeptOut) => MockResponse

/** Answers and closes the connection: where the next request begins is not known any more. */
export function refuseUnreadable(error: UnreadableError, socket: Socket, keepOut: KeepOut): void {
  // the client has gone: there is nobody to tell, and nothing was asked
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, detail, method = '?', url = '' } = explain(error)
  const response = keepOut({ method, url }, { status, code: 'unreadable', detail })
  // bytes behind the head of another answer would be read as its body
  if (!isAnswering(socket)) socket.write(bytesOf(response))
  socket.destroySoon()
}

interface Explained {
  readonly status: number
  readonly detail: string
  readonly method?: string
  readonly url?: string
}

const BY_CODE: Readonly<Record<string, Explained>> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers are longer than 16 KiB.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, detail: 'The extensions of a chunk are too long.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive in time.' },
}

function explain({ code = '', message, rawPacket }: UnreadableError): Explained {
  const known = BY_CODE[code]
  if (known !== undefined) return known
  const packet = Buffer.isBuffer(rawPacket) ? rawPacket : Buffer.alloc(0)
  if (packet[0] === TLS_HANDSHAKE)
    return { status: 400, detail: 'This is TLS: the mock speaks http, so the address begins with http://' }
  const [, method, url] = REQUEST_LINE.exec(packet.toString('latin1', 0, MAX_LINE)) ?? []
  if (code === 'HPE_INVALID_METHOD' && method !== undefined && url !== undefined)
    return { status: 501, detail: `The method ${method} is none that this server can read.`, method, url }
  const reason = message.replace(/^Parse Error:\s*/, '')
  return {
    status: 400,
    detail: `This is no HTTP request: ${reason}.`,
    ...(method !== undefined && url !== undefined && { method, url }),
  }
}

/** The first byte of a TLS record that opens a connection. Source: RFC 8446 "Record Layer". */
const TLS_HANDSHAKE = 22
const MAX_LINE = 2_048
/** The target as it came, since what is wrong may be in it. Source: RFC 9112 "Request Line". */
const REQUEST_LINE = /^([\w!#$%&'*+.^`|~-]{1,40}) ([^ \r\n]+) HTTP\/1\.[01]\r?\n/

/** Whether an answer has begun on this connection; Node keeps it there, and its own handler asks the same. */
const isAnswering = (socket: Socket) =>
  (socket as { readonly _httpMessage?: ServerResponse | null })._httpMessage?.headersSent === true

function bytesOf({ status, headers, body = Buffer.alloc(0) }: MockResponse): Buffer {
  const all = {
    ...headers,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-site',
    'content-length': String(body.length),
    connection: 'close',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines].join('\r\n')
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body])
}
