// Stage: a draft becomes bytes.
import { encodeBody } from '../codecs/body-codec.ts'
import { Refusal } from '../diagnostics/refusal.ts'
import { isFramingHeader, isHeaderName, isHeaderValue } from '../http/headers.ts'
import type { MockResponse } from '../http/mock-request.ts'
import { type Pending, whenThere } from '../http/pending.ts'
import { remembered } from '../http/remembered.ts'
import type { Chosen, Draft } from './exchange.ts'

/** Writes the body in the chosen media type and adds the headers that say where the answer comes from. */
export function encodeResponse(exchange: Chosen, draft: Draft): Pending<MockResponse> {
  const headers = sendableHeaders(draft)
  headers['mockserve-operation'] = asHeader(exchange.operation.id)
  headers['mockserve-source'] = asHeader(draft.source)
  // which of several media types a client gets depends on its Accept header. Source: RFC 9110 "Vary"
  if (exchange.response.media.length > 1) headers['vary'] = [headers['vary'] ?? [], 'Accept'].flat().join(', ')
  const response = { status: draft.status, headers, ...(draft.fault !== undefined && { fault: draft.fault }) }
  const mediaType = mediaTypeOf(exchange, draft)
  if (draft.body === undefined || mediaType === undefined) return { ...response, body: undefined }
  const { schema, itemSchema } = exchange.media ?? { schema: undefined, itemSchema: undefined }
  const encoded =
    'raw' in draft.body
      ? { bytes: draft.body.raw, contentType: withCharset(mediaType) }
      : encodeBody(draft.body.value, { mediaType, schema, itemSchema })
  return whenThere(encoded, ({ bytes, contentType }) => {
    headers['content-type'] = contentType
    // as bytes, so that nothing adds a charset to a type that the document writes without one
    return { ...response, body: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }
  })
}

/** What handlers set is held to what HTTP can carry. Throws Refusal `handler-failed`. */
function sendableHeaders({ status, headers, source }: Draft): Record<string, string | readonly string[]> {
  const failed = (what: string) => new Refusal('handler-failed', { detail: `${source} gave ${what}` })
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw failed(`the status ${String(status)}; a status is a whole number from 200 to 599`)
  const sendable: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (isFramingHeader(name)) continue
    if (!isHeaderName(name)) throw failed(`a header that cannot be sent: ${JSON.stringify(name)} is no name`)
    const texts = [value].flat()
    if (!texts.every((text) => isHeaderValue(String(text))))
      throw failed(`a header that cannot be sent: ${name} holds a line end, or what is not Latin-1`)
    sendable[name] = value
  }
  return sendable
}

/** The documented one; an answer that the document does not know says itself what it is, else it is JSON, or text. */
function mediaTypeOf({ contentType }: Chosen, draft: Draft): string | undefined {
  if (draft.for !== 'undocumented') return contentType
  const own = draft.headers['content-type']
  if (typeof own === 'string') return own
  return draft.body !== undefined && 'raw' in draft.body ? 'text/plain' : 'application/json'
}

const withCharset = (type: string) => (type.startsWith('text/') && !/charset=/i.test(type) ? `${type}; charset=utf-8` : type)

/** Names in documents may hold any character, headers only Latin-1: the rest is percent-encoded. */
export const asHeader = remembered((text) =>
  text.replace(/[^\x20-\x7e]+/g, (part) => encodeURIComponent(part.replace(/[\ud800-\udfff]/g, '\ufffd'))),
)
