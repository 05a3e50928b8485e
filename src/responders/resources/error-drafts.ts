// The errors of stored resources, in the shape that the document describes for them.
import { decodeSegment } from '../../contract/path-template.ts'
import { PROBLEM_PAGES, Refusal } from '../../diagnostics/refusal.ts'
import { type RefusalCode, refusals } from '../../diagnostics/refusals.ts'
import { familyOf } from '../../http/media-type.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import { documentedFor } from '../../pipeline/error-answer.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { fillError, type RealReason } from '../../pipeline/fill-error.ts'
import type { Ask } from './ask.ts'

/** Whether the operation documents this very status, or its range. */
export const documents = ({ exchange: { operation } }: Pick<Ask, 'exchange'>, status: number): boolean =>
  operation
    .details()
    .responses.some((response) => response.status === String(status) || response.status === `${String(status)[0]}XX`)

/** The address as people read it: `/pets/7`. */
export const pathOf = ({ exchange: { request } }: Ask): string => decodeSegment(request.path)

/** The documented answer for an error, telling the reason. Throws the Refusal where the document has none. */
export async function errorDraft(ask: Ask, code: RefusalCode, reason: string, status = refusals[code].status): Promise<Draft> {
  ask.exchange.trail.note('state', reason)
  const real = { status, reason, title: refusals[code].title, type: PROBLEM_PAGES + code, violations: [] }
  const draft = await documentedDraft(ask, real)
  if (draft === undefined) throw new Refusal(code, { detail: reason })
  return draft
}

async function documentedDraft({ exchange, next }: Ask, real: RealReason): Promise<Draft | undefined> {
  if (documentedFor(real.status, exchange.operation.details().responses) === undefined) return undefined
  try {
    const { example: _example, ...preferences } = exchange.preferences
    const asked = { ...exchange, preferences: { ...preferences, code: String(real.status) } }
    const chosen: Chosen = { ...chooseResponse(asked), preferences }
    return { ...filled(await next(chosen, 'document'), chosen, real), source: 'stored', for: chosen }
  } catch (error) {
    // nothing of it is acceptable, or it cannot be made
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function filled(draft: Draft, { media, contentType }: Chosen, real: RealReason): Draft {
  if (draft.body === undefined || !('value' in draft.body) || media === undefined || familyOf(contentType ?? '') === 'binary')
    return draft
  const value = fillError(draft.body.value, media.schema, (contentType ?? '').includes('problem+'), real)
  return { ...draft, body: { value } }
}
