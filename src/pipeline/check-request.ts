// Stage: does the request keep the contract? Everything that is wrong is collected, so that one answer tells all.

import type { Operation } from '../contract/operation.ts'
import { Refusal } from '../diagnostics/refusal.ts'
import { type Pending, whenThere } from '../http/pending.ts'
import { anEffort, type Effort } from '../schema/effort.ts'
import { MAX_VIOLATIONS } from '../schema/run.ts'
import { joinPointer } from '../spec/json-pointer.ts'
import { type CheckedBody, checkBody } from './check-body.ts'
import { checkParameters } from './check-parameters.ts'
import { checkSecurity, type MissingCredentials } from './check-security.ts'
import { type Checked, grown, type Matched } from './exchange.ts'
import { reportHeaders } from './refuse-request.ts'
import type { Runtime, RuntimeSettings } from './runtime.ts'
import { type ExchangeViolation, toMember } from './violation.ts'

/** Reads parameters and body, judges them and the credentials. Never refuses: that is the next stage's, by the setting. */
export function checkRequest(exchange: Matched, { settings }: Runtime): Pending<Checked> {
  const { operation, request } = exchange
  const effort = anEffort()
  const body = checkBody(operation.request().body, request, settings.bodyLimitBytes, effort)
  return whenThere(body, (read) => judge(exchange, read, effort, settings))
}

function judge(exchange: Matched, checkedBody: CheckedBody, effort: Effort, settings: RuntimeSettings): Checked {
  const { operation, request } = exchange
  const { security } = operation.request()
  const mode = modeOf(exchange, settings)
  // there is nothing to answer to, whatever the setting
  if (request.isBodyTooLarge && mode !== 'enforce') throw refuseUnread(operation, mode, settings.bodyLimitBytes)
  const parameters = checkParameters(exchange, effort)
  const { params, query, headers, cookies } = parameters.values
  const inputs = { params, query, headers, cookies, body: checkedBody.value }
  const sent = { parameters: parameters.sent, media: checkedBody.media }
  const read = grown(exchange, { mode, inputs, sent })
  if (mode === 'off') return grown(read, NOTHING_WRONG)

  const credentials = settings.security ? checkSecurity(security, request) : undefined
  const found = [
    ...(credentials?.details ?? []).map((each) => lackOf(operation, each)),
    ...(request.isBodyTooLarge ? [tooLarge(operation, settings.bodyLimitBytes)] : []),
    ...parameters.violations,
    ...(request.isBodyTooLarge ? [] : checkedBody.violations),
  ]
  noteMissing(exchange, effort)
  if (found.length === 0 && effort.left >= 0) return grown(read, NOTHING_WRONG)
  const violations = [...found.slice(0, MAX_VIOLATIONS), ...leftOut(operation, found, effort)]
  exchange.trail.note('check', `${violations.length} violations`)
  const refusalStatus = credentials !== undefined ? 401 : request.isBodyTooLarge ? 413 : (checkedBody.status ?? worst(found))
  return grown(read, { violations, refusalStatus, challenges: credentials?.challenges ?? [] })
}

const NOTHING_WRONG = { violations: [], refusalStatus: undefined, challenges: [] } as const

/** What the document fails to describe is not checked; whoever wonders why finds it on the trail. */
function noteMissing({ operation, trail }: Matched, { missing }: Effort): void {
  for (const ref of missing ?? []) trail.note('check', `$ref ${ref} leads nowhere, so nothing was checked against it`)
  for (const { message } of operation.request().problems) trail.note('check', `left unchecked: ${message}`)
}

/** Limits that were met, as notes: what is not listed or tested is not to be taken for right. */
function leftOut(operation: Operation, found: readonly ExchangeViolation[], effort: Effort): ExchangeViolation[] {
  const note = (rule: string, expected: string, received: string): ExchangeViolation => ({
    in: 'body',
    pointer: '',
    rule,
    expected,
    received,
    kind: 'note',
    place: () => (operation.request().body ?? operation).place(),
  })
  return [
    ...(found.length < MAX_VIOLATIONS ? [] : [note('more', `at most ${MAX_VIOLATIONS} mistakes to list`, 'as many or more')]),
    ...(effort.left >= 0
      ? []
      : [note('pattern', 'texts that can be tested soon', 'so many, or such a pattern, that not all were tested')]),
  ]
}

const lackOf = (operation: Operation, { scheme, detail }: MissingCredentials['details'][number]): ExchangeViolation => ({
  in: 'security',
  pointer: joinPointer('', scheme.name),
  rule: 'credentials',
  expected: `credentials for ${scheme.name}`,
  received: detail,
  kind: 'malformed',
  place: () => operation.place(),
})

function refuseUnread(operation: Operation, mode: 'report' | 'off', limit: number): Refusal {
  const detail = `The body is longer than ${limit} bytes.`
  if (mode === 'off') return new Refusal('body-too-large', { detail })
  const violation = tooLarge(operation, limit)
  return new Refusal('body-too-large', {
    detail,
    headers: reportHeaders([violation]),
    members: { errors: [toMember(violation)] },
  })
}

const tooLarge = (operation: Operation, limit: number): ExchangeViolation => ({
  in: 'body',
  pointer: '',
  rule: 'bodyLimit',
  expected: `at most ${limit} bytes`,
  received: 'more',
  kind: 'malformed',
  place: () => (operation.request().body ?? operation).place(),
})

/** The setting, unless this request asks for another: `Prefer: validate=off`. */
function modeOf({ preferences }: Matched, { validate }: RuntimeSettings): RuntimeSettings['validate'] {
  const wish = preferences.validate
  return wish === 'off' || wish === 'report' || wish === 'enforce' ? wish : validate
}

/** 400 for what cannot be read, 422 for what can but breaks a rule; notes alone refuse nothing. */
function worst(violations: readonly ExchangeViolation[]): 400 | 422 | undefined {
  if (violations.some(({ kind }) => kind === 'malformed')) return 400
  return violations.some(({ kind }) => kind === 'rule') ? 422 : undefined
}
