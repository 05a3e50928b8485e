// Bodies that were packed on the way. Source: RFC 9110 "Content Codings".
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflateRaw, inflate as inflateZlib } from 'node:zlib'
import type { Pending } from '../../http/pending.ts'
import type { BodyProblem } from './decode-fault.ts'

type Unpack = (bytes: Buffer, limit: { maxOutputLength: number }) => Promise<Buffer>

const zlib = promisify(inflateZlib) as Unpack
const raw = promisify(inflateRaw) as Unpack

const CODINGS: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip) as Unpack,
  'x-gzip': promisify(gunzip) as Unpack,
  // some clients send the bare data without the header of zlib
  deflate: (bytes, limit) => (((bytes[0] ?? 0) & 0x0f) === 8 ? zlib : raw)(bytes, limit),
  br: promisify(brotliDecompress) as Unpack,
  identity: async (bytes) => bytes,
}

/** Packing several times over has no honest use. */
const MAX_CODINGS = 3

/**
 * Undoes the codings of a Content-Encoding field, last one first. No more than `maxBytes` are ever unpacked: beyond that it is a 413; a coding
 * that is not known is a 415, packed data that is damaged a 400. Never throws.
 */
export const inflate = (bytes: Buffer, contentEncoding: string | undefined, maxBytes: number): Pending<Inflated> =>
  contentEncoding === undefined ? { bytes } : unpack(bytes, contentEncoding, maxBytes)

type Inflated = { readonly bytes: Buffer } | { readonly problem: BodyProblem }

async function unpack(bytes: Buffer, contentEncoding: string, maxBytes: number): Promise<Inflated> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter(Boolean)
  const unknown = codings.find((coding) => !Object.hasOwn(CODINGS, coding))
  if (unknown !== undefined || codings.length > MAX_CODINGS) {
    const what =
      unknown === undefined
        ? `the body is packed ${codings.length} times`
        : `the Content-Encoding ${JSON.stringify(unknown.slice(0, 40))} is not known`
    return { problem: { status: 415, detail: `${what}; gzip, deflate and br are` } }
  }
  let unpacked = bytes
  for (const coding of codings.reverse()) {
    try {
      unpacked = (await CODINGS[coding]?.(unpacked, { maxOutputLength: maxBytes })) ?? unpacked
    } catch (error) {
      const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      return {
        problem: isTooLarge
          ? { status: 413, detail: `the unpacked body is larger than ${maxBytes.toLocaleString('en')} bytes` }
          : { status: 400, detail: `the body is no ${coding} data, or it is damaged` },
      }
    }
  }
  return { bytes: unpacked }
}
