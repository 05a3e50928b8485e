// Parameters written as a media type, `content`; the whole query as one value, `in: querystring` (3.2). Source: OpenAPI "Parameter Object", "Encoding Object".
import { familyOf } from '../http/media-type.ts'
import { decodePercent, encodePercent, type Query } from '../http/query.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { isRecord } from '../spec/json-pointer.ts'
import {
  ABSENT,
  badEncoding,
  type CodedParameter,
  type ContentWire,
  type Decoded,
  type DecodeParameter,
  EMPTY,
  NO_NOTES,
  repeatedNote,
  titleOf,
} from './coded-parameter.ts'
import { unquoted } from './decode-query.ts'
import { openQuery, writeQuery } from './query-wire.ts'
import { Reading, readerOf, readText } from './read-as.ts'
import { branchesOf, propertyOf } from './read-plan.ts'
import { shapesOf } from './read-shape.ts'
import { type Entries, ListWire, TextWire, type Wire } from './styles/wire.ts'
import { type Encode, pairsOf, textOf } from './styles/write-parts.ts'

type ContentRead = { readonly value: unknown } | { readonly problem: string }

/** The value of a text in its media type; XML and other families that need more than a text stay the text. */
function readContent(text: string, { mediaType }: ContentWire, schema: SchemaNode | undefined): ContentRead {
  switch (familyOf(mediaType)) {
    case 'json':
      return readJson(text)
    case 'text':
      return { value: readText(text, schema) }
    default:
      return { value: text }
  }
}

function readJson(text: string): ContentRead {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { problem: `is no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** The object that a query makes as a form. Badly encoded values count as ''. */
function readForm(query: Query, { encodings }: ContentWire, schema: SchemaNode | undefined): unknown {
  const [plan] = schema === undefined ? [] : branchesOf([schema])
  const shapes = new Map([...encodings.keys()].map((name) => [name, shapesOf(plan && propertyOf(plan, name).nodes[0])] as const))
  const isTaken = (name: string) =>
    encodings.has(name) ||
    [...encodings].some(([of, { style }]) => style === 'deepObject' && name.startsWith(`${of}[`)) ||
    [...shapes.values()].some(({ members }) => members.has(name))
  const lists = new Map<string, TextWire[]>()
  for (const { name, value = '' } of query.pairs) {
    if (isTaken(name)) continue
    const known = lists.get(name)
    if (known === undefined) lists.set(name, [new TextWire(value)])
    else known.push(new TextWire(value))
  }
  const entries: [string, Wire][] = [...lists].map(([name, parts]) => [name, new ListWire(parts)])
  for (const [name, wire] of encodings) {
    const opened = openQuery(query, name, wire, shapes.get(name) ?? shapesOf(undefined), () => true)
    if (typeof opened === 'object') entries.push([name, opened.wire])
  }
  const form = new FormWire(entries)
  return schema === undefined
    ? Object.fromEntries(entries.map(([name, part]) => [name, part.text() ?? part.items()?.map((item) => item.text())]))
    : readerOf(schema)(form, new Reading())
}

/** A whole form, which is an object and nothing else. */
class FormWire extends ListWire {
  constructor(entries: Entries) {
    super([], entries)
  }
}

const contentResult = (parameter: CodedParameter, read: ContentRead): Decoded =>
  'problem' in read
    ? { kind: 'malformed', detail: `${titleOf(parameter)} ${read.problem}` }
    : { kind: 'value', value: read.value, notes: NO_NOTES }

export function contentDecoder(parameter: CodedParameter, wire: ContentWire): DecodeParameter {
  const { name, in: place, schema, allowEmptyValue } = parameter
  const key = name.toLowerCase()
  return (texts) => {
    if (place === 'header') {
      const text = texts.header(key)
      return text === undefined ? ABSENT : contentResult(parameter, readContent(text, wire, schema))
    }
    if (place === 'cookie') {
      const cookie = texts.cookies.find((each) => each.name === name)
      if (cookie === undefined) return ABSENT
      return contentResult(parameter, readContent(decodePercent(unquoted(cookie.raw)) ?? cookie.raw, wire, schema))
    }
    if (place === 'path') {
      const given = texts.path.get(name)
      if (given === undefined) return ABSENT
      const text = given.raw === undefined ? given.decoded : decodePercent(given.raw)
      return text === undefined
        ? badEncoding(parameter, given.raw ?? '')
        : contentResult(parameter, readContent(text, wire, schema))
    }
    const [first, ...more] = texts.query.all(name)
    if (first === undefined) return ABSENT
    if (first.value === undefined) return badEncoding(parameter, first.raw)
    if (allowEmptyValue && first.raw === '') return EMPTY
    const result = contentResult(parameter, readContent(first.value, wire, schema))
    return more.length === 0 || result.kind !== 'value' ? result : { ...result, notes: [repeatedNote(parameter, false)] }
  }
}

/** The query as one value; a form is the only media type in which "+" is a space. */
export function wholeQueryDecoder(parameter: CodedParameter, wire: ContentWire): DecodeParameter {
  return ({ rawQuery, query }) => {
    if (rawQuery === '') return ABSENT
    if (familyOf(wire.mediaType) === 'form') {
      const bad = query.pairs.find(({ value }) => value === undefined)
      if (bad !== undefined) return badEncoding(parameter, bad.raw)
      return { kind: 'value', value: readForm(query, wire, parameter.schema), notes: NO_NOTES }
    }
    const text = decodePercent(rawQuery)
    return text === undefined
      ? badEncoding(parameter, rawQuery)
      : contentResult(parameter, readContent(text, wire, parameter.schema))
  }
}

/** The piece of a request that holds the value, encoded for its place. */
export function writeContent(value: unknown, { name, in: place }: CodedParameter, { mediaType, encodings }: ContentWire): string {
  const family = familyOf(mediaType)
  if (place === 'querystring' && family === 'form' && isRecord(value)) return writeForm(value, encodings)
  const text = family === 'json' ? (JSON.stringify(value) ?? '') : textOf(value)
  if (place === 'header') return family === 'json' ? text.replace(/[\u007f-\uffff]/g, byNumber) : text
  return place === 'path' || place === 'querystring' ? encodePercent(text) : `${encodePercent(name)}=${encodePercent(text)}`
}

/** A header cannot hold all characters, but JSON can say them so. */
const byNumber = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

function writeForm(value: Readonly<Record<string, unknown>>, encodings: ContentWire['encodings']): string {
  const encode: Encode = encodePercent
  return Object.entries(value)
    .flatMap(([name, part]) => {
      const wire = encodings.get(name)
      if (wire !== undefined) return writeQuery(part, name, wire, encode)
      const items = Array.isArray(part) ? part : [part]
      return items.flatMap((item) => pairsOf({ [name]: item }, encode).map(([key, text]) => `${key}=${text}`))
    })
    .join('&')
}
