// Why this answer: the notes of the walk as sentences, each with the line of the document that it rests on.
import type { Operation, ResponseOption } from '../../contract/operation.ts'
import { responseFor } from '../../contract/responses.ts'
import type { Place } from '../../diagnostics/diagnostic.ts'
import { parseAccept } from '../../http/accept.ts'
import { covers, essenceOf } from '../../http/media-type.ts'
import { headerText } from '../../http/mock-request.ts'
import { parsePreferences } from '../../http/prefer.ts'
import type { Exchange } from '../../journal/journal.ts'
import { documentedFor } from '../../pipeline/error-answer.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import type { Note } from '../../pipeline/trail.ts'
import { DOCS_PREFIX } from '../docs.ts'
import { isOwnPage } from '../own-addresses.ts'
import type { WhySentence } from './shapes.ts'

interface Told {
  readonly exchange: Exchange
  /** As the documents in force have it. */
  readonly operation: Operation | undefined
  readonly runtime: Runtime
}

/** `operation` as the documents in force have it. */
export function explain(exchange: Exchange, operation: Operation | undefined, runtime: Runtime): WhySentence[] {
  const told: Told = { exchange, operation, runtime }
  const sentences = withoutRepeats(exchange.trail).flatMap((note) => sentenceOf(note, told) ?? [])
  const { replayOf } = exchange
  const replay = { stage: 'replay', text: `The request of exchange ${replayOf}, sent once more from the traffic page.` }
  return replayOf === undefined ? sentences : [replay, ...sentences]
}

/** What the document gives may be asked for twice: by who answers, and once more when they pass. */
function withoutRepeats(notes: readonly Note[]): readonly Note[] {
  const nameOf = ({ stage, text }: Note) => `${stage} ${text.split(', ')[0]}`
  const names = notes.map(nameOf)
  return notes.filter((note, i) => names.indexOf(nameOf(note)) === i)
}

function sentenceOf({ stage, text }: Note, told: Told): WhySentence | undefined {
  switch (stage) {
    case 'gate':
      return withHint(stage, `It was kept out before the mock looked at it. ${text}`, told)
    case 'match':
      return matchSentence(text, told)
    case 'check':
      return checkSentence(text, told)
    case 'choose':
      return chooseSentence(text, told)
    case 'respond':
      return respondSentence(text, told)
    case 'refuse': {
      const { request, source } = told.exchange
      const isOurs = source === 'refusal:no-such-path' && isOwnPage(request.method, request.path, told.runtime)
      return isOurs
        ? { stage: 'own-page', text: `A running mock shows a page of its own at ${request.path}.` }
        : withHint(stage, text, told)
    }
    default:
      return { stage, text: asSentence(text) }
  }
}

function matchSentence(text: string, { exchange: { request, operation: meant }, operation }: Told): WhySentence {
  const stage = 'match'
  if (meant === undefined) return { stage, text: asSentence(text) }
  const named = meant.id === text ? 'is documented as it is asked for' : `is the operation ${meant.id}, documented as ${text}`
  return {
    stage,
    text: `${request.method} ${shorten(request.path)} ${named}.`,
    ...placed(operation?.place()),
    ...docsOf(operation),
  }
}

function checkSentence(text: string, { exchange, operation }: Told): WhySentence {
  const { source, violationCount, response } = exchange
  const own = exchange.violations().filter((each) => each.in === 'answer').length
  const isOwn = text.startsWith('the answer')
  const count = isOwn ? own : violationCount - own
  const what = `${isOwn ? 'Our own answer' : 'The request'} breaks ${count === 1 ? 'one rule' : `${count} rules`} of the contract`
  if (isOwn) return { stage: 'check', text: `${what}.` }
  if (!source.startsWith('refusal:')) return { stage: 'check', text: `${what}; it is told and answered all the same.` }
  const documented = operation && documentedFor(response.status, operation.details().responses)
  const how = documented === undefined ? '' : ', as documented'
  return { stage: 'check', text: `${what}, so it is refused with ${response.status}${how}.`, ...placed(documented?.place()) }
}

function chooseSentence(text: string, { exchange, operation }: Told): WhySentence {
  const [status = '', how = ''] = text.split(/, (.*)/s)
  const found = operation?.details().responses.find((each) => each.status === status)
  const { code } = parsePreferences(exchange.request.headers['prefer'], exchange.request.query)
  // overrides and handlers choose a response as Prefer does
  const by = code === undefined ? 'chosen by what answers' : 'asked for by Prefer'
  const words = how === 'by Prefer' ? `The answer ${status} was ${by}` : `${status} is the answer: ${how}`
  const means = found?.description.trim().split('\n')[0] ?? ''
  return {
    stage: 'choose',
    text: `${words}${means === '' ? '' : ` (${shorten(means).replace(/\.$/, '')})`}${mediaWords(found, exchange)}.`,
    ...placed(found?.place()),
  }
}

/** `, as text/csv by Accept`; nothing where the answer is in another type after all. */
function mediaWords(found: ResponseOption | undefined, { request, response }: Exchange): string {
  const sent = essenceOf(headerText(response.headers, 'content-type') ?? '')
  const types = found?.media.map(({ type }) => essenceOf(type)) ?? []
  if (!types.some((type) => covers(type, sent))) return ''
  const accepts = parseAccept(headerText(request.headers, 'accept')).map(({ type }) => type)
  if (accepts.some((type) => type !== '*/*')) return `, as ${sent} by Accept`
  return types.length === 1 ? `, as ${sent}` : `, as ${sent}, the first of ${types.length} media types`
}

function respondSentence(text: string, told: Told): WhySentence | undefined {
  const stage = 'respond'
  const { exchange, runtime } = told
  const [source = '', ...rest] = text.split(', ')
  const added = rest.length === 0 ? '' : ` (${rest.join(', ')})`
  // handlers and stored items begin with what the document gives
  const isBase = source !== exchange.source && !exchange.source.startsWith('override')
  const [, example, mended] = /^example:(.*?)( mended)?$/.exec(source) ?? []
  if (example !== undefined) {
    const words = mended === undefined ? 'is sent as documented' : 'does not fit its schema: what fits is kept, the rest is made'
    return {
      stage,
      text: isBase
        ? `It begins with the example ${example}.`
        : `The example ${example}${exampleWords(example, told)} ${words}${added}.`,
      ...placed(examplePlace(told, example)),
    }
  }
  if (source === 'sample') {
    if (exchange.response.body === undefined && exchange.request.method !== 'HEAD') return { stage, text: 'It has no body.' }
    const made = `made from its schema with the seed ${runtime.settings.seed}`
    return {
      stage,
      text: isBase
        ? `It begins with a body ${made}.`
        : `No example is documented, so the body is ${made}: the same each time${added}.`,
    }
  }
  // why a stored item gives an error is told before
  if (source === 'stored')
    return exchange.response.status >= 400
      ? undefined
      : { stage, text: 'What was written before or with this request is shown in it.' }
  const [, file] = /^handler:(\S+)/.exec(source) ?? []
  if (file !== undefined) return { stage, text: `The handler ${file} answers${added}.` }
  if (source === 'override') return { stage, text: `An override that was put in while running answers${added}.` }
  return { stage, text: asSentence(text) }
}

/** Why this one of several. */
function exampleWords(name: string, { exchange: { request, response }, operation }: Told): string {
  if (parsePreferences(request.headers['prefer'], request.query).example === name) return ', asked for by Prefer,'
  const examples = responseOf(operation, response.status)?.media.find(({ examples }) =>
    examples.some((each) => each.name === name),
  )
  const count = examples?.examples.length ?? 0
  return count > 1 ? `, the first of ${count} that fits,` : ''
}

const examplePlace = ({ exchange, operation }: Told, name: string): Place | undefined =>
  responseOf(operation, exchange.response.status)
    ?.media.flatMap(({ examples }) => examples)
    .find((each) => each.name === name)
    ?.place()

const responseOf = (operation: Operation | undefined, status: number): ResponseOption | undefined =>
  operation && responseFor(operation.details().responses, status)

const withHint = (stage: string, text: string, { exchange }: Told): WhySentence => ({
  stage,
  text: [text, hintOf(exchange)].filter(Boolean).join(' '),
})

/** The way out stands in our problem document. */
function hintOf({ response }: Exchange): string | undefined {
  if (response.headers['content-type'] !== 'application/problem+json') return undefined
  try {
    const { hint } = JSON.parse(String(response.body)) as { readonly hint?: unknown }
    return typeof hint === 'string' ? asSentence(hint) : undefined
  } catch {
    return undefined
  }
}

function placed(place: Place | undefined): { at?: string } {
  return place === undefined ? {} : { at: `${place.file}:${place.position().line}` }
}

/** Swagger UI's deep link, `#/tag/operationId`. */
function docsOf(operation: Operation | undefined): { docs?: string } {
  const id = operation?.raw['operationId']
  if (operation === undefined || typeof id !== 'string') return {}
  const [tag] = Array.isArray(operation.raw['tags']) ? operation.raw['tags'] : []
  const hash = [tag ?? 'default', id].map((part) => encodeURIComponent(String(part))).join('/')
  return { docs: `${DOCS_PREFIX}?name=${encodeURIComponent(operation.document.name)}#/${hash}` }
}

const asSentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`

const shorten = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text)
