// What a 401 asks for. Sources: RFC 9110 "WWW-Authenticate", RFC 6750 "The WWW-Authenticate Response Header Field".
import type { SecurityScheme } from '../contract/security.ts'

const WORDS: Readonly<Record<string, string>> = { basic: 'Basic', bearer: 'Bearer', digest: 'Digest', negotiate: 'Negotiate' }

/** The name of an HTTP scheme as people write it: `Basic`; of one that is not known here, as the document does. */
export const schemeWord = ({ scheme, written }: SecurityScheme): string => WORDS[scheme] ?? written

/** `isGiven`: credentials of this kind were sent, and are malformed. */
export function challengeFor(scheme: SecurityScheme, isGiven: boolean): string {
  const realm = `realm="${quotable(scheme.name)}"`
  switch (scheme.kind) {
    case 'apiKey':
      // no registered scheme, but a 401 must have a challenge, and this one says where the key belongs
      return `ApiKey ${realm}, in="${scheme.in}", name="${quotable(scheme.parameter)}"`
    case 'oauth2':
    case 'openIdConnect':
      return bearer(realm, isGiven, scheme.scopes)
    default:
      return http(scheme, realm, isGiven)
  }
}

function http(scheme: SecurityScheme, realm: string, isGiven: boolean): string {
  switch (scheme.scheme) {
    case 'basic':
      return `Basic ${realm}, charset="UTF-8"`
    case 'bearer':
      return bearer(realm, isGiven, [])
    case 'digest':
      // a nonce is required by the form of the challenge; nobody checks what is made of it
      return `Digest ${realm}, nonce="mockserve", qop="auth", algorithm=SHA-256`
    case 'negotiate':
      // what would stand behind it is data of the handshake. Source: RFC 4559 "The WWW-Authenticate Response Header"
      return 'Negotiate'
    default:
      return `${schemeWord(scheme)} ${realm}`
  }
}

/** An error is told only to a client that sent a token. */
function bearer(realm: string, isGiven: boolean, scopes: readonly string[]): string {
  const usable = scopes.filter((scope) => /^[!#-[\]-~]+$/.test(scope))
  const scope = usable.length === 0 ? '' : `, scope="${usable.join(' ')}"`
  return `Bearer ${realm}${scope}${isGiven ? ', error="invalid_token"' : ''}`
}

/** What a quoted-string of a header can hold as it is. */
const quotable = (text: string) => text.replace(/[^\x20-\x7e]|["\\]/g, '')
