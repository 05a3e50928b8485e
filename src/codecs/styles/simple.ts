// Style "simple", in paths and headers: `blue,black,brown`. Source: RFC 6570 "Simple String Expansion"; OpenAPI "Style Values".
import { DelimitedWire, type Wire } from './wire.ts'
import { type Encode, writeParts } from './write-parts.ts'

export const openSimple = (raw: string, explode: boolean, decode: (raw: string) => string): Wire =>
  new DelimitedWire(raw, { separator: ',', decode, explode })

/** Header values are not percent-encoded; blanks around the commas and empty parts mean nothing. Source: RFC 9110 "Lists". */
export const openHeader = (raw: string, explode: boolean): Wire =>
  new DelimitedWire(raw, { separator: ',', decode: (part) => part.trim(), explode, skipsEmpty: true })

export const writeSimple = (value: unknown, explode: boolean, encode: Encode): string =>
  writeParts(value, explode, encode).join(',')
