// The parameters held to the contract: are the required ones there, can they be read, and do their values fit?

import type { DecodeParameter, ParameterNote } from '../codecs/coded-parameter.ts'
import { compileParameterDecoders } from '../codecs/parameter-codec.ts'
import { ParameterTexts } from '../codecs/parameter-texts.ts'
import type { RequestDetails } from '../contract/operation.ts'
import type { Parameter } from '../contract/parameters.ts'
import { withoutQueryForms } from '../http/prefer.ts'
import { fits, validate } from '../schema/compile-validator.ts'
import { type Corrected, sampledValue } from './corrected-value.ts'
import type { Matched } from './exchange.ts'
import { type ExchangeViolation, fromSchema, type ViolationPlace } from './violation.ts'

const compiled = new WeakMap<RequestDetails, readonly DecodeParameter[]>()

/** Everything that is wrong with the parameters of a request. */
export function checkParameters({ request, operation, pathParameters }: Matched): readonly ExchangeViolation[] {
  const details = operation.request()
  if (details.parameters.length === 0) return []
  const decoders = decodersOf(details)
  const texts = new ParameterTexts(pathParameters, withoutQueryForms(request.query), request.headers)
  return details.parameters.flatMap((parameter, i) => checkOne(parameter, decoders[i], texts))
}

function decodersOf(details: RequestDetails): readonly DecodeParameter[] {
  let decoders = compiled.get(details)
  if (decoders === undefined) {
    const keys = details.security.flat().flatMap((scheme) => (scheme.in === 'query' ? [scheme.parameter] : []))
    decoders = compileParameterDecoders(details.parameters, new Set(keys))
    compiled.set(details, decoders)
  }
  return decoders
}

function checkOne(
  parameter: Parameter,
  decode: DecodeParameter | undefined,
  texts: ParameterTexts,
): readonly ExchangeViolation[] {
  const decoded = decode?.(texts) ?? { kind: 'empty' }
  const place = placeOf(parameter)
  const pointer = parameter.in === 'querystring' ? '' : `/${parameter.name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  const found = (rule: string, expected: string, received: string, kind: ExchangeViolation['kind']): ExchangeViolation => ({
    in: place,
    pointer,
    rule,
    expected,
    received,
    kind,
    place: () => parameter.place(),
  })
  switch (decoded.kind) {
    case 'empty':
      return []
    case 'absent':
      return parameter.isRequired
        ? [{ ...found('required', `a value for ${parameter.name}`, 'nothing', 'rule'), correct: () => exampleOf(parameter) }]
        : []
    case 'malformed':
      return [
        { ...found('malformed', 'a text that can be read', decoded.detail, 'malformed'), correct: () => exampleOf(parameter) },
      ]
    case 'value': {
      const notes = decoded.notes.map(({ kind, detail }) => found(kind, EXPECTED[kind], detail, 'note'))
      const broken = parameter.schema === undefined ? [] : validate(parameter.schema, decoded.value, 'request')
      return [...notes, ...broken.map((violation) => fromSchema(violation, place, pointer))]
    }
  }
}

/** The documented example when it fits, else a sample. */
function exampleOf({ name, example, schema }: Parameter): Corrected | undefined {
  if (example !== undefined && (schema === undefined || fits(schema, example, 'request'))) return { value: example }
  return schema && sampledValue(schema, name)
}

/** What would have needed no note. */
const EXPECTED: Readonly<Record<ParameterNote['kind'], string>> = {
  repeated: 'one value',
  'encoded-delimiter': 'a delimiter that is not percent-encoded, or a value without one',
  'older-label': 'parts divided by commas',
  rounded: 'a number that a double can hold',
}

const placeOf = ({ in: place }: Parameter): ViolationPlace => (place === 'querystring' ? 'query' : place)
