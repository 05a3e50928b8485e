// Stage: a draft becomes bytes.
import { encodeBody } from '../codecs/body-codec.ts'
import type { MockResponse } from '../http/mock-request.ts'
import type { Chosen, Draft } from './exchange.ts'

/** Writes the body in the chosen media type and adds the headers that say where the answer comes from. */
export async function encodeResponse(exchange: Chosen, draft: Draft): Promise<MockResponse> {
  const headers: Record<string, string | readonly string[]> = { ...draft.headers }
  headers['mockserve-operation'] = asHeader(exchange.operation.id)
  headers['mockserve-source'] = asHeader(draft.source)
  if (draft.body === undefined || exchange.media === undefined || exchange.contentType === undefined)
    return { status: draft.status, headers, body: undefined }
  const { schema, itemSchema } = exchange.media
  const { bytes, contentType } =
    'raw' in draft.body
      ? { bytes: draft.body.raw, contentType: withCharset(exchange.contentType) }
      : await encodeBody(draft.body.value, { mediaType: exchange.contentType, schema, itemSchema })
  headers['content-type'] = contentType
  // as bytes, so that nothing adds a charset to a type that the document writes without one
  return { status: draft.status, headers, body: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }
}

const withCharset = (type: string) => (type.startsWith('text/') && !/charset=/i.test(type) ? `${type}; charset=utf-8` : type)

/** Names in documents may hold any character, headers only Latin-1: the rest is percent-encoded. */
export const asHeader = (text: string): string =>
  text.replace(/[^\x20-\x7e]+/g, (part) => encodeURIComponent(part.replace(/[\ud800-\udfff]/g, '\ufffd')))
