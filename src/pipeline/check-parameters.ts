// The parameters held to the contract: are the required ones there, can they be read, and do their values fit?

import { type Decoded, type DecodeParameter, EMPTY, type ParameterNote } from '../codecs/coded-parameter.ts'
import { compileParameterDecoders } from '../codecs/parameter-codec.ts'
import { ParameterTexts } from '../codecs/parameter-texts.ts'
import type { RequestDetails } from '../contract/operation.ts'
import type { Parameter } from '../contract/parameters.ts'
import { withoutQueryForms } from '../http/prefer.ts'
import { setOwn } from '../http/set-own.ts'
import { fits, validate } from '../schema/compile-validator.ts'
import type { Effort } from '../schema/effort.ts'
import { joinPointer } from '../spec/json-pointer.ts'
import { type Corrected, sampledValue } from './corrected-value.ts'
import type { Inputs, Matched } from './exchange.ts'
import { type ExchangeViolation, fromSchema, type ViolationPlace } from './violation.ts'

interface Decoders {
  readonly each: readonly DecodeParameter[]
  /** A document may declare `__code` itself: what is declared is a parameter like others. */
  readonly takesQueryForms: boolean
}

const compiled = new WeakMap<RequestDetails, Decoders>()

export type ParameterValues = Omit<Inputs, 'body'>

export interface CheckedParameters {
  /** Of those that are there and can be read, and the documented defaults of those that are not there. */
  readonly values: ParameterValues
  readonly violations: readonly ExchangeViolation[]
  /** Those that are there, readable or not. */
  readonly sent: readonly Parameter[]
}

const NO_VALUES: ParameterValues = { params: {}, query: {}, headers: {}, cookies: {} }
const NONE: CheckedParameters = { values: NO_VALUES, violations: [], sent: [] }

/** The parameters of a request as values, and everything that is wrong with them. */
export function checkParameters({ request, operation, pathParameters }: Matched, effort: Effort): CheckedParameters {
  const details = operation.request()
  if (details.parameters.length === 0) return NONE
  const decoders = decodersOf(details)
  const query = decoders.takesQueryForms ? request.query : withoutQueryForms(request.query)
  const texts = new ParameterTexts(pathParameters, query, request.headers)
  const values = { path: {}, query: {}, header: {}, cookie: {} }
  const violations: ExchangeViolation[] = []
  const sent: Parameter[] = []
  for (let i = 0; i < details.parameters.length; i++) {
    const parameter = details.parameters[i] as Parameter
    const decoded = decoders.each[i]?.(texts) ?? EMPTY
    if (decoded.kind !== 'absent') sent.push(parameter)
    for (const violation of judge(parameter, decoded, effort)) violations.push(violation)
    const value = readValue(parameter, decoded)
    if (value === undefined) continue
    if (parameter.in === 'querystring') for (const [name, part] of Object.entries(Object(value))) setOwn(values.query, name, part)
    else setOwn(values[parameter.in], parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name, value)
  }
  const { path: params, header: headers, cookie: cookies } = values
  return { values: { params, query: values.query, headers, cookies }, violations, sent }
}

function readValue({ schema }: Parameter, decoded: Decoded): unknown {
  if (decoded.kind === 'value') return decoded.value
  if (decoded.kind === 'absent') return (schema?.target ?? schema)?.get('default')
  return decoded.kind === 'empty' ? '' : undefined
}

function decodersOf(details: RequestDetails): Decoders {
  let decoders = compiled.get(details)
  if (decoders === undefined) {
    const keys = details.security.flat().flatMap((scheme) => (scheme.in === 'query' ? [scheme.parameter] : []))
    decoders = {
      each: compileParameterDecoders(details.parameters, new Set(keys)),
      takesQueryForms: details.parameters.some((each) => each.in === 'query' && withoutQueryForms(each.name) === ''),
    }
    compiled.set(details, decoders)
  }
  return decoders
}

function judge(parameter: Parameter, decoded: Decoded, effort: Effort): readonly ExchangeViolation[] {
  if (decoded.kind === 'value' && decoded.notes.length === 0) return judgeValue(parameter, decoded.value, effort)
  const found = (rule: string, expected: string, received: string, kind: ExchangeViolation['kind']): ExchangeViolation => ({
    in: placeOf(parameter),
    pointer: pointerOf(parameter),
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
      // a path without a place for it cannot have it, which is the document's mistake
      return parameter.isRequired && parameter.in !== 'path'
        ? [{ ...found('required', `a value for ${parameter.name}`, 'nothing', 'rule'), correct: () => exampleOf(parameter) }]
        : []
    case 'malformed':
      return [
        { ...found('malformed', 'a text that can be read', decoded.detail, 'malformed'), correct: () => exampleOf(parameter) },
      ]
    case 'value': {
      const notes = decoded.notes.map(({ kind, detail }) => found(kind, EXPECTED[kind], detail, 'note'))
      return [...notes, ...judgeValue(parameter, decoded.value, effort)]
    }
  }
}

function judgeValue(parameter: Parameter, value: unknown, effort: Effort): readonly ExchangeViolation[] {
  if (parameter.schema === undefined) return NO_VIOLATIONS
  const broken = validate(parameter.schema, value, 'request', effort)
  if (broken.length === 0) return NO_VIOLATIONS
  const [place, pointer] = [placeOf(parameter), pointerOf(parameter)]
  return broken.map((violation) => fromSchema(violation, place, pointer))
}

const NO_VIOLATIONS: readonly ExchangeViolation[] = []

const pointerOf = ({ in: place, name }: Parameter) => (place === 'querystring' ? '' : joinPointer('', name))

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
