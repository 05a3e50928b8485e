// What a handler gave, as a draft of the response that it is for.

import type { MediaOption } from '../../contract/operation.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import { covers, essenceOf, familyOf } from '../../http/media-type.ts'
import { checkResponse } from '../../pipeline/check-response.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { JsonText } from '../../pipeline/json-text.ts'
import type { EditableDraft, Reply } from './handler-results.ts'

/** A plain body is that of the documented success, also where `Prefer` asked for another status. */
export function draftOfBody(body: unknown, exchange: Chosen, source: string): Draft {
  const { code: _code, ...others } = exchange.preferences
  const target = exchange.preferences.code === undefined ? exchange : chooseResponse({ ...exchange, preferences: others })
  return { status: target.status, headers: {}, ...contentFor(body, target), source, for: target }
}

export function draftOfReply({ status, body, headers, isDeliberate }: Reply, exchange: Chosen, source: string): Draft {
  const target = isDeliberate ? undefined : targetFor(status, exchange)
  if (target === undefined)
    return { status, headers, ...contentFor(body, undefined), source, for: 'undocumented', ...(isDeliberate && { isDeliberate }) }
  const typed = withMediaType(target, headers['content-type'])
  return { status, headers, ...contentFor(body, typed), source, for: typed }
}

/** The draft that `next` gave, with what was changed in it. */
export function draftOfEdited(edited: EditableDraft, exchange: Chosen, source: string): Draft {
  const { origin, status, headers } = edited
  const known = origin.for === undefined ? exchange : origin.for
  const isSame = status === origin.status
  const target = isSame ? known : (targetFor(status, exchange) ?? 'undocumented')
  // what is no JSON cannot be held to another schema, so it stays as it is
  const isKept = edited.hasOwnBody && origin.body !== undefined && 'raw' in origin.body && (isSame || !('value' in origin.body))
  const content = isKept
    ? { body: origin.body, ...(isSame && origin.isValid && !hasRequiredHeaders(target) && { isValid: true }) }
    : contentFor(edited.body, target === 'undocumented' ? undefined : target)
  return {
    status,
    headers,
    ...content,
    source: origin.source.includes(source) ? origin.source : `${source} (${origin.source})`,
    for: target,
    ...(origin.fault !== undefined && { fault: origin.fault }),
    ...(origin.isDeliberate && { isDeliberate: true }),
  }
}

/** The documented response for a status; undefined when there is none. */
function targetFor(status: number, exchange: Chosen): Chosen | undefined {
  if (status === exchange.status) return exchange
  try {
    const { example: _example, ...others } = exchange.preferences
    return chooseResponse({ ...exchange, preferences: { ...others, code: String(status) } })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'status-not-documented') return undefined
    throw error
  }
}

/** A media type that was set by hand counts where the response documents it. */
function withMediaType(target: Chosen, type: string | readonly string[] | undefined): Chosen {
  if (typeof type !== 'string') return target
  const media = target.response.media.find((option) => covers(essenceOf(option.type), essenceOf(type)))
  return media === undefined ? target : { ...target, media, contentType: type }
}

type Content = Pick<Draft, 'body' | 'isValid'>

/** Values become plain JSON, so that what is checked is what is sent. Throws what JSON.stringify throws: circles, bigints. */
function contentFor(body: unknown, target: Chosen | undefined): Content {
  if (body === undefined) return { body: undefined }
  if (body instanceof Uint8Array) return { body: { raw: Buffer.from(body.buffer, body.byteOffset, body.byteLength) } }
  const isJson = target === undefined || target.contentType === undefined || familyOf(target.contentType) === 'json'
  if (typeof body === 'string') return { body: isJson && target !== undefined ? { value: body } : { raw: body } }
  if (typeof body !== 'object' || body === null) {
    if (typeof body === 'bigint' || typeof body === 'function' || typeof body === 'symbol')
      throw new TypeError(`a ${typeof body} is no JSON`)
    return { body: { value: body } }
  }
  const text = JSON.stringify(body)
  return target?.contentType !== undefined && isJson && !hasRequiredHeaders(target)
    ? jsonContent(text, target)
    : { body: { value: JSON.parse(text) } }
}

const hasRequiredHeaders = (target: Chosen | 'undocumented') =>
  target !== 'undocumented' && target.response.headers.some(({ isRequired }) => isRequired)

/** Handlers mostly give the same few bodies: one that was found to fit is neither judged nor written again. */
const fitting = new WeakMap<MediaOption, Map<string, JsonText>>()
const MAX_FITTING = 32
const MAX_FITTING_LENGTH = 2 ** 15

function jsonContent(text: string, target: Chosen): Content {
  const { media } = target
  const known = media && fitting.get(media)
  const kept = known?.get(text)
  if (kept !== undefined) return { body: kept, isValid: true }
  const body = { value: JSON.parse(text) }
  if (media === undefined || text.length > MAX_FITTING_LENGTH) return { body }
  if (checkResponse(target, { status: target.status, headers: {}, body, source: '', for: target }).length > 0) return { body }
  const written = new JsonText(Buffer.from(text))
  if (known === undefined || known.size >= MAX_FITTING) fitting.set(media, new Map([[text, written]]))
  else known.set(text, written)
  return { body: written, isValid: true }
}
