// Where a schema stands in the documents: found by identity, only when somebody has to be told.
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { type ApiDocument, isLocated } from '../spec/api-document.ts'
import { escapeToken, joinPointer } from '../spec/json-pointer.ts'
import { placeAt, type SourceFile } from '../spec/source-file.ts'

const PLACE = Symbol('place')

/** The place of a schema; undefined for one that was made up on the way. */
export const placeOfSchema = (node: SchemaNode): Place | undefined => node.once(PLACE, () => findPlace(node))

/** The place of a keyword of a schema, else of the schema. */
export function placeOfKeyword(node: SchemaNode, keyword: string): Place | undefined {
  if (node.get(keyword) === undefined) return placeOfSchema(node)
  const known = node.once(KEYWORDS, () => new Map<string, Place | undefined>())
  if (!known.has(keyword)) {
    const found = findSchema(node)
    known.set(keyword, found && placeAt(found.file, joinPointer(found.pointer, keyword), 'key'))
  }
  return known.get(keyword)
}

const KEYWORDS = Symbol('places of keywords')

function findPlace(node: SchemaNode): Place | undefined {
  const found = findSchema(node)
  return found && placeAt(found.file, found.pointer)
}

const FOUND = Symbol('pointer')

const findSchema = (node: SchemaNode) =>
  node.once(FOUND, () => {
    const { file } = node.base.origin as { file: SourceFile }
    const pointer = typeof node.value === 'object' ? findPointer(file.root, node.value) : undefined
    return pointer === undefined ? undefined : { file, pointer }
  })

/** The finding for a schema whose `$ref` leads nowhere; undefined when it leads somewhere. */
export function brokenReference(document: ApiDocument, node: SchemaNode): Diagnostic | undefined {
  if (node.ref === undefined || node.target !== undefined) return undefined
  const { file } = node.base.origin as { file: SourceFile }
  const found = document.lookup(node.ref, file, findPointer(file.root, node.value as object) ?? '')
  return isLocated(found) ? diagnostic('ref-unresolved', placeAt(file, ''), `$ref ${node.ref} leads nowhere`) : found
}

function findPointer(root: unknown, wanted: object): string | undefined {
  const seen = new Set<object>()
  const pending: { value: unknown; pointer: string }[] = [{ value: root, pointer: '' }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, pointer } = next
    if (value === wanted) return pointer
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    for (const [key, part] of Object.entries(value)) {
      if (typeof part === 'object' && part !== null) pending.push({ value: part, pointer: `${pointer}/${escapeToken(key)}` })
    }
  }
  return undefined
}
