// A request and its answer with the reasons, as text for people and as values without credentials.
import { STATUS_CODES } from 'node:http'
import { familyOf } from '../http/media-type.ts'
import { isSecret, MASK, masked } from '../http/secrets.ts'
import { withoutSecret } from '../pipeline/violation.ts'
import type { DetailMessage, ExchangeDetail } from '../server/control/shapes.ts'
import type { Colors } from './colors.ts'
import { maskSecrets, printable, printableLines } from './safe-text.ts'

/** Sentences, what was read, what is broken; then the answer. */
export function* explainLines(detail: ExchangeDetail, allHeaders: boolean, colors: Colors): Generator<string> {
  const { dim, yellow, green, bold } = colors
  const at = (place: string | undefined) => (place === undefined ? '' : dim(`  ${printable(place)}`))
  const rules = detail.broken.flatMap((each) => {
    const { detail: sentence, example, at: place } = withoutSecret(each)
    const right = example === undefined ? [] : [`      ${green('right would be')} ${printable(shortJson(example))}`]
    return [`    ${yellow(printable(sentence))}${at(place)}`, ...right]
  })
  let isTold = rules.length === 0
  for (const sentence of detail.why) {
    yield `  ${printable(sentence.text)}${at(sentence.at)}`
    if (sentence.stage === 'match') yield* inputLines(detail, colors)
    if (sentence.stage === 'check' && !isTold) yield* rules
    if (sentence.stage === 'check') isTold = true
  }
  if (!isTold) yield* rules
  if (isOwnPage(detail)) return
  yield ''
  yield bold(`HTTP/1.1 ${detail.status} ${STATUS_CODES[detail.status] ?? ''}`.trimEnd())
  for (const [name, value] of detail.response.headers)
    if (allHeaders || !/^(mockserve|sl)-/.test(name)) yield `${dim(`${name}:`)} ${printable(value)}`
  yield* bodyLines(detail.response)
}

/** There is no answer of the documents to show then. */
export const isOwnPage = ({ why }: ExchangeDetail): boolean => why.some(({ stage }) => stage === 'own-page')

const PLACES = { params: 'path', query: 'query', headers: 'header', cookies: 'cookie' } as const

/** `read as: path petId 7, query limit 20` */
function* inputLines({ inputs }: ExchangeDetail, { dim }: Colors): Generator<string> {
  const read = (inputs ?? {}) as Partial<Record<keyof typeof PLACES | 'body', unknown>>
  const texts = Object.entries(PLACES).flatMap(([part, place]) =>
    Object.entries(read[part as keyof typeof PLACES] ?? {}).map(([name, value]) => `${place} ${name} ${shown(name, value)}`),
  )
  if (read.body !== undefined) texts.push(`body ${shortJson(hidden(read.body))}`)
  if (texts.length > 0) yield dim(`    read as: ${printable(texts.join(', '))}`)
}

function* bodyLines({ body }: DetailMessage): Generator<string> {
  if (body === undefined) return
  const { text, type = 'unknown type', bytes, isCut } = body
  yield ''
  if (text === undefined) yield `(${bytes} bytes of ${printable(type)})`
  else if (text !== '') yield printableLines(isCut ? text : indented(text, type)).trimEnd()
  if (isCut) yield `(cut here: ${bytes} bytes in all)`
}

function indented(text: string, type: string): string {
  if (familyOf(type) !== 'json') return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const MAX_VALUE = 200

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text
}

const shown = (name: string, value: unknown) => (isSecret(name) ? MASK : shortJson(value))

/** A value in which what stands under the name of a secret is hidden. */
function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, masked(name, hidden(part))]))
}

/** The detail with the credentials of the request hidden: it may end up in a report. */
export function withoutCredentials(detail: ExchangeDetail): ExchangeDetail {
  const headers = detail.request.headers.map(([name, value]): [string, string] => [name, masked(name, value)])
  return {
    ...detail,
    query: maskSecrets(detail.query),
    request: { ...detail.request, headers },
    ...(detail.inputs !== undefined && { inputs: hidden(detail.inputs) }),
    broken: detail.broken.map(withoutSecret),
  }
}
