// The parameters of an operation, from 2.0 and from 3.x, as one model. Source: OpenAPI "Parameter Object", "Path Item Object".

import type { CodedParameter, ContentWire, ParameterPlace, ParameterWire } from '../codecs/coded-parameter.ts'
import { collectionFormat } from '../codecs/collection-formats.ts'
import type { QueryStyle, QueryWire } from '../codecs/query-wire.ts'
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts'
import { joinPointer } from '../spec/json-pointer.ts'
import type { DocumentReader, Part } from './reader.ts'

export interface Parameter extends CodedParameter {
  /** Path parameters always are. */
  readonly isRequired: boolean
  readonly isDeprecated: boolean
  /** `example`, else the first of `examples`; undefined when there is none. */
  readonly example: unknown
  place(): Place
}

type Report = (problem: Diagnostic) => void

const PLACES: ReadonlySet<unknown> = new Set(['path', 'query', 'header', 'cookie', 'querystring'])
/** What these say is said elsewhere in the document. Source: OpenAPI 3 "Parameter Object", name. */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization'])

/**
 * The parameters of the path item, then those of the operation, which replace what has the same name and place. Bodies of 2.0 (`in: body`,
 * `in: formData`) are none. What has no name or no known place is left out: a rule reports it.
 */
export function readParameters(
  reader: DocumentReader,
  operation: Part,
  item: Part,
): { readonly parameters: readonly Parameter[]; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = []
  const report: Report = (problem) => problems.push(problem)
  const found = new Map<string, Parameter>()
  for (const list of [item, operation]) {
    const own = new Set<string>()
    for (const part of partsOf(reader, list, report)) {
      const parameter = readParameter(reader, part, report)
      if (parameter === undefined) continue
      // header names have no case
      const key = `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`
      // of two in one list, which is a mistake, the first counts
      if (!own.has(key)) found.set(key, parameter)
      own.add(key)
    }
  }
  return { parameters: [...found.values()], problems }
}

function partsOf(reader: DocumentReader, { value, file, pointer }: Part, report: Report): Part[] {
  const list = value['parameters']
  if (!Array.isArray(list)) return []
  const items = { value: { ...list }, file, pointer: joinPointer(pointer, 'parameters') }
  return reader.entries(items, report).map(([, part]) => part)
}

function readParameter(reader: DocumentReader, part: Part, report: Report): Parameter | undefined {
  const { name, in: place } = part.value
  if (typeof name !== 'string' || !PLACES.has(place)) return undefined
  const isV2 = reader.document.version === '2.0'
  if (!isV2 && place === 'header' && NOT_PARAMETERS.has(name.toLowerCase())) return undefined
  const base = {
    name,
    in: place as ParameterPlace,
    isRequired: place === 'path' || part.value['required'] === true,
    isDeprecated: part.value['deprecated'] === true,
    allowEmptyValue: place === 'query' && part.value['allowEmptyValue'] === true,
    place: () => reader.place(part),
  }
  if (isV2) {
    const format = collectionFormat(part.value['collectionFormat'], place === 'query')
    // in 2.0 a parameter is its own schema
    return {
      ...base,
      schema: reader.schema(part.value, part),
      wire: { kind: 'collection', format },
      example: part.value['x-example'],
    }
  }
  const [media] = reader.entries(reader.at(part, 'content', report), report)
  const holder = media?.[1] ?? part
  return {
    ...base,
    schema: reader.schema(holder.value['schema'], holder),
    wire: media === undefined && place !== 'querystring' ? styleOf(base.in, part.value) : contentOf(reader, media, report),
    example: exampleOf(reader, part, report) ?? (media && exampleOf(reader, media[1], report)),
  }
}

function exampleOf(reader: DocumentReader, part: Part, report: Report): unknown {
  if (Object.hasOwn(part.value, 'example')) return part.value['example']
  const [first] = reader.entries(reader.at(part, 'examples', report), report)
  return first?.[1].value['dataValue'] ?? first?.[1].value['value']
}

/** The styles of each place; the first is what stands for none, and for one that the place does not know. Source: OpenAPI "Style Values". */
const STYLES = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
} as const

function styleOf(place: ParameterPlace, value: Readonly<Record<string, unknown>>): ParameterWire {
  const known = place === 'querystring' ? STYLES.query : STYLES[place]
  const style = known.find((each) => each === value['style']) ?? known[0]
  return { kind: 'style', style, explode: explodeOf(style, value), allowReserved: value['allowReserved'] === true }
}

const explodeOf = (style: string, { explode }: Readonly<Record<string, unknown>>) =>
  typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie'

/** The one entry of `content`; a query string without one is a form. */
function contentOf(reader: DocumentReader, media: readonly [string, Part] | undefined, report: Report): ContentWire {
  const [mediaType, part] = media ?? ['application/x-www-form-urlencoded', undefined]
  const encodings = part === undefined ? [] : reader.entries(reader.at(part, 'encoding', report), report)
  return {
    kind: 'content',
    mediaType,
    encodings: new Map(encodings.flatMap(([name, { value }]) => (isStyled(value) ? [[name, queryStyleOf(value)] as const] : []))),
  }
}

/** Whether an Encoding Object goes by style, not by content type. Source: OpenAPI "Encoding Object". */
const isStyled = (value: Readonly<Record<string, unknown>>) =>
  ['style', 'explode', 'allowReserved'].some((field) => value[field] !== undefined)

function queryStyleOf(value: Readonly<Record<string, unknown>>): QueryWire {
  const style: QueryStyle = STYLES.query.find((each) => each === value['style']) ?? 'form'
  return { style, explode: explodeOf(style, value) }
}
