// Media types: parse, match, tell families apart. Source: RFC 9110 "Media Type"; RFC 6839 structured syntax suffixes.
import { remembered } from './remembered.ts'

export interface MediaType {
  /** Lower case, without parameters: `application/json`. May hold wildcards: `*\/*`, `text/*`. */
  readonly essence: string
  readonly parameters: Readonly<Record<string, string>>
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const SHAPE = new RegExp(`^\\s*(${TOKEN}/${TOKEN})\\s*(;.*)?$`)
const PARAMETER = new RegExp(`;\\s*(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)")`, 'g')

/** Undefined when the text is no media type. */
export const parseMediaType = remembered((text): MediaType | undefined => {
  const match = SHAPE.exec(text)
  if (match?.[1] === undefined) return undefined
  const parameters: Record<string, string> = {}
  for (const [, name = '', plain, quoted] of (match[2] ?? '').matchAll(PARAMETER)) {
    parameters[name.toLowerCase()] = plain ?? (quoted ?? '').replace(/\\(.)/g, '$1')
  }
  return { essence: match[1].toLowerCase(), parameters }
})

/** `application/json; charset=utf-8` -> `application/json`; a text that is no media type comes back trimmed, in lower case. */
export const essenceOf = (text: string): string => parseMediaType(text)?.essence ?? text.trim().toLowerCase()

/** Whether a range (`*\/*`, `text/*`, `text/plain`) covers a type. */
export function covers(range: string, type: string): boolean {
  if (range === type || range === '*/*' || range === '*') return true
  return range.endsWith('/*') && type.startsWith(range.slice(0, -1))
}

export type Family = 'json' | 'xml' | 'form' | 'multipart' | 'ndjson' | 'event-stream' | 'csv' | 'text' | 'binary'

const NDJSON = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/jsonlines',
  'application/json-seq',
  'application/stream+json',
  'text/x-ndjson',
  'text/jsonl',
])
const TEXT = new Set([
  'application/yaml',
  'application/x-yaml',
  'application/javascript',
  'application/ecmascript',
  'application/graphql',
  'application/sql',
  'application/toml',
  'application/x-sh',
  'application/jwt',
  'application/jose',
  'application/x-pem-file',
  'application/pem-certificate-chain',
  'application/openmetrics-text',
])

/** How the body of this type is written. */
export const familyOf = remembered((mediaType): Family => {
  const type = essenceOf(mediaType)
  if (NDJSON.has(type)) return 'ndjson'
  if (type === 'application/json' || type.endsWith('+json') || type === 'text/json' || type === '*/*' || type === 'application/*')
    return 'json'
  if (type === 'application/xml' || type === 'text/xml' || (type.endsWith('+xml') && !type.startsWith('image/'))) return 'xml'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type.startsWith('multipart/')) return 'multipart'
  if (type === 'text/event-stream') return 'event-stream'
  if (type === 'text/csv' || type === 'application/csv' || type === 'text/tab-separated-values') return 'csv'
  if (type.startsWith('text/') || type.endsWith('+yaml') || type.endsWith('-text') || TEXT.has(type)) return 'text'
  return 'binary'
})
