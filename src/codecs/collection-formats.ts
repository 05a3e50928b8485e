// The list formats of OpenAPI 2.0: csv, ssv, tsv, pipes, and multi, which repeats the name. Source: OpenAPI 2.0 "Parameter Object", "Items Object".
import type { SchemaNode } from '../schema/schema-node.ts'
import { PIPE } from './styles/pipe-delimited.ts'
import { SPACE } from './styles/space-delimited.ts'
import { DelimitedWire, TextWire, type Wire } from './styles/wire.ts'
import { type Encode, textOf } from './styles/write-parts.ts'

export type CollectionFormat = 'csv' | 'ssv' | 'tsv' | 'pipes' | 'multi'

const WRITTEN = { csv: ',', ssv: '%20', tsv: '%09', pipes: '%7C' } as const
/** In headers nothing is percent-encoded. */
const WRITTEN_PLAIN = { csv: ',', ssv: ' ', tsv: '\t', pipes: '|' } as const
const READ_AT = {
  query: { csv: ',', ssv: SPACE, tsv: /%09|\t/i, pipes: PIPE },
  // a plus is one here
  path: { csv: ',', ssv: /%20| /, tsv: /%09|\t/i, pipes: PIPE },
  header: WRITTEN_PLAIN,
} as const

/** The format of that name; csv for any other. `multi` only where a name can repeat. */
export function collectionFormat(name: unknown, canRepeat: boolean): CollectionFormat {
  if (name === 'multi') return canRepeat ? 'multi' : 'csv'
  return name === 'ssv' || name === 'tsv' || name === 'pipes' ? name : 'csv'
}

/** The format between the items of the lists inside a list; undefined when no lists are inside. */
function innerFormat(schema: SchemaNode | undefined): CollectionFormat | undefined {
  const items = schema?.one('items')
  return items?.get('type') === 'array' ? collectionFormat(items.get('collectionFormat'), false) : undefined
}

/** One text that holds a list; for `multi`, one item of it. */
export function openCollection(
  raw: string,
  format: CollectionFormat,
  schema: SchemaNode | undefined,
  place: keyof typeof READ_AT,
  decode: (raw: string) => string,
): Wire {
  const inner = innerFormat(schema)
  const item = (part: string) =>
    inner === undefined ? new TextWire(decode(part)) : openCollection(part, inner, schema?.one('items'), place, decode)
  if (format === 'multi') return item(raw)
  return new DelimitedWire(raw, {
    separator: READ_AT[place][format],
    decode,
    explode: false,
    skipsEmpty: place === 'header',
    item,
  })
}

/** The text of a value; for `multi` there is one for each item. `encode` is undefined in headers. */
export function writeCollection(
  value: unknown,
  format: CollectionFormat,
  schema: SchemaNode | undefined,
  encode: Encode | undefined,
): string[] {
  if (!Array.isArray(value)) return [(encode ?? plain)(textOf(value))]
  const inner = innerFormat(schema)
  const items = value.map((item) =>
    inner === undefined ? (encode ?? plain)(textOf(item)) : writeCollection(item, inner, schema?.one('items'), encode).join(),
  )
  return format === 'multi' ? items : [items.join((encode === undefined ? WRITTEN_PLAIN : WRITTEN)[format])]
}

const plain: Encode = (text) => text
