// Credentials for a request: those of the first alternative whose schemes can all be met at once. Sources: RFC 7617 Basic, RFC 6750 Bearer, RFC 7616 Digest.
import type { SecurityRequirement, SecurityScheme } from './security.ts'

export interface Credential {
  readonly in: 'header' | 'query' | 'cookie'
  readonly name: string
  readonly text: string
}

/** Says what it is, since people will see it. */
const DEMO = 'demo'

/**
 * Undefined when every alternative wants two different values in one place. `given` tells what a parameter puts in that place already
 * (names of header fields in lower case): that counts as the key, or as the Authorization when it is of the scheme.
 */
export function credentialsFor(
  requirement: SecurityRequirement,
  given: (place: Credential['in'], name: string) => string | undefined,
): readonly Credential[] | undefined {
  if (requirement.length === 0) return []
  for (const alternative of requirement) {
    const found = meet(alternative, given)
    if (found !== undefined) return found
  }
  return undefined
}

function meet(alternative: readonly SecurityScheme[], given: Parameters<typeof credentialsFor>[1]): Credential[] | undefined {
  const found = new Map<string, Credential>()
  for (const scheme of alternative) {
    const wanted = credentialOf(scheme)
    if (wanted === undefined) continue
    const { in: place, name } = wanted
    const sent = found.get(`${place} ${name}`)?.text ?? given(place, name)
    const isMet = sent !== undefined && (scheme.kind === 'apiKey' || schemeIn(sent) === schemeIn(wanted.text))
    if (isMet) continue
    if (sent !== undefined) return undefined
    found.set(`${place} ${name}`, wanted)
  }
  return [...found.values()]
}

/** `Bearer demo` -> bearer. */
const schemeIn = (text: string) => text.trim().split(/\s/, 1)[0]?.toLowerCase()

/** Undefined for mutual TLS, which is no part of the request. */
function credentialOf({ kind, in: place, parameter, scheme }: SecurityScheme): Credential | undefined {
  switch (kind) {
    case 'apiKey':
      return { in: place ?? 'header', name: place === 'header' ? parameter.toLowerCase() : parameter, text: DEMO }
    case 'mutualTLS':
      return undefined
    case 'oauth2':
    case 'openIdConnect':
      return authorization('bearer')
    case 'http':
      return authorization(scheme)
  }
}

/** Schemes whose credentials are no plain word. */
const FORMS: Readonly<Record<string, string>> = {
  basic: Buffer.from(`${DEMO}:${DEMO}`).toString('base64'),
  digest: `username="${DEMO}", realm="${DEMO}", nonce="${DEMO}", uri="/", response="${'0'.repeat(32)}"`,
}

function authorization(scheme: string): Credential {
  const text = FORMS[scheme] ?? DEMO
  return { in: 'header', name: 'authorization', text: `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)} ${text}` }
}
