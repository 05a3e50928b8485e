// The inverse of decoding: typed value -> the piece of a request that holds it. Source: RFC 6570; OpenAPI "Style Examples".
import { encodePercent } from '../http/query.ts'
import type { CodedParameter } from './coded-parameter.ts'
import { writeCollection } from './collection-formats.ts'
import { writeContent } from './content.ts'
import { type QueryStyle, writeQuery } from './query-wire.ts'
import { writeCookie } from './styles/cookie.ts'
import { writeForm } from './styles/form.ts'
import { writeLabel } from './styles/label.ts'
import { writeMatrix } from './styles/matrix.ts'
import { writeSimple } from './styles/simple.ts'
import type { Encode } from './styles/write-parts.ts'

/**
 * The text to put in its place: for a path what stands for `{name}`, for a query pairs joined by `&` ('' adds none), for a header its value,
 * for cookies pairs joined by `; `. All percent-encoding that the place wants is applied. An undefined value gives ''.
 */
export function encodeParameter(parameter: CodedParameter, value: unknown): string {
  const { name, in: place, schema, wire } = parameter
  if (value === undefined) return ''
  const encode = encodeFor(parameter)
  if (wire.kind === 'content') return writeContent(value, parameter, wire)
  if (wire.kind === 'collection') {
    const texts = writeCollection(value, wire.format, schema, place === 'header' ? undefined : encode)
    return place === 'query' ? texts.map((text) => `${encode(name)}=${text}`).join('&') : texts.join()
  }
  const { style, explode } = wire
  switch (place) {
    case 'path':
      if (style === 'label') return writeLabel(value, explode, encode)
      return style === 'matrix' ? writeMatrix(value, name, explode, encode) : writeSimple(value, explode, encode)
    case 'header':
      return writeSimple(value, explode, encode)
    case 'cookie':
      return (style === 'cookie' ? writeCookie(value, name, explode) : writeForm(value, name, explode, encode)).join('; ')
    default:
      return writeQuery(value, name, { style: style as QueryStyle, explode }, encode).join('&')
  }
}

const RESERVED = {
  path: /%(?:2[14789AB]|3A|40)/g, // ! $ ' ( ) * + : @
  query: /%(?:2[14789AF]|3[ABF]|40)/g, // ! $ ' ( ) * / : ; ? @
  cookie: /%(?:2[14789ABF]|3[AF]|40)/g, // ! $ ' ( ) * + / : ? @
} as const

/** Headers pass texts unchanged. Reserved characters stay where `allowReserved` says so and they separate nothing in this place. */
function encodeFor({ in: place, wire }: CodedParameter): Encode {
  if (place === 'header') return (text) => text
  if (wire.kind !== 'style' || !wire.allowReserved) return encodePercent
  const kept = RESERVED[place === 'path' || place === 'cookie' ? place : 'query']
  return (text) =>
    text
      .split(/(%[0-9A-Fa-f]{2})/)
      // reserved expansion leaves what is encoded already
      .map((part, i) => (i % 2 === 1 ? part : encodePercent(part).replace(kept, decodeURIComponent)))
      .join('')
}
