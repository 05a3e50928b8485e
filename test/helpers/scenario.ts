// Reads a scenario file: a document, then requests with the answers expected, all as fenced blocks.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

export interface ScenarioStep {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | undefined
  readonly expected: ExpectedAnswer
}

export interface ExpectedAnswer {
  readonly status: number
  /** Names in lower case; a value between slashes is a regular expression, '-' means absent. */
  readonly headers: Readonly<Record<string, string>>
  /** Undefined: the body is not looked at. */
  readonly body: string | undefined
  /** `json`: equal as values; `text`: equal; `match`: a regular expression; `shape`: JSON with the same keys and types; `violations`: all of them, by `violationLines`. */
  readonly bodyKind: string
}

export interface Scenario {
  readonly title: string
  /** File name -> text; the first is the one served. */
  readonly files: ReadonlyMap<string, string>
  readonly settings: Readonly<Record<string, unknown>>
  readonly steps: readonly ScenarioStep[]
}

const FENCE = /^```(\S+)(?:[ \t]+([^\n]*))?\n([\s\S]*?)^```[ \t]*$/gm

/**
 * Blocks: ```yaml NAME.yaml (a file), ```json settings, ```request, and behind it ```answer [json|text|match|shape|violations].
 * Words behind "request" say what becomes of the text of the body before it is sent, in their order:
 * `expand`: `{{x * 300}}` is 300 times x; `crlf`: lines end in CR LF, the last one too; `hex`, `base64`: it is bytes written so;
 * `utf-16le`, `utf-16be`, `latin1`: its encoding; `gzip`, `deflate`, `br`: it is packed; `cut`: the last byte is missing.
 * With `transfer-encoding: chunked` among the headers it is sent in chunks.
 */
export function parseScenario(markdown: string): Scenario {
  const title = /^# (.+)$/m.exec(markdown)?.[1]
  if (title === undefined) throw new Error('a scenario begins with "# title"')
  const files = new Map<string, string>()
  const steps: ScenarioStep[] = []
  let settings: Record<string, unknown> = {}
  let request: Omit<ScenarioStep, 'expected'> | undefined
  for (const [, kind = '', info = '', text = ''] of markdown.matchAll(FENCE)) {
    if (kind === 'request') request = parseRequest(text, info.split(' ').filter(Boolean))
    else if (kind === 'answer') {
      if (request === undefined) throw new Error(`${title}: an answer without a request`)
      steps.push({ ...request, expected: parseAnswer(text, info || 'json') })
      request = undefined
    } else if (info === 'settings') settings = JSON.parse(text)
    else if (info !== '') files.set(info, text)
  }
  if (files.size === 0 || steps.length === 0) throw new Error(`${title}: a scenario needs a document and a request`)
  return { title, files, settings, steps }
}

function parseRequest(text: string, words: readonly string[]): Omit<ScenarioStep, 'expected'> {
  const [head = '', ...rest] = text.split('\n\n')
  const [line = '', ...headerLines] = head.trim().split('\n')
  const [method = '', url = ''] = line.split(' ')
  const body = rest.join('\n\n').trimEnd()
  const headers = parseHeaders(headerLines)
  if (body === '') return { method, url, headers, body: undefined }
  const bytes = toBytes(body, words)
  // node:http says how long a body is for some methods only
  const framing = headers['transfer-encoding'] === undefined ? { 'content-length': String(bytes.length) } : {}
  return { method, url, headers: { ...framing, ...headers }, body: bytes }
}

const TO_BYTES: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  expand: (bytes) =>
    Buffer.from(
      bytes.toString().replace(/\{\{(.+?) \* (\d+)\}\}/g, (_, text: string, times: string) => text.repeat(Number(times))),
    ),
  crlf: (bytes) => Buffer.from(`${bytes.toString()}\n`.replaceAll('\n', '\r\n')),
  hex: (bytes) => Buffer.from(bytes.toString().replace(/\s/g, ''), 'hex'),
  base64: (bytes) => Buffer.from(bytes.toString(), 'base64'),
  'utf-16le': (bytes) => Buffer.from(bytes.toString(), 'utf16le'),
  'utf-16be': (bytes) => Buffer.from(bytes.toString(), 'utf16le').swap16(),
  latin1: (bytes) => Buffer.from(bytes.toString(), 'latin1'),
  gzip: (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  cut: (bytes) => bytes.subarray(0, -1),
}

const toBytes = (text: string, words: readonly string[]): Buffer =>
  words.reduce<Buffer>((bytes, word) => {
    const change = TO_BYTES[word]
    if (change === undefined) throw new Error(`a request cannot be "${word}"`)
    return change(bytes)
  }, Buffer.from(text))

/** The `errors` of a problem document, one character a byte, sorted: `body /owner/age: type`, or `body: required` for the body as a whole. */
export function violationLines(problem: string): readonly string[] {
  const { errors = [] } = JSON.parse(Buffer.from(problem, 'latin1').toString()) as {
    errors?: readonly { in: string; pointer: string; rule: string }[]
  }
  return errors.map(({ in: place, pointer, rule }) => `${place}${pointer === '' ? '' : ` ${pointer}`}: ${rule}`).sort()
}

function parseAnswer(text: string, bodyKind: string): ExpectedAnswer {
  const cut = text.indexOf('\n\n')
  const [line = '', ...headerLines] = (cut < 0 ? text : text.slice(0, cut)).trim().split('\n')
  const body = cut < 0 ? undefined : text.slice(cut + 2).trimEnd()
  return { status: Number(line.split(' ')[0]), headers: parseHeaders(headerLines), body, bodyKind }
}

const parseHeaders = (lines: readonly string[]) =>
  Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
