// Parameters in the query and in cookies: pairs of texts -> typed value.
import { decodePercent } from '../http/query.ts'
import { fits } from '../schema/compile-validator.ts'
import {
  ABSENT,
  badEncoding,
  type CodedParameter,
  cut,
  type DecodeParameter,
  EMPTY,
  NO_NOTES,
  type ParameterNote,
  repeatedNote,
  titleOf,
} from './coded-parameter.ts'
import { openCollection } from './collection-formats.ts'
import { decodeValue, hidesDelimiter, type Opened, openQuery, pairsOfParameter, type QueryStyle } from './query-wire.ts'
import type { Finish } from './read-parameter.ts'
import type { Shapes } from './read-plan.ts'
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
    if (opened !== undefined) return finish(opened.wire, notesOf(opened))
    if (wire.kind !== 'collection') return ABSENT
    const texts = shapes.list ? pairs : pairs.slice(0, 1)
    const notes = pairs.length === 1 || (style.explode && shapes.list) ? NO_NOTES : [repeatedNote(parameter, shapes.list)]
    const wires = texts.map(({ raw }) => openCollection(raw, wire.format, schema, decodeValue))
    if (wire.format === 'multi') return finish(new ListWire(wires), notes)
    const [only] = wires
    return only === undefined ? ABSENT : finish(wires.length === 1 ? only : joined(wires), notes)
  }

  function notesOf({ isRepeated, raw }: Opened): readonly ParameterNote[] {
    const hides = raw !== undefined && (shapes.list || shapes.object) && hidesDelimiter(raw, style)
    if (!isRepeated && !hides) return NO_NOTES
    const detail = `the commas in ${cut(raw ?? '')} are percent-encoded, so they belong to a value and separate nothing`
    return [
      ...(isRepeated ? [repeatedNote(parameter, !style.explode && (shapes.list || shapes.object))] : []),
      ...(hides ? [{ kind: 'encoded-delimiter' as const, detail }] : []),
    ]
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
    if (!explode) return first === undefined ? ABSENT : finish(openForm(isPlain ? first.raw : unquoted(first.raw), decode))
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
