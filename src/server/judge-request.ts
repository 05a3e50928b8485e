// What stands before everything else: may this request go on, and what do its answers carry whatever becomes of it?
import type { IncomingMessage } from 'node:http'
import { type GateOptions, type GateVerdict, judge, type KeptOut, NO_GRANT } from './browser-gate.ts'
import type { OwnHeaders } from './write-response.ts'

/** Longest URL in bytes; longer ones get 414. */
export const MAX_URL = 8 * 1024

export const BADLY_ENCODED: KeptOut = {
  status: 400,
  code: 'unreadable',
  detail: 'The address is badly encoded: a "%" is followed by two hexadecimal digits, and the bytes are UTF-8.',
}

const TOO_LONG: KeptOut = { status: 414, code: 'long-address', detail: 'The address is longer than 8 KiB.' }

export interface Judged {
  readonly verdict: GateVerdict
  /** What our own headers are. */
  readonly own: OwnHeaders
}

/** `isOwnPage`: the address is one of ours, and not of the documents. */
export function judgeRequest(request: IncomingMessage, isOwnPage: boolean, gate: GateOptions): Judged {
  const { method = 'GET', url = '/', headers, httpVersion } = request
  const always = ownHeaders(isOwnPage)
  const refuse = (keptOut: KeptOut): Judged => ({ verdict: { kind: 'refuse', ...keptOut }, own: always })
  if (url.length > MAX_URL) return refuse(TOO_LONG)
  const verdict = judge({ method, headers, httpVersion, hostCount: hostCount(request), isOwnPage }, gate)
  if (verdict.kind === 'refuse') return refuse(verdict)
  if (!isDecodable(url)) return refuse(BADLY_ENCODED)
  return { verdict, own: verdict.headers === NO_GRANT ? always : { ...always, ...verdict.headers } }
}

/** What every answer of ours carries. */
export const ownHeaders = (isOwnPage: boolean): OwnHeaders => (isOwnPage ? ON_PAGES : ON_ANSWERS)

const headersFor = (policy: string): OwnHeaders => ({
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': policy,
  ...NO_GRANT,
})
const ON_PAGES = headersFor('same-origin')
const ON_ANSWERS = headersFor('same-site')

function hostCount({ rawHeaders }: IncomingMessage): number {
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (rawHeaders[i]?.length === 4 && rawHeaders[i]?.toLowerCase() === 'host') count++
  return count
}

/** The query is read by whoever documents it. */
function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true
  try {
    decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}
