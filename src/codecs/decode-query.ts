// Parameters in the query and in cookies: pairs of texts -> typed value.
import { decodePercent } from '../http/query.ts'
import { fits } from '../schema/compile-validator.ts'
import {
  ABSENT,
  badEncoding,
  type CodedParameter,
  type DecodeParameter,
  EMPTY,
  NO_NOTES,
  repeatedNote,
  titleOf,
} from './coded-parameter.ts'
import { openCollection } from './collection-formats.ts'
import { atEncodedCommas } from './encoded-commas.ts'
import { decodeValue, openQuery, pairsOfParameter, type QueryStyle } from './query-wire.ts'
import type { Finish } from './read-parameter.ts'
import type { Shapes } from './read-shape.ts'
import { ampersandPairs } from './styles/cookie.ts'
import { openExploded, openForm } from './styles/form.ts'
import { ListWire, type Wire } from './styles/wire.ts'

export function queryDecoder(
  parameter: CodedParameter,
  shapes: Shapes,
  finish: Finish,
  isTaken: (name: string) => boolean,
): DecodeParameter {
  const { name, wire, schema, allowEmptyValue } = parameter
  const style =
    wire.kind === 'style'
      ? { style: wire.style as QueryStyle, explode: wire.explode }
      : { style: 'form' as const, explode: wire.kind === 'collection' && wire.format === 'multi' }
  const hasParts = shapes.list || shapes.object
  // a text that may be empty anyway keeps its value
  const isEmptiness = allowEmptyValue && !(schema === undefined || fits(schema, '', 'request'))
  return ({ query }) => {
    const pairs = pairsOfParameter(query, name, style, shapes, isTaken)
    if (pairs.length === 0) return ABSENT
    const bad = pairs.find(({ value }) => value === undefined)
    if (bad !== undefined) return badEncoding(parameter, bad.raw)
    if (isEmptiness && pairs.every((pair) => pair.raw === '' && pair.name === name)) return EMPTY
    const opened = wire.kind === 'collection' ? undefined : openQuery(query, name, style, shapes, isTaken)
    if (typeof opened === 'string') return { kind: 'malformed', detail: `${titleOf(parameter)}: ${opened}` }
    if (opened !== undefined) {
      const { wire: cut, isRepeated, raw } = opened
      // encoded spaces and pipes do separate
      const isAtCommas = hasParts && raw !== undefined && style.style === 'form'
      const other = isAtCommas ? atEncodedCommas(raw, (text) => openForm(text, decodeValue)) : undefined
      return finish(cut, isRepeated ? [repeatedNote(parameter, !style.explode && hasParts)] : NO_NOTES, other)
    }
    if (wire.kind !== 'collection') return ABSENT
    const texts = shapes.list ? pairs : pairs.slice(0, 1)
    const notes = pairs.length === 1 || (style.explode && shapes.list) ? NO_NOTES : [repeatedNote(parameter, shapes.list)]
    const open = (raw: string) => openCollection(raw, wire.format, schema, 'query', decodeValue)
    const wires = texts.map(({ raw }) => open(raw))
    if (wire.format === 'multi') return finish(new ListWire(wires), notes)
    const [only] = wires
    if (only === undefined) return ABSENT
    if (wires.length > 1) return finish(joined(wires), notes)
    return finish(only, notes, wire.format === 'csv' && hasParts ? atEncodedCommas(texts[0]?.raw ?? '', open) : undefined)
  }
}

/** Several lists under one name as one. */
const joined = (wires: readonly Wire[]): Wire => new ListWire(wires.flatMap((wire) => wire.items() ?? []))

export function cookieDecoder(
  { name }: CodedParameter,
  shapes: Shapes,
  finish: Finish,
  isPlain: boolean,
  explode: boolean,
): DecodeParameter {
  // cookies have no encoding of their own: what form style cannot decode was never encoded
  const decode = isPlain ? (raw: string) => raw : (raw: string) => decodePercent(unquoted(raw)) ?? raw
  return ({ cookies }) => {
    const isCut = explode && !isPlain && (shapes.list || shapes.object)
    const all = isCut ? ampersandPairs(cookies) : cookies
    const own = all.filter((cookie) => cookie.name === name || decode(cookie.name) === name)
    const [first] = own
    if (!explode) {
      if (first === undefined) return ABSENT
      const open = (raw: string) => openForm(raw, decode)
      const text = isPlain ? first.raw : unquoted(first.raw)
      const hasParts = shapes.list || shapes.object
      return finish(open(text), NO_NOTES, isPlain || !hasParts ? undefined : atEncodedCommas(text, open))
    }
    const members = shapes.object ? all.filter((cookie) => shapes.members.has(decode(cookie.name))) : []
    const texts = shapes.list ? own : shapes.text ? own.slice(0, 1) : []
    const wire = openExploded(
      texts.map(({ raw }) => decode(raw)),
      members.map((cookie) => [decode(cookie.name), decode(cookie.raw)] as const),
    )
    return wire === undefined ? ABSENT : finish(wire)
  }
}

/** Source: RFC 6265 "Syntax", cookie-value. */
export const unquoted = (raw: string) => (raw.length > 1 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw)
