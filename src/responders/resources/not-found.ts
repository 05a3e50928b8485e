// Errors of stored resources, in the shape that the operation documents for them.
import { PROBLEM_PAGES, Refusal } from '../../diagnostics/refusal.ts'
import { type RefusalCode, refusals } from '../../diagnostics/refusals.ts'
import { documentedError, documentedFor } from '../../pipeline/error-answer.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { SOURCE } from './item-answer.ts'

/** The documented 404 of an item that is gone. Throws Refusal `no-such-item` when none is documented. */
export const notFound = (exchange: Chosen): Promise<Draft> =>
  documentedRefusal(exchange, 'no-such-item', `${exchange.request.path} was deleted.`)

/** The answer documented for the status of a refusal, telling the reason. Throws the Refusal when there is none. */
export async function documentedRefusal(exchange: Chosen, code: RefusalCode, reason: string): Promise<Draft> {
  const { status, title } = refusals[code]
  const response = documentedFor(status, exchange.operation.details().responses)
  exchange.trail.note('state', reason)
  if (response === undefined) throw new Refusal(code, { detail: reason })
  if (response.media.length === 0) {
    const target: Chosen = { ...exchange, response, status, media: undefined, contentType: undefined }
    return { status, headers: {}, body: undefined, source: SOURCE, for: target, isValid: true }
  }
  const answer = await documentedError(exchange, { status, reason, title, type: PROBLEM_PAGES + code, violations: [] })
  if (answer?.body === undefined) throw new Refusal(code, { detail: reason })
  const { 'content-type': type, ...headers } = answer.headers
  const media = response.media.find((each) => each.type === type) ?? response.media[0]
  const target: Chosen = { ...exchange, response, status, media, contentType: String(type) }
  return { status, headers, body: { raw: answer.body }, source: SOURCE, for: target, isValid: true }
}
