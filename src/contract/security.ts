// What credentials an operation asks for. Source: OpenAPI "Security Requirement Object", "Security Scheme Object".
import { isHeaderName } from '../http/headers.ts'
import { isLocated } from '../spec/api-document.ts'
import { isRecord, parsePointer } from '../spec/json-pointer.ts'
import type { DocumentReader, Part } from './reader.ts'

export interface SecurityScheme {
  /** Its key among the security schemes. */
  readonly name: string
  readonly kind: 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS'
  /** apiKey: where the key is sent, and under which name. */
  readonly in: 'header' | 'query' | 'cookie' | undefined
  readonly parameter: string
  /** http: the authentication scheme in lower case: basic, bearer, digest … */
  readonly scheme: string
  /** http: the same as the document writes it. */
  readonly written: string
  readonly scopes: readonly string[]
}

/** Alternatives, any of which is enough; within one all are needed. An empty alternative makes credentials optional. */
export type SecurityRequirement = readonly (readonly SecurityScheme[])[]

/**
 * The operation's own `security`, else the document's. A scheme that is not declared, or whose declaration says too little to be met,
 * is left out: a rule reports it, and a slip in the document locks nobody out.
 */
export function readSecurity(reader: DocumentReader, operation: Part): SecurityRequirement {
  const owner = alternativesIn(operation) === undefined ? reader.root : operation
  const written = alternativesIn(owner) ?? []
  const schemes = declaredSchemes(reader)
  return written.filter(isRecord).map((alternative) =>
    Object.entries(alternative).flatMap(([name, scopes]): SecurityScheme[] => {
      const scheme = schemes.get(name) ?? schemeAt(name, reader, owner)
      return scheme === undefined ? [] : [{ ...scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] }]
    }),
  )
}

/** A requirement that stands alone where a list of them belongs counts as a list of one. */
function alternativesIn({ value }: Part): readonly unknown[] | undefined {
  const security = value['security']
  return isRecord(security) ? [security] : Array.isArray(security) ? security : undefined
}

/** Since 3.2 a name may also be the address of a scheme. Source: OpenAPI 3.2 "Security Requirement Object". */
function schemeAt(name: string, { document }: DocumentReader, { file, pointer }: Part): SecurityScheme | undefined {
  if (document.version !== '3.2' || !/[/#]/.test(name)) return undefined
  const found = document.resolve(name, file, pointer)
  return isLocated(found) && isRecord(found.value)
    ? toScheme(parsePointer(found.pointer)?.at(-1) ?? name, found.value)
    : undefined
}

const known = new WeakMap<DocumentReader, ReadonlyMap<string, SecurityScheme>>()

function declaredSchemes(reader: DocumentReader): ReadonlyMap<string, SecurityScheme> {
  let schemes = known.get(reader)
  if (schemes === undefined) {
    const components = reader.at(reader.root, 'components')
    const parts =
      reader.document.version === '2.0'
        ? reader.at(reader.root, 'securityDefinitions')
        : components && reader.at(components, 'securitySchemes')
    schemes = new Map(
      reader.entries(parts).flatMap(([name, part]): [string, SecurityScheme][] => {
        const scheme = toScheme(name, part.value)
        return scheme === undefined ? [] : [[name, scheme]]
      }),
    )
    known.set(reader, schemes)
  }
  return schemes
}

/** Undefined when no request could meet what is declared. */
function toScheme(name: string, value: Readonly<Record<string, unknown>>): SecurityScheme | undefined {
  const base = { name, in: undefined, parameter: '', scheme: '', written: '', scopes: [] }
  const type = String(value['type'])
  if (type === 'basic') return { ...base, kind: 'http', scheme: 'basic', written: 'Basic' }
  if (type === 'http') {
    const written = String(value['scheme'] ?? '')
    // what names a header field and what names a scheme are both tokens. Source: RFC 9110 "Authentication Scheme"
    return isHeaderName(written) ? { ...base, kind: 'http', scheme: written.toLowerCase(), written } : undefined
  }
  if (type === 'oauth2' || type === 'openIdConnect' || type === 'mutualTLS') return { ...base, kind: type }
  const [place, parameter] = [String(value['in']), String(value['name'] ?? '')]
  if (type !== 'apiKey' || (place !== 'header' && place !== 'query' && place !== 'cookie')) return undefined
  return CAN_NAME[place](parameter) ? { ...base, kind: 'apiKey', in: place, parameter } : undefined
}

/** Cookies are sent by names that are no tokens too. */
const CAN_NAME = {
  header: isHeaderName,
  query: (name: string) => name !== '',
  cookie: (name: string) => /^[^\s;=]+$/.test(name),
}
