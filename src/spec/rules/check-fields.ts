// The fields of one object against the table of its kind: which are unknown or missing; what they hold goes on to check-value.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import type { OpenApiVersion } from '../api-document.ts'
import { isRecord } from '../json-pointer.ts'
import { type Child, checkValue } from './check-value.ts'
import type { CompiledKind, CompiledShape } from './compile-kinds.ts'
import { reportUnknown } from './unknown-fields.ts'
import { placeOf, type Report, type Visit } from './visit.ts'

/** Reports `unknown-field`, `structure`, `missing-field` and `missing-nicety`; gives the objects below, to be walked next. */
export function checkFields(visit: Visit, kind: CompiledKind, version: OpenApiVersion, report: Report): Child[] {
  const { value } = visit
  const children: Child[] = []
  for (const key of Object.keys(value)) {
    const shape = kind.fields.get(key) ?? (isExtension(visit, key) ? ANY : kind.others)
    if (shape === undefined) reportUnknown(visit, kind, key, version, report)
    else if (shape.is !== 'any') checkValue({ visit, kind, key, report, children }, shape)
  }
  const missing = (code: 'missing-field' | 'missing-nicety', key: string, sentence: string) => {
    if (value[key] !== undefined) return
    report(diagnostic(code, placeOf(visit, 'key'), `${kind.title} ${sentence} "${key}"`), `missing ${kind.name} ${key}`)
  }
  for (const key of kind.needs) missing('missing-field', key, 'needs the field')
  for (const key of kind.wants) missing('missing-nicety', key, 'should have')
  return children
}

const ANY: CompiledShape = { is: 'any' }

/** Where names are free, as those of headers are, an object under an `x-` name is one of the others. */
const isExtension = ({ kind, value }: Visit, key: string) =>
  key.startsWith('x-') && ((kind !== 'Map' && kind !== 'Headers') || !isRecord(value[key]))
