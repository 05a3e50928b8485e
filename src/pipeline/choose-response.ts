// Stage: which of the documented responses to give, and in which media type.
import type { MediaOption, ResponseOption } from '../contract/operation.ts'
import { successOf } from '../contract/responses.ts'
import { Refusal } from '../diagnostics/refusal.ts'
import { parseAccept, rankByAccept } from '../http/accept.ts'
import { covers, essenceOf, familyOf } from '../http/media-type.ts'
import { headerText } from '../http/mock-request.ts'
import { codeFor, isBodiless } from '../http/status.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { type Checked, type Chosen, grown, type Matched } from './exchange.ts'
import type { Note } from './trail.ts'

/**
 * Picks the response: `Prefer: code=` wins; else the lowest 2xx, then `2XX`, then `default`, then the first documented.
 * Throws Refusal `status-not-documented`, `not-acceptable`, `no-response`. Source: RFC 7240 "Prefer"; RFC 9110 "Accept".
 */
export function chooseResponse(exchange: Checked): Chosen {
  const { operation, preferences, trail } = exchange
  const { responses, problems } = operation.details()
  if (responses.length === 0) {
    throw new Refusal('no-response', {
      detail: `${operation.method} ${operation.path} documents no response that can be sent.`,
      finding: problems[0],
    })
  }
  const { response, status, note } = preferences.code === undefined ? byDefault(responses) : byCode(preferences.code, responses)
  trail.add(note)
  const media = isBodiless(status) ? undefined : chooseMedia(exchange, response)
  const contentType = media && concreteType(media, headerText(exchange.request.headers, 'accept'))
  return grown(exchange, { response, status, media, contentType })
}

interface Picked {
  readonly response: ResponseOption
  readonly status: number
  readonly note: Note
}

const noteOf = ({ status }: ResponseOption, reason: string): Note => ({ stage: 'choose', text: `${status}, ${reason}` })

/** The same for every request, so looked for once an operation. */
const defaults = new WeakMap<readonly ResponseOption[], Picked>()

function byDefault(responses: readonly ResponseOption[]): Picked {
  const known = defaults.get(responses) ?? firstSuccess(responses)
  defaults.set(responses, known)
  return known
}

function firstSuccess(responses: readonly ResponseOption[]): Picked {
  const response = successOf(responses) ?? responses[0]
  if (response === undefined) throw new Refusal('no-response', { detail: 'The operation documents no response.' })
  return { response, status: codeFor(response.status), note: noteOf(response, 'the documented success') }
}

/** Exact, then the range, then `default`. */
function byCode(code: string, responses: readonly ResponseOption[]): Picked {
  const isCode = /^[2-5](\d\d|xx)$/i.test(code)
  const find = (status: string) => responses.find((each) => each.status === status)
  const response = isCode ? (find(code.toUpperCase()) ?? find(`${code[0]}XX`) ?? find('default')) : undefined
  if (response === undefined) {
    const documented = responses.map(({ status }) => status)
    throw new Refusal('status-not-documented', {
      detail: `The status ${JSON.stringify(code.slice(0, 20))} is not documented; documented: ${documented.join(', ')}.`,
      members: { documented },
    })
  }
  const status = /^\d+$/.test(code) ? Number(code) : codeFor(response.status, codeFor(code.toUpperCase()))
  return { response, status, note: noteOf(response, 'by Prefer') }
}

function chooseMedia({ request }: Matched, { media }: ResponseOption): MediaOption | undefined {
  if (media.length === 0) return undefined
  const accept = headerText(request.headers, 'accept')
  if (accept === undefined && media.length === 1) return media[0]
  const [best] = rankByAccept(accept, jsonFirst(media), ({ type }) => type)
  if (best !== undefined) return best
  const offered = media.map(({ type }) => type)
  throw new Refusal('not-acceptable', { detail: `Accept: ${accept} allows none of ${offered.join(', ')}.`, members: { offered } })
}

/** Plain JSON, then its kin, then the rest as documented. */
const jsonFirst = (media: readonly MediaOption[]) => {
  const rank = ({ type }: MediaOption) => (essenceOf(type) === 'application/json' ? 0 : familyOf(type) === 'json' ? 1 : 2)
  return media.length === 1 ? media : [...media].sort((a, b) => rank(a) - rank(b))
}

/** A documented range (`image/*`) becomes the most welcome of the types that the client names in it and of the usual ones. */
function concreteType({ type, schema }: MediaOption, accept: string | undefined): string {
  const essence = essenceOf(type)
  if (!essence.includes('*')) return type
  const named = parseAccept(accept).flatMap(({ type: wish }) => {
    if (!covers(essence, wish)) return []
    return wish.includes('*') ? usualType(wish, schema) : familyOf(wish) === 'multipart' ? [] : wish
  })
  const usual = usualType(essence, schema)
  return rankByAccept(accept, [...named, usual], (each) => each)[0] ?? usual
}

function usualType(range: string, schema: SchemaNode | undefined): string {
  if (range.startsWith('text/')) return 'text/plain'
  if (range.startsWith('image/')) return 'image/png'
  if (range.startsWith('audio/')) return 'audio/wav'
  if (range.startsWith('video/')) return 'video/mp4'
  return isBinary(schema) ? 'application/octet-stream' : 'application/json'
}

const isBinary = (schema: SchemaNode | undefined) =>
  schema?.get('type') === 'file' || ['binary', 'byte'].includes(String((schema?.target ?? schema)?.get('format')))
