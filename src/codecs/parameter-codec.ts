// One parameter: texts of a request -> typed value, by place, style and schema. Source: OpenAPI "Parameter Object", "Style Values", "URL Percent-Encoding".
import { decodePercent } from '../http/query.ts'
import {
  ABSENT,
  badEncoding,
  type CodedParameter,
  type DecodeParameter,
  NO_NOTES,
  type ParameterNote,
  unlike,
} from './coded-parameter.ts'
import { openCollection } from './collection-formats.ts'
import { contentDecoder, wholeQueryDecoder } from './content.ts'
import { cookieDecoder, queryDecoder } from './decode-query.ts'
import { atEncodedCommas } from './encoded-commas.ts'
import type { PathText } from './parameter-texts.ts'
import { finisher } from './read-parameter.ts'
import { allowedTypes, type Shapes, shapesOf } from './read-shape.ts'
import { openLabel } from './styles/label.ts'
import { openMatrix } from './styles/matrix.ts'
import { openHeader, openSimple } from './styles/simple.ts'
import type { Wire } from './styles/wire.ts'

/** The decoders of an operation's parameters, in their order. `otherNames` are query names that belong to something else, such as an API key. */
export function compileParameterDecoders(
  parameters: readonly CodedParameter[],
  otherNames: ReadonlySet<string> = new Set(),
): readonly DecodeParameter[] {
  return parameters.map((parameter) => {
    const others = parameters.filter((each) => each !== parameter)
    const isTaken = queryNames(others, false)
    return compileParameterDecoder(parameter, (name) => otherNames.has(name) || isTaken(name))
  })
}

/**
 * Whether some parameter takes a query pair of this name. With `open` also those do that take any name: an exploded object with
 * additional properties, and `in: querystring`.
 */
export function queryNames(parameters: readonly CodedParameter[], open = true): (name: string) => boolean {
  const exact = new Set<string>()
  const stems: string[] = []
  const objects: Shapes[] = []
  for (const { name, in: place, schema, wire } of parameters) {
    if (place === 'querystring' && open) return () => true
    if (place !== 'query') continue
    const shapes = shapesOf(schema)
    const isSpread = wire.kind === 'style' && wire.style !== 'deepObject' && wire.explode && shapes.object
    if (!isSpread || shapes.text || shapes.list) exact.add(name)
    if (wire.kind === 'style' && wire.style === 'deepObject') stems.push(`${name}[`)
    if (!isSpread) continue
    for (const member of shapes.members) exact.add(member)
    if (open) objects.push(shapes)
  }
  return (name) =>
    exact.has(name) || stems.some((stem) => name.startsWith(stem)) || objects.some((shapes) => shapes.takesMore(name))
}

/** The decoder of one parameter. `isTaken` says which query names belong to others, so that an object with additional properties leaves them. */
export function compileParameterDecoder(
  parameter: CodedParameter,
  isTaken: (name: string) => boolean = () => false,
): DecodeParameter {
  const { in: place, wire, name } = parameter
  const shapes = shapesOf(parameter.schema)
  const finish = finisher(parameter)
  if (wire.kind === 'content')
    return place === 'querystring' ? wholeQueryDecoder(parameter, wire) : contentDecoder(parameter, wire)
  const { style, explode } = wire.kind === 'style' ? wire : { style: undefined, explode: false }
  switch (place) {
    case 'path': {
      const hasParts = shapes.list || shapes.object
      const mayBeObject = parameter.schema === undefined || (allowedTypes(parameter.schema)?.has('object') ?? true)
      const otherCut = (raw: string, open: (raw: string) => Wire | undefined) =>
        hasParts ? atEncodedCommas(raw, open) : undefined
      return ({ path }) => {
        const given = path.get(name)
        if (given === undefined) return ABSENT
        const { raw, decode } = pathRaw(given)
        if (decode(raw) === undefined) return badEncoding(parameter, raw)
        const plain = (part: string) => decode(part) ?? part
        if (style === 'label') {
          const opened = openLabel(raw, explode, plain)
          if (opened === undefined) return unlike(parameter, raw, 'begin with "."')
          const older = opened.older && { wire: opened.older, note: OLDER_LABEL }
          return finish(opened.wire, NO_NOTES, older ?? otherCut(raw, (text) => openLabel(text, explode, plain)?.wire))
        }
        if (style === 'matrix') {
          const open = (text: string) => openMatrix(text, name, { explode, mayBeObject }, plain)
          const opened = open(raw)
          return opened === undefined
            ? unlike(parameter, raw, `begin with ";${name}="`)
            : finish(opened, NO_NOTES, explode ? undefined : otherCut(raw, open))
        }
        const open = (text: string) =>
          wire.kind === 'collection'
            ? openCollection(text, wire.format, parameter.schema, 'path', plain)
            : openSimple(text, explode, plain)
        const isAtCommas = wire.kind === 'style' || wire.format === 'csv'
        return finish(open(raw), NO_NOTES, isAtCommas ? otherCut(raw, open) : undefined)
      }
    }
    case 'header': {
      const key = name.toLowerCase()
      return (texts) => {
        const text = texts.header(key)
        if (text === undefined) return ABSENT
        if (wire.kind === 'style') return finish(openHeader(text, explode))
        return finish(openCollection(text, wire.format, parameter.schema, 'header', (part) => part.trim()))
      }
    }
    case 'cookie':
      return cookieDecoder(parameter, shapes, finish, style === 'cookie', explode)
    default:
      return queryDecoder(parameter, shapes, finish, isTaken)
  }
}

const OLDER_LABEL: ParameterNote = {
  kind: 'older-label',
  detail: 'the parts are separated by dots, as OpenAPI had it before 3.0.4; now commas separate them',
}

/** Where only the decoded text of a path is known, it is cut as it is. */
const pathRaw = ({ raw, decoded }: PathText): { raw: string; decode: (text: string) => string | undefined } =>
  raw === undefined ? { raw: decoded, decode: (text) => text } : { raw, decode: decodePercent }
