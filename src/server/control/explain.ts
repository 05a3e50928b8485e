// Why this answer: the notes of the walk as sentences, each with the line of the document that it rests on.
import type { Operation } from '../../contract/operation.ts'
import type { Place } from '../../diagnostics/diagnostic.ts'
import type { Exchange } from '../../journal/journal.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import type { Note } from '../../pipeline/trail.ts'
import { DOCS_PREFIX } from '../docs.ts'
import type { WhySentence } from './shapes.ts'

/** `operation` as the documents in force have it. */
export function explain(exchange: Exchange, operation: Operation | undefined, runtime: Runtime): WhySentence[] {
  const sentences = exchange.trail.flatMap((note) => sentenceOf(note, exchange, operation, runtime) ?? [])
  return exchange.replayOf === undefined
    ? sentences
    : [
        { stage: 'replay', text: `The request of exchange ${exchange.replayOf}, sent once more from the traffic page.` },
        ...sentences,
      ]
}

function sentenceOf(
  { stage, text }: Note,
  exchange: Exchange,
  operation: Operation | undefined,
  runtime: Runtime,
): WhySentence | undefined {
  const { request, response, source } = exchange
  switch (stage) {
    case 'match': {
      const id = exchange.operation?.id ?? text
      const named = id === text ? 'is documented as it is asked for' : `is the operation ${id}, documented as ${text}`
      return {
        stage,
        text: `${request.method} ${shorten(request.path)} ${named}.`,
        ...placed(operation?.place()),
        ...docsOf(operation),
      }
    }
    case 'check': {
      const own = exchange.violations().filter((each) => each.in === 'answer').length
      const isOwn = text.startsWith('the answer')
      const count = isOwn ? own : exchange.violationCount - own
      const what = `${isOwn ? 'Our own answer' : 'The request'} breaks ${count === 1 ? 'one rule' : `${count} rules`} of the contract`
      const isRefused = source.startsWith('refusal:')
      const end =
        isRefused && !isOwn ? `, so it is refused with ${response.status}` : isOwn ? '' : '; it is told and answered all the same'
      return { stage, text: `${what}${end}.` }
    }
    case 'choose': {
      const [status = '', how = ''] = text.split(/, (.*)/s)
      const found = operation?.details().responses.find((each) => each.status === status)
      const words = how === 'by Prefer' ? `The answer ${status} was asked for by Prefer` : `${status} is the answer: ${how}`
      const means = found?.description.trim().split('\n')[0] ?? ''
      return {
        stage,
        text: `${words}${means === '' ? '.' : ` (${shorten(means).replace(/\.$/, '')}).`}`,
        ...placed(found?.place()),
      }
    }
    case 'respond':
      return respondSentence(text, exchange, operation, runtime)
    case 'gate':
      return {
        stage,
        text: [`It was kept out before the mock looked at it. ${text}`, hintOf(exchange)].filter(Boolean).join(' '),
      }
    case 'refuse':
      return { stage, text: [text, hintOf(exchange)].filter(Boolean).join(' ') }
    default:
      return { stage, text: asSentence(text) }
  }
}

function respondSentence(text: string, exchange: Exchange, operation: Operation | undefined, runtime: Runtime): WhySentence {
  const stage = 'respond'
  const [source = '', ...rest] = text.split(', ')
  const added = rest.length === 0 ? '' : ` (${rest.join(', ')})`
  const [, example, mended] = /^example:(.*?)( mended)?$/.exec(source) ?? []
  if (example !== undefined) {
    const place = examplePlace(operation, exchange.response.status, example)
    const words = mended === undefined ? 'is sent as documented' : 'does not fit its schema: what fits is kept, the rest is made'
    return { stage, text: `The example ${example} ${words}${added}.`, ...placed(place) }
  }
  if (source === 'sample')
    return {
      stage,
      text: `No example is documented, so the body is made from its schema with the seed ${runtime.settings.seed}: the same each time${added}.`,
    }
  const [, file] = /^handler:(\S+)/.exec(source) ?? []
  if (file !== undefined) return { stage, text: `The handler ${file} answers${added}.` }
  if (source === 'override') return { stage, text: `An override that was put in while running answers${added}.` }
  return {
    stage,
    text: `${source.charAt(0).toUpperCase()}${source.slice(1)} answers${added}.`.replace(
      /^The answer is made to fail(.*) answers/,
      'The answer is made to fail$1',
    ),
  }
}

function examplePlace(operation: Operation | undefined, status: number, name: string): Place | undefined {
  const { responses } = operation?.details() ?? { responses: [] }
  const response =
    responses.find((each) => each.status === String(status)) ??
    responses.find((each) => each.status === `${String(status)[0]}XX`) ??
    responses.find((each) => each.status === 'default')
  return response?.media
    .flatMap(({ examples }) => examples)
    .find((each) => each.name === name)
    ?.place()
}

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
