// What is wrong with an exchange: the contract's rules that it breaks, in words and as a header.
import { placeOfKeyword } from '../contract/schema-place.ts'
import type { Place } from '../diagnostics/diagnostic.ts'
import { isSecret, MASK } from '../http/secrets.ts'
import type { Violation } from '../schema/violation.ts'
import { parsePointer } from '../spec/json-pointer.ts'
import { type Corrected, correctedValue } from './corrected-value.ts'

export type ViolationPlace = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'security' | 'answer'

/** One rule that the request (or our answer) breaks. */
export interface ExchangeViolation {
  readonly in: ViolationPlace
  /** RFC 6901, from the parameters of that place or from the body: `/limit`, `/owner/email`. */
  readonly pointer: string
  /** The keyword, or `required`, `malformed`, `contentType`, `credentials`. */
  readonly rule: string
  readonly expected: string
  readonly received: string
  /** 400: cannot be read at all; 422: read, but against a rule; notes are told and never refused. */
  readonly kind: 'malformed' | 'rule' | 'note'
  /** Where the rule stands in the document. */
  place(): Place | undefined
  /** A value that would have been right, where one is obvious. */
  correct?(): Corrected | undefined
}

/** A schema's violation as one of the exchange; `prefix` is the pointer of the value judged. */
export function fromSchema(violation: Violation, place: ViolationPlace, prefix = ''): ExchangeViolation {
  const { pointer, keyword, expected, received, schema } = violation
  // "SHOULD NOT be sent": clients that send back what they were given are told, not refused. Source: OpenAPI 3.0 "readOnly"
  const kind = keyword === 'readOnly' ? 'note' : 'rule'
  return {
    in: place,
    pointer: prefix + pointer,
    rule: keyword,
    expected,
    received,
    kind,
    place: () => placeOfKeyword(schema, keyword),
    correct: () => correctedValue(violation),
  }
}

/** What is expected where the trouble is told whole by what was received. */
export const READABLE_BODY = 'a body that can be read'
const TOLD_WHOLE = new Set(['malformed', 'credentials'])

/** `body /owner/email: expected the format email, received "nobody"`. */
export function sentenceOf({ in: place, pointer, rule, expected, received }: ExchangeViolation): string {
  const what = TOLD_WHOLE.has(rule) || expected === READABLE_BODY ? received : `expected ${expected}, received ${received}`
  return `${place}${pointer === '' ? '' : ` ${shortPointer(pointer)}`}: ${what}`
}

/** As sentences name it: names come from clients, and one of megabytes would be as long in the log. */
export const shortPointer = (pointer: string): string =>
  pointer.length > MAX_POINTER ? `${pointer.slice(0, MAX_POINTER)}…` : pointer
const MAX_POINTER = 200

/** A violation as it stands in a problem document's `errors`. */
export interface ToldViolation {
  readonly in: ViolationPlace
  readonly pointer: string
  readonly rule: string
  readonly expected: string
  readonly received: string
  /** Where the rule stands: `openapi.yaml:31`. */
  readonly at?: string
  /** A value that would have been right; of a missing property, the object that holds it. */
  readonly example?: unknown
  readonly detail: string
}

const told = new WeakMap<ExchangeViolation, ToldViolation>()

/** Worked out once: the problem document, the log and the journal tell the same. */
export function toMember(violation: ExchangeViolation): ToldViolation {
  const known = told.get(violation) ?? tell(violation)
  told.set(violation, known)
  return known
}

function tell(violation: ExchangeViolation): ToldViolation {
  const { in: place, pointer, rule, expected, received } = violation
  const at = violation.place()
  const position = at?.position()
  const corrected = violation.correct?.()
  return {
    in: place,
    pointer,
    rule,
    expected,
    received,
    ...(at && position && { at: `${at.file}:${position.line}` }),
    ...(corrected && { example: corrected.value }),
    detail: sentenceOf(violation),
  }
}

/** A password that breaks a rule is named, not shown. */
export function withoutSecret<
  Told extends Pick<ToldViolation, 'pointer' | 'expected'> & { readonly in: string; readonly example?: unknown },
>(violation: Told): Told {
  const { in: place, pointer, expected } = violation
  // of credentials only their absence is told
  if (place === 'security' || !pointer.split('/').some(isSecret)) return violation
  const detail = `${place} ${shortPointer(pointer)}: expected ${expected}`
  return { ...violation, received: MASK, detail, example: undefined }
}

/** Headers are no place for long lists: what is left out is counted in the last entry. */
const MAX_HEADER_BYTES = 4_096

/** Compact JSON in the shape that clients of Prism know: `[{"location":["request","body","id"],"severity":"Error","code":"type","message":"…"}]`. */
export function violationsHeader(violations: readonly ExchangeViolation[]): string {
  const entries: string[] = []
  let size = 2
  for (const [i, violation] of violations.entries()) {
    const { in: place, pointer, rule, kind } = violation
    const side = place === 'answer' ? ['response', 'body'] : ['request', place]
    const location = [...side, ...(parsePointer(pointer) ?? [])]
    const entry = ascii(
      JSON.stringify({ location, severity: kind === 'note' ? 'Warning' : 'Error', code: rule, message: sentenceOf(violation) }),
    )
    if (size + entry.length > MAX_HEADER_BYTES) {
      entries.push(JSON.stringify({ severity: 'Information', code: 'more', message: `${violations.length - i} more` }))
      break
    }
    entries.push(entry)
    size += entry.length + 1
  }
  return `[${entries.join(',')}]`
}

/** JSON's own escapes keep any character readable in a header. */
const ascii = (json: string) =>
  json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
