// The bytes of a body -> the value that its schema speaks about: one media family a file. The way back is body-codec.ts.
import { familyOf } from '../http/media-type.ts'
import type { Pending } from '../http/pending.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { decodeBytes } from './bodies/decode-bytes.ts'
import { decodeCharset } from './bodies/decode-charset.ts'
import { readContentType } from './bodies/decode-content-type.ts'
import { BodyFault, type BodyProblem } from './bodies/decode-fault.ts'
import { decodeForm } from './bodies/decode-form.ts'
import { readJson, readJsonSequence } from './bodies/decode-json.ts'
import { type DecodedBody, decoded } from './bodies/decode-result.ts'
import { decodeText } from './bodies/decode-text.ts'

/** A header that a part of a multipart body may or must have. */
export interface PartHeader {
  readonly name: string
  readonly schema: SchemaNode | undefined
  readonly isRequired: boolean
}

/** How one property of a form is written. Source: OpenAPI "Encoding Object". */
export interface BodyEncoding {
  /** One or several, between commas; may hold wildcards. */
  readonly contentType?: string | undefined
  /** `tabDelimited` stands for the `tsv` of OpenAPI 2.0. */
  readonly style?: string | undefined
  readonly explode?: boolean | undefined
  readonly allowReserved?: boolean | undefined
  readonly headers?: readonly PartHeader[] | undefined
}

/** What the document says about a body of one media type. */
export interface BodyMedia {
  /** As documented: `application/json`, `text/*`. */
  readonly type: string
  readonly schema: SchemaNode | undefined
  /** 3.2: the schema of each item of a sequence. */
  readonly itemSchema: SchemaNode | undefined
  /** By property. */
  readonly encoding: ReadonlyMap<string, BodyEncoding>
  /** 3.2: of the parts without names, of the first ones in their order. */
  readonly prefixEncoding?: readonly BodyEncoding[]
  /** 3.2: of all parts after those. */
  readonly itemEncoding?: BodyEncoding | undefined
}

/**
 * Reads a body. The family goes by `contentType`, the type that was sent; where that is missing or no type at all, by the documented one.
 * Whether the two fit is the question of `matchRequestMedia`. Never throws, whatever the bytes are.
 */
export function decodeBody(
  bytes: Buffer,
  contentType: string | undefined,
  media: BodyMedia,
): Pending<DecodedBody | { readonly problem: BodyProblem }> {
  try {
    const read = readBody(bytes, contentType, media)
    return read instanceof Promise ? read.catch(problemIn) : read
  } catch (error) {
    return problemIn(error)
  }
}

function problemIn(error: unknown): { readonly problem: BodyProblem } {
  if (error instanceof BodyFault) return { problem: error.problem }
  throw error
}

/** As `decodeBody`, but throws the `BodyFault`: for bodies inside of others. */
export function readBody(bytes: Buffer, contentType: string | undefined, media: BodyMedia): Pending<DecodedBody> {
  const sent = readContentType(contentType)
  const essence = sent?.essence ?? media.type
  const charset = sent?.parameters['charset']
  // a range does not say how a body is written that calls itself by no type
  const isNameless = sent === undefined && contentType !== undefined && media.type.includes('*')
  switch (isNameless ? 'binary' : familyOf(essence)) {
    case 'json':
      return decoded(readJson(decodeCharset(bytes, charset)))
    case 'ndjson':
      return decoded(readJsonSequence(decodeCharset(bytes, charset)))
    case 'form':
      return decoded(decodeForm(bytes, charset, media))
    case 'multipart':
      return import('./bodies/decode-multipart.ts').then(({ decodeMultipart }) =>
        decodeMultipart(bytes, contentType ?? '', media),
      )
    case 'xml':
      return import('./bodies/decode-xml.ts').then(({ decodeXml }) => decodeXml(bytes, charset, media.schema))
    case 'text':
    case 'csv':
    case 'event-stream':
      return decodeText(decodeCharset(bytes, charset), essence, media.schema)
    case 'binary':
      return decodeBytes(bytes, media.schema)
  }
}

export type { FilePart } from './bodies/decode-result.ts'
export type { BodyProblem, DecodedBody }
