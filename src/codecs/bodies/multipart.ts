// multipart bodies. Source: RFC 2046 "Multipart Media Type", RFC 7578 for form-data.
import { essenceOf } from '../../http/media-type.ts'
import type { EncodedBody } from '../body-codec.ts'

// fixed, so that the same seed gives the same bytes; unlikely enough to stand in a sample
const BOUNDARY = 'mockserve-part-7d1f3a'

/** An object gives a part per property, a list a part per item; objects inside are JSON parts. */
export function encodeMultipart(value: unknown, mediaType: string): EncodedBody {
  const isForm = essenceOf(mediaType) === 'multipart/form-data'
  const parts: [string | undefined, unknown][] = Array.isArray(value)
    ? value.map((item) => [undefined, item])
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]): [string, unknown][] =>
          (Array.isArray(part) ? part : [part]).map((item) => [name, item]),
        )
      : [[undefined, value]]
  const body = parts.map(([name, part], i) => encodePart(isForm ? (name ?? `part${i + 1}`) : undefined, part)).join('')
  return { bytes: `${body}--${BOUNDARY}--\r\n`, contentType: `${essenceOf(mediaType)}; boundary=${BOUNDARY}` }
}

function encodePart(name: string | undefined, part: unknown): string {
  const isText = typeof part !== 'object'
  const disposition =
    name === undefined ? '' : `Content-Disposition: form-data; name="${name.replace(/["\r\n]/g, encodeURIComponent)}"\r\n`
  return `--${BOUNDARY}\r\n${disposition}Content-Type: ${isText ? 'text/plain; charset=utf-8' : 'application/json'}\r\n\r\n${isText ? String(part) : JSON.stringify(part)}\r\n`
}
