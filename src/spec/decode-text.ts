// Bytes of a document -> text, by its byte order mark or as UTF-8.
import { isUtf8 } from 'node:buffer'

/**
 * UTF-8, or UTF-16 in either byte order, with or without a byte order mark (which is no part of the text).
 * Undefined for what is no text: invalid sequences, lone surrogates, NUL characters.
 * Source: YAML 1.2.2 "Character Encodings"; RFC 8259 "Character Encoding".
 */
export function decodeText(bytes: Buffer): string | undefined {
  const text = decode(bytes)
  return text === undefined || text.includes('\0') ? undefined : text
}

function decode(bytes: Buffer): string | undefined {
  const [first = 0, second = 0] = bytes
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2))
  if (first === 0xfe && second === 0xff) return decodeUtf16(swapped(bytes.subarray(2)))
  // a document begins with an ASCII character, so one NUL among the first two bytes tells the byte order
  if (bytes.length >= 2 && first !== 0 && second === 0) return decodeUtf16(bytes)
  if (bytes.length >= 2 && first === 0 && second !== 0) return decodeUtf16(swapped(bytes))
  if (!isUtf8(bytes)) return undefined
  const hasMark = first === 0xef && second === 0xbb && bytes[2] === 0xbf
  return bytes.toString('utf8', hasMark ? 3 : 0)
}

function decodeUtf16(bytes: Buffer): string | undefined {
  if (bytes.length % 2 !== 0) return undefined
  const text = bytes.toString('utf16le')
  return isWellFormed(text) ? text : undefined
}

/** `String.prototype.isWellFormed`, which the language version that this project is compiled for does not know yet. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text)

/** The bytes in the other order; a copy, since the caller keeps its buffer. */
function swapped(bytes: Buffer): Buffer {
  return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16() : bytes
}
