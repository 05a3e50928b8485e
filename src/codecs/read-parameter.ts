// From what was opened of a parameter to its typed value, with what is to be said about it.
import { fits } from '../schema/compile-validator.ts'
import { type CodedParameter, type Decoded, NO_NOTES, type ParameterNote, titleOf } from './coded-parameter.ts'
import type { OtherCut } from './encoded-commas.ts'
import { losesDigits, Reading, readerOf, readFreely } from './read-as.ts'
import type { Wire } from './styles/wire.ts'

/** `other` is looked at when the value does not fit. */
export type Finish = (wire: Wire, notes?: readonly ParameterNote[], other?: OtherCut) => Decoded

/** Compiles the reading of a parameter, whichever way it was opened. */
export function finisher(parameter: CodedParameter): Finish {
  const { schema } = parameter
  const read = schema === undefined ? readFreely : readerOf(schema)
  return (wire, notes = NO_NOTES, other = undefined) => {
    const value = read(wire, new Reading())
    if (typeof value === 'number') {
      const text = wire.text() ?? ''
      if (losesDigits(text, value))
        notes = [...notes, { kind: 'rounded', detail: `${text} has more digits than a JSON number keeps` }]
      return { kind: 'value', value, notes }
    }
    if (schema === undefined || (other === undefined && wire.problem === undefined)) return { kind: 'value', value, notes }
    if (fits(schema, value, 'request')) return { kind: 'value', value, notes }
    if (other !== undefined) {
      const value = read(other.wire, new Reading())
      if (fits(schema, value, 'request')) return { kind: 'value', value, notes: [...notes, other.note] }
    }
    if (wire.problem === undefined || typeof value !== 'string') return { kind: 'value', value, notes }
    return { kind: 'malformed', detail: `${titleOf(parameter)} ${wire.problem}` }
  }
}
