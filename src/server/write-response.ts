// Our answer on Node's response: head and body in one write, past Fastify's hooks, which have none that matter to an answer of the mock.
import type { ServerResponse } from 'node:http'
import type { MockResponse } from '../http/mock-request.ts'

/** Names and values in turn, as `writeHead` takes them. */
export type SentHead = readonly string[]

/** Up to this size a body is joined with its head into one write, which is most of what an answer costs; a larger one is not copied. */
const MAX_JOINED_BYTES = 16_384

export const hasOneWrite = (body: Buffer | undefined): boolean => body === undefined || body.length <= MAX_JOINED_BYTES

/** All that is sent but the link to the exchange: `own` is what the gate adds to every answer. */
export function headOf({ status, headers, body }: MockResponse, own: Readonly<Record<string, string>>): SentHead {
  const all: Record<string, string | readonly string[]> = { ...own, ...headers }
  if (headers['vary'] !== undefined) all['vary'] = joinVary(own['vary'], headers['vary'])
  const head: string[] = []
  for (const [name, value] of Object.entries(all)) {
    if (typeof value === 'string') head.push(name, value)
    else for (const each of value) head.push(name, each)
  }
  if (body !== undefined) head.push('content-length', String(body.length))
  else if (status >= 200 && status !== 204 && status !== 304) head.push('content-length', '0')
  return head
}

/** A documented Vary adds to ours. Source: RFC 9110 "Vary". */
export const joinVary = (own: unknown, documented: string | readonly string[] | undefined): string =>
  [own, documented].flat().filter(Boolean).join(', ')

/** Throws what Node does not accept. */
export function writeHead(raw: ServerResponse, status: number, head: SentHead, inspectUrl: string): void {
  raw.writeHead(status, [...head, 'mockserve-inspect', inspectUrl])
}

export function writeBody(raw: ServerResponse, body: Buffer | undefined): void {
  if (body !== undefined && hasOneWrite(body)) raw.end(asText(body), 'latin1')
  else raw.end(body)
}

/** A text in Latin-1 holds any bytes as they are, and is joined with the head. */
export const asText = (body: Buffer | undefined): string => body?.toString('latin1') ?? ''
