// multipart bodies: fields and files by name, or parts in order. Source: RFC 7578; OpenAPI "Special Considerations for multipart Content".
import { covers, essenceOf, familyOf } from '../../http/media-type.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { allowsType, typeOf } from '../../schema/types.ts'
import type { Violation } from '../../schema/violation.ts'
import { joinPointer } from '../../spec/json-pointer.ts'
import { type BodyEncoding, type BodyMedia, readBody } from '../decode-body.ts'
import { readWire, TypedWire } from '../read-as.ts'
import { allowedTypes, isBytes, isObject, itemOf, propertiesOf, restOf } from '../read-shape.ts'
import { ListWire, type Wire } from '../styles/wire.ts'
import { decodeCharset } from './decode-charset.ts'
import { readContentType } from './decode-content-type.ts'
import { BodyFault, within } from './decode-fault.ts'
import { openFields, propertyNameOf } from './decode-fields.ts'
import { tryJson } from './decode-json.ts'
import { checkPartHeaders, describePart, type Part } from './decode-part-headers.ts'
import { splitParts } from './decode-parts.ts'
import type { DecodedBody, FilePart } from './decode-result.ts'

/** An object of the named parts, or a list of parts where they have no names. Throws `BodyFault`. */
export async function decodeMultipart(bytes: Buffer, contentType: string, media: BodyMedia): Promise<DecodedBody> {
  const parts = (await splitParts(bytes, boundaryOf(contentType))).map(describePart)
  const isForm =
    essenceOf(media.type) === 'multipart/form-data' || readContentType(contentType)?.essence === 'multipart/form-data'
  const reader = new PartReader()
  const value = isForm || isObject(media.schema) ? await reader.object(parts, media, isForm) : await reader.list(parts, media)
  return { value, isOpaque: false, files: reader.files, violations: reader.violations }
}

/** Source: RFC 2046 "Common Syntax": 70 characters at most. Many clients leave out the quotes that some characters need. */
function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;,]*))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain ?? ''
  if (boundary === '')
    throw new BodyFault(400, 'the Content-Type of a multipart body names the boundary between its parts; this one does not')
  if (boundary.length > 200) throw new BodyFault(400, 'the boundary in the Content-Type is longer than 70 characters')
  return boundary
}

class PartReader {
  readonly files: FilePart[] = []
  readonly violations: Violation[] = []

  async object(parts: readonly Part[], { schema, encoding }: BodyMedia, isForm: boolean): Promise<unknown> {
    const properties = propertiesOf(schema)
    const names = [...properties.keys()]
    const groups = new Map<string, Part[]>()
    for (const [i, part] of parts.entries()) {
      if (part.name === undefined && isForm)
        throw new BodyFault(400, `part ${i + 1} has no name: its Content-Disposition header is missing or cannot be read`)
      // outside of forms parts go by the order of the properties
      const name = propertyNameOf(part.name ?? names[i] ?? `part${i + 1}`, properties)
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [part])
      else group.push(part)
    }
    const entries: [string, Wire][] = []
    for (const [name, group] of groups) {
      const property = properties.get(name) ?? restOf(schema, name)
      entries.push([name, await this.#property(group, property, encoding.get(name), joinPointer('', name))])
    }
    return readWire(new ListWire([], entries), schema)
  }

  async list(parts: readonly Part[], { schema, itemSchema, prefixEncoding = [], itemEncoding }: BodyMedia): Promise<unknown[]> {
    const value: unknown[] = []
    for (const [i, part] of parts.entries()) {
      const item = itemOf(schema, i) ?? itemSchema
      const encoding = prefixEncoding[i] ?? itemEncoding
      this.#check(part, item, encoding, `/${i}`)
      value.push(await this.#part(part, item, encoding, `/${i}`))
    }
    return value
  }

  /** What all parts of one name hold. */
  async #property(
    parts: readonly Part[],
    schema: SchemaNode | undefined,
    encoding: BodyEncoding | undefined,
    pointer: string,
  ): Promise<Wire> {
    const isList = schema !== undefined && allowedTypes(schema)?.has('array') === true
    const places = parts.map((_, i) => (isList || parts.length > 1 ? joinPointer(pointer, i) : pointer))
    for (const [i, part] of parts.entries()) this.#check(part, schema, encoding, places[i] ?? pointer)
    const holdsBytes = isBytes(schema) || isBytes(itemOf(schema, 0))
    if (!holdsBytes && parts.every((part) => isField(part, concreteType(encoding)))) {
      const texts = await Promise.all(parts.map((part, i) => within(places[i] ?? pointer, () => textOf(part))))
      const fields = texts.map((text) => ({ name: '', text, raw: text, decode: (raw: string) => raw }))
      return openFields(fields, schema, encoding, pointer)
    }
    const [first] = parts
    if (
      isList &&
      !holdsBytes &&
      parts.length === 1 &&
      first?.contentType !== undefined &&
      familyOf(first.contentType) === 'json'
    ) {
      const whole = tryJson(first.bytes.toString())
      if (Array.isArray(whole)) return new TypedWire(whole)
    }
    const values: unknown[] = []
    for (const [i, part] of parts.entries())
      values.push(await this.#part(part, isList ? itemOf(schema, i) : schema, encoding, places[i] ?? pointer))
    return new TypedWire(isList || values.length > 1 ? values : values[0])
  }

  #check(part: Part, schema: SchemaNode | undefined, { contentType, headers }: BodyEncoding = {}, pointer: string): void {
    if (headers !== undefined) this.violations.push(...checkPartHeaders(part, headers, schema, pointer))
    const sent = readContentType(part.contentType)?.essence
    if (contentType === undefined || sent === undefined) return
    const documented = contentType.split(',').map(essenceOf)
    if (documented.some((range) => covers(range, sent))) return
    throw new BodyFault(415, `the part is ${sent}, where ${documented.join(' or ')} is documented`, { pointer })
  }

  /** The value of one part, by its own type, else by the documented one. */
  async #part(part: Part, schema: SchemaNode | undefined, encoding: BodyEncoding | undefined, pointer: string): Promise<unknown> {
    const isFile = part.fileName !== undefined || isBytes(schema)
    const contentType = part.contentType ?? concreteType(encoding) ?? (isFile ? 'application/octet-stream' : 'text/plain')
    if (isFile) this.files.push({ pointer, fileName: part.fileName, contentType, bytes: part.bytes })
    const types = schema && allowedTypes(schema)
    const takesText = types === undefined || types.has('string')
    const family = familyOf(readContentType(contentType)?.essence ?? contentType)
    // a multipart body inside of another stays closed: each level would be read again for each level around it
    if (isBytes(schema) || (isFile && takesText) || family === 'multipart') return part.bytes.toString('latin1')
    if (family === 'json' && types?.has('string')) {
      const value = tryJson(part.bytes.toString())
      return value !== undefined && allowsType(types, typeOf(value)) ? value : part.bytes.toString()
    }
    const media = { type: contentType, schema, itemSchema: undefined, encoding: new Map() }
    const { value, violations } = await within(pointer, () => readBody(part.bytes, contentType, media))
    this.violations.push(...violations.map((found) => ({ ...found, pointer: pointer + found.pointer })))
    return value
  }
}

const concreteType = (encoding: BodyEncoding | undefined) => encoding?.contentType?.split(',').find((type) => !type.includes('*'))

/** Whether the part is what a form without files would hold. */
function isField({ fileName, contentType }: Part, documented = 'text/plain'): boolean {
  if (fileName !== undefined) return false
  if (contentType !== undefined) return readContentType(contentType)?.essence === 'text/plain'
  return familyOf(documented) === 'text' || familyOf(documented) === 'json'
}

const textOf = ({ bytes, contentType }: Part) => decodeCharset(bytes, readContentType(contentType)?.parameters['charset'])
