// A request that we make ourselves, as it would have come over a connection.
import type { MockRequest } from '../../http/mock-request.ts'

export interface Parts {
  readonly method: string
  readonly target: string
  readonly headers: MockRequest['headers']
  readonly bytes: Buffer | undefined
}

/** Its length is that of its body. */
export function requestOf({ method, target, headers, bytes }: Parts): MockRequest {
  const { 'content-length': _, ...others } = headers
  const [path = '/', query = ''] = target.split(/\?(.*)/s)
  const sized = bytes === undefined ? others : { ...others, 'content-length': String(bytes.length) }
  return { method: method.toUpperCase(), path, query, headers: sized, body: bytes }
}

/** Fields of one name as one. Source: RFC 9110 "Field Order"; of cookies RFC 6265 "The Cookie Header". */
export function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    const before = fields.get(key)
    fields.set(key, before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`)
  }
  return Object.fromEntries(fields)
}
