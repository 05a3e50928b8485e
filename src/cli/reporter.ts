// What serving has to tell, whoever listens: people at a terminal, or a program that reads JSON lines.
import type { Mockserve, Observers } from '../app/mockserve.ts'
import type { Settings } from '../config/settings.ts'
import type { CoverageTotals } from '../journal/coverage.ts'

export interface Reporter {
  readonly observers: Observers
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
