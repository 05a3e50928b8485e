// All that a walk may use; frozen, replaced whole on reload.
import type { Contract } from '../contract/compile-contract.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { LiveResponder, Responder } from './responder.ts'

export interface RuntimeSettings {
  /** The seed of all samples. */
  readonly seed: number
  /** A fresh sample for each request. */
  readonly dynamic: boolean
  /** 'fitting' mends examples that break their schema, 'as-written' serves them untouched. */
  readonly examples: 'fitting' | 'as-written'
  readonly validate: 'enforce' | 'report' | 'off'
  /** An answer of ours that breaks the contract becomes a 500, as a broken request becomes a refusal. */
  readonly errors: boolean
  /** Whether credentials are checked. */
  readonly security: boolean
  /** How long a handler may take. */
  readonly handlerTimeoutMs: number
  /** Most bytes that a compressed body may inflate to. */
  readonly bodyLimitBytes: number
}

export interface Runtime {
  readonly contract: Contract
  readonly settings: RuntimeSettings
  /** Asked first, in order: overrides, handlers, stored resources. */
  readonly live: readonly LiveResponder[]
  /** Asked when none of those answers: what the document gives; kept as bytes, since it cannot change. */
  readonly responders: readonly Responder[]
  readonly cache: AnswerCache
  /** Chance for what is meant to differ each time; an unsigned 32-bit number. */
  readonly freshSeed: () => number
  readonly wait: (delayMs: number, signal?: AbortSignal) => Promise<void>
  /** Told of findings about the document that only an answer brings to light. */
  readonly report: (finding: Diagnostic) => void
}
