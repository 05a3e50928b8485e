// Which addresses lead to our own pages and not to the documents.
import type { Runtime } from '../pipeline/runtime.ts'

/** However it is spelt: the router takes percent-encoded letters, and addresses with a host in front, for what they mean. */
export function isOwnAddress(url: string): boolean {
  // most are neither, and the rest costs more than all else that the gate does
  if (!url.includes('__') && !url.includes('%')) return false
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? ''
  return /^\/+__mockserve(?:\/|$)/i.test(
    path.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16))),
  )
}

/** Pages at friendly addresses, each with the address where it really lives, so that documents can take the friendly one. */
const FRIENDLY: readonly (readonly [RegExp, string])[] = [
  [/^\/(?=$|\?)/, '/__mockserve/home'],
  [/^\/docs(?=$|[/?])/, '/__mockserve/docs'],
  [/^\/openapi\.(json|yaml)(?=$|\?)/, '/__mockserve/documents/first.$1'],
]

/** Where a URL leads: what a document defines wins over our friendly addresses. */
export function ownPageFor(method: string, url: string, { contract }: Runtime): string {
  if (url.length > 1 && !url.startsWith('/docs') && !url.startsWith('/openapi.') && !url.startsWith('/?')) return url
  const friendly = FRIENDLY.find(([pattern]) => pattern.test(url))
  if (friendly === undefined) return url
  const [path = '/', query = ''] = url.split('?')
  if (contract.methodsAt(path).length > 0 && (contract.find(method, path, query) !== undefined || method !== 'GET')) return url
  return url.replace(friendly[0], friendly[1])
}

/** Whether a page of ours answers, and not the documents. */
export const isOwnPage = (method: string, path: string, runtime: Runtime): boolean =>
  isOwnAddress(path) || ownPageFor(method, path, runtime) !== path
