// Parameters broken: left out, or with a value that breaks a rule of their schema.

import type { Operation } from '../../src/contract/operation.ts'
import { parseTemplate } from '../../src/contract/path-template.ts'
import type { SampledRequest } from '../../src/contract/sample-request.ts'
import { type WrittenParameter, writeParameter } from '../../src/contract/sample-request-write.ts'
import { isHeaderValue } from '../../src/http/headers.ts'
import { familyOf } from '../../src/http/media-type.ts'
import { encodePercent } from '../../src/http/query.ts'
import { joinPointer } from '../../src/spec/json-pointer.ts'
import { type Breaking, breakingsAt, isObject } from './breakings.ts'
import { placesIn, type RuledPlace, replacedAt } from './rules.ts'
import type { Expected, Variant } from './variant.ts'

/** Fields that say how the request is written: another value breaks more than a rule of the parameter. */
const FRAMING = new Set(['content-type', 'content-length', 'content-encoding', 'accept', 'authorization', 'cookie', 'prefer'])

/** Whether a text stands in the place for nothing but the parameter. */
function isAlone({ parameter: { in: place, name } }: WrittenParameter, operation: Operation): boolean {
  if (place === 'header' && FRAMING.has(name.toLowerCase())) return false
  if (place === 'query' || place === 'querystring') return parseTemplate(operation.path).query.length === 0
  return true
}

/** Each required parameter left out, but for those of the path, which cannot be. */
export function dropParameters(operation: Operation, { parts }: SampledRequest): Variant[] {
  const keys = new Set(
    operation
      .request()
      .security.flat()
      .map(({ in: place, parameter }) => `${place} ${parameter.toLowerCase()}`),
  )
  return parts.parameters.flatMap((written): Variant[] => {
    const { in: place, name, isRequired } = written.parameter
    if (!isRequired || place === 'path' || !isAlone(written, operation) || keys.has(`${place} ${name.toLowerCase()}`)) return []
    const expected: Expected = { in: placeOf(written), pointer: pointerOf(written), rules: ['required'] }
    return [{ title: `drop ${place} ${name}`, parts: { ...parts, parameters: without(parts.parameters, written) }, expected }]
  })
}

/** Each rule of a parameter, and of the parts of its value, broken once. */
export function breakParameters(operation: Operation, { parts }: SampledRequest): Variant[] {
  return parts.parameters.flatMap((written): Variant[] => {
    const { parameter, value } = written
    if (parameter.schema === undefined || !isAlone(written, operation)) return []
    const isJson = parameter.wire.kind === 'content' && familyOf(parameter.wire.mediaType) === 'json'
    return placesIn(value, parameter.schema)
      .filter(({ tokens }) => isJson || tokens.length <= 1)
      .flatMap((place) =>
        breakingsAt(place, isJson ? 'json' : 'text')
          .filter((breaking) => isJson || isWritable(written, place, breaking))
          .flatMap((breaking): Variant[] => {
            const broken = writeParameter(parameter, replacedAt(value, place.tokens, breaking.value))
            if (!canStand(broken)) return []
            const pointer = joinPointer(pointerOf(written), ...place.tokens, ...breaking.tokens)
            const { rules, mentions } = breaking
            return [
              {
                title: `break ${rules.join('/') || 'some rule'} at ${parameter.in}${pointer}: ${JSON.stringify(breaking.value)?.slice(0, 60)}`,
                parts: { ...parts, parameters: parts.parameters.map((each) => (each === written ? broken : each)) },
                expected: { in: placeOf(written), pointer, rules, ...(mentions !== undefined && { mentions }) },
              },
            ]
          }),
      )
  })
}

/** A "%" without its two digits, in the place of each parameter of path and query that is one text. */
export function misencodeParameters(operation: Operation, { parts }: SampledRequest): Variant[] {
  return parts.parameters.flatMap((written): Variant[] => {
    const { in: place, name, wire } = written.parameter
    if ((place !== 'path' && place !== 'query') || typeof written.value === 'object' || !isAlone(written, operation)) return []
    if (wire.kind === 'style' && wire.style !== 'simple' && wire.style !== 'form') return []
    const broken = { ...written, text: place === 'query' ? `${encodePercent(name)}=%zz` : '%zz' }
    return [
      {
        title: `%zz in ${place} ${name}`,
        parts: { ...parts, parameters: parts.parameters.map((each) => (each === written ? broken : each)) },
        expected: { in: placeOf(written), pointer: pointerOf(written), rules: ['malformed'] },
      },
    ]
  })
}

/** Whether a style can say the broken value so that it is read as what it is. */
function isWritable(
  { parameter: { wire } }: WrittenParameter,
  { tokens, value }: RuledPlace,
  { rules, value: broken }: Breaking,
): boolean {
  // lists and objects inside of others have no form in any style
  if (tokens.length > 0 && typeof value === 'object') return false
  if (Array.isArray(broken)) return broken.length > 0
  if (isObject(broken)) {
    const isDeep = wire.kind === 'style' && wire.style === 'deepObject'
    // a name that no parameter has is nobody's mistake in an exploded form; what is empty is not written at all
    return Object.keys(broken).length > 0 && (isDeep || !rules.includes('additionalProperties'))
  }
  // a text where an object should be is not its wrong type, but cannot be taken apart
  return !isObject(value)
}

/** Whether the text can be sent as the only one of its parameter. */
function canStand({ parameter: { in: place }, text }: WrittenParameter): boolean {
  if (place === 'header') return isHeaderValue(text) && text !== '' && text === text.trim()
  return text !== ''
}

const placeOf = ({ parameter: { in: place } }: WrittenParameter) => (place === 'querystring' ? 'query' : place)
const pointerOf = ({ parameter: { in: place, name } }: WrittenParameter) => (place === 'querystring' ? '' : joinPointer('', name))
const without = (all: readonly WrittenParameter[], one: WrittenParameter) => all.filter((each) => each !== one)
