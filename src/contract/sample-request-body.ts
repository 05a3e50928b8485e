// The body of a request: a documented example or a sample, written in the first media type that can hold it.
import { sampleFile } from '../codecs/bodies/sample-files.ts'
import { encodeBody } from '../codecs/body-codec.ts'
import { decodeBody } from '../codecs/decode-body.ts'
import { isBytes } from '../codecs/read-shape.ts'
import { familyOf } from '../http/media-type.ts'
import { fits, validate } from '../schema/compile-validator.ts'
import type { Random } from '../schema/random.ts'
import { isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import { typesOf } from '../schema/types.ts'
import { assessExamples } from './examples.ts'
import { matchRequestMedia, type RequestBodyOption, type RequestMedia } from './request-body.ts'
import { writeForm, writeMultipart } from './sample-request-form.ts'
import { concreteType } from './sample-request-media.ts'

export interface WrittenBody {
  /** Undefined where the document asks for a body without saying how it is written. */
  readonly media: RequestMedia | undefined
  /** What was written; a text that is sent as it is when `isText`, the bytes of a file as a latin1 text. */
  readonly value: unknown
  readonly isText: boolean
  readonly bytes: Buffer
  readonly contentType: string
}

/** Why something cannot be made; `isProven` says that nothing could. */
export interface Unmade {
  readonly reason: string
  readonly isProven: boolean
}

export const isMade = <T extends object>(made: T | Unmade): made is T => !('reason' in made && 'isProven' in made)

interface Try {
  readonly value: unknown
  /** Sent as it is. */
  readonly isText?: boolean
}

/** Samples taken before a media type is given up. */
const TRIES = 8
const STREAM_ITEMS = 2

/** Never throws. */
export async function sampleBody(
  { media, isRequired }: RequestBodyOption,
  random: Random,
  owners: readonly string[],
): Promise<WrittenBody | Unmade> {
  if (media.length === 0)
    return { media: undefined, value: {}, isText: false, bytes: Buffer.from('{}'), contentType: 'application/json' }
  const reasons: Unmade[] = []
  for (const each of media) {
    for (const found of triesOf(each, random, owners)) {
      const written = isMade(found) ? await writeBody(each, found.value, found.isText) : found
      const trouble = isMade(written) ? await troubleOf(written, each, { media, isRequired }) : written
      if (isMade(written) && trouble === undefined) return written
      if (trouble !== undefined) reasons.push({ ...trouble, reason: `${each.type}: ${trouble.reason}` })
      if (trouble?.isProven === true) break
    }
  }
  const last = reasons.at(-1)
  return {
    reason: last?.reason ?? 'nothing could be written',
    isProven: reasons.length > 0 && reasons.every(({ isProven }) => isProven),
  }
}

/** Writes a value; as it is with `isText`. */
export async function writeBody(media: RequestMedia, value: unknown, isText = false): Promise<WrittenBody> {
  const type = concreteType(media.type, media.schema)
  return { media, value, isText, ...(await encode(media, value, isText, type)) }
}

async function encode(media: RequestMedia, value: unknown, isText: boolean, contentType: string) {
  const family = familyOf(contentType)
  if (isText) return { bytes: Buffer.from(String(value)), contentType }
  if (family === 'form') return writeForm(value, media, contentType)
  if (family === 'multipart') return writeMultipart(value, media, contentType)
  if (family === 'binary' && typeof value === 'string')
    return { bytes: Buffer.from(value, /^[\0-\xff]*$/.test(value) ? 'latin1' : 'utf8'), contentType }
  const encoded = await encodeBody(value, { mediaType: contentType, schema: media.schema, itemSchema: media.itemSchema })
  return { bytes: Buffer.from(encoded.bytes), contentType: encoded.contentType }
}

/** Documented examples that fit, a real file, then samples. A reason stands for each sample that could not be made. */
function* triesOf(media: RequestMedia, random: Random, owners: readonly string[]): Generator<Try | Unmade> {
  const { schema, itemSchema } = media
  const type = concreteType(media.type, schema)
  const family = familyOf(type)
  for (const { value, violations, isText } of assessExamples(media, 'request'))
    if (violations.length === 0) yield { value, isText }
  const file =
    family === 'binary' || (isBytes(schema) && family !== 'json') ? sampleFile(type)?.bytes.toString('latin1') : undefined
  if (file !== undefined && (schema === undefined || fits(schema, file, 'request'))) yield { value: file }
  const described = itemSchema ?? schema
  if (described === undefined) {
    yield leastOf(family)
    return
  }
  const isStream = family === 'event-stream' && typesOf(described.target ?? described)?.has('array') !== true
  for (let i = 0; i < TRIES; i++) {
    const values: unknown[] = []
    for (let k = 0; k < (itemSchema !== undefined || isStream ? STREAM_ITEMS : 1); k++) {
      const outcome = sample(described, { random: i + k === 0 ? random : random.fork(`${i} ${k}`), view: 'request', owners })
      if (isFound(outcome)) values.push(outcome.value)
      else yield { reason: outcome.reason, isProven: outcome.proven }
    }
    if (values.length > 0) yield { value: itemSchema !== undefined || isStream ? values : values[0] }
  }
}

/** A media type without a schema allows anything: the least of its kind that is not empty. */
function leastOf(family: ReturnType<typeof familyOf>): Try {
  if (family === 'json') return { value: {} }
  if (family === 'form' || family === 'multipart') return { value: { field: 'text' } }
  if (family === 'xml') return { value: '<?xml version="1.0" encoding="UTF-8"?>\n<root/>', isText: true }
  return { value: family === 'ndjson' || family === 'event-stream' ? ['text'] : 'text' }
}

/** Read back, a body has to be of its media type and to fit. */
async function troubleOf(
  { bytes, contentType }: WrittenBody,
  media: RequestMedia,
  option: Pick<RequestBodyOption, 'media' | 'isRequired'>,
): Promise<Unmade | undefined> {
  const because = (reason: string): Unmade => ({ reason, isProven: false })
  if (bytes.length === 0) return option.isRequired ? because('the value is written as nothing') : undefined
  if (matchRequestMedia(contentType, option.media) !== media) return because(`${contentType} means another documented media type`)
  const decoded = await decodeBody(bytes, contentType, media)
  if ('problem' in decoded) return because(`cannot be read back: ${decoded.problem.detail}`)
  const { schema, itemSchema } = media
  const items = Array.isArray(decoded.value) ? decoded.value : []
  const violations = decoded.isOpaque
    ? []
    : [
        ...decoded.violations,
        ...(schema === undefined ? [] : validate(schema, decoded.value, 'request')),
        ...(itemSchema === undefined ? [] : items.flatMap((item) => validate(itemSchema, item, 'request'))),
      ]
  const first = violations.find(({ keyword }) => keyword !== 'readOnly')
  return first && because(`read back, ${first.pointer || 'the value'} is ${first.received} instead of ${first.expected}`)
}
