// The operations under `paths`, with references followed, as several rules look at them.
import { type ApiDocument, isLocated, type Located } from '../api-document.ts'
import { isRecord, joinPointer } from '../json-pointer.ts'
import type { SourceFile } from '../source-file.ts'
import type { JsonObject } from './visit.ts'

/** A value that is an object, and where it stands. */
export interface LocatedObject {
  readonly value: JsonObject
  readonly file: SourceFile
  readonly pointer: string
}

export interface ListedOperation {
  /** As sentences name it: `GET /pets`. */
  readonly name: string
  readonly method: string
  readonly operation: LocatedObject
}

export interface ListedPath {
  readonly template: string
  /** Where the key stands in `paths`. */
  readonly at: { readonly file: SourceFile; readonly pointer: string }
  readonly item: LocatedObject
  readonly operations: readonly ListedOperation[]
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'])

const listed = new WeakMap<ApiDocument, readonly ListedPath[]>()

/** All paths of a document, in its order. What a broken reference hides is left out: another rule says so. */
export function listPaths(document: ApiDocument): readonly ListedPath[] {
  const paths = listed.get(document) ?? findPaths(document)
  listed.set(document, paths)
  return paths
}

/** All operations under these paths. */
export const listOperations = (document: ApiDocument): ListedOperation[] =>
  listPaths(document).flatMap(({ operations }) => operations)

function findPaths(document: ApiDocument): ListedPath[] {
  const paths = resolveObject(document, { value: document.root['paths'], file: document.file, pointer: '/paths' })
  if (paths === undefined) return []
  return Object.keys(paths.value).flatMap((template): ListedPath[] => {
    if (template.startsWith('x-')) return []
    const at = { file: paths.file, pointer: joinPointer(paths.pointer, template) }
    const item = resolveObject(document, { ...at, value: paths.value[template] })
    return item === undefined ? [] : [{ template, at, item, operations: operationsOf(document, item, template) }]
  })
}

function operationsOf(document: ApiDocument, item: LocatedObject, template: string): ListedOperation[] {
  const named = (method: string, at: Located): ListedOperation[] => {
    const operation = resolveObject(document, at)
    return operation === undefined ? [] : [{ name: `${method.toUpperCase()} ${template}`, method, operation }]
  }
  return Object.keys(item.value).flatMap((key) => {
    if (METHODS.has(key)) return named(key, fieldOf(item, key))
    const additional = key === 'additionalOperations' ? resolveObject(document, fieldOf(item, key)) : undefined
    return additional ? Object.keys(additional.value).flatMap((method) => named(method, fieldOf(additional, method))) : []
  })
}

export const fieldOf = ({ value, file, pointer }: LocatedObject, key: string): Located => ({
  value: value[key],
  file,
  pointer: joinPointer(pointer, key),
})

/** The object itself, or the one that its `$ref` leads to; undefined when there is none. */
export function resolveObject(document: ApiDocument, at: Located): LocatedObject | undefined {
  if (!isRecord(at.value)) return undefined
  const ref = at.value['$ref']
  if (typeof ref !== 'string') return { ...at, value: at.value }
  const answer = document.resolve(ref, at.file, at.pointer)
  if (isLocated(answer)) return isRecord(answer.value) ? { ...answer, value: answer.value } : undefined
  // a path may have operations beside a reference that leads nowhere
  return Object.keys(at.value).length > 1 ? { ...at, value: at.value } : undefined
}
