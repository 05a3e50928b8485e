// Style "form", in queries, cookies and form bodies: `color=blue,black`, `color=blue&color=black`, `R=100&G=200`. Source: RFC 6570 "Form-Style Query Expansion".
import { isRecord } from '../../spec/json-pointer.ts'
import { writeDelimited } from './space-delimited.ts'
import { DelimitedWire, ExplodedWire, grouped, TextWire, type Wire } from './wire.ts'
import { type Encode, isNothing, pairsOf, textOf } from './write-parts.ts'

/** All values of one name in one text, cut at commas. */
export const openForm = (raw: string, decode: (raw: string) => string): Wire =>
  new DelimitedWire(raw, { separator: ',', decode, explode: false })

/** `own` are the decoded texts under the parameter's name, `members` the pairs that its object takes. Undefined when there are neither. */
export function openExploded(own: readonly string[], members: readonly (readonly [string, string])[]): Wire | undefined {
  if (own.length === 0 && members.length === 0) return undefined
  return new ExplodedWire(
    own.map((text) => new TextWire(text)),
    members.length === 0 ? undefined : grouped(members),
  )
}

/** The pairs in their encoded form; an empty list or object that is exploded has none. */
export function writeForm(value: unknown, name: string, explode: boolean, encode: Encode): string[] {
  if (value === undefined) return []
  const key = encode(name)
  if (isNothing(value)) return [`${key}=`]
  if (explode && Array.isArray(value)) return value.map((item) => `${key}=${encode(textOf(item))}`)
  if (explode && isRecord(value)) return pairsOf(value, encode).map(([of, text]) => `${of}=${text}`)
  return [writeDelimited(value, name, ',', encode)]
}
