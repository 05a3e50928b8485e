// Stage: who has an answer?
import { Refusal } from '../diagnostics/refusal.ts'
import type { Pending } from '../http/pending.ts'
import { checkResponse } from './check-response.ts'
import { encodeResponse } from './encode-response.ts'
import type { Chosen, Draft } from './exchange.ts'
import { draftOf, isJson, keepAnswer, keptDraft, varies } from './kept-answers.ts'
import type { LiveResponder, Next } from './responder.ts'
import type { Runtime } from './runtime.ts'

interface LiveAnswer {
  readonly draft: Draft
  readonly by: LiveResponder
}

/** Asks those whose answers may change: overrides, handlers, stored resources. Undefined when all pass, at once when none has to think. */
export function askLive(exchange: Chosen, runtime: Runtime, from = 0): Pending<LiveAnswer | undefined> {
  for (let i = from; i < runtime.live.length; i++) {
    const by = runtime.live[i]
    if (by === undefined) break
    const behind: Next = (asked, from) => askBehind(asked, runtime, from === 'document' ? runtime.live.length : i + 1)
    const draft = by.answer(exchange, runtime, behind)
    if (draft instanceof Promise)
      return draft.then((made) => (made === undefined ? askLive(exchange, runtime, i + 1) : { draft: made, by }))
    if (draft !== undefined) return { draft, by }
  }
  return undefined
}

/** What the document gives, whoever else would answer. */
export const askDocument = (exchange: Chosen, runtime: Runtime): Promise<Draft> =>
  askBehind(exchange, runtime, runtime.live.length)

async function askBehind(exchange: Chosen, runtime: Runtime, from: number): Promise<Draft> {
  const live = await askLive(exchange, runtime, from)
  return live?.draft ?? keptDraft(exchange, runtime) ?? makeDraft(exchange, runtime)
}

/** What the document gives, made and, when nothing is wrong with it, kept: a handler asks for it again at every request. */
async function makeDraft(exchange: Chosen, runtime: Runtime): Promise<Draft> {
  const draft = await askResponders(exchange, runtime)
  if (varies(exchange, runtime) || checkResponse(exchange, draft).length > 0) return draft
  try {
    const answer = { response: await encodeResponse(exchange, draft), violations: [] }
    keepAnswer(exchange, runtime, answer)
    return isJson(exchange) ? draftOf(answer, exchange) : draft
  } catch {
    // whoever sends it tells why it cannot be written; a handler may still mend it
    return draft
  }
}

/** Asks in order for what the document gives; the first that does not pass answers. Throws Refusal `no-response` when all pass. */
export async function askResponders(exchange: Chosen, runtime: Runtime): Promise<Draft> {
  for (const responder of runtime.responders) {
    const pending = responder.answer(exchange, runtime)
    const draft = pending instanceof Promise ? await pending : pending
    if (draft === undefined) continue
    exchange.trail.note('respond', draft.source)
    return draft
  }
  throw new Refusal('no-response', { detail: `Nothing answers ${exchange.operation.method} ${exchange.operation.path}.` })
}
