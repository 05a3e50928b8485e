// What the headers of a part say, and whether they are those documented. Source: RFC 7578 "Content-Disposition Header Field"; OpenAPI "Encoding Object".
import { validate } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Violation } from '../../schema/violation.ts'
import type { PartHeader } from '../decode-body.ts'
import { readWire } from '../read-as.ts'
import { openHeader } from '../styles/simple.ts'
import type { RawPart } from './decode-parts.ts'

export interface Part extends RawPart {
  /** The name of the field. */
  readonly name: string | undefined
  /** Only its last segment: some clients send the whole path. */
  readonly fileName: string | undefined
  /** As sent. */
  readonly contentType: string | undefined
}

const PARAMETER = /;\s*([\w-]+)(\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g

export function describePart(part: RawPart): Part {
  const parameters = new Map<string, string>()
  for (const [, name = '', star, quoted, plain = ''] of utf8(part.headers.get('content-disposition') ?? '').matchAll(PARAMETER))
    parameters.set(name.toLowerCase(), star === '*' ? extended(plain) : quoted === undefined ? plain.trim() : unquote(quoted))
  return {
    ...part,
    name: parameters.get('name'),
    fileName: parameters.get('filename')?.split(/[\\/]/).at(-1),
    contentType: part.headers.get('content-type'),
  }
}

/** Header bytes arrive as latin1; browsers send names in UTF-8. */
const utf8 = (text: string) => Buffer.from(text, 'latin1').toString()

/** Browsers escape only the quote and line breaks, by percent; a backslash is a backslash but before a quote. Source: WHATWG HTML "Multipart form data". */
const unquote = (text: string) =>
  text.replaceAll('\\"', '"').replace(/%(22|0d|0a)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** `UTF-8''na%C3%AFve.txt`. Source: RFC 8187. */
function extended(text: string): string {
  const written = text.trim().replace(/^[^']*'[^']*'/, '')
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

/** What is wrong with the headers of the part at `pointer`, whose value has this schema. */
export function checkPartHeaders(
  part: Part,
  expected: readonly PartHeader[],
  schema: SchemaNode | undefined,
  pointer: string,
): Violation[] {
  return expected.flatMap(({ name, schema: own, isRequired }): Violation[] => {
    const text = part.headers.get(name.toLowerCase())
    const about = own ?? schema
    // the type of a part is described by `contentType`, and nothing else
    if (about === undefined || name.toLowerCase() === 'content-type') return []
    if (text === undefined)
      return isRequired
        ? [{ pointer, keyword: 'required', schema: about, expected: `a header ${name} of the part`, received: 'nothing' }]
        : []
    return own === undefined
      ? []
      : validate(own, readWire(openHeader(text, false), own), 'request').map((found) => ({
          ...found,
          pointer,
          expected: `in the part's header ${name}: ${found.expected}`,
        }))
  })
}
