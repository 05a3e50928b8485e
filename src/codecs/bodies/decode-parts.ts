// The parts of a multipart body: the one door to the multipart parser. Source: RFC 2046 "Multipart Media Type"; RFC 7578 for form-data.
import { Dicer } from '@fastify/busboy'
import { BodyFault } from './decode-fault.ts'

/** One part as it was sent. */
export interface RawPart {
  /** Names in lower case; each value as it was sent, bytes as latin1. */
  readonly headers: ReadonlyMap<string, string>
  readonly bytes: Buffer
}

const MAX_PARTS = 1000
/** Real parts have two or three. */
const MAX_HEADERS = 100

/** All parts in order. Throws `BodyFault` for a body that is cut off, and for one of too many parts. */
export function splitParts(bytes: Buffer, boundary: string): Promise<RawPart[]> {
  return new Promise((resolve, reject) => {
    const parts: Promise<RawPart>[] = []
    const dicer = new Dicer({ boundary, maxHeaderPairs: MAX_HEADERS })
    const fail = (detail: string) => {
      reject(new BodyFault(400, detail))
      dicer.destroy()
    }
    dicer.on('part', (part) => {
      if (parts.length === MAX_PARTS) fail(`the body has more than ${MAX_PARTS.toLocaleString('en')} parts`)
      else parts.push(readPart(part))
    })
    dicer.on('error', () =>
      fail('the multipart body is cut off, or the boundary of its Content-Type is not the one that stands in it'),
    )
    dicer.on('finish', () => resolve(Promise.all(parts)))
    dicer.end(bytes)
  })
}

function readPart(part: Dicer.PartStream): Promise<RawPart> {
  return new Promise((resolve) => {
    const headers = new Map<string, string>()
    const chunks: Buffer[] = []
    part.on('header', (fields) => {
      for (const [name, values] of Object.entries(fields)) headers.set(name, String(values))
    })
    part.on('data', (chunk) => chunks.push(chunk as Buffer))
    part.on('end', () => resolve({ headers, bytes: Buffer.concat(chunks) }))
    part.on('error', () => resolve({ headers, bytes: Buffer.concat(chunks) }))
  })
}
