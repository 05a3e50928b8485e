// Believable moments: fixed years, so that a seed repeats for ever, and in the order that names promise (created before updated before expires).
import type { Random } from '../random.ts'
import { type Bounds, firstFitting, fits, table, type ValueHint, wordsOf } from './realistic-hint.ts'

const SECOND = 1000
const QUARTER = 900 * SECOND

/** From and to are days as Date.parse reads them; moments are whole multiples of `step` (ms) after `from`. */
interface Era {
  readonly from: string
  readonly to: string
  readonly step?: number
}

/** The eras do not overlap where their order matters, since each property draws its moment without knowing the others. */
const ERAS = table<Era>([
  ['birth birthday birthdate birthdays born dob', { from: '1960-01-01', to: '2004-12-31' }],
  ['founded established incorporated hired employment', { from: '1998-01-01', to: '2021-12-31' }],
  [
    'created creation added registered registration joined signup opened submitted placed ordered inserted enrolled',
    { from: '2024-01-08', to: '2024-08-31' },
  ],
  [
    'iat nbf issued released release published publication activated accepted installed purchased',
    { from: '2024-09-01', to: '2024-10-31' },
  ],
  [
    'start starts started begin begins began since departure checkin arrival valid effective',
    { from: '2024-11-01', to: '2024-12-20', step: QUARTER },
  ],
  [
    'end ends ended until checkout return finished completed closed paid shipped delivered resolved',
    { from: '2025-01-06', to: '2025-05-31', step: QUARTER },
  ],
  ['updated modified changed edited refreshed synced pushed seen last latest accessed', { from: '2025-06-01', to: '2025-10-31' }],
  ['deleted removed archived cancelled canceled revoked suspended disabled failed', { from: '2025-11-01', to: '2025-12-20' }],
  [
    'expires expired expiry expiration expire exp due deadline next scheduled renewal renews retry resets reset trial',
    { from: '2026-01-05', to: '2026-11-30', step: QUARTER },
  ],
])
const ANY_TIME: Era = { from: '2025-01-06', to: '2025-05-31' }

/** Pairs of words whose second decides, as in `validUntil`, `trial_end`, `expires_since`. */
const eraOf = (name: string): Era | undefined => {
  const words = wordsOf(name)
  if (words.includes('valid') && words.some((word) => word === 'until' || word === 'to')) return ERAS.get('expires')
  for (let i = words.length - 1; i >= 0; i--) {
    const era = ERAS.get(words[i] ?? '')
    if (era !== undefined) return era
  }
  return undefined
}

/** Whether a name speaks of a moment by one of its words: created, expiresAt, birthDate. */
export const namesMoment = (name: string): boolean => eraOf(name) !== undefined

/** A moment in ms since 1970 (always a whole second), in the years its name suggests: births long ago, `expiresAt` in 2026, else early 2025. */
export function moment(name: string, random: Random): number {
  const { from, to, step = SECOND } = eraOf(name) ?? ANY_TIME
  const start = Date.parse(from)
  return start + random.int(0, Math.floor((Date.parse(to) - start) / step)) * step
}

/** `2025-03-14T09:26:53Z`. Source: RFC 3339 "Internet Date/Time Format". */
export function dateTimeText(hint: ValueHint, random: Random): string | undefined {
  const text = new Date(moment(hint.name, random)).toISOString().slice(0, 19)
  return withFraction(text, 'Z', hint)
}

/** `2025-03-14T09:26:53`: no offset, as "local" date-times have it. */
export function localDateTimeText(hint: ValueHint, random: Random): string | undefined {
  return withFraction(new Date(moment(hint.name, random)).toISOString().slice(0, 19), '', hint)
}

/** `2025-03-14`. */
export function dateText(hint: ValueHint, random: Random): string | undefined {
  return firstFitting([new Date(moment(hint.name, random)).toISOString().slice(0, 10)], hint)
}

/** `09:30:00Z`, within the hours of a working day. */
export const timeText = (hint: ValueHint, random: Random): string | undefined => withFraction(clockTime(random), 'Z', hint)

/** `09:30:00`, or `09:30` where only that fits. */
export function localTimeText(hint: ValueHint, random: Random): string | undefined {
  const time = clockTime(random)
  return withFraction(time, '', hint) ?? firstFitting([time.slice(0, 5)], hint)
}

/** `PT30M`, `P14D`; longer where the bounds ask for it. Source: RFC 3339 "ISO 8601 Collected ABNF". */
export function durationText(hint: ValueHint, random: Random): string | undefined {
  const short = random.pick(['PT15M', 'PT30M', 'PT2H', 'P7D', 'P14D', 'P1M', 'P1Y'])
  const padded = `PT${'30M'.padStart(Math.min(hint.minLength, 1e6) - 2, '0')}`
  return firstFitting([short, 'P7D', 'P1DT12H', 'P1M15DT12H', 'P1Y6M15DT12H30M', padded], hint)
}

/** `Fri, 14 Mar 2025 09:26:53 GMT`, or with `+0000` at the end. Source: RFC 9110 "Date/Time Formats", RFC 5322 "Date and Time Specification". */
export function httpDateText(hint: ValueHint, random: Random, zone: 'GMT' | '+0000' = 'GMT'): string | undefined {
  return firstFitting([new Date(moment(hint.name, random)).toUTCString().replace('GMT', zone)], hint)
}

/** Seconds since 1970 as text; ms where ten digits are too short. */
export function unixTimeText(hint: ValueHint, random: Random): string | undefined {
  const ms = moment(hint.name, random)
  return firstFitting([String(ms / SECOND), String(ms)], hint)
}

const clockTime = (random: Random) => `${String(random.int(8, 17)).padStart(2, '0')}:${random.pick(['00', '15', '30', '45'])}:00`

/** RFC 3339 lets the second have any number of decimals: the one part that can grow. */
function withFraction(text: string, zone: string, bounds: Bounds): string | undefined {
  if (fits(text + zone, bounds)) return text + zone
  const decimals = bounds.minLength - text.length - zone.length - 1
  if (decimals < 1 || bounds.minLength > bounds.maxLength) return undefined
  return `${text}.${'0'.repeat(decimals)}${zone}`
}
