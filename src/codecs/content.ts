// Parameters written as a media type, `content`; the whole query as one value, `in: querystring` (3.2). Source: OpenAPI "Parameter Object", "Encoding Object".
import { familyOf } from '../http/media-type.ts'
import { encodePercent, type Query } from '../http/query.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { isRecord } from '../spec/json-pointer.ts'
import { Reading, readerOf, readText } from './read-as.ts'
import { branchesOf, propertyOf, shapesOf } from './read-plan.ts'
import { openQuery, type QueryWire, writeQuery } from './query-wire.ts'
import { type Entries, ListWire, TextWire, type Wire } from './styles/wire.ts'
import { type Encode, pairsOf, textOf } from './styles/write-parts.ts'

export interface ContentWire {
  readonly kind: 'content'
  readonly mediaType: string
  /** How the properties of a form are written, where the document says so by style; the others repeat for lists and are JSON for objects. */
  readonly encodings: ReadonlyMap<string, QueryWire>
}

export type ContentRead = { readonly value: unknown } | { readonly problem: string }

/** The value of a text in its media type; XML and other families that need more than a text stay the text. */
export function readContent(text: string, { mediaType }: ContentWire, schema: SchemaNode | undefined): ContentRead {
  switch (familyOf(mediaType)) {
    case 'json':
      return readJson(text)
    case 'text':
      return { value: schema === undefined ? text : readText(schema, text) }
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
export function readForm(query: Query, { encodings }: ContentWire, schema: SchemaNode | undefined): unknown {
  const [plan] = schema === undefined ? [] : branchesOf([schema])
  const shapes = new Map(
    [...encodings.keys()].map((name) => [name, shapesOf(plan && propertyOf(plan, name).nodes[0])] as const),
  )
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

/** The text of a value, not yet percent-encoded unless the media type is a form. */
export function writeContent(value: unknown, { mediaType, encodings }: ContentWire): { text: string; isEncoded: boolean } {
  const family = familyOf(mediaType)
  if (family === 'form' && isRecord(value)) return { text: writeForm(value, encodings), isEncoded: true }
  return { text: family === 'json' ? (JSON.stringify(value) ?? '') : textOf(value), isEncoded: false }
}

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
