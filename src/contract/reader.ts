// Reading the parts of a document: follows references, keeps places, makes schema nodes.
import { pathToFileURL } from 'node:url'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { dialects } from '../schema/dialect.ts'
import { type SchemaBase, type SchemaNode, SchemaSpace } from '../schema/schema-node.ts'
import { type ApiDocument, isLocated, type Located } from '../spec/api-document.ts'
import { child, isRecord, joinPointer } from '../spec/json-pointer.ts'
import { mentions, placeAt, type SourceFile } from '../spec/source-file.ts'

/** An object of the document with its place. */
export interface Part {
  readonly value: Readonly<Record<string, unknown>>
  readonly file: SourceFile
  readonly pointer: string
}

export class DocumentReader {
  readonly document: ApiDocument
  readonly schemas: SchemaSpace
  /** Whether some parameter says that it may hold slashes; looked up once, since few documents use it. */
  readonly usesMultiSegment: boolean
  readonly #bases = new WeakMap<SourceFile, SchemaBase>()

  constructor(document: ApiDocument) {
    this.document = document
    this.usesMultiSegment = mentions(document.file, /x-multi-segment/)
    this.schemas = new SchemaSpace(
      dialectOf(document),
      (ref, base) => {
        const { file, at } = base.origin as { file: SourceFile; at: string }
        const found = document.lookup(ref, file, at)
        return isLocated(found) ? { value: found.value, base: this.baseOf(found.file) } : undefined
      },
      usesIdentifiers(document),
    )
  }

  get root(): Part {
    return { value: this.document.root, file: this.document.file, pointer: '' }
  }

  baseOf(file: SourceFile): SchemaBase {
    let base = this.#bases.get(file)
    if (base === undefined) {
      base = { uri: pathToFileURL(file.path).href, root: file.root, origin: { file, at: '' } }
      this.#bases.set(file, base)
    }
    return base
  }

  schema(value: unknown, part: Part): SchemaNode | undefined {
    return isRecord(value) || typeof value === 'boolean' ? this.schemas.node(value, this.baseOf(part.file)) : undefined
  }

  /** The object under a key, its reference followed; undefined when there is none. Problems are told to `report`. */
  at(part: Part, key: string, report: (problem: Diagnostic) => void = () => {}): Part | undefined {
    const value = child(part.value, key)
    return value === undefined ? undefined : this.open(value, part.file, joinPointer(part.pointer, key), report)
  }

  /** All objects of a map (`responses`, `content`, `headers`). */
  entries(part: Part | undefined, report: (problem: Diagnostic) => void = () => {}): [string, Part][] {
    if (part === undefined) return []
    return Object.keys(part.value).flatMap((key): [string, Part][] => {
      const found = this.at(part, key, report)
      return found === undefined ? [] : [[key, found]]
    })
  }

  place(part: Part) {
    return placeAt(part.file, part.pointer)
  }

  private open(value: unknown, file: SourceFile, pointer: string, report: (problem: Diagnostic) => void): Part | undefined {
    if (!isRecord(value)) return undefined
    if (typeof value['$ref'] !== 'string') return { value, file, pointer }
    const found: Located | Diagnostic = this.document.resolve(value['$ref'], file, pointer)
    if (!isLocated(found)) {
      report(found)
      return undefined
    }
    if (!isRecord(found.value)) return undefined
    // a Path Item may have fields beside its $ref; what is beside wins. Source: OpenAPI 3.1 "Path Item Object"
    const { $ref: _, ...beside } = value
    const merged = Object.keys(beside).length > 0 ? { ...found.value, ...beside } : found.value
    return { value: merged, file: found.file, pointer: found.pointer }
  }
}

function dialectOf(document: ApiDocument) {
  if (document.version === '2.0') return dialects['openapi-2.0']
  if (document.version === '3.0') return dialects['openapi-3.0']
  const declared = String(document.root['jsonSchemaDialect'] ?? '')
  if (declared.includes('2019-09')) return dialects['2019-09']
  if (declared.includes('draft-07')) return dialects['draft-07']
  if (declared.includes('draft-04')) return dialects['draft-04']
  return dialects['2020-12']
}

/** A cheap look at the text: most documents name no schema by $id or anchor, and need no search for them. */
const usesIdentifiers = ({ version, file }: ApiDocument) =>
  (version === '3.1' || version === '3.2') && mentions(file, /["']?\$(id|anchor|dynamicAnchor|recursiveAnchor)["']?\s*:/)
