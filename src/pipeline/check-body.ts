// The body held to the contract: is it there, in a documented media type, readable, and does it fit its schema?
import { inflate } from '../codecs/bodies/decode-content-encoding.ts'
import { type BodyProblem, decodeBody } from '../codecs/decode-body.ts'
import { matchRequestMedia, type RequestBodyOption, type RequestMedia } from '../contract/request-body.ts'
import { familyOf } from '../http/media-type.ts'
import { headerText, type MockRequest } from '../http/mock-request.ts'
import { type Pending, whenThere } from '../http/pending.ts'
import { validate } from '../schema/compile-validator.ts'
import type { Effort } from '../schema/effort.ts'
import { MAX_VIOLATIONS } from '../schema/run.ts'
import type { Violation } from '../schema/violation.ts'
import { type ExchangeViolation, fromSchema, READABLE_BODY } from './violation.ts'

export interface CheckedBody {
  /** As its schema speaks of it; undefined when there is none, or when it cannot be read. */
  readonly value: unknown
  readonly violations: readonly ExchangeViolation[]
  /** What the body alone makes of the answer: 400, 413 or 415; undefined when it could be read. */
  readonly status: 400 | 413 | 415 | undefined
  /** The documented media type that it is sent in; undefined when it is in none. */
  readonly media: RequestMedia | undefined
}

const NOTHING: CheckedBody = { value: undefined, violations: [], status: undefined, media: undefined }

/** `limit` is the most bytes that a compressed body may inflate to. */
export function checkBody(
  option: RequestBodyOption | undefined,
  request: MockRequest,
  limit: number,
  effort: Effort,
): Pending<CheckedBody> {
  if (option === undefined) return NOTHING
  const { body = Buffer.alloc(0) } = request
  const contentType = headerText(request.headers, 'content-type')
  if (body.length === 0 && !(option.isRequired && mayBeEmpty(contentType)))
    return option.isRequired ? { ...NOTHING, violations: [violation(option, 'required', 'a body', 'none', 'rule')] } : NOTHING
  if (option.media.length === 0) return NOTHING
  const media = matchRequestMedia(contentType, option.media)
  if (media === 'missing' || media === 'unsupported') {
    const documented = option.media.map(({ type }) => type).join(' or ')
    const received = media === 'missing' ? 'a body without Content-Type' : String(contentType).slice(0, 80)
    return { ...NOTHING, status: 415, violations: [violation(option, 'contentType', documented, received, 'malformed')] }
  }
  return readBody(body, option, media, request, limit, effort)
}

function readBody(
  body: Buffer,
  option: RequestBodyOption,
  media: RequestMedia,
  request: MockRequest,
  limit: number,
  effort: Effort,
): Pending<CheckedBody> {
  const contentType = headerText(request.headers, 'content-type')
  return whenThere(inflate(body, headerText(request.headers, 'content-encoding'), limit), (inflated) => {
    if ('problem' in inflated) return { ...unreadable(option, inflated.problem, 'contentEncoding'), media }
    return whenThere(decodeBody(inflated.bytes, contentType, media), (decoded): CheckedBody => {
      if ('problem' in decoded) return { ...unreadable(option, decoded.problem, 'contentType'), media }
      const own = decoded.isOpaque ? [] : validateBody(media, decoded.value, effort)
      const violations = [...own, ...decoded.violations].map((each) => fromSchema(each, 'body'))
      return { value: decoded.value, violations, status: undefined, media }
    })
  })
}

/** Texts, forms, lists of lines and files may be empty; their type alone says that there is one. */
const mayBeEmpty = (contentType: string | undefined): boolean =>
  contentType !== undefined && ['text', 'csv', 'form', 'ndjson', 'event-stream', 'binary'].includes(familyOf(contentType))

/** A sequence is judged item by item where the document describes its items. */
function validateBody({ schema, itemSchema }: RequestMedia, value: unknown, effort: Effort): readonly Violation[] {
  const whole = schema === undefined ? [] : validate(schema, value, 'request', effort)
  if (itemSchema === undefined || !Array.isArray(value)) return whole
  const found = [...whole]
  for (let i = 0; i < value.length && found.length < MAX_VIOLATIONS; i++)
    found.push(...validate(itemSchema, value[i], 'request', effort).map((each) => ({ ...each, pointer: `/${i}${each.pointer}` })))
  return found
}

/** `unknown` is the rule that a body breaks which is written in a way that nobody here reads, a 415. */
function unreadable(
  option: RequestBodyOption,
  { status, detail, pointer = '', line, column }: BodyProblem,
  unknown: 'contentType' | 'contentEncoding',
): CheckedBody {
  const position = line === undefined ? '' : ` (line ${line}, column ${column})`
  const rule = status === 415 ? unknown : status === 413 ? 'bodyLimit' : 'malformed'
  const found = violation(option, rule, READABLE_BODY, `${detail}${position}`, 'malformed')
  return { ...NOTHING, status, violations: [{ ...found, pointer }] }
}

const violation = (
  option: RequestBodyOption,
  rule: string,
  expected: string,
  received: string,
  kind: ExchangeViolation['kind'],
): ExchangeViolation => ({
  in: 'body',
  pointer: '',
  rule,
  expected,
  received,
  kind,
  place: () => option.place(),
})
