// Is this body what the media type object promises?
import { XMLValidator } from 'fast-xml-parser'
import type { Files, Place } from './files.ts'
import { familyOf, type MediaType } from './media-types.ts'
import type { Schemas } from './schemas.ts'
import { ownOf, textOf } from './values.ts'

/** What the document says about a body: the schemas are undefined where it is silent. */
export interface BodyPromise {
  readonly schema: Place | undefined
  /** OpenAPI 3.2: of each item in a sequential media type. */
  readonly itemSchema: Place | undefined
}

/** Where the judgement of bodies takes place. */
export interface Judging {
  readonly files: Files
  readonly schemas: Schemas
  /** Told when a value is valid only because `nullable` was read as its author meant it. */
  readonly onIntent: () => void
}

/** The reasons why a body is wrong; none when it is right. */
export function judgeBody(body: Buffer, mediaType: MediaType, promise: BodyPromise, judging: Judging): string[] {
  const family = familyOf(mediaType)
  if (family === 'other') return judgeBytes(body, mediaType)
  const text = decodeUtf8(body, mediaType)
  if (text === undefined) return ['the body is no UTF-8']
  if (family === 'json') return judgeJson(text, promise, judging)
  if (family === 'json-lines') return judgeLines(text, promise, judging)
  if (family === 'event-stream') return judgeEvents(text, promise, judging)
  if (family === 'xml') return judgeXml(text)
  return promise.schema ? judgeText(text, promise.schema, judging) : []
}

/** What is wrong with a value by a schema. A schema that cannot be judged by is a fault too: silence would pass for a yes. */
export function judgeValue(value: unknown, schema: Place | undefined, { schemas, onIntent }: Judging): readonly string[] {
  if (!schema) return []
  const verdict = schemas.check(schema, value)
  if ('byIntent' in verdict && verdict.byIntent) onIntent()
  return 'errors' in verdict ? verdict.errors : [`not judged, the schema cannot be compiled: ${verdict.unreadable}`]
}

function judgeJson(text: string, { schema }: BodyPromise, judging: Judging): string[] {
  const parsed = parseJson(text)
  if ('fault' in parsed) return [`the body is no JSON: ${parsed.fault}`]
  return [...judgeValue(parsed.value, schema, judging)]
}

/** A text answers a schema as the string it is, or as the number, boolean or JSON it spells. */
function judgeText(text: string, schema: Place, judging: Judging): string[] {
  const parsed = parseJson(text)
  const readings = 'value' in parsed ? [text, parsed.value] : [text]
  const faults = readings.map((reading) => judgeValue(reading, schema, judging))
  return faults.some((list) => list.length === 0) ? [] : [...(faults[0] ?? [])]
}

function judgeLines(text: string, promise: BodyPromise, judging: Judging): string[] {
  const lines = text.split(/[\r\n\u001e]+/).filter((line) => line.trim() !== '')
  const parsed = lines.map(parseJson)
  const broken = parsed.findIndex((line) => 'fault' in line)
  if (broken >= 0) return [`line ${broken + 1} is no JSON: ${lines[broken]?.slice(0, 80)}`]
  return judgeItems(
    parsed.map((line) => ('value' in line ? line.value : undefined)),
    promise,
    judging,
  )
}

/** Each item fits `itemSchema`. `schema` speaks of them all as a list in 3.2; before, authors meant the single item. */
function judgeItems(items: readonly unknown[], { schema, itemSchema }: BodyPromise, judging: Judging): string[] {
  const each = (place: Place | undefined) =>
    items.flatMap((item, index) => judgeValue(item, place, judging).map((fault) => `item ${index}: ${fault}`))
  const faults = each(itemSchema)
  if (!schema || judgeValue(items, schema, judging).length === 0) return faults
  return [...faults, ...each(schema)]
}

/** An event stream's items are its events, or the JSON in their data. Source: OpenAPI 3.2 "Server-Sent Event Streams"; HTML "Server-sent events". */
function judgeEvents(text: string, { schema, itemSchema }: BodyPromise, judging: Judging): string[] {
  const events = parseEvents(text)
  const stray = text.split(/\r\n|\r|\n/).find((line) => line !== '' && !/^(data|event|id|retry)?(:|$)/.test(line))
  if (stray !== undefined) return [`no line of an event stream: ${stray.slice(0, 80)}`]
  const data = events
    .map((event) => parseJson(textOf(event['data']) ?? ''))
    .flatMap((parsed) => ('value' in parsed ? [parsed.value] : []))
  if (schema && !itemSchema && [text, events, data].some((whole) => judging.schemas.accepts(schema, whole))) return []
  const place = itemSchema ?? schema
  if (!place) return []
  if (events.length === 0) return ['the stream holds no event']
  return events.flatMap((event, index) => judgeEvent(event, place, judging).map((fault) => `event ${index}: ${fault}`))
}

function judgeEvent(event: Readonly<Record<string, unknown>>, place: Place, judging: Judging): readonly string[] {
  const data = textOf(event['data'])
  // A mark such as [DONE] closes a stream and is no event that a schema means.
  if (data !== undefined && /^\[[A-Z]+\]$/.test(data)) return []
  const parsed = parseJson(data ?? '')
  const readings = [...('value' in parsed ? [parsed.value] : []), event, ...(data === undefined ? [] : [data])]
  const faults = readings.map((reading) => judgeValue(reading, place, judging))
  return faults.some((list) => list.length === 0) ? judgeEventContent(event, place, judging) : (faults[0] ?? [])
}

/** The schema of an event may say what the JSON inside `data` is (`contentSchema`), which Ajv takes for a remark. */
function judgeEventContent(event: Readonly<Record<string, unknown>>, place: Place, judging: Judging): readonly string[] {
  const data = judging.files.get(place, 'properties', 'data')
  if (ownOf(data.value, 'contentSchema') === undefined) return []
  const parsed = parseJson(textOf(event['data']) ?? '')
  if ('fault' in parsed)
    return ownOf(data.value, 'contentMediaType') === 'application/json' ? [`data is no JSON: ${parsed.fault}`] : []
  return judgeValue(parsed.value, judging.files.child(data, 'contentSchema'), judging)
}

function parseEvents(text: string): Record<string, unknown>[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/(?:\r\n|\r|\n){2,}/)
    .flatMap((block) => {
      const event: Record<string, unknown> = {}
      const data: string[] = []
      for (const line of block.split(/\r\n|\r|\n/)) {
        const [, field = '', value = ''] = /^([^:]*)(?::\x20?(.*))?$/s.exec(line) ?? []
        if (field === 'data') data.push(value)
        else if (field === 'retry' && /^\d+$/.test(value)) event['retry'] = Number(value)
        else if (field === 'event' || field === 'id') event[field] = value
      }
      if (data.length > 0) event['data'] = data.join('\n')
      return Object.keys(event).length > 0 ? [event] : []
    })
}

function judgeXml(text: string): string[] {
  const result = XMLValidator.validate(text)
  return result === true && text.trim() !== '' ? [] : [`the body is no XML: ${result === true ? 'it is empty' : result.err.msg}`]
}

const signatures: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/jpg': ['ffd8ff'],
  'image/gif': ['47494638'],
  'image/webp': ['52494646'],
  'image/bmp': ['424d'],
  'application/pdf': ['25504446'],
  'application/zip': ['504b'],
  'application/gzip': ['1f8b'],
  'application/x-gzip': ['1f8b'],
}

function judgeBytes(body: Buffer, { type, subtype }: MediaType): string[] {
  const expected = signatures[`${type}/${subtype}`]
  const start = body.subarray(0, 8).toString('hex')
  return !expected || expected.some((signature) => start.startsWith(signature))
    ? []
    : [`no ${type}/${subtype}: it begins with ${start}`]
}

function parseJson(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

function decodeUtf8(body: Buffer, { parameters }: MediaType): string | undefined {
  const charset = parameters.get('charset') ?? 'utf-8'
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}
