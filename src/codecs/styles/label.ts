// Style "label", in paths: `.blue.black.brown`. Source: RFC 6570 "Label Expansion with Dot-Prefix".
import { DelimitedWire, type Wire } from './wire.ts'
import { type Encode, isNothing, writeParts } from './write-parts.ts'

export interface OpenedLabel {
  readonly wire: Wire
  /**
   * How the tables of OpenAPI up to 3.0.3 and 3.1.0 cut a label that is not exploded, at dots, and some clients still do.
   * To be looked at when the other one does not fit.
   */
  readonly older: Wire | undefined
}

/** Undefined when the text does not begin with a dot. */
export function openLabel(raw: string, explode: boolean, decode: (raw: string) => string): OpenedLabel | undefined {
  // an empty list or object is written as nothing at all
  if (raw !== '' && !raw.startsWith('.')) return undefined
  const text = raw.slice(1)
  const cut = (separator: string) => new DelimitedWire(text, { separator, decode, explode })
  const isOlder = !explode && !text.includes(',') && text.includes('.')
  return { wire: cut(explode ? '.' : ','), older: isOlder ? cut('.') : undefined }
}

export function writeLabel(value: unknown, explode: boolean, encode: Encode): string {
  const parts = writeParts(value, explode, encode)
  return parts.length === 0 || isNothing(value) ? '' : `.${parts.join(explode ? '.' : ',')}`
}
