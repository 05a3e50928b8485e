// Answers that are pinned to operations while the mock runs, in words.
import { codeFor } from '../../../http/status.ts'
import { times as timesInWords } from '../../../journal/words.ts'

/** As data, the way a handler file would say it. */
export interface PinnedAnswer {
  readonly status?: number
  readonly example?: string
  readonly delayMs?: number
  readonly fault?: 'reset' | 'hang' | 'malformed' | { readonly truncate: number }
  /** After so many uses it is over. */
  readonly times?: number
  /** The share of requests that get it, from 0 to 1. */
  readonly rate?: number
}

export interface Pin {
  /** Of the override, to take it away. */
  readonly id: string
  /** The operationId, or `GET /pets/{petId}`. */
  readonly operation: string
  readonly words: string
}

const FAULTS = {
  reset: 'the connection is reset',
  hang: 'nothing is ever sent',
  malformed: 'a body that breaks off',
  truncate: 'the connection ends in the body',
} as const

/** For the choice of a fault: its name and what it does. */
export const faults: readonly (readonly [name: keyof typeof FAULTS, means: string])[] = [
  ['reset', FAULTS.reset],
  ['hang', FAULTS.hang],
  ['malformed', FAULTS.malformed],
  ['truncate', FAULTS.truncate],
]

/** A documented answer in a list: `404 · No such dog.` */
export function labelOf({ status, description }: { readonly status: string; readonly description: string }): string {
  const words = description.split('\n')[0] ?? ''
  return words === '' ? status : `${status} · ${words.slice(0, 60)}`
}

/** The code that stands for a documented range: 400 for `4XX`, 500 for `default`. */
export const statusOf = (documented: string): number => codeFor(documented, 500)

/** `404 after 200 ms, once, for 50 % of requests`; tests in the same program may have put in lists and functions. */
export function describePin(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(describePin).join(', then ')
  return typeof answer === 'object' && answer !== null ? describe(answer) : 'what its function says'
}

function describe({ status, example, delayMs, fault, times, rate }: PinnedAnswer): string {
  const named = typeof fault === 'object' ? 'truncate' : fault
  const what = [
    status === undefined ? undefined : String(status),
    example === undefined ? undefined : `example ${example}`,
    named === undefined ? undefined : FAULTS[named],
  ].filter((part) => part !== undefined)
  const delay = delayMs === undefined ? '' : ` after ${delayMs} ms`
  const parts = [
    `${what.join(' ') || 'the usual answer'}${delay}`,
    ...(times === undefined ? [] : [timesInWords(times)]),
    ...(rate === undefined ? [] : [`for ${Math.round(rate * 100)} % of requests`]),
  ]
  return parts.join(', ')
}
