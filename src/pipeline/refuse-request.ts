// Stage: a request that breaks the contract gets the documented error, filled with the real reason, else a problem document.
import { PROBLEM_PAGES, Refusal } from '../diagnostics/refusal.ts'
import { type RefusalCode, refusals } from '../diagnostics/refusals.ts'
import { isHeaderValue } from '../http/headers.ts'
import type { MockResponse } from '../http/mock-request.ts'
import { asHeader } from './encode-response.ts'
import { documentedError, documentedFor } from './error-answer.ts'
import type { Checked, Chosen, Draft } from './exchange.ts'
import { type ExchangeViolation, sentenceOf, toMember, violationsHeader } from './violation.ts'

const CODES: Readonly<Record<number, RefusalCode>> = {
  400: 'malformed-request',
  401: 'no-credentials',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  422: 'invalid-request',
}

/** Violations told in one header, under our name and under the one that clients of Prism read. */
export function reportHeaders(violations: readonly ExchangeViolation[]): Record<string, string> {
  if (violations.length === 0) return {}
  const text = violationsHeader(violations)
  return { 'mockserve-violations': text, 'sl-violations': text }
}

/** Whether what is wrong with the request is a reason not to answer it. */
export const isRefused = (exchange: Checked): exchange is Refused =>
  exchange.mode === 'enforce' && exchange.refusalStatus !== undefined

type Refused = Checked & { readonly refusalStatus: NonNullable<Checked['refusalStatus']> }

export interface RequestRefused {
  readonly response: MockResponse
  /** See `Answered`: a problem document names its exchange, and so is another one each time. */
  readonly lasts: boolean
}

export async function refuseRequest(exchange: Refused): Promise<RequestRefused> {
  const { violations, challenges, operation } = exchange
  const status = documentedStatus(exchange, exchange.refusalStatus)
  const code = codeOf(exchange.refusalStatus, violations)
  const told = violations.filter(({ kind }) => kind !== 'note')
  const reason = reasonOf(told)
  const headers: Record<string, string | readonly string[]> = {
    ...reportHeaders(violations),
    'mockserve-operation': asHeader(operation.id),
    'mockserve-source': `refusal:${code}`,
    ...(challenges.length > 0 && { 'www-authenticate': challenges }),
    ...(status === 415 && whatIsRead(exchange)),
  }
  const real = { status, reason, title: refusals[code].title, type: PROBLEM_PAGES + code, violations: told }
  const documented = await documentedError(exchange, real)
  if (documented !== undefined)
    return { response: { ...documented, headers: { ...documented.headers, ...headers } }, lasts: true }
  const refusal = new Refusal(code, { detail: reason, members: { status, errors: violations.map(toMember) } })
  const problem = {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: Buffer.from(JSON.stringify(refusal.toProblem(exchange.inspectUrl))),
  }
  return { response: problem, lasts: false }
}

const isAboutCoding = ({ rule }: ExchangeViolation) => rule === 'contentEncoding'

const codeOf = (status: number, violations: readonly ExchangeViolation[]): RefusalCode =>
  status === 415 && violations.some(isAboutCoding) ? 'unsupported-encoding' : (CODES[status] ?? 'invalid-request')

/** What a client may send instead. Sources: RFC 9110 "415 Unsupported Media Type", RFC 5789 "The Accept-Patch Response Header". */
function whatIsRead({ operation, violations }: Checked): Record<string, string> {
  if (violations.some(isAboutCoding)) return { 'accept-encoding': 'gzip, deflate, br' }
  const types = (operation.request().body?.media ?? []).map(({ type }) => type).filter(isHeaderValue)
  return types.length === 0 ? {} : { [operation.method === 'PATCH' ? 'accept-patch' : 'accept']: types.join(', ') }
}

/** Our own answer breaks the contract, and was asked to be held to it: a 500 that says so. */
export function refuseAnswer(
  { operation }: Chosen,
  { status, source }: Draft,
  violations: readonly ExchangeViolation[],
): Refusal {
  return new Refusal('broken-answer', {
    detail: `The answer ${status} of ${operation.id} (${source}) breaks the contract: ${reasonOf(violations)}.`,
    headers: reportHeaders(violations),
    members: { errors: violations.map(toMember) },
  })
}

/** The first few in words, the others as a number. */
const reasonOf = (violations: readonly ExchangeViolation[]) =>
  violations.slice(0, 3).map(sentenceOf).join('; ') + (violations.length > 3 ? `; and ${violations.length - 3} more` : '')

/** 422 where nothing else is documented; 400 where only that is. */
function documentedStatus({ operation }: Checked, status: number): number {
  if (status !== 422) return status
  const { responses } = operation.details()
  const has = (key: string) => responses.some((response) => response.status === key)
  return !has('422') && has('400') && documentedFor(400, responses) !== undefined ? 400 : 422
}
