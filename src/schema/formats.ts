// What a `format` allows: the one door to ajv-formats, plus the names that OpenAPI documents use for the same things.
import { createRequire } from 'node:module'

type Test = (value: never) => boolean
interface FormatTable {
  readonly [name: string]: true | RegExp | Test | { type?: string; validate: RegExp | Test }
}

/** A format's rule; `on` says which type it speaks about (another type passes, by JSON Schema). */
export interface Format {
  readonly on: 'string' | 'number'
  readonly test: (value: never) => boolean
}

const known = new Map<string, Format | undefined>()

/** The rule of a format name, or undefined when it is only a note (unknown names, `password`, `binary`). */
export function findFormat(name: string): Format | undefined {
  if (!known.has(name)) known.set(name, loadFormat(name))
  return known.get(name)
}

/** Whole numbers of so many bits; a JSON number past 2^53 is the nearest double, so the end of the range itself may be meant. */
const whole = (from: number, to: number): Format => ({
  on: 'number',
  test: (value: number) => Number.isInteger(value) && value >= from && value <= to,
})

/** Source: OpenAPI Format Registry. */
const INTEGERS: Readonly<Record<string, Format>> = {
  int8: whole(-(2 ** 7), 2 ** 7 - 1),
  uint8: whole(0, 2 ** 8 - 1),
  int16: whole(-(2 ** 15), 2 ** 15 - 1),
  uint16: whole(0, 2 ** 16 - 1),
  int32: whole(-(2 ** 31), 2 ** 31 - 1),
  uint32: whole(0, 2 ** 32 - 1),
  int64: whole(-(2 ** 63), 2 ** 63),
  uint64: whole(0, 2 ** 64),
}

/** Dates that are right at a glance, as nearly all are: days that each month has, no leap second. The full test takes several times as long. */
const PLAIN_DATE = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])`
const PLAIN_TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`
const PLAIN = new Map([
  ['date', new RegExp(`^${PLAIN_DATE}$`)],
  ['date-time', new RegExp(`^${PLAIN_DATE}T${PLAIN_TIME}$`)],
])

let table: FormatTable | undefined

function loadFormat(name: string): Format | undefined {
  if (Object.hasOwn(INTEGERS, name)) return INTEGERS[name]
  table ??= (createRequire(import.meta.url)('ajv-formats/dist/formats.js') as { fullFormats: FormatTable }).fullFormats
  const entry = Object.hasOwn(table, name) ? table[name] : undefined
  if (entry === undefined || entry === true) return undefined
  const { on, rule } =
    entry instanceof RegExp || typeof entry === 'function'
      ? { on: 'string', rule: entry }
      : { on: entry.type === 'number' ? 'number' : 'string', rule: entry.validate }
  const full = rule instanceof RegExp ? (value: string) => rule.test(value) : (rule as (value: string) => boolean)
  const plain = PLAIN.get(name)
  const test = plain === undefined ? full : (value: string) => plain.test(value) || full(value)
  return { on: on as Format['on'], test: test as Format['test'] }
}
