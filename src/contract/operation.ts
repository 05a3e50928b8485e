// What the API promises, the same for every OpenAPI version: operations, their responses, media types, headers and examples.
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import type { ApiDocument } from '../spec/api-document.ts'
import type { SourceFile } from '../spec/source-file.ts'
import type { Parameter } from './parameters.ts'
import type { RequestBodyOption } from './request-body.ts'
import type { SecurityRequirement } from './security.ts'

/** A documented example. */
export interface ExampleOption {
  /** Its key under `examples`; 'default' for a lone `example`. */
  readonly name: string
  readonly value: unknown
  /** The value is the text to send as it is (3.2 `serializedValue`). */
  readonly isSerialized: boolean
  place(): Place
}

/** One way to write a body. */
export interface MediaOption {
  /** As documented: `application/json`, `text/*`. */
  readonly type: string
  readonly schema: SchemaNode | undefined
  /** 3.2: the schema of each item of a sequence (NDJSON, event stream). */
  readonly itemSchema: SchemaNode | undefined
  readonly examples: readonly ExampleOption[]
}

/** One way to write the body of an answer. */
export interface ResponseMedia extends MediaOption {
  /** The object under which its examples stand: the Media Type Object, in 2.0 the Response Object. */
  readonly holder: ExampleHolder
}

/** An object as written, with its place. */
export interface ExampleHolder {
  readonly value: Readonly<Record<string, unknown>>
  readonly file: SourceFile
  readonly pointer: string
}

export interface HeaderOption {
  /** As documented. */
  readonly name: string
  readonly schema: SchemaNode | undefined
  readonly isRequired: boolean
  readonly example: unknown
}

/** One documented response. */
export interface ResponseOption {
  /** `200`, `4XX`, `default`. */
  readonly status: string
  readonly description: string
  readonly media: readonly ResponseMedia[]
  readonly headers: readonly HeaderOption[]
  place(): Place
}

/** What an operation is made of, read from the document when it is first needed. */
export interface OperationDetails {
  readonly responses: readonly ResponseOption[]
  /** Parts that could not be read: what they concern is left out. */
  readonly problems: readonly Diagnostic[]
}

/** What an operation takes, read from the document when a request first meets it. */
export interface RequestDetails {
  readonly parameters: readonly Parameter[]
  readonly body: RequestBodyOption | undefined
  readonly security: SecurityRequirement
  /** Parts that could not be read: nothing is checked against them. */
  readonly problems: readonly Diagnostic[]
}

export interface Operation {
  /** The operationId, else `GET /pets/{petId}`; unique in its document unless the document repeats one. */
  readonly id: string
  /** Upper case. */
  readonly method: string
  /** The path as written in the document. */
  readonly path: string
  readonly document: ApiDocument
  /** The file that the Operation Object stands in: its references start there. */
  readonly file: SourceFile
  /** The Operation Object as written. */
  readonly raw: Readonly<Record<string, unknown>>
  place(): Place
  details(): OperationDetails
  request(): RequestDetails
}
