// A believable number from a property's name alone: a price has cents, a page is 1, a latitude stays on the globe.
import type { Random } from '../random.ts'
import { moment } from './realistic-dates.ts'
import { findByName, placed, remember, singular, withoutSide, wordsOf } from './realistic-hint.ts'
import { NUMBER_RULES, type NumberRule, usual } from './realistic-number-rules.ts'
import { isAboutErrors } from './realistic-text.ts'

/** Where a number is wanted, and what it must keep to. */
export interface NumberHint {
  /** The property's name as written; '' when there is none. */
  readonly name: string
  /** Names of the schemas and properties around it, nearest first. */
  readonly owners: readonly string[]
  /** Whether the number must be whole. */
  readonly integer: boolean
  /** Inclusive. */
  readonly minimum?: number
  /** Inclusive. */
  readonly maximum?: number
  /** Greater than 0. */
  readonly multipleOf?: number
  /** As the schema says it: `int32`, `unix-time`, … */
  readonly format?: string
}

const ERROR_STATUS = usual(400, 404, 409, 422)
/** Codes that mean a status when they belong to an error. */
const MEANS_STATUS = new Set(['code', 'status', 'statuscode', 'httpstatus', 'errorcode'])

/** Things counted, when their name is all that is known. */
const COUNTED: NumberRule = { from: 1, to: 40 }

const FORMAT_LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
}
const MOMENT_FORMATS = new Set([
  'unixtime',
  'unixtimestamp',
  'epoch',
  'epochtime',
  'epochseconds',
  'epochmillis',
  'timestamp',
  'timestampms',
])

const MOMENTS = new Set(
  'at created date datetime deleted ended epoch exp expires expiration expiry iat modified nbf published started time timestamp ts unixtime updated'.split(
    ' ',
  ),
)
/** `timestampMs` and `time_seconds` are moments, `expirationSeconds` is not. */
const UNITS = new Set('ms millis milliseconds s sec seconds'.split(' '))
const WITH_UNIT = new Set('at date epoch time timestamp ts'.split(' '))
/** What takes time instead of happening at one: `responseTime`. */
const SPANS = new Set(
  'cook cooking cpu elapsed execution lead loading prep processing response run running total travel up wait waiting'.split(' '),
)

/** Whether a number of this name is a moment, counted from 1970: `createdAt`, `timestampMs`. */
const isMoment = remember((name: string): boolean => {
  const words = wordsOf(name)
  const hasUnit = UNITS.has(words.at(-1) ?? '')
  const at = words.length - (hasUnit ? 2 : 1)
  return (hasUnit ? WITH_UNIT : MOMENTS).has(words[at] ?? '') && !SPANS.has(words[at - 1] ?? '')
})

/** By its name; else a plural counts something. */
const ruleFor = remember((name: string): NumberRule | undefined => {
  const last = wordsOf(name).at(-1) ?? ''
  const counts = last !== singular(last) ? COUNTED : undefined
  return findByName(NUMBER_RULES, withoutSide(name)) ?? findByName(NUMBER_RULES, name) ?? counts
})

/** A number as a person would expect under this name, within all that the hint asks, or undefined when the name says nothing or nothing usual fits. */
export function realisticNumber(hint: NumberHint, random: Random): number | undefined {
  const { name, owners } = placed(hint)
  const format = (hint.format ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')
  const [least, most] = FORMAT_LIMITS[format] ?? [-Infinity, Infinity]
  const place = {
    ...hint,
    name,
    owners,
    format,
    integer: hint.integer || /^(u?int\d*|integer|long)$/.test(format),
    minimum: Math.max(least, hint.minimum ?? least),
    maximum: Math.min(most, hint.maximum ?? most),
  }
  if (MOMENT_FORMATS.has(format) || isMoment(withoutSide(name))) return timestamp(place, random)
  const rule = MEANS_STATUS.has(wordsOf(name).join('')) && isAboutErrors(place) ? ERROR_STATUS : ruleFor(name)
  return rule === undefined ? undefined : drawFrom(rule, place, random)
}

/** A hint whose bounds are worked out, format included. */
type Place = NumberHint & { readonly format: string; readonly minimum: number; readonly maximum: number }

/** Seconds since 1970; ms where the name, the format or the bounds say so. */
function timestamp(place: Place, random: Random): number | undefined {
  const ms = moment(place.name, random)
  const inMs = /(ms|millis|milliseconds)$/i.test(place.name) || /m(illi)?s$/.test(place.format)
  return (inMs ? [ms] : [ms / 1000, ms]).find((value) => keeps(value, place))
}

function drawFrom(rule: NumberRule, place: Place, random: Random): number | undefined {
  if ('usual' in rule) {
    const fitting = rule.usual.filter((value) => keeps(value, place))
    return fitting.length > 0 ? random.pick(fitting) : undefined
  }
  const decimals = place.integer ? 0 : (rule.decimals ?? 0)
  const step = place.multipleOf ?? 10 ** -decimals
  const first = Math.ceil(Math.max(rule.from, place.minimum) / step)
  const last = Math.floor(Math.min(rule.to, place.maximum) / step)
  // a few draws: in floating point some multiples look like none (0.07 / 0.01 is 7.000000000000001)
  for (let tries = 0; first <= last && tries < 8; tries++) {
    const value = Number((random.int(first, last) * step).toFixed(Math.min(6, Math.max(decimals, decimalsOf(step)))))
    if (keeps(value, place)) return value
  }
  return undefined
}

/** Decimals that a step needs: 2 of 0.05. */
const decimalsOf = (step: number): number => (`${step}`.split('.')[1] ?? '').length

function keeps(value: number, { integer, minimum, maximum, multipleOf }: Place): boolean {
  if (value < minimum || value > maximum || (integer && !Number.isInteger(value))) return false
  return multipleOf === undefined || Number.isInteger(value / multipleOf)
}
