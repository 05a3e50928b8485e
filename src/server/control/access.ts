// Who may use the control API: our own pages on this machine, and whoever knows the token.
// Sources: Fetch Metadata Request Headers "Sec-Fetch-Site"; WHATWG Fetch "Origin".
import { createHash, timingSafeEqual } from 'node:crypto'
import { headerText, type MockRequest } from '../../http/mock-request.ts'

export interface AccessRequest {
  readonly method: string
  readonly headers: MockRequest['headers']
  /** As the socket tells it. */
  readonly remoteAddress: string | undefined
}

export interface AccessProblem {
  readonly status: 401 | 403
  readonly detail: string
  readonly hint: string
}

/** Undefined: it may. The server's gate has judged Host and foreign origins before; what it lets pass for the mock may still be refused here. */
export function judgeAccess(request: AccessRequest, token: string): AccessProblem | undefined {
  const origin = headerText(request.headers, 'origin')
  const site = headerText(request.headers, 'sec-fetch-site')
  const own = `http://${headerText(request.headers, 'host') ?? ''}`
  if ((origin !== undefined && origin !== own) || site === 'cross-site' || site === 'same-site') {
    return {
      status: 403,
      detail: 'The control API answers no page of another origin.',
      hint: `from a program, send the token and no Origin; in the browser, use ${own}/__mockserve/`,
    }
  }
  if (hasToken(request.headers, token)) return undefined
  // what a browser says of itself any program can say: it counts on this machine alone, whose programs could read the token anyway
  const isOwnPage = origin === own || site === 'same-origin'
  if (isOwnPage && isLoopback(request.remoteAddress)) return undefined
  return {
    status: 401,
    detail: 'The control API is for our own pages, and for programs that have the token.',
    hint: 'send it as "authorization: Bearer TOKEN" or "mockserve-token: TOKEN"; the file of this run in the state folder of its user tells it',
  }
}

/** Compared in a time that tells nothing of the token. */
function hasToken(headers: MockRequest['headers'], token: string): boolean {
  const [, bearer] = /^bearer +(\S+)$/i.exec(headerText(headers, 'authorization') ?? '') ?? []
  const given = bearer ?? headerText(headers, 'mockserve-token')
  return given !== undefined && timingSafeEqual(digest(given), digest(token))
}

const digest = (text: string) => createHash('sha256').update(text).digest()

const isLoopback = (address: string | undefined) => address !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(address)
