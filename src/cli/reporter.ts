// What serving has to tell, whoever listens: people at a terminal, a program that reads JSON lines, a log file.
import type { Mockserve, Observers } from '../app/mockserve.ts'
import type { Settings } from '../config/settings.ts'
import type { CoverageTotals } from '../journal/coverage.ts'

export interface Reporter {
  readonly observers: Required<Observers>
  /** It listens. */
  ready(mock: Mockserve, settings: Settings): void
  /** A sentence that people should know, though nothing is broken. */
  warn(message: string): void
  /** An answer to a key that was pressed, or news that can be missed. */
  say(message: string): void
  /** The last word, and why it stops: a signal's name, or `q`. */
  closing(reason: string): void
  /** What of the contract was used, and the files in which the rest stands. */
  coverage(totals: CoverageTotals, reports: readonly string[]): void
  /** The addresses, once more. */
  addresses(mock: Mockserve, settings: Settings): void
}

/** Tells both. */
export const together = (one: Reporter, other: Reporter): Reporter => ({
  observers: {
    request: both(one.observers.request, other.observers.request),
    refused: both(one.observers.refused, other.observers.refused),
    finding: both(one.observers.finding, other.observers.finding),
    log: both(one.observers.log, other.observers.log),
    reload: both(one.observers.reload, other.observers.reload),
  },
  ready: both(one.ready, other.ready),
  warn: both(one.warn, other.warn),
  say: both(one.say, other.say),
  closing: both(one.closing, other.closing),
  coverage: both(one.coverage, other.coverage),
  addresses: both(one.addresses, other.addresses),
})

const both =
  <Args extends readonly unknown[]>(one: (...args: Args) => void, other: (...args: Args) => void) =>
  (...args: Args): void => {
    one(...args)
    other(...args)
  }
