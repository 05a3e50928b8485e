// Our answer on Node's response: head and body in one write.
import type { ServerResponse } from 'node:http'
import type { MockResponse } from '../http/mock-request.ts'

/** Names and values in turn, as `writeHead` takes them. */
export type SentHead = readonly string[]

/** Headers that are ours, and not of the answer. */
export type OwnHeaders = Readonly<Record<string, string>>

/** Up to this size a body is joined with its head into one write, which is most of what an answer costs; a larger one is not copied. */
const MAX_JOINED_BYTES = 16_384

export const hasOneWrite = (body: Buffer | undefined): boolean => body === undefined || body.length <= MAX_JOINED_BYTES

/** An answer without a fault; gives its head. Throws what Node does not accept. */
export function writeResponse(raw: ServerResponse, response: MockResponse, own: OwnHeaders, inspectUrl?: string): SentHead {
  const { status, body } = response
  const head = headOf(response, own)
  writeHead(raw, status, head, inspectUrl)
  if (body !== undefined && hasOneWrite(body)) raw.end(asText(body), 'latin1')
  else raw.end(body)
  return head
}

/** All that is sent but the link to the exchange. A documented header wins over ours, but for Vary, to which it adds. Source: RFC 9110 "Vary". */
export function headOf({ status, headers, body }: MockResponse, own: OwnHeaders, length = body?.length): SentHead {
  const head: string[] = []
  for (const name of Object.keys(own)) if (headers[name] === undefined) head.push(name, own[name] ?? '')
  for (const name of Object.keys(headers)) {
    const value = name === 'vary' ? joinVary(own[name], headers[name]) : headers[name]
    if (typeof value === 'string') head.push(name, value)
    else for (const each of value ?? []) head.push(name, each)
  }
  if (length !== undefined) head.push('content-length', String(length))
  else if (status >= 200 && status !== 204 && status !== 304) head.push('content-length', '0')
  return head
}

export const joinVary = (own: unknown, documented: string | readonly string[] | undefined): string =>
  [own, documented].flat().filter(Boolean).join(', ')

export function writeHead(raw: ServerResponse, status: number, head: SentHead, inspectUrl: string | undefined): void {
  raw.writeHead(status, inspectUrl === undefined ? [...head] : [...head, 'mockserve-inspect', inspectUrl])
}

/** A text in Latin-1 holds any bytes as they are, and is joined with the head. */
export const asText = (body: Buffer | undefined): string => body?.toString('latin1') ?? ''
