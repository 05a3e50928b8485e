// Style "matrix", in paths: `;color=blue,black`, `;color=blue;color=black`, `;R=100;G=200`. Source: RFC 6570 "Path-Style Parameter Expansion".
import { isRecord } from '../../spec/json-pointer.ts'
import { DelimitedWire, ExplodedWire, grouped, TextWire, type Wire } from './wire.ts'
import { type Encode, isNothing, pairsOf, textOf, writeParts } from './write-parts.ts'

/** Undefined when the text is not `;name=…`; an exploded object, if the value may be one, has names of its own. */
export function openMatrix(
  raw: string,
  name: string,
  { explode, mayBeObject }: { readonly explode: boolean; readonly mayBeObject: boolean },
  decode: (raw: string) => string,
): Wire | undefined {
  // an empty list or object is written as nothing at all
  if (raw === '') return new DelimitedWire('', { separator: ';', decode, explode })
  if (!raw.startsWith(';')) return undefined
  const cut = (part: string): [string, string] => {
    const at = part.indexOf('=')
    return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), part.slice(at + 1)]
  }
  const text = raw.slice(1)
  if (!explode) {
    const [key, rest] = cut(text)
    return key === name ? new DelimitedWire(rest, { separator: ',', decode, explode }) : undefined
  }
  const texts = text.split(';').map((part): [string, string] => {
    const [key, rest] = cut(part)
    return [key, decode(rest)]
  })
  const isList = texts.every(([key]) => key === name)
  if (!isList && !mayBeObject) return undefined
  return new ExplodedWire(isList ? texts.map(([, text]) => new TextWire(text)) : [], grouped(texts))
}

export function writeMatrix(value: unknown, name: string, explode: boolean, encode: Encode): string {
  if (isNothing(value)) return ''
  const key = encode(name)
  // an empty value has no "="
  const write = (text: string, of = key) => (text === '' ? `;${of}` : `;${of}=${text}`)
  if (explode && Array.isArray(value)) return value.map((item) => write(encode(textOf(item)))).join('')
  if (explode && isRecord(value))
    return pairsOf(value, encode)
      .map(([of, text]) => write(text, of))
      .join('')
  const parts = writeParts(value, explode, encode)
  return parts.length === 0 ? '' : write(parts.join(','))
}
