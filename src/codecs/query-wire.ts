// One parameter in a query, or one property of a form, in any style: which pairs are its own, and what they are to be looked at as.
import { decodeFormText, type Query, type QueryPair } from '../http/query.ts'
import type { Shapes } from './read-shape.ts'
import { openDeepObject, writeDeepObject } from './styles/deep-object.ts'
import { openExploded, openForm, writeForm } from './styles/form.ts'
import { openPipeDelimited, writePipeDelimited } from './styles/pipe-delimited.ts'
import { openSpaceDelimited, writeSpaceDelimited } from './styles/space-delimited.ts'
import type { Wire } from './styles/wire.ts'
import type { Encode } from './styles/write-parts.ts'

export type QueryStyle = 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'

export interface QueryWire {
  readonly style: QueryStyle
  readonly explode: boolean
}

export interface Opened {
  readonly wire: Wire
  /** The name came more than once, where once is meant. */
  readonly isRepeated: boolean
  /** The text as sent, where a delimiter was to be looked for. */
  readonly raw: string | undefined
}

/** For values in a query that were found to be encoded well. */
export const decodeValue = (raw: string): string => decodeFormText(raw) ?? raw

/** The pairs under a name whose encoding matters to it. */
export function pairsOfParameter(
  query: Query,
  name: string,
  { style, explode }: QueryWire,
  shapes: Shapes,
  isTaken: (name: string) => boolean,
): readonly QueryPair[] {
  const own = query.all(name)
  if (style === 'deepObject') return [...own, ...query.under(name)]
  return explode && shapes.object ? [...own, ...membersIn(query, shapes, isTaken)] : own
}

/**
 * What a query holds for a parameter: undefined when nothing, a sentence when its names cannot be read. An exploded object takes the names
 * of its properties, and others that `isTaken` gives to nobody when the schema says that it may have others.
 */
export function openQuery(
  query: Query,
  name: string,
  { style, explode }: QueryWire,
  shapes: Shapes,
  isTaken: (name: string) => boolean,
): Opened | string | undefined {
  if (style === 'deepObject') {
    const wire = openDeepObject(name, query)
    return typeof wire === 'object' ? { wire, isRepeated: false, raw: undefined } : wire
  }
  const own = query.all(name)
  if (explode) {
    const texts = shapes.text || shapes.list ? own.map(({ value = '' }) => value) : []
    const members = shapes.object ? membersIn(query, shapes, isTaken).map(({ name: of, value = '' }) => [of, value] as const) : []
    // without lists the first mention counts
    const isRepeated = !shapes.list && texts.length > 1
    const wire = openExploded(isRepeated ? texts.slice(0, 1) : texts, members)
    return wire && { wire, isRepeated, raw: undefined }
  }
  const [first] = own
  if (first === undefined) return undefined
  const isRepeated = own.length > 1
  const raw = shapes.list || shapes.object ? own.map((pair) => pair.raw).join(SEPARATORS[style]) : first.raw
  const open = { form: openForm, spaceDelimited: openSpaceDelimited, pipeDelimited: openPipeDelimited }[style]
  return { wire: open(raw, decodeValue), isRepeated, raw }
}

const SEPARATORS = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' } as const

function membersIn(query: Query, { members, takesAny, takesMore }: Shapes, isTaken: (name: string) => boolean) {
  const declared = [...members].flatMap((name) => query.all(name))
  if (takesAny) return query.pairs.filter(({ name }) => members.has(name) || !isTaken(name))
  return [...declared, ...query.pairs.filter(({ name }) => !members.has(name) && !isTaken(name) && takesMore(name))]
}

/** The pairs in their encoded form. */
export function writeQuery(value: unknown, name: string, { style, explode }: QueryWire, encode: Encode): string[] {
  if (style === 'deepObject') return writeDeepObject(value, name, encode)
  if (style === 'form' || explode || typeof value !== 'object' || value === null) return writeForm(value, name, explode, encode)
  return [(style === 'spaceDelimited' ? writeSpaceDelimited : writePipeDelimited)(value, name, encode)]
}
