// A document and the files it refers to as one value that stands alone: what /openapi.json gives.
import { type ApiDocument, isLocated } from './api-document.ts'
import { isRecord, joinPointer } from './json-pointer.ts'
import { mentions, type SourceFile } from './source-file.ts'

const MAX_DEPTH = 500
/** What these hold is data: a `$ref` in an example is text. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const', 'value', 'dataValue'])

/** The document with every reference to another file made a local one: schemas move to the components, other parts are put in place. */
export function bundle(document: ApiDocument): Record<string, unknown> {
  if (!refersToFiles(document)) return { ...document.root }
  const isV2 = document.version === '2.0'
  const components = isV2 ? document.root : isRecord(document.root['components']) ? document.root['components'] : {}
  const schemasKey = isV2 ? 'definitions' : 'schemas'
  const own = isRecord(components[schemasKey]) ? components[schemasKey] : {}
  const moved = new Map<string, { name: string; value: unknown }>()
  const taken = new Set(Object.keys(own))
  /** A component that does nothing but name a schema of another file: that schema takes its place. */
  const places = new Map<string, string>()
  for (const [name, value] of Object.entries(own)) {
    if (!isRecord(value) || typeof value['$ref'] !== 'string' || Object.keys(value).length > 1) continue
    const found = document.lookup(value['$ref'], document.file, joinPointer(`/${isV2 ? '' : 'components/'}${schemasKey}`, name))
    const key = isLocated(found) && found.file !== document.file ? `${found.file.path}#${found.pointer}` : undefined
    if (key !== undefined && !places.has(key)) places.set(key, name)
  }

  /** A schema of another file, moved to the components under a name of its own. */
  const move = (file: SourceFile, pointer: string, value: unknown): string => {
    const key = `${file.path}#${pointer}`
    let known = moved.get(key)
    if (known === undefined) {
      known = { name: places.get(key) ?? freeName(pointer, file, taken), value: undefined }
      moved.set(key, known)
      known.value = copy(value, file, pointer, true, 0)
    }
    return `#/${isV2 ? 'definitions' : 'components/schemas'}/${known.name}`
  }

  const copy = (value: unknown, file: SourceFile, pointer: string, inSchema: boolean, depth: number): unknown => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value
    if (Array.isArray(value)) return value.map((item, i) => copy(item, file, joinPointer(pointer, i), inSchema, depth + 1))
    const record = value as Record<string, unknown>
    if (typeof record['$ref'] === 'string') return follow(record, record['$ref'], file, pointer, inSchema, depth)
    return Object.fromEntries(
      Object.entries(record).map(([key, part]) => {
        const isSchema =
          inSchema ||
          key === 'schema' ||
          key === 'itemSchema' ||
          key === 'definitions' ||
          (key === 'schemas' && pointer === '/components')
        if (DATA.has(key) && (typeof part !== 'object' || part === null || !Object.hasOwn(part, '$ref'))) {
          return [key, key === 'examples' && !inSchema ? copy(part, file, joinPointer(pointer, key), false, depth + 1) : part]
        }
        if (inSchema && key === 'mapping' && pointer.endsWith('/discriminator') && isRecord(part))
          return [key, Object.fromEntries(Object.entries(part).map(([name, target]) => [name, mapped(target, file, pointer)]))]
        return [key, copy(part, file, joinPointer(pointer, key), isSchema, depth + 1)]
      }),
    )
  }

  /** A discriminator names its branches by reference, or by the name of a component. Source: OpenAPI "Discriminator Object", mapping. */
  const mapped = (target: unknown, file: SourceFile, pointer: string): unknown => {
    if (typeof target !== 'string' || !/[#/.]/.test(target)) return target
    const found = document.lookup(target, file, pointer)
    if (!isLocated(found)) return target
    return found.file === document.file ? `#${found.pointer}` : move(found.file, found.pointer, found.value)
  }

  const follow = (
    record: Record<string, unknown>,
    ref: string,
    file: SourceFile,
    pointer: string,
    inSchema: boolean,
    depth: number,
  ): unknown => {
    if (file === document.file && ref.startsWith('#')) return record
    const found = document.lookup(ref, file, pointer)
    if (!isLocated(found)) return record
    const { $ref: _, ...beside } = record
    if (found.file === document.file) return { ...record, $ref: `#${found.pointer}` }
    if (inSchema) return { ...beside, $ref: move(found.file, found.pointer, found.value) }
    const placed = copy(found.value, found.file, found.pointer, false, depth + 1)
    return isRecord(placed) ? { ...placed, ...beside } : placed
  }

  const root = copy(document.root, document.file, '', false, 0) as Record<string, unknown>
  if (moved.size === 0) return root
  const added = Object.fromEntries([...moved.values()].map(({ name, value }) => [name, value]))
  if (isV2) return { ...root, definitions: { ...(isRecord(root['definitions']) ? root['definitions'] : {}), ...added } }
  const parts = isRecord(root['components']) ? root['components'] : {}
  return { ...root, components: { ...parts, schemas: { ...(isRecord(parts['schemas']) ? parts['schemas'] : {}), ...added } } }
}

/** A look at the text spares the walk through documents of one file, which most are. */
const refersToFiles = ({ file }: ApiDocument) => mentions(file, /["']?\$ref["']?\s*:\s*["']?[^"'#\s]/)

function freeName(pointer: string, file: SourceFile, taken: Set<string>): string {
  const last =
    pointer.split('/').at(-1) ||
    file.path
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.[a-z]+$/i, '') ||
    'Schema'
  const word = last.replaceAll('~1', '_').replace(/[^A-Za-z0-9._-]/g, '_')
  let name = word
  for (let i = 2; taken.has(name); i++) name = `${word}_${i}`
  taken.add(name)
  return name
}
