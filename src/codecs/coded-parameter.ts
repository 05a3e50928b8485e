// What the codec has to know of a parameter, and what comes of reading one.
import type { SchemaNode } from '../schema/schema-node.ts'
import type { CollectionFormat } from './collection-formats.ts'
import type { ParameterTexts } from './parameter-texts.ts'
import type { QueryStyle, QueryWire } from './query-wire.ts'

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie' | 'querystring'

export type ParameterWire =
  | {
      readonly kind: 'style'
      /** One that its place allows: `simple label matrix` in paths, `simple` in headers, `form cookie` in cookies, a query style in queries. */
      readonly style: QueryStyle | 'simple' | 'label' | 'matrix' | 'cookie'
      readonly explode: boolean
      readonly allowReserved: boolean
    }
  | { readonly kind: 'collection'; readonly format: CollectionFormat }
  | ContentWire

export interface ContentWire {
  readonly kind: 'content'
  readonly mediaType: string
  /** `in: querystring`: how the properties of a form are written, where the document says so by style; the others repeat for lists and are JSON for objects. */
  readonly encodings: ReadonlyMap<string, QueryWire>
}

/** What the codec has to know of a parameter. */
export interface CodedParameter {
  readonly name: string
  readonly in: ParameterPlace
  /** In queries: given without a value it counts as given, and nothing is checked unless the schema allows an empty text anyway. */
  readonly allowEmptyValue: boolean
  readonly schema: SchemaNode | undefined
  readonly wire: ParameterWire
}

export interface ParameterNote {
  readonly kind: 'repeated' | 'encoded-delimiter' | 'older-label' | 'rounded'
  /** A sentence for people. */
  readonly detail: string
}

export type Decoded =
  | { readonly kind: 'absent' }
  /** Given without a value, which the document allows: neither missing nor to be checked. */
  | { readonly kind: 'empty' }
  /** Typed as far as the text is what the schema asks for, else the text as received: the check of the value says what is wrong. */
  | { readonly kind: 'value'; readonly value: unknown; readonly notes: readonly ParameterNote[] }
  /** The text cannot be taken apart; a sentence for people. */
  | { readonly kind: 'malformed'; readonly detail: string }

export type DecodeParameter = (texts: ParameterTexts) => Decoded

export const ABSENT: Decoded = { kind: 'absent' }
export const EMPTY: Decoded = { kind: 'empty' }
export const NO_NOTES: readonly ParameterNote[] = []

/** `the query parameter "limit"`. */
export const titleOf = ({ in: place, name }: CodedParameter) =>
  place === 'querystring' ? 'the query' : `the ${place} parameter ${JSON.stringify(name)}`

export const cut = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)

export const badEncoding = (parameter: CodedParameter, raw: string): Decoded => ({
  kind: 'malformed',
  detail: `${titleOf(parameter)} is badly percent-encoded: ${cut(raw)} has a "%" without two hexadecimal digits, or bytes that are no UTF-8`,
})

export const unlike = (parameter: CodedParameter, raw: string, what: string): Decoded => ({
  kind: 'malformed',
  detail: `${titleOf(parameter)} should ${what}, but is ${cut(raw)}`,
})

export function repeatedNote(parameter: CodedParameter, isJoined: boolean): ParameterNote {
  const outcome = isJoined ? 'all are read as one list' : 'the first one counts'
  return { kind: 'repeated', detail: `${titleOf(parameter)} is given more than once; ${outcome}` }
}
