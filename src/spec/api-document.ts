// One OpenAPI document as written, able to follow its references and to say where each value stands.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { SourceFile } from './source-file.ts'

export type OpenApiVersion = '2.0' | '3.0' | '3.1' | '3.2'

/** A value and where it stands. */
export interface Located {
  readonly value: unknown
  readonly file: SourceFile
  /** RFC 6901, from the file's root. */
  readonly pointer: string
}

export interface ApiDocument {
  /** Short name, unique among the documents served: from the file's or folder's name, as in `/__mockserve/docs?name=petstore`. */
  readonly name: string
  readonly version: OpenApiVersion
  /** The entry file; `file.root` is `root`. */
  readonly file: SourceFile
  readonly root: Readonly<Record<string, unknown>>
  /** Every file that was read for this document so far, by absolute path; grows as references are followed. */
  readonly files: ReadonlyMap<string, SourceFile>
  /**
   * Where a `$ref` written in `from` leads, through chains of further references, to a value that is none; or the finding that says why not
   * (`ref-unresolved`, `ref-outside`, `ref-remote`, `ref-cycle`, or a finding of the file it names). `at` is the pointer of the object holding the `$ref`.
   */
  resolve(ref: string, from: SourceFile, at: string): Located | Diagnostic
  /** One step only: the value named may be a reference again. Schemas need this, since keywords beside a `$ref` may count. */
  lookup(ref: string, from: SourceFile, at: string): Located | Diagnostic
}

/** Tells the two answers of `resolve` apart. */
export const isLocated = (answer: Located | Diagnostic): answer is Located => 'file' in answer && 'value' in answer
