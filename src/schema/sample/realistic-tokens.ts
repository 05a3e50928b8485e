// Identifiers, digests, keys and secrets: texts whose letters mean nothing, and secrets that are plainly made up.
import type { Random } from '../random.ts'
import { type Bounds, firstFitting, fits, type Maker, pickFitting, singular, wordsOf } from './realistic-hint.ts'
import { nounOf, subjectOf } from './realistic-subject.ts'

const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
/** Without the letters that are read as digits. Source of the upper-case form: Crockford's Base32, as ULID uses it. */
const READABLE = '0123456789abcdefghjkmnpqrstvwxyz'
const ALPHANUMERIC = `${LOWER}${LOWER.toUpperCase()}${DIGITS}`

/** `length` characters drawn from `alphabet`. */
export function draw(alphabet: string, length: number, random: Random): string {
  let text = ''
  for (let i = 0; i < length; i++) text += alphabet[random.int(0, alphabet.length - 1)]
  return text
}

/** The length nearest to the usual one that the bounds allow. */
export const lengthNear = (usual: number, { minLength, maxLength }: Bounds): number =>
  Math.max(minLength, Math.min(usual, maxLength))

/** Lower-case hexadecimal digits, `usual` of them unless the bounds want another number. */
export const hexText =
  (usual: number): Maker =>
  (hint, random) =>
    draw(HEX, lengthNear(usual, hint), random)

/** Digits, the first not 0, `usual` of them unless the bounds want another number. */
export const digitsText =
  (usual: number): Maker =>
  (hint, random) => {
    const length = lengthNear(usual, hint)
    return length < 1 ? '' : draw(DIGITS.slice(1), 1, random) + draw(DIGITS, length - 1, random)
  }

/** A random (version 4) UUID; as `urn:uuid:…` where 36 characters are too few. Source: RFC 9562 "UUID Version 4". */
export const uuidText: Maker = (hint, random) => {
  const hex = draw(HEX, 30, random)
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${random.pick(['8', '9', 'a', 'b'])}${hex.slice(15, 18)}-${hex.slice(18)}`
  return firstFitting([uuid, `urn:uuid:${uuid}`], hint)
}

/** 26 characters that begin with a time in 2025. */
export const ulidText: Maker = (hint, random) => firstFitting([`01JS${draw(READABLE.toUpperCase(), 22, random)}`], hint)

/** A fixed number of letters and digits, as nanoid, KSUID and their like have it. */
export const opaqueText =
  (usual: number, start = ''): Maker =>
  (hint, random) =>
    start + draw(ALPHANUMERIC, Math.max(0, lengthNear(usual, hint) - start.length), random)

/** `pet_8f3k2m9x`: what it is an id of, and a few letters and digits; only those where the bounds are narrow. */
export const idText: Maker = (hint, random) => {
  const noun = nounOf(subjectOf(hint)).replace(/[^a-z0-9]/g, '')
  const prefix = noun === '' ? 'id_' : `${noun.length <= 5 ? noun : noun.slice(0, 3)}_`
  const length = lengthNear(prefix.length + 8, hint)
  const start = length - prefix.length >= 4 ? prefix : ''
  // a digit first, so that it never reads as a word
  return length < 1 ? '' : start + draw(DIGITS.slice(1), 1, random) + draw(READABLE, length - start.length - 1, random)
}

/** `example-token-8f3k2m9x`, from the name's last word: nobody takes it for a real secret, nor does a secret scanner. */
export const secretText: Maker = (hint, random) => {
  const kind = singular(wordsOf(hint.name).at(-1) ?? 'secret').replace(/[^a-z0-9]/g, '')
  const start = `example-${kind}-`
  const length = lengthNear(start.length + 8, hint)
  return start.length + 4 <= length ? start + draw(READABLE, length - start.length, random) : draw(READABLE, length, random)
}

/** `Example-Passw0rd-4821`: upper and lower case, digits and a sign, as rules for passwords want them. */
export const passwordText: Maker = (hint, random) => {
  const text = `Example-Passw0rd-${draw(DIGITS, Math.max(4, Math.min(hint.minLength, 1e6) - 17), random)}`
  return firstFitting([text], hint) ?? `Ex-4${draw(READABLE, 32, random)}`.slice(0, hint.maxLength)
}

/** A JSON Web Token with a header, claims that say "example", and a signature that signs nothing. Source: RFC 7519. */
export const jwtText: Maker = (hint, random) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return firstFitting(
    [`${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'example', iat: 1736150400 })}.${draw(ALPHANUMERIC, 43, random)}`],
    hint,
  )
}

/** Base64 of readable text, whole groups of four without padding; '' where not even one group fits. Source: RFC 4648. */
export const base64Text: Maker = (hint, random) => {
  const groups = Math.floor(Math.min(hint.maxLength, Math.max(24, Math.ceil(hint.minLength / 4) * 4)) / 4)
  const words = random.pick(['Hello from the example', 'A small sample of data', 'Some bytes for your test'])
  const text = words.padEnd(groups * 3, ` ${words}`).slice(0, groups * 3)
  return firstFitting([Buffer.from(text).toString('base64')], hint)
}

/** `sha256:…` with 64 hexadecimal digits. */
export const digestText: Maker = (hint, random) => {
  const labelled = `sha256:${draw(HEX, 64, random)}`
  return fits(labelled, hint) ? labelled : hexText(64)(hint, random)
}

/** A quoted opaque tag. Source: RFC 9110 "ETag". */
export const etagText: Maker = (hint, random) => {
  const length = lengthNear(14, hint)
  return length < 2 ? undefined : `"${draw(HEX, length - 2, random)}"`
}

/** `A7F-2093`: a code that people read out, or as many letters as fit. */
export const codeText: Maker = (hint, random) => {
  const letters = draw(LOWER, 2, random).toUpperCase()
  const code = `${letters}-${draw(DIGITS.slice(1), 4, random)}`
  return fits(code, hint) ? code : draw(`${READABLE}`.toUpperCase(), lengthNear(8, hint), random)
}

/** `prefix` and digits, as invoice, order and tracking numbers have it. */
export const numbered =
  (prefix: string, digits: number): Maker =>
  (hint, random) => {
    const text = prefix + draw(DIGITS.slice(1), digits, random)
    return fits(text, hint) ? text : digitsText(digits)(hint, random)
  }

/** Six hexadecimal digits behind a #. */
export const colorCode: Maker = (hint, random) =>
  pickFitting(['#2f80ed', '#27ae60', '#f2994a', '#eb5757', '#9b51e0', '#333333', '#fff'], hint, random)
