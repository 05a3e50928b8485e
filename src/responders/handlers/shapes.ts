// What stands in a map of mocks, as it is at run time.
import type { Fault } from '../../http/fault.ts'
import type { HandlerContext } from './handler-context.ts'

export type AnyHandler = (context: HandlerContext) => unknown

/** An answer as data. */
export interface DataAnswer {
  readonly status?: number
  /** The name of a documented example. */
  readonly example?: string
  readonly body?: unknown
  /** Laid over the body that would be sent otherwise. Source: RFC 7396. */
  readonly patch?: unknown
  readonly headers?: Readonly<Record<string, unknown>>
  readonly delayMs?: number | readonly [number, number]
  readonly fault?: unknown
  /** After so many uses the next of the sequence is taken, or what is behind. */
  readonly times?: number
  /** The share of requests that it answers, from 0 to 1. */
  readonly rate?: number
}

/** What `fault` of the context gives. */
export class FaultValue {
  readonly fault: Fault

  constructor(fault: Fault) {
    this.fault = fault
  }
}

export const faults = {
  reset: new FaultValue({ kind: 'reset' }),
  hang: new FaultValue({ kind: 'hang' }),
  malformed: new FaultValue({ kind: 'malformed' }),
  truncate: (bytes: number) => new FaultValue({ kind: 'truncate', bytes: Math.max(0, Math.floor(bytes)) }),
} as const

/** A fault as data: `'reset'`, `'hang'`, `'malformed'`, `{ truncate: 20 }`, or one of `faults`; undefined for anything else. */
export function readFault(value: unknown): Fault | undefined {
  if (value instanceof FaultValue) return value.fault
  if (value === 'reset' || value === 'hang' || value === 'malformed') return { kind: value }
  const bytes = (value as { readonly truncate?: unknown } | null | undefined)?.truncate
  return typeof bytes === 'number' && bytes >= 0 ? { kind: 'truncate', bytes: Math.floor(bytes) } : undefined
}
