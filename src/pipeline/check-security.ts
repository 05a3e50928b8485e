// Stage: are the credentials there that the operation asks for? Presence and form are checked; any credential is accepted.
// Sources: RFC 9110 "HTTP Authentication", RFC 7617 Basic, RFC 6750 Bearer, RFC 7616 Digest.
import type { SecurityRequirement, SecurityScheme } from '../contract/security.ts'
import { parseCookies } from '../http/cookies.ts'
import { headerText, type MockRequest } from '../http/mock-request.ts'

export interface MissingCredentials {
  /** What is wrong, for each alternative's first unmet scheme. */
  readonly details: readonly { readonly scheme: SecurityScheme; readonly detail: string }[]
  /** Values of `WWW-Authenticate`. */
  readonly challenges: readonly string[]
}

/** Undefined when one alternative is met. */
export function checkSecurity(requirement: SecurityRequirement, request: MockRequest): MissingCredentials | undefined {
  if (requirement.length === 0) return undefined
  const details: { scheme: SecurityScheme; detail: string; given: boolean }[] = []
  for (const alternative of requirement) {
    const unmet = alternative
      .map((scheme) => ({ scheme, problem: problemOf(scheme, request) }))
      .find(({ problem }) => problem !== undefined)
    if (unmet?.problem === undefined) return undefined
    details.push({ scheme: unmet.scheme, detail: unmet.problem.detail, given: unmet.problem.given })
  }
  const challenges = details.map(({ scheme, given }) => challengeFor(scheme, given)).filter((each) => each !== undefined)
  return { details, challenges: [...new Set(challenges)] }
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
      return apiKey(scheme, request)
        ? undefined
        : { detail: `the API key ${scheme.parameter} is missing in the ${scheme.in}`, given: false }
    case 'oauth2':
    case 'openIdConnect':
      // Source: RFC 6750 "URI Query Parameter"
      return new URLSearchParams(request.query).get('access_token') ? undefined : authProblem('bearer', authorization)
    case 'http':
      return authProblem(scheme.scheme, authorization)
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
function authProblem(scheme: string, authorization: string | undefined): Problem | undefined {
  const name = scheme.charAt(0).toUpperCase() + scheme.slice(1)
  const [, given = '', credentials = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(authorization ?? '') ?? []
  if (given.toLowerCase() !== scheme) return { detail: `the header Authorization: ${name} … is missing`, given: false }
  if (credentials === '') return { detail: `the header Authorization has the scheme ${name}, but no credentials`, given: true }
  if (scheme === 'basic' && !isBasic(credentials))
    return { detail: 'the Basic credentials are not the base64 of "user:password"', given: true }
  if (scheme === 'bearer' && !/^[\w.~+/-]+=*$/.test(credentials))
    return { detail: 'the Bearer token has characters that a token cannot have', given: true }
  return undefined
}

/** A colon may stand in the password, so only one is looked for. */
function isBasic(credentials: string): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(credentials) && Buffer.from(credentials, 'base64').toString('latin1').includes(':')
}

function challengeFor(scheme: SecurityScheme, given: boolean): string | undefined {
  const realm = `realm="${scheme.name.replace(/[^\x20-\x7e]|["\\]/g, '')}"`
  if (scheme.kind === 'oauth2' || scheme.kind === 'openIdConnect' || scheme.scheme === 'bearer') {
    return `Bearer ${realm}${given ? ', error="invalid_token"' : ''}`
  }
  if (scheme.kind !== 'http') return undefined
  if (scheme.scheme === 'basic') return `Basic ${realm}, charset="UTF-8"`
  // a nonce is required by the form of the challenge; nobody checks what is made of it
  if (scheme.scheme === 'digest') return `Digest ${realm}, nonce="mockserve", qop="auth", algorithm=SHA-256`
  return `${scheme.scheme.charAt(0).toUpperCase()}${scheme.scheme.slice(1)} ${realm}`
}
