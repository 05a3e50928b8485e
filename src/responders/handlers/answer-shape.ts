// Is this an answer as data? Told when a map is read, not when a request waits for it.
import { suggest } from '../../diagnostics/suggest.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { readFault } from './shapes.ts'

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isTime = (value: unknown) => isNumber(value) && value >= 0

const FIELDS: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  status: [(value) => isNumber(value) && Number.isInteger(value) && value >= 200 && value <= 599, 'a status from 200 to 599'],
  example: [(value) => typeof value === 'string', 'the name of an example'],
  body: [() => true, ''],
  patch: [() => true, ''],
  headers: [isRecord, 'an object of header values'],
  delayMs: [
    (value) => isTime(value) || (Array.isArray(value) && value.length === 2 && value.every(isTime)),
    'milliseconds, or [shortest, longest]',
  ],
  fault: [(value) => readFault(value) !== undefined, "'reset', 'hang', 'malformed' or { truncate: bytes }"],
  times: [(value) => isNumber(value) && Number.isInteger(value) && value >= 0, 'a whole number'],
  rate: [(value) => isNumber(value) && value >= 0 && value <= 1, 'a share from 0 to 1'],
}

/** What is wrong with an answer as data; undefined when nothing is. */
export function problemOfAnswer(value: unknown): string | undefined {
  if (!isRecord(value))
    return `a function or an answer { status, body, … } is expected, not ${value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value}`
  for (const [name, part] of Object.entries(value as object)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    if (field === undefined) {
      const near = suggest(name, Object.keys(FIELDS))
      return `an answer has no field ${JSON.stringify(name)}${near === undefined ? `; a body goes under "body"` : `; did you mean ${near}?`}`
    }
    if (part !== undefined && !field[0](part)) return `${name} should be ${field[1]}`
  }
  return undefined
}
