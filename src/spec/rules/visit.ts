// One object of a document as the walk meets it, and what a rule is.
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts'
import type { ApiDocument, Located } from '../api-document.ts'
import { joinPointer, parsePointer } from '../json-pointer.ts'
import { placeAt, type SourceFile } from '../source-file.ts'
import type { KindName } from './shapes.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** An object and the way to it. Pointers are put together when a finding asks: most objects have none. */
export interface Visit {
  readonly kind: KindName
  readonly value: JsonObject
  readonly file: SourceFile
  /** The object around this one, in the same file; undefined at the file's root or where a reference led. */
  readonly parent: Visit | undefined
  /** Keys from the parent to here, or from the file's root. */
  readonly path: readonly (string | number)[]
}

export const pointerOf = ({ parent, path }: Visit): string => joinPointer(parent ? pointerOf(parent) : '', ...path)

/** The place of an object. */
export const placeOf = (visit: Visit, on: 'key' | 'value' = 'value'): Place => placeAt(visit.file, pointerOf(visit), on)

/** The place of one field of an object, or further down along some keys: of the name, or of what it holds. */
export const placeIn = (visit: Visit, path: string | readonly (string | number)[], on: 'key' | 'value' = 'value'): Place =>
  placeAt(visit.file, joinPointer(pointerOf(visit), ...(typeof path === 'string' ? [path] : path)), on)

/** What a reference led to, as the walk meets it. */
export const visitLocated = (kind: KindName, { file, pointer }: Located, value: JsonObject): Visit => ({
  kind,
  value,
  file,
  parent: undefined,
  path: parsePointer(pointer) ?? [],
})

/**
 * Takes a finding. With a `key`, findings of the same key are one, at the first place, that says at how many more the same is to be found.
 */
export type Report = (finding: Diagnostic, key?: string) => void

/** What is told about each object of some kinds. A rule may keep what it saw between the calls. */
export interface Rule {
  readonly on?: { readonly [kind in KindName]?: (visit: Visit) => void }
  /** When all objects were seen. */
  readonly end?: () => void
}

export type CreateRule = (document: ApiDocument, report: Report) => Rule
