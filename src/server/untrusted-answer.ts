// What a document gives as an answer shares its origin with our own pages, and must gain nothing by that.
// Sources: Content Security Policy 3, "sandbox"; Fetch, "Cross-Origin-Resource-Policy", "X-Content-Type-Options".
import { headerText, type MockResponse } from '../http/mock-request.ts'

/** Types in which a browser runs scripts: HTML, SVG and all other XML. */
const RUNS_SCRIPTS = /^[^;]*\b(html|xml)\b/i
/** The page works, in an origin of its own: without `allow-same-origin` it can ask our pages and the control API nothing. */
const SANDBOX = 'sandbox allow-scripts allow-forms allow-popups'
/** The server's to say; a document could only take them back. */
const OURS = ['x-content-type-options', 'cross-origin-resource-policy']
/** All of the answer is of a handler or an override, that is, of code and requests that are trusted. */
const IS_TRUSTED = /^(handler:|override)[^(]*$/

/** The answer as it may be sent. */
export function guardAnswer(response: MockResponse): MockResponse {
  const { headers } = response
  if (IS_TRUSTED.test(headerText(headers, 'mockserve-source') ?? '')) return response
  const isPage = RUNS_SCRIPTS.test(headerText(headers, 'content-type') ?? '')
  if (!isPage && OURS.every((name) => headers[name] === undefined)) return response
  const guarded = Object.fromEntries(Object.entries(headers).filter(([name]) => !OURS.includes(name)))
  if (isPage) guarded['content-security-policy'] = [headers['content-security-policy'] ?? [], SANDBOX].flat()
  return { ...response, headers: guarded }
}
