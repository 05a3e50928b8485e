// The body of a form as its encoding says: a field or part for each property. Source: OpenAPI "Encoding Object"; RFC 7578 for multipart/form-data.
import { sampleFile } from '../codecs/bodies/sample-files.ts'
import { encodeBody } from '../codecs/body-codec.ts'
import type { BodyEncoding, BodyMedia } from '../codecs/decode-body.ts'
import { encodeParameter } from '../codecs/encode-parameter.ts'
import { isBytes, itemOf, propertiesOf, restOf } from '../codecs/read-shape.ts'
import { familyOf, parseMediaType } from '../http/media-type.ts'
import { encodePercent } from '../http/query.ts'
import { createRandom } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { isRecord } from '../spec/json-pointer.ts'
import { concreteType } from './sample-request-media.ts'

// fixed, so that the same seed gives the same bytes; unlikely enough to stand in a sample
const BOUNDARY = 'mockserve-part-7d1f3a'

interface Encoded {
  readonly bytes: Buffer
  readonly contentType: string
}

/** Goes by style, not by content type. */
const isStyled = ({ style, explode, allowReserved }: BodyEncoding = {}) =>
  style !== undefined || explode !== undefined || allowReserved !== undefined

/** application/x-www-form-urlencoded. What is no object has no names to stand under, and gives nothing. */
export function writeForm(value: unknown, { encoding }: BodyMedia, contentType: string): Encoded {
  const pairs = Object.entries(isRecord(value) ? value : {}).flatMap(([name, part]) => {
    const own = encoding.get(name)
    if (isStyled(own)) return [styled(name, part, own)]
    const isJson = own?.contentType !== undefined && familyOf(own.contentType.split(',')[0] ?? '') === 'json'
    return listOf(part).map((item) => {
      const text = isJson || typeof item === 'object' ? JSON.stringify(item) : String(item)
      return `${encodePercent(name)}=${encodePercent(text)}`
    })
  })
  return { bytes: Buffer.from(pairs.filter((pair) => pair !== '').join('&')), contentType }
}

/** A property as the query parameter of that style. */
function styled(name: string, value: unknown, encoding: BodyEncoding = {}): string {
  const { style = 'form', explode = style === 'form', allowReserved = false } = encoding
  const shared = { name, in: 'query', allowEmptyValue: false, schema: undefined } as const
  if (style === 'tabDelimited') return encodeParameter({ ...shared, wire: { kind: 'collection', format: 'tsv' } }, value)
  const known = (['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const).find((each) => each === style) ?? 'form'
  return encodeParameter({ ...shared, wire: { kind: 'style', style: known, explode, allowReserved } }, value)
}

/** multipart of any kind: a part for each property, several for a list; a list at the top has parts without names. */
export async function writeMultipart(value: unknown, media: BodyMedia, contentType: string): Promise<Encoded> {
  const boundary = parseMediaType(contentType)?.parameters['boundary'] ?? BOUNDARY
  const chunks: Buffer[] = []
  for (const part of partsOf(value, media)) {
    const { bytes, headers } = await writePart(part)
    chunks.push(Buffer.from(`--${boundary}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`), bytes, Buffer.from('\r\n'))
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`))
  const named = /;\s*boundary\s*=/i.test(contentType) ? contentType : `${contentType}; boundary=${boundary}`
  return { bytes: Buffer.concat(chunks), contentType: named }
}

interface FormPart {
  readonly name: string | undefined
  readonly value: unknown
  readonly schema: SchemaNode | undefined
  readonly encoding: BodyEncoding | undefined
}

function partsOf(value: unknown, { schema, itemSchema, encoding }: BodyMedia): FormPart[] {
  if (!isRecord(value))
    return listOf(value).map((item, i) => ({
      name: undefined,
      value: item,
      schema: itemOf(schema, i) ?? itemSchema,
      encoding: undefined,
    }))
  const properties = propertiesOf(schema)
  return Object.entries(value).flatMap(([name, part]): FormPart[] => {
    const property = properties.get(name) ?? restOf(schema, name)
    const own = encoding.get(name)
    if (own?.contentType === undefined && own?.explode === false && Array.isArray(part))
      return [{ name, value: joined(name, part, own), schema: undefined, encoding: undefined }]
    if (!Array.isArray(part)) return [{ name, value: part, schema: property, encoding: own }]
    return part.map((item, i) => ({ name, value: item, schema: itemOf(property, i), encoding: own }))
  })
}

/** The items as the text of one field: nothing is percent-encoded in a part. */
const joined = (name: string, items: readonly unknown[], encoding: BodyEncoding) =>
  decodeURIComponent(styled(name, items, encoding).slice(encodePercent(name).length + 1))

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

async function writePart({ name, value, schema, encoding }: FormPart): Promise<{ bytes: Buffer; headers: string[] }> {
  const isFile = isBytes(schema)
  const usual = isFile
    ? 'application/octet-stream'
    : typeof value === 'object' && value !== null
      ? 'application/json'
      : 'text/plain'
  const documented = encoding?.contentType?.split(',').map((type) => type.trim())
  const type = concreteType(documented?.find((each) => !each.includes('*')) ?? documented?.[0] ?? usual, schema)
  const isRaw = typeof value === 'string' && (isFile || familyOf(type) === 'binary')
  const written = isRaw
    ? { bytes: Buffer.from(value, 'latin1'), contentType: type }
    : await encodeBody(value, { mediaType: type, schema })
  const file = isFile ? `; filename="${quotable(name ?? 'file')}.${sampleFile(type)?.extension ?? 'bin'}"` : ''
  const disposition = name === undefined ? [] : [`Content-Disposition: form-data; name="${quotable(name)}"${file}`]
  const more = (encoding?.headers ?? []).flatMap(({ name: header, schema: own, isRequired }) =>
    isRequired && header.toLowerCase() !== 'content-type' ? [`${header}: ${headerValue(header, own)}`] : [],
  )
  return { bytes: Buffer.from(written.bytes), headers: [...disposition, `Content-Type: ${written.contentType}`, ...more] }
}

/** Source: WHATWG HTML "Multipart form data". */
const quotable = (name: string) => name.replace(/["\r\n]/g, encodeURIComponent)

function headerValue(name: string, schema: SchemaNode | undefined): string {
  const outcome = schema && sample(schema, { random: createRandom(0), view: 'request', name })
  const value = outcome !== undefined && isFound(outcome) ? outcome.value : 'text'
  return encodeParameter(
    {
      name,
      in: 'header',
      allowEmptyValue: false,
      schema,
      wire: { kind: 'style', style: 'simple', explode: false, allowReserved: false },
    },
    value,
  )
}
