// The body that an operation takes, from 2.0 and from 3.x, as one model.

import { readContentType } from '../codecs/bodies/decode-content-type.ts'
import type { BodyEncoding, BodyMedia, PartHeader } from '../codecs/decode-body.ts'
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts'
import { covers, parseMediaType } from '../http/media-type.ts'
import { joinPointer } from '../spec/json-pointer.ts'
import type { ExampleOption } from './operation.ts'
import { readExamples } from './read-examples.ts'
import type { DocumentReader, Part } from './reader.ts'

/** One way to write the body of a request. */
export interface RequestMedia extends BodyMedia {
  readonly examples: readonly ExampleOption[]
}

export interface RequestBodyOption {
  readonly isRequired: boolean
  /** In the order of the document; empty when it documents a body without saying how it is written. */
  readonly media: readonly RequestMedia[]
  place(): Place
}

export interface RequestBodyDetails {
  /** Undefined: no body is documented. */
  readonly body: RequestBodyOption | undefined
  /** Parts that could not be read: what they concern is left out. */
  readonly problems: readonly Diagnostic[]
}

type Report = (problem: Diagnostic) => void

/** Reads the body of an operation; `item` is the path item, whose parameters it shares in 2.0. */
export function readRequestBody(reader: DocumentReader, operation: Part, item: Part): RequestBodyDetails {
  const problems: Diagnostic[] = []
  const report = (problem: Diagnostic) => problems.push(problem)
  const body = reader.document.version === '2.0' ? bodyOf2(reader, operation, item, report) : bodyOf3(reader, operation, report)
  return { body, problems }
}

function bodyOf3(reader: DocumentReader, operation: Part, report: Report): RequestBodyOption | undefined {
  const body = reader.at(operation, 'requestBody', report)
  if (body === undefined) return undefined
  const media = reader.entries(reader.at(body, 'content', report), report).map(([type, part]) => ({
    type,
    schema: reader.schema(part.value['schema'], part),
    itemSchema: reader.schema(part.value['itemSchema'], part),
    encoding: new Map(
      reader.entries(reader.at(part, 'encoding', report), report).map(([name, each]) => [name, encodingOf(reader, each, report)]),
    ),
    ...encodingByPlace(reader, part, report),
    examples: readExamples(reader, part, report),
  }))
  return { isRequired: body.value['required'] === true, media, place: () => reader.place(body) }
}

/** Source: OpenAPI 3.2 "Encoding By Position". */
function encodingByPlace(
  reader: DocumentReader,
  media: Part,
  report: Report,
): Pick<RequestMedia, 'prefixEncoding' | 'itemEncoding'> {
  const item = reader.at(media, 'itemEncoding', report)
  const prefix = reader.entries(listAt(media, 'prefixEncoding'), report)
  return {
    ...(item !== undefined && { itemEncoding: encodingOf(reader, item, report) }),
    ...(prefix.length > 0 && { prefixEncoding: prefix.map(([, each]) => encodingOf(reader, each, report)) }),
  }
}

/** A list as a part, its indexes the names; undefined when there is none. */
function listAt(part: Part, name: string): Part | undefined {
  const written = part.value[name]
  return Array.isArray(written) ? { value: { ...written }, file: part.file, pointer: joinPointer(part.pointer, name) } : undefined
}

function encodingOf(reader: DocumentReader, part: Part, report: Report): BodyEncoding {
  const { contentType, style, explode, allowReserved } = part.value
  const headers = reader.entries(reader.at(part, 'headers', report), report).map(
    ([name, header]): PartHeader => ({
      name,
      schema: reader.schema(header.value['schema'], header),
      isRequired: header.value['required'] === true,
    }),
  )
  return {
    ...(typeof contentType === 'string' && { contentType }),
    ...(typeof style === 'string' && { style }),
    ...(typeof explode === 'boolean' && { explode }),
    ...(typeof allowReserved === 'boolean' && { allowReserved }),
    ...(headers.length > 0 && { headers }),
  }
}

/** 2.0 has a parameter that is the body, or one for each field of a form. Source: OpenAPI 2.0 "Parameter Object". */
function bodyOf2(reader: DocumentReader, operation: Part, item: Part, report: Report): RequestBodyOption | undefined {
  const parameters = [...new Map([item, operation].flatMap((part) => parametersOf(reader, part, report))).values()]
  const consumes = consumesOf(reader, operation)
  const body = parameters.find(({ value }) => value['in'] === 'body')
  if (body !== undefined) {
    const schema = reader.schema(body.value['schema'], body)
    // most documents that leave out `consumes` mean JSON
    const types = consumes.length > 0 ? consumes : ['application/json']
    return {
      isRequired: body.value['required'] === true,
      media: types.map((type) => ({ type, schema, itemSchema: undefined, encoding: new Map(), examples: [] })),
      place: () => reader.place(body),
    }
  }
  const fields = parameters.filter(({ value }) => value['in'] === 'formData')
  const [first] = fields
  return first === undefined ? undefined : formOf2(reader, first, fields, consumes)
}

const FORMS = ['multipart/form-data', 'application/x-www-form-urlencoded']

function formOf2(reader: DocumentReader, first: Part, fields: readonly Part[], consumes: readonly string[]): RequestBodyOption {
  const hasFile = fields.some(({ value }) => value['type'] === 'file')
  const documented = consumes.filter((type) => FORMS.includes(parseMediaType(type)?.essence ?? ''))
  const types = documented.length > 0 ? documented : hasFile ? FORMS.slice(0, 1) : FORMS
  // asked for one by one, so that each field keeps the file that its references start from
  for (const field of fields) reader.schema(field.value, field)
  const nameOf = ({ value }: Part) => String(value['name'])
  const required = fields.filter(({ value }) => value['required'] === true).map(nameOf)
  const schema = reader.schema(
    {
      type: 'object',
      properties: Object.fromEntries(fields.map((field) => [nameOf(field), field.value])),
      ...(required.length > 0 && { required }),
    },
    first,
  )
  const encoding = new Map(
    fields.filter(({ value }) => value['type'] === 'array').map((field) => [nameOf(field), collectionFormat(field)]),
  )
  return {
    isRequired: required.length > 0,
    media: types.map((type) => ({ type, schema, itemSchema: undefined, encoding, examples: [] })),
    place: () => reader.place(first),
  }
}

/** Source: OpenAPI 2.0 "Parameter Object", collectionFormat. */
function collectionFormat({ value }: Part): BodyEncoding {
  switch (value['collectionFormat']) {
    case 'multi':
      return { style: 'form', explode: true }
    case 'ssv':
      return { style: 'spaceDelimited', explode: false }
    case 'tsv':
      return { style: 'tabDelimited', explode: false }
    case 'pipes':
      return { style: 'pipeDelimited', explode: false }
    default:
      return { style: 'form', explode: false }
  }
}

/** By place and name, so that those of an operation take the place of those of its path. */
function parametersOf(reader: DocumentReader, part: Part, report: Report): [string, Part][] {
  return reader
    .entries(listAt(part, 'parameters'), report)
    .map(([, parameter]) => [`${parameter.value['in']} ${parameter.value['name']}`, parameter])
}

function consumesOf(reader: DocumentReader, operation: Part): string[] {
  const own = operation.value['consumes'] ?? reader.document.root['consumes']
  return Array.isArray(own) ? own.filter((type): type is string => typeof type === 'string') : []
}

/**
 * The documented media type that a Content-Type means; the most specific one where several cover it. Parameters count only where the document
 * names them and the request gives them another value; never the charset, which says how the text was written, not what it is.
 * Never throws: `missing` without a type, `unsupported` for all else.
 */
export function matchRequestMedia<Media extends { readonly type: string }>(
  contentType: string | undefined,
  media: readonly Media[],
): Media | 'missing' | 'unsupported' {
  if (contentType === undefined || contentType.trim() === '') return 'missing'
  const sent = readContentType(contentType)
  let best: { readonly media: Media; readonly rank: number } | undefined
  for (const each of media) {
    const documented = parseMediaType(each.type)
    const range = documented?.essence ?? each.type.trim().toLowerCase()
    const rank = rankOf(range, sent?.essence ?? contentType.trim().toLowerCase())
    const parameters = Object.entries(documented?.parameters ?? {}).filter(([name]) => name !== 'charset')
    if (rank === 0 || parameters.some(([name, value]) => (sent?.parameters[name] ?? value) !== value)) continue
    const named = parameters.filter(([name]) => sent?.parameters[name] !== undefined).length
    const total = rank + named / 100 - (parameters.length - named) / 10_000
    if (best === undefined || total > best.rank) best = { media: each, rank: total }
  }
  return best?.media ?? 'unsupported'
}

/** How closely a range fits a type; 0 when it does not. Ranges with a suffix, such as `application/*+json`, are written by some frameworks. */
function rankOf(range: string, type: string): number {
  if (range === type) return 4
  const [, before, suffix] = /^([^*]*)\*(\+[^*]+)$/.exec(range) ?? []
  if (before !== undefined && suffix !== undefined) return type.startsWith(before) && type.endsWith(suffix) ? 3 : 0
  if (!covers(range, type)) return 0
  return range.startsWith('*') ? 1 : 2
}
