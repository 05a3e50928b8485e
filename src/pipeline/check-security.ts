// Stage: are the credentials there that the operation asks for? Presence and form are checked; any credential is accepted.
// Sources: RFC 9110 "HTTP Authentication", RFC 7617 Basic, RFC 6750 Bearer, RFC 7616 Digest.
import type { SecurityRequirement, SecurityScheme } from '../contract/security.ts'
import { missingDigestParameters } from '../http/authorization.ts'
import { parseCookies } from '../http/cookies.ts'
import { headerText, type MockRequest } from '../http/mock-request.ts'
import { challengeFor, schemeWord } from './challenge.ts'

export interface MissingCredentials {
  /** What was received instead, for each scheme that would have to be met; none twice. */
  readonly details: readonly { readonly scheme: SecurityScheme; readonly detail: string }[]
  /** Values of `WWW-Authenticate`. */
  readonly challenges: readonly string[]
}

/** Undefined when one alternative is met. */
export function checkSecurity(requirement: SecurityRequirement, request: MockRequest): MissingCredentials | undefined {
  if (requirement.length === 0) return undefined
  const details = new Map<string, { scheme: SecurityScheme; detail: string }>()
  const challenges = new Set<string>()
  for (const alternative of requirement) {
    let isMet = true
    for (const scheme of alternative) {
      const problem = problemOf(scheme, request)
      if (problem === undefined) continue
      isMet = false
      challenges.add(challengeFor(scheme, problem.given))
      if (!details.has(scheme.name)) details.set(scheme.name, { scheme, detail: problem.detail })
    }
    if (isMet) return undefined
  }
  return { details: [...details.values()], challenges: [...challenges] }
}

interface Problem {
  readonly detail: string
  /** Credentials of the right kind were given, but they are malformed. */
  readonly given: boolean
}

function problemOf(scheme: SecurityScheme, request: MockRequest): Problem | undefined {
  const authorization = headerText(request.headers, 'authorization')
  switch (scheme.kind) {
    case 'apiKey':
      return apiKey(scheme, request) ? undefined : { detail: `no API key ${scheme.parameter} in the ${scheme.in}`, given: false }
    case 'oauth2':
    case 'openIdConnect':
      // Source: RFC 6750 "URI Query Parameter"
      return new URLSearchParams(request.query).get('access_token') ? undefined : authProblem('bearer', 'Bearer', authorization)
    case 'http':
      return authProblem(scheme.scheme, schemeWord(scheme), authorization)
    case 'mutualTLS':
      // a client certificate belongs to a connection that a mock without TLS does not have
      return undefined
  }
}

function apiKey({ in: place, parameter }: SecurityScheme, request: MockRequest): boolean {
  if (place === 'header') return (headerText(request.headers, parameter.toLowerCase()) ?? '') !== ''
  if (place === 'query') return (new URLSearchParams(request.query).get(parameter) ?? '') !== ''
  return parseCookies(request.headers['cookie']).some(({ name, raw }) => name === parameter && raw !== '')
}

/** `Authorization: <scheme> <credentials>`, the scheme in any case. */
function authProblem(scheme: string, word: string, authorization: string | undefined): Problem | undefined {
  const text = (authorization ?? '').trim()
  const [given = ''] = text.split(/\s/, 1)
  const credentials = text.slice(given.length).trim()
  if (given.toLowerCase() !== scheme) return { detail: `no header Authorization: ${word} …`, given: false }
  if (credentials === '') return { detail: `an Authorization header with the scheme ${word}, but no credentials`, given: true }
  const fault = FORMS[scheme]?.(credentials)
  return fault === undefined ? undefined : { detail: fault, given: true }
}

/** What is wrong with the credentials of a scheme whose form is known; nothing of them is repeated, since they are secrets. */
const FORMS: Readonly<Record<string, (credentials: string) => string | undefined>> = {
  basic: (credentials) => (isBasic(credentials) ? undefined : 'Basic credentials that are not the base64 of "user:password"'),
  bearer: (credentials) =>
    /^[\w.~+/-]+=*$/.test(credentials) ? undefined : 'a Bearer token with characters that a token cannot have',
  digest: (credentials) => {
    const missing = missingDigestParameters(credentials)
    if (missing === undefined) return 'Digest credentials that are no list of name=value'
    return missing.length === 0 ? undefined : `Digest credentials without ${missing.join(', ')}`
  },
}

/** A colon may stand in the password, so only one is looked for. */
function isBasic(credentials: string): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(credentials) && Buffer.from(credentials, 'base64').toString('latin1').includes(':')
}
