// Stage: who has an answer?
import { Refusal } from '../diagnostics/refusal.ts'
import type { Chosen, Draft } from './exchange.ts'
import type { Runtime } from './runtime.ts'

/** Asks in order; the first that does not pass answers. Throws Refusal `no-response` when all pass. */
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
