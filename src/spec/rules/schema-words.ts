// Rules: the types that schemas name exist, and their patterns are regular expressions.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { isRecord } from '../json-pointer.ts'
import { nameOfValue } from '../name-of-value.ts'
import { type CreateRule, placeIn, type Report, type Visit } from './visit.ts'

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']

/** Names from programming languages and databases that mean a type, or a type with a format. */
const MEANT: Readonly<Record<string, string>> = {
  int: 'integer',
  int32: 'integer with format int32',
  int64: 'integer with format int64',
  long: 'integer with format int64',
  float: 'number with format float',
  double: 'number with format double',
  decimal: 'number',
  bool: 'boolean',
  str: 'string',
  text: 'string',
  date: 'string with format date',
  datetime: 'string with format date-time',
  'date-time': 'string with format date-time',
  uuid: 'string with format uuid',
  binary: 'string with format binary',
  list: 'array',
  map: 'object',
  dict: 'object',
  any: 'a schema without "type"',
}

/** `unknown-type` at the type. In 2.0 `file` is one. Source: JSON Schema Validation "type". */
export const unknownType: CreateRule = (document, report) => {
  const types = document.version === '2.0' ? [...TYPES, 'file'] : TYPES
  const check = (visit: Visit) => {
    const { type } = visit.value
    if (type === undefined || (typeof type === 'string' && types.includes(type))) return
    for (const name of Array.isArray(type) ? type : [type]) checkType(visit, name, types, report)
  }
  // in 2.0 parameters and headers say their type themselves
  return { on: document.version === '2.0' ? { Schema: check, Parameter: check, Header: check } : { Schema: check } }
}

function checkType(visit: Visit, name: unknown, types: readonly string[], report: Report): void {
  if (typeof name === 'string' && types.includes(name)) return
  const place = placeIn(visit, 'type')
  if (typeof name !== 'string') {
    const hint = name === null ? 'write "null" in quotes, or leave "type" out' : undefined
    report(
      diagnostic('unknown-type', place, `"type" names a type, it cannot be ${nameOfValue(name)}`, hint),
      `unknown-type ${nameOfValue(name)}`,
    )
    return
  }
  const meant = Object.hasOwn(MEANT, name.toLowerCase()) ? MEANT[name.toLowerCase()] : suggest(name, types)
  const hint = name === 'file' ? 'since OpenAPI 3.0 a file is a string with format binary' : meant && `did you mean ${meant}?`
  report(diagnostic('unknown-type', place, `there is no type "${name}"; any value is accepted`, hint), `unknown-type ${name}`)
}

/** `bad-pattern` at the pattern. Source: ECMA-262 "RegExp", with and without the flag u. */
export const badPattern: CreateRule = (document, report) => {
  const known = new Map<string, string | undefined>()
  const why = (pattern: string) => {
    if (!known.has(pattern)) known.set(pattern, faultOf(pattern))
    return known.get(pattern)
  }
  const checkPattern = (visit: Visit) => {
    const { pattern } = visit.value
    if (typeof pattern !== 'string') return
    const fault = why(pattern)
    if (fault !== undefined)
      report(diagnostic('bad-pattern', placeIn(visit, 'pattern'), sentence(pattern, fault)), `bad-pattern ${pattern}`)
  }
  const checkSchema = (visit: Visit) => {
    checkPattern(visit)
    const patterns = visit.value['patternProperties']
    for (const pattern of isRecord(patterns) ? Object.keys(patterns) : []) {
      const fault = why(pattern)
      if (fault === undefined) continue
      report(
        diagnostic('bad-pattern', placeIn(visit, ['patternProperties', pattern], 'key'), sentence(pattern, fault)),
        `bad-pattern ${pattern}`,
      )
    }
  }
  return {
    on:
      document.version === '2.0'
        ? { Schema: checkSchema, Parameter: checkPattern, Header: checkPattern }
        : { Schema: checkSchema },
  }
}

const sentence = (pattern: string, fault: string) =>
  `the pattern ${pattern.length > 60 ? `${pattern.slice(0, 59)}…` : pattern} is no regular expression of JavaScript (${fault}); it is not enforced`

/** What is wrong with a pattern, in the words of the engine; undefined when it can be used. */
function faultOf(pattern: string): string | undefined {
  for (const flags of ['u', '']) {
    try {
      new RegExp(pattern, flags)
      return undefined
    } catch (error) {
      if (flags === '') return (error as Error).message.replace(/^.*: /s, '').toLowerCase()
    }
  }
  return undefined
}
