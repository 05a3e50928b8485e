// Style "spaceDelimited", in queries: `color=blue%20black`. Source: OpenAPI "Style Values", "Percent-Encoding and Illegal or Reserved Delimiters".
import { DelimitedWire, type Wire } from './wire.ts'
import { type Encode, writeParts } from './write-parts.ts'

/** A space cannot be sent unencoded, so an item cannot hold one. */
export const SPACE = /%20|\+| /

export const openSpaceDelimited = (raw: string, decode: (raw: string) => string): Wire =>
  new DelimitedWire(raw, { separator: SPACE, decode, explode: false })

export const writeSpaceDelimited = (value: unknown, name: string, encode: Encode): string =>
  writeDelimited(value, name, '%20', encode)

/** `name=part,part` with any delimiter. */
export const writeDelimited = (value: unknown, name: string, separator: string, encode: Encode): string =>
  `${encode(name)}=${writeParts(value, false, encode).join(separator)}`
