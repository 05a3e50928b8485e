// The request for an operation: its address, and what the document asks to be sent along.
import { type Addressing, encodeLiteral, findAddress } from './build-address.ts'
import { bodyFor } from './build-body.ts'
import type { Operation } from './enumerate.ts'
import { headerText, pair, parameterValue, queryPairs } from './parameter-values.ts'
import { entriesOf, ownOf } from './values.ts'

/** A request to be sent as it stands. */
export interface BuiltRequest {
  readonly method: string
  /** Path and query, percent-encoded: "/v1/pets/1?limit=1". */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
  /** The operations this request could also mean by the letter of the document: the first of them is expected to answer. */
  readonly indistinct: readonly Operation[]
}

/** Builds the request; `withBase` puts the server's path in front, unless that address would mean something else. */
export function buildRequest(operation: Operation, withBase: boolean, addressing: Addressing): BuiltRequest {
  const { files } = addressing
  const address = findAddress(operation, withBase, addressing)
  const query: string[] = operation.template.query === '' ? [] : [encodeLiteral(operation.template.query)]
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (const parameter of operation.parameters) {
    if (ownOf(parameter.value, 'required') !== true) continue
    const name = String(ownOf(parameter.value, 'name'))
    const value = parameterValue(files, parameter)
    const place = ownOf(parameter.value, 'in')
    if (place === 'query') query.push(...queryPairs(parameter, name, value))
    if (place === 'querystring') query.push(...entriesOf(value).map(([key, item]) => pair(key, item)))
    if (place === 'header' && !/^(accept|content-type|authorization|prefer|host|content-length|connection)$/i.test(name)) {
      headers[name.toLowerCase()] = headerText(value)
    }
    if (place === 'cookie') cookies.push(pair(name, value))
  }
  addCredentials(addressing, operation, { headers, query, cookies })
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ')
  const body = bodyFor(files, operation)
  if (body) headers['content-type'] = body.mediaType
  const target = `${address.path}${query.length > 0 ? `?${query.join('&')}` : ''}`
  return { method: operation.method, target, headers, body: body?.bytes, indistinct: address.indistinct }
}

function addCredentials(
  { files }: Addressing,
  operation: Operation,
  { headers, query, cookies }: { headers: Record<string, string>; query: string[]; cookies: string[] },
): void {
  const own = files.get(operation.place, 'security')
  const security = own.value === undefined ? files.get(files.entry, 'security') : own
  const first = Array.isArray(security.value) ? security.value[0] : undefined
  for (const [name] of entriesOf(first)) {
    const old = files.get(files.entry, 'securityDefinitions', name)
    const scheme = old.value === undefined ? files.get(files.entry, 'components', 'securitySchemes', name).value : old.value
    const type = ownOf(scheme, 'type')
    const key = String(ownOf(scheme, 'name'))
    const place = ownOf(scheme, 'in')
    const basic = type === 'basic' || String(ownOf(scheme, 'scheme')).toLowerCase() === 'basic'
    if (type === 'apiKey' && place === 'header') headers[key.toLowerCase()] = 'demo'
    else if (type === 'apiKey' && place === 'query') query.push(pair(key, 'demo'))
    else if (type === 'apiKey' && place === 'cookie') cookies.push(pair(key, 'demo'))
    else headers['authorization'] = basic ? `Basic ${Buffer.from('demo:demo').toString('base64')}` : 'Bearer demo'
  }
}
