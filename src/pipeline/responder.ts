// A possible source of answers: override, handler, resource, example, sample.
import type { Pending } from '../http/pending.ts'
import type { Chosen, Draft } from './exchange.ts'
import type { Runtime } from './runtime.ts'

export interface Responder {
  readonly name: string
  /** The answer, or undefined to let the next one be asked. */
  answer(exchange: Chosen, runtime: Runtime): Pending<Draft | undefined>
}

/** A responder whose answers may change from one request to the next, and which may build on what the others would say. */
export interface LiveResponder {
  readonly name: string
  /** What it says or passes on lasts: the same request gets the same until its version grows. Handlers are asked each time. */
  readonly answersLast: boolean
  /** Grows with whatever may change what it says, or whether it says anything. */
  version(): number
  answer(exchange: Chosen, runtime: Runtime, next: Next): Pending<Draft | undefined>
}

/** What the responders behind this one answer to `exchange`; `document`: what the document gives, whoever else stands behind. */
export type Next = (exchange: Chosen, from?: 'document') => Promise<Draft>
