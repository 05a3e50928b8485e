// Typed values <-> the bytes of a body: one media family a file.
import { familyOf } from '../http/media-type.ts'
import type { Pending } from '../http/pending.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { encodeCsv } from './bodies/csv.ts'
import { encodeEventStream } from './bodies/event-stream.ts'
import { encodeForm } from './bodies/form.ts'
import { encodeMultipart } from './bodies/multipart.ts'

export interface BodyKind {
  /** The concrete media type, parameters included. */
  readonly mediaType: string
  readonly schema: SchemaNode | undefined
  readonly itemSchema?: SchemaNode | undefined
}

export interface EncodedBody {
  readonly bytes: Buffer | string
  /** The Content-Type to send: with charset or boundary where the type wants one. */
  readonly contentType: string
}

/** Writes a value in a media type. Source: OpenAPI "Media Type Object", "Considerations for Data Formats". */
export function encodeBody(value: unknown, { mediaType, schema }: BodyKind): Pending<EncodedBody> {
  const asText = (bytes: string): EncodedBody => ({ bytes, contentType: withCharset(mediaType) })
  switch (familyOf(mediaType)) {
    case 'json':
      return { bytes: JSON.stringify(value) ?? 'null', contentType: mediaType }
    case 'ndjson':
      return { bytes: ndjson(value, mediaType), contentType: mediaType }
    case 'xml':
      // XML is rare beside JSON: its builder is loaded when first asked for
      return import('./bodies/xml.ts').then(({ encodeXml }) => ({ bytes: encodeXml(value, schema), contentType: mediaType }))
    case 'form':
      return { bytes: encodeForm(value), contentType: mediaType }
    case 'multipart':
      return encodeMultipart(value, mediaType)
    case 'event-stream':
      return asText(encodeEventStream(value))
    case 'csv':
      return asText(typeof value === 'string' ? value : encodeCsv(value, mediaType.includes('tab-separated') ? '\t' : ','))
    case 'text':
      return asText(typeof value === 'string' ? value : isYaml(mediaType) ? JSON.stringify(value) : plain(value))
    case 'binary':
      return {
        bytes: typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value) ?? ''),
        contentType: mediaType,
      }
  }
}

const withCharset = (type: string) => (/charset=/i.test(type) || !type.startsWith('text/') ? type : `${type}; charset=utf-8`)
const plain = (value: unknown) => (typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value))
// JSON is YAML, so a value needs no other writer
const isYaml = (type: string) => /yaml/i.test(type)

/** One JSON text a line; `application/json-seq` puts a record separator before each (RFC 7464). */
function ndjson(value: unknown, mediaType: string): string {
  const mark = mediaType.includes('json-seq') ? '\u001e' : ''
  return (Array.isArray(value) ? value : [value]).map((item) => `${mark}${JSON.stringify(item)}\n`).join('')
}
