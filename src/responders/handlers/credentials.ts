// Who a request says it is, as handlers see it. Any credential of the right form is accepted, so this is what the client claims.
import type { SecurityRequirement, SecurityScheme } from '../../contract/security.ts'
import { parseCookies } from '../../http/cookies.ts'
import { headerText, type MockRequest } from '../../http/mock-request.ts'

export interface Auth {
  /** The name of the security scheme. */
  readonly scheme: string
  /** The bearer token or the API key. */
  readonly token: string | undefined
  readonly username: string | undefined
  readonly password: string | undefined
}

/** The credentials for the first scheme of the operation that has some; undefined when there are none. */
export function credentialsOf(requirement: SecurityRequirement, request: MockRequest): Auth | undefined {
  for (const scheme of requirement.flat()) {
    if (scheme.kind === 'apiKey') {
      const token = apiKeyOf(scheme, request)
      if (token !== undefined) return { scheme: scheme.name, token, username: undefined, password: undefined }
      continue
    }
    if (scheme.kind === 'mutualTLS') continue
    const [given = '', credentials = ''] = (headerText(request.headers, 'authorization') ?? '').trim().split(/\s+(.*)/s)
    if (credentials === '' || given.toLowerCase() !== (scheme.kind === 'http' ? scheme.scheme : 'bearer')) continue
    if (given.toLowerCase() !== 'basic')
      return { scheme: scheme.name, token: credentials, username: undefined, password: undefined }
    const [username = '', password = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(/:(.*)/s)
    return { scheme: scheme.name, token: undefined, username, password }
  }
  return undefined
}

function apiKeyOf({ in: place, parameter }: SecurityScheme, request: MockRequest): string | undefined {
  if (place === 'header') return headerText(request.headers, parameter.toLowerCase())
  if (place === 'query') return new URLSearchParams(request.query).get(parameter) ?? undefined
  return parseCookies(request.headers['cookie']).find(({ name }) => name === parameter)?.raw
}
