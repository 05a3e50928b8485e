// What credentials an operation asks for. Source: OpenAPI "Security Requirement Object", "Security Scheme Object".
import { isRecord } from '../spec/json-pointer.ts'
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
  readonly scopes: readonly string[]
}

/** Alternatives, any of which is enough; within one all are needed. An empty alternative makes credentials optional. */
export type SecurityRequirement = readonly (readonly SecurityScheme[])[]

/** The operation's own `security`, else the document's. Schemes that nobody declares are left out: a rule reports them. */
export function readSecurity(reader: DocumentReader, operation: Part): SecurityRequirement {
  const written = Array.isArray(operation.value['security']) ? operation.value['security'] : reader.document.root['security']
  if (!Array.isArray(written)) return []
  const schemes = declaredSchemes(reader)
  return written.filter(isRecord).map((alternative) =>
    Object.entries(alternative).flatMap(([name, scopes]): SecurityScheme[] => {
      const scheme = schemes.get(name)
      return scheme === undefined ? [] : [{ ...scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] }]
    }),
  )
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
    schemes = new Map(reader.entries(parts).flatMap(([name, part]) => toScheme(name, part.value)))
    known.set(reader, schemes)
  }
  return schemes
}

function toScheme(name: string, value: Readonly<Record<string, unknown>>): [string, SecurityScheme][] {
  const base = { name, in: undefined, parameter: '', scheme: '', scopes: [] }
  const type = String(value['type'])
  if (type === 'basic') return [[name, { ...base, kind: 'http', scheme: 'basic' }]]
  if (type === 'http') return [[name, { ...base, kind: 'http', scheme: String(value['scheme'] ?? '').toLowerCase() }]]
  if (type === 'oauth2' || type === 'openIdConnect' || type === 'mutualTLS') return [[name, { ...base, kind: type }]]
  const place = String(value['in'])
  if (type !== 'apiKey' || (place !== 'header' && place !== 'query' && place !== 'cookie')) return []
  return [[name, { ...base, kind: 'apiKey', in: place, parameter: String(value['name'] ?? '') }]]
}
