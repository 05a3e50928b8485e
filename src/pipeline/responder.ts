// A possible source of answers: override, handler, resource, example, sample.
import type { Chosen, Draft } from './exchange.ts'
import type { Runtime } from './runtime.ts'

export interface Responder {
  readonly name: string
  /** The answer, or undefined to let the next one be asked. */
  answer(exchange: Chosen, runtime: Runtime): Draft | undefined | Promise<Draft | undefined>
}
