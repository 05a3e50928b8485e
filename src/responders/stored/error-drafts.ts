// The error that the document describes for what is not there, or is there already.

import { decodeSegment } from '../../contract/path-template.ts'
import { PROBLEM_PAGES } from '../../diagnostics/refusal.ts'
import { familyOf } from '../../http/media-type.ts'
import { chooseResponse } from '../../pipeline/choose-response.ts'
import { documentedFor } from '../../pipeline/error-answer.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { fillError, type RealReason } from '../../pipeline/fill-error.ts'
import type { Ask } from './ask.ts'

const TITLES: Readonly<Record<number, string>> = {
  507: 'The change could not be kept',
  404: 'There is no such item',
  409: 'There is such an item already',
  412: 'The item has changed meanwhile',
}

/** Whether the operation documents this very status, or its range. */
export const documents = ({ exchange: { operation } }: Ask, status: number): boolean =>
  operation
    .details()
    .responses.some((response) => response.status === String(status) || response.status === `${String(status)[0]}XX`)

/** The address as people read it: `/pets/7`. */
export const pathOf = ({ exchange: { request } }: Ask): string => decodeSegment(request.path)

/** The documented answer of this status, telling the reason; a problem document where there is none. */
export async function errorDraft(ask: Ask, status: number, reason: string): Promise<Draft> {
  ask.exchange.trail.note('stored', reason)
  return (await documentedDraft(ask, status, reason)) ?? undocumentedDraft(status, reason)
}

async function documentedDraft({ exchange, next }: Ask, status: number, reason: string): Promise<Draft | undefined> {
  if (documentedFor(status, exchange.operation.details().responses) === undefined) return undefined
  try {
    const { example: _example, ...preferences } = exchange.preferences
    const chosen: Chosen = {
      ...chooseResponse({ ...exchange, preferences: { ...preferences, code: String(status) } }),
      preferences,
    }
    const draft = await next(chosen, 'document')
    return {
      ...filled(draft, chosen, {
        status,
        reason,
        title: TITLES[status] ?? '',
        type: `${PROBLEM_PAGES}stored-${status}`,
        violations: [],
      }),
      source: 'stored',
      for: chosen,
    }
  } catch {
    // nothing of it is acceptable, or it cannot be made
    return undefined
  }
}

function filled(draft: Draft, { media, contentType }: Chosen, real: RealReason): Draft {
  if (draft.body === undefined || !('value' in draft.body) || media === undefined || familyOf(contentType ?? '') === 'binary')
    return draft
  const value = fillError(draft.body.value, media.schema, (contentType ?? '').includes('problem+'), real)
  return { ...draft, body: { value } }
}

export const undocumentedDraft = (status: number, reason: string): Draft => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { value: { type: 'about:blank', title: TITLES[status] ?? '', status, detail: reason } },
  source: 'stored',
  for: 'undocumented',
  isDeliberate: true,
})
