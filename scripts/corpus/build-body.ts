// The body to send with a request: the documented example, else a value made from the schema.
import type { Operation } from './enumerate.ts'
import type { Files, Place } from './files.ts'
import { sampleValue } from './sample-value.ts'
import { entriesOf, isPlain, ownOf, textOf, textsOf } from './values.ts'

/** Bytes and their media type. */
export interface RequestBody {
  readonly mediaType: string
  readonly bytes: Buffer
}

const boundary = 'corpus-boundary'
const writing = new Set(['POST', 'PUT', 'PATCH', 'QUERY'])

/** The body for an operation; undefined when it takes none, or need not have one. */
export function bodyFor(files: Files, operation: Operation): RequestBody | undefined {
  const requestBody = files.get(operation.place, 'requestBody')
  if (isPlain(requestBody.value)) {
    if (ownOf(requestBody.value, 'required') !== true && !writing.has(operation.method)) return undefined
    const types = entriesOf(ownOf(requestBody.value, 'content')).map(([mediaType]) => mediaType)
    const mediaType = types.find((type) => /json/i.test(type)) ?? types[0]
    if (mediaType === undefined) return undefined
    const media = files.get(requestBody, 'content', mediaType)
    return encode(mediaType, mediaValue(files, media))
  }
  const inBody = operation.parameters.find(({ value }) => ownOf(value, 'in') === 'body')
  const types = consumes(files, operation)
  if (inBody)
    return encode(
      types.find((type) => /json/i.test(type)) ?? types[0] ?? 'application/json',
      sampleValue(files, files.child(inBody, 'schema')),
    )
  const fields = operation.parameters.filter(({ value }) => ownOf(value, 'in') === 'formData')
  if (fields.length === 0) return undefined
  const hasFile = fields.some(({ value }) => ownOf(value, 'type') === 'file')
  const form = Object.fromEntries(fields.map((field) => [String(ownOf(field.value, 'name')), fieldValue(files, field)]))
  const multipart = hasFile || types[0] === 'multipart/form-data'
  return encode(multipart ? 'multipart/form-data' : 'application/x-www-form-urlencoded', form)
}

function fieldValue(files: Files, field: Place): unknown {
  if (ownOf(field.value, 'type') === 'file') return 'one'
  const { required: _, ...schema } = field.value as Record<string, unknown>
  return sampleValue(files, { ...field, value: schema })
}

function consumes(files: Files, operation: Operation): string[] {
  const own = files.get(operation.place, 'consumes').value
  return textsOf(own === undefined ? files.get(files.entry, 'consumes').value : own)
}

function mediaValue(files: Files, media: Place): unknown {
  const [named] = entriesOf(ownOf(media.value, 'examples')).map(([key]) => files.get(media, 'examples', key, 'value').value)
  return ownOf(media.value, 'example') ?? named ?? sampleValue(files, files.child(media, 'schema'))
}

function encode(documented: string, value: unknown): RequestBody {
  const mediaType = documented.includes('*') ? 'application/json' : documented
  if (/x-www-form-urlencoded/i.test(mediaType)) {
    const form = entriesOf(value).map(([key, item]): [string, string] => [key, textOf(item) ?? JSON.stringify(item) ?? ''])
    return { mediaType, bytes: Buffer.from(new URLSearchParams(form).toString()) }
  }
  if (/^multipart\//i.test(mediaType)) {
    const parts = entriesOf(value).map(([key, item]) => {
      const text = textOf(item) ?? JSON.stringify(item) ?? ''
      return `--${boundary}\r\nContent-Disposition: form-data; name="${encodeURIComponent(key)}"\r\n\r\n${text}\r\n`
    })
    return { mediaType: `${mediaType}; boundary=${boundary}`, bytes: Buffer.from(`${parts.join('')}--${boundary}--\r\n`) }
  }
  const isText = typeof value === 'string' && !/json/i.test(mediaType)
  return { mediaType, bytes: Buffer.from(isText ? value : (JSON.stringify(value) ?? '{}')) }
}
