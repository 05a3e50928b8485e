// Security schemes for the docs page: in a form that Swagger UI can use, each with a credential that the mock accepts.
import { isRecord } from '../spec/json-pointer.ts'
import { localTarget } from './local-target.ts'

/** What Swagger UI keeps as "authorized", by the scheme's name. */
export type DocsCredentials = Readonly<Record<string, Readonly<Record<string, unknown>>>>

interface Presented {
  readonly scheme: Record<string, unknown>
  /** Beside `name` and `schema`, which every credential has. */
  readonly credential: Readonly<Record<string, unknown>>
}

/** Shown in curl, so it says what it is. */
const DEMO = 'demo'

/** The document with its schemes replaced, and the demo credentials. Works on 2.0's `securityDefinitions` and on 3.x components. */
export function presentSecurity(document: Readonly<Record<string, unknown>>): {
  readonly document: Record<string, unknown>
  readonly credentials: DocsCredentials
} {
  const is2 = isRecord(document['securityDefinitions'])
  const components = isRecord(document['components']) ? document['components'] : {}
  const written = is2 ? document['securityDefinitions'] : components['securitySchemes']
  if (!isRecord(written)) return { document: { ...document }, credentials: {} }
  const schemes: Record<string, unknown> = {}
  const credentials: Record<string, Record<string, unknown>> = {}
  for (const [name, each] of Object.entries(written)) {
    const found = localTarget(each, document)
    const presented = isRecord(found) ? present(found) : undefined
    schemes[name] = presented?.scheme ?? each
    if (presented !== undefined) credentials[name] = { name, schema: presented.scheme, ...presented.credential }
  }
  return {
    document: is2
      ? { ...document, securityDefinitions: schemes }
      : { ...document, components: { ...components, securitySchemes: schemes } },
    credentials,
  }
}

function present(scheme: Record<string, unknown>): Presented | undefined {
  switch (scheme['type']) {
    case 'apiKey':
    case 'mutualTLS':
      return { scheme, credential: { value: DEMO } }
    case 'basic':
      return { scheme, credential: { value: { username: DEMO, header: `Basic ${btoa(`${DEMO}:${DEMO}`)}` } } }
    case 'oauth2':
      return { scheme, credential: { token: { access_token: DEMO, token_type: 'Bearer' } } }
    // Swagger UI would fetch the provider's configuration from the real host; what it sends in the end is a bearer token
    case 'openIdConnect':
      return { scheme: asBearer(scheme, `OpenID Connect: ${scheme['openIdConnectUrl']}`), credential: { value: DEMO } }
    case 'http':
      return presentHttp(scheme)
    default:
      return undefined
  }
}

function presentHttp(scheme: Record<string, unknown>): Presented {
  const kind = String(scheme['scheme'] ?? '').toLowerCase()
  if (kind === 'basic') return { scheme: { ...scheme, scheme: kind }, credential: { value: { username: DEMO, password: DEMO } } }
  if (kind === 'bearer') return { scheme: { ...scheme, scheme: kind }, credential: { value: DEMO } }
  // Swagger UI knows no other scheme and would send nothing: the header as a whole is what a person can still enter
  const { scheme: written, bearerFormat: _, ...rest } = scheme
  return {
    scheme: {
      ...describe(rest, `HTTP ${written}: the whole Authorization header.`),
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
    },
    credential: { value: kind === 'digest' ? DIGEST : `${written} ${DEMO}` },
  }
}

/** Source: RFC 7616 "The Authorization Header Field". */
const DIGEST = `Digest username="${DEMO}", realm="${DEMO}", nonce="${DEMO}", uri="/", response="00000000000000000000000000000000"`

function asBearer(scheme: Record<string, unknown>, words: string): Record<string, unknown> {
  const { openIdConnectUrl: _, ...rest } = scheme
  return { ...describe(rest, words), type: 'http', scheme: 'bearer' }
}

const describe = (scheme: Record<string, unknown>, words: string) => ({
  ...scheme,
  description: typeof scheme['description'] === 'string' ? `${scheme['description']}\n\n${words}` : words,
})
