// The names that schemas give themselves: $id (draft 4: id), $anchor, $dynamicAnchor. Source: JSON Schema 2020-12 Core, "Base URI, Anchors, and Dereferencing".
import type { Dialect } from './dialect.ts'
import type { Followed, SchemaBase } from './schema-node.ts'

export interface Identifiers {
  /** Every resource of the file: the file itself and each schema with an `$id`. */
  readonly bases: readonly SchemaBase[]
  /** Each object that stands in an embedded resource -> that resource. */
  readonly resources: ReadonlyMap<object, SchemaBase>
  /** Whether `base` has a `$dynamicAnchor` of this name, and where. */
  dynamicAnchor(base: SchemaBase, name: string): Followed | undefined
  /** The schema a reference names by `$id` or anchor; undefined when it names none in this file. */
  find(ref: string, from: SchemaBase): Followed | undefined
}

// What these hold is data, not schemas: an "$id" in an example names nothing.
const DATA = new Set(['enum', 'const', 'default', 'example', 'examples'])

/** All names in a file, by one walk over everything that may be a schema. */
export function indexIdentifiers(file: SchemaBase, { idKeyword, refSiblings }: Dialect): Identifiers {
  const bases = [file]
  const byUri = new Map<string, SchemaBase>([[file.uri, file]])
  const resources = new Map<object, SchemaBase>()
  const anchors = new Map<string, Followed>()
  const dynamicAnchors = new Map<string, Followed>()

  const pending: { value: object; base: SchemaBase; named: boolean }[] = []
  const push = (value: unknown, base: SchemaBase, named: boolean) => {
    if (typeof value === 'object' && value !== null && !seen.has(value)) pending.push({ value, base, named })
  }
  const seen = new Set<object>()
  push(file.root, file, false)
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value } = next
    let { base } = next
    if (seen.has(value)) continue
    seen.add(value)
    if (Array.isArray(value)) {
      for (const item of value) push(item, base, false)
      continue
    }
    const schema = value as Record<string, unknown>
    // under "properties" the keys are names, so "$id" there is a property
    const mayName = !next.named && (refSiblings || typeof schema['$ref'] !== 'string')
    if (mayName) {
      const id = idKeyword && schema[idKeyword]
      if (typeof id === 'string') base = nameIt(id, schema, base)
      for (const [keyword, table] of [
        ['$anchor', anchors],
        ['$dynamicAnchor', dynamicAnchors],
      ] as const) {
        const name = schema[keyword]
        if (typeof name !== 'string') continue
        table.set(`${base.uri}#${name}`, { value: schema, base })
        anchors.set(`${base.uri}#${name}`, { value: schema, base })
      }
    }
    if (base !== file) resources.set(value, base)
    for (const [key, part] of Object.entries(schema)) {
      if (!next.named && DATA.has(key)) continue
      push(part, base, !next.named && NAMED.has(key))
    }
  }

  function nameIt(id: string, schema: Record<string, unknown>, base: SchemaBase): SchemaBase {
    if (id.startsWith('#')) {
      anchors.set(`${base.uri}${id}`, { value: schema, base })
      return base
    }
    const uri = resolveUri(id, base.uri)
    if (uri === undefined) return base
    const resource = { uri: uri.replace(/#.*$/, ''), root: schema, origin: base.origin }
    bases.push(resource)
    byUri.set(resource.uri, resource)
    return resource
  }

  return {
    bases,
    resources,
    dynamicAnchor: (base, name) => dynamicAnchors.get(`${base.uri}#${name}`),
    find: (ref, from) => {
      const absolute = resolveUri(ref, from.uri)
      if (absolute === undefined) return undefined
      const [uri = '', fragment = ''] = absolute.split('#')
      const base = byUri.get(uri)
      if (base === undefined) return undefined
      if (fragment === '') return { value: base.root, base }
      if (!fragment.startsWith('/')) return anchors.get(`${uri}#${safeDecode(fragment)}`)
      let value: unknown = base.root
      let at = base
      for (const raw of fragment.slice(1).split('/')) {
        const token = safeDecode(raw).replaceAll('~1', '/').replaceAll('~0', '~')
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined
        value = (value as Record<string, unknown>)[token]
        if (typeof value === 'object' && value !== null) at = resources.get(value) ?? at
      }
      return { value, base: at }
    },
  }
}

const NAMED = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'schemas'])

/** `ref` against `base` (RFC 3986 "Reference Resolution"); undefined when the two make no URI. */
export function resolveUri(ref: string, base: string): string | undefined {
  try {
    return new URL(ref, base).href
  } catch {
    return undefined
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
