// Style "pipeDelimited", in queries: `color=blue%7Cblack`. Source: OpenAPI "Style Values", "Percent-Encoding and Illegal or Reserved Delimiters".
import { writeDelimited } from './space-delimited.ts'
import { DelimitedWire, type Wire } from './wire.ts'
import type { Encode } from './write-parts.ts'

/** A pipe must be encoded in a URL, though many clients do not; so an item cannot hold one. */
export const PIPE = /%7C|\|/i

export const openPipeDelimited = (raw: string, decode: (raw: string) => string): Wire =>
  new DelimitedWire(raw, { separator: PIPE, decode, explode: false })

export const writePipeDelimited = (value: unknown, name: string, encode: Encode): string =>
  writeDelimited(value, name, '%7C', encode)
