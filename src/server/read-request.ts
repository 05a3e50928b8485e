// Node's request as a MockRequest, and the bytes of its body.
import type { IncomingMessage } from 'node:http'
import type { MockRequest } from '../http/mock-request.ts'

/** An empty target is one that could not be read. */
export function requestTo(method: string, url: string, headers: MockRequest['headers'] = {}, body?: Buffer): MockRequest {
  // an absolute target (for proxies) names us as well as a path does. Source: RFC 9112 "absolute-form"
  const target = url === '' || url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '') || '/'
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const fragment = path.indexOf('#')
  return {
    method,
    path: fragment < 0 ? path : path.slice(0, fragment),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers,
    body,
  }
}

/** Source: RFC 9112 "Message Body Length". */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

/** Calls back once: with the bytes, or `too-large` as soon as that is known; never when the client goes before its body is whole. */
export function readBody(request: IncomingMessage, limit: number, done: (body: Buffer | undefined | 'too-large') => void): void {
  if (!hasBody(request)) {
    done(undefined)
    return
  }
  if (Number(request.headers['content-length']) > limit) {
    done('too-large')
    return
  }
  const chunks: Buffer[] = []
  let size = 0
  const take = (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size <= limit) return
    request.off('data', take).off('end', end).pause()
    done('too-large')
  }
  const end = () => done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size))
  // a client that goes is an error of the request, which nobody has to be told
  request
    .on('data', take)
    .on('end', end)
    .on('error', () => undefined)
}
