// Lists whose commas are percent-encoded: those belong to a value, unless only cutting there makes sense of the text.
import { cut, type ParameterNote } from './coded-parameter.ts'
import type { Wire } from './styles/wire.ts'

/** Another way to cut a text, taken when nothing but that fits the schema, and told. */
export interface OtherCut {
  readonly wire: Wire
  readonly note: ParameterNote
}

/**
 * The text cut at `%2C`; undefined when it has commas as they are, or none at all. `URLSearchParams` and `encodeURIComponent` encode the commas
 * of a list that was joined before, and servers that decode first understand it. Source: OpenAPI 3.2 "URL Percent-Encoding".
 */
export function atEncodedCommas(raw: string, open: (raw: string) => Wire | undefined): OtherCut | undefined {
  if (raw.includes(',') || !/%2C/i.test(raw)) return undefined
  const wire = open(raw.replace(/%2C/gi, ','))
  const detail = `the commas in ${cut(raw)} are percent-encoded, as if they belonged to a value; they are read as separators, since nothing else fits`
  return wire && { wire, note: { kind: 'encoded-delimiter', detail } }
}
