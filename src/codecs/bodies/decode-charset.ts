// Bytes -> text, by charset. Source: WHATWG "Encoding"; RFC 8259 "Character Encoding".
import { isUtf8 } from 'node:buffer'
import { BodyFault, faultAt } from './decode-fault.ts'

/** UTF-8 unless another charset is named. A byte order mark is no part of the text. Throws `BodyFault`. */
export function decodeCharset(bytes: Buffer, charset = 'utf-8'): string {
  if (/^utf-?8$/i.test(charset)) return decodeUtf8(bytes)
  const isBigEndian = /^utf-?16$/i.test(charset) && bytes[0] === 0xfe && bytes[1] === 0xff
  const decoder = decoderOf(isBigEndian ? 'utf-16be' : charset)
  try {
    return decoder.decode(bytes)
  } catch {
    throw new BodyFault(400, `the bytes are not valid ${decoder.encoding.toUpperCase()}, which the charset says they are`)
  }
}

function decoderOf(charset: string) {
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    throw new BodyFault(415, `the charset ${JSON.stringify(charset.slice(0, 40))} is not known`)
  }
}

function decodeUtf8(bytes: Buffer): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = bytes.toString('utf8', hasMark ? 3 : 0)
  if (isUtf8(bytes)) return text
  // a bad sequence was read as U+FFFD
  throw faultAt(text, { offset: Math.max(0, text.indexOf('\ufffd')), message: 'the bytes here are not valid UTF-8' })
}
