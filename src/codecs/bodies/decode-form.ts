// application/x-www-form-urlencoded. Source: WHATWG URL "application/x-www-form-urlencoded parsing"; OpenAPI "Encoding Object".
import { joinPointer } from '../../spec/json-pointer.ts'
import type { BodyMedia } from '../decode-body.ts'
import { readWire } from '../read-as.ts'
import { decodeCharset } from './decode-charset.ts'
import { BodyFault } from './decode-fault.ts'
import { type Field, openForm } from './decode-fields.ts'

/** Forms that people fill in have a few dozen. */
const MAX_FIELDS = 10_000

/** The object that the fields make by the schema and its encoding. Throws `BodyFault`. */
export function decodeForm(bytes: Buffer, charset: string | undefined, media: BodyMedia): unknown {
  return readWire(openForm(readFields(decodeCharset(bytes, charset), charset), media), media.schema)
}

function readFields(body: string, charset: string | undefined): Field[] {
  const fields: Field[] = []
  for (let start = 0; start <= body.length; ) {
    const next = body.indexOf('&', start)
    const end = next < 0 ? body.length : next
    if (end > start) {
      if (fields.length >= MAX_FIELDS)
        throw new BodyFault(400, `the form has more than ${MAX_FIELDS.toLocaleString('en')} fields`)
      fields.push(readField(body.slice(start, end), charset))
    }
    start = end + 1
  }
  return fields
}

function readField(pair: string, charset: string | undefined): Field {
  const equals = pair.indexOf('=')
  const writtenName = equals < 0 ? pair : pair.slice(0, equals)
  const raw = equals < 0 ? '' : pair.slice(equals + 1)
  const name = plainOf(writtenName, charset) ?? refuse(writtenName, writtenName)
  const text = plainOf(raw, charset) ?? refuse(name, raw)
  return { name, text, raw, decode: (part) => plainOf(part, charset) ?? part }
}

/** `+` and percent-encoding undone; undefined when they are wrong. */
function plainOf(written: string, charset = 'utf-8'): string | undefined {
  const text = written.includes('+') ? written.replaceAll('+', ' ') : written
  if (!text.includes('%')) return text
  try {
    if (/^utf-?8$/i.test(charset)) return decodeURIComponent(text)
    return text.replace(/%(?:[\da-f]{2}(?:%(?=[\da-f]{2}))?)*/gi, (escapes) => {
      if (escapes === '%') throw new URIError(escapes)
      return decodeCharset(Buffer.from(escapes.replaceAll('%', ''), 'hex'), charset)
    })
  } catch {
    return undefined
  }
}

function refuse(name: string, written: string): never {
  const [bad = written] = /%(?![\da-f]{2}).{0,2}/i.exec(written) ?? /(?:%[\da-f]{2})+/i.exec(written) ?? []
  throw new BodyFault(
    400,
    `the field ${JSON.stringify(name.slice(0, 80))} holds ${JSON.stringify(bad.slice(0, 40))}, which is no valid percent-encoding`,
    {
      pointer: joinPointer('', name),
    },
  )
}
