// What a handler gave, as a draft of the response that it is for.
import { Refusal } from '../../diagnostics/refusal.ts'
import { covers, essenceOf, familyOf } from '../../http/media-type.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import type { Chosen, Draft, DraftBody } from '../../pipeline/exchange.ts'
import type { EditableDraft, Reply } from './handler-results.ts'

/** A plain body is that of the documented success, also where `Prefer` asked for another status. */
export function draftOfBody(body: unknown, exchange: Chosen, source: string): Draft {
  const { code: _code, ...others } = exchange.preferences
  const target = exchange.preferences.code === undefined ? exchange : chooseResponse({ ...exchange, preferences: others })
  return { status: target.status, headers: {}, body: bodyFor(body, target), source, for: target }
}

export function draftOfReply({ status, body, headers, isDeliberate }: Reply, exchange: Chosen, source: string): Draft {
  const target = isDeliberate ? undefined : targetFor(status, exchange)
  if (target === undefined)
    return { status, headers, body: bodyFor(body, undefined), source, for: 'undocumented', ...(isDeliberate && { isDeliberate }) }
  const typed = withMediaType(target, headers['content-type'])
  return { status, headers, body: bodyFor(body, typed), source, for: typed }
}

/** The draft that `next` gave, with what was changed in it. */
export function draftOfEdited(edited: EditableDraft, exchange: Chosen, source: string): Draft {
  const { origin, status, headers, body } = edited
  const known = origin.for === undefined ? exchange : origin.for
  const target = status === origin.status ? known : (targetFor(status, exchange) ?? 'undocumented')
  const isRaw = edited.hasOwnBody && origin.body !== undefined && 'raw' in origin.body
  const draft: Draft = {
    status,
    headers,
    body: isRaw ? origin.body : bodyFor(body, target === 'undocumented' ? undefined : target),
    source: origin.source.includes(source) ? origin.source : `${source} (${origin.source})`,
    for: target,
  }
  return {
    ...draft,
    ...(origin.fault !== undefined && { fault: origin.fault }),
    ...(origin.isDeliberate && { isDeliberate: true }),
    ...(isRaw && origin.isValid && { isValid: true }),
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

/** Values become plain JSON, so that what is checked is what is sent. Throws what JSON.stringify throws: circles, bigints. */
function bodyFor(body: unknown, target: Chosen | undefined): DraftBody | undefined {
  if (body === undefined) return undefined
  if (body instanceof Uint8Array) return { raw: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }
  const isJson = target === undefined || target.contentType === undefined || familyOf(target.contentType) === 'json'
  if (typeof body === 'string') return isJson && target !== undefined ? { value: body } : { raw: body }
  if (typeof body !== 'object' || body === null) {
    if (typeof body === 'bigint' || typeof body === 'function' || typeof body === 'symbol')
      throw new TypeError(`a ${typeof body} is no JSON`)
    return { value: body }
  }
  return { value: JSON.parse(JSON.stringify(body)) }
}
