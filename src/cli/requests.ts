// A request and its answer as one line for people, or as one event for programs.

import type { Exchange } from '../journal/journal.ts'
import { type Answered, causeOf } from '../pipeline/answer-request.ts'
import { type ToldViolation, toMember, withoutSecret } from '../pipeline/violation.ts'
import type { Colors } from './colors.ts'
import { formatError } from './failure.ts'
import { maskSecrets, printable } from './safe-text.ts'

export interface RequestRecord {
  readonly method: string
  /** With its query, secrets hidden, as sent otherwise. */
  readonly target: string
  readonly status: number
  /** Undefined: refused before it was looked at. */
  readonly ms: number | undefined
  readonly operation: string | undefined
  /** Where the answer came from, or why there is none: `example:rex`, `refusal:no-such-path`. */
  readonly source: string
  /** The way out, where one is known. */
  readonly hint: string | undefined
  /** The exchange in the journal. */
  readonly exchange: string | undefined
  /** What failed, when it was our fault. */
  readonly defect: string | undefined
  /** What the request or the answer breaks. */
  readonly violations: readonly ToldViolation[]
}

export function recordOf({ request, response, operation, refusal, violations }: Answered, { id, ms }: Exchange): RequestRecord {
  return {
    method: request.method,
    target: request.query === '' ? request.path : `${request.path}?${maskSecrets(request.query)}`,
    status: response.status,
    ms,
    exchange: id,
    operation: operation?.id,
    source: String(response.headers['mockserve-source'] ?? ''),
    hint: refusal?.code === 'handler-failed' ? refusal.details.detail : refusal?.details.hint,
    defect: refusal?.code === 'internal' ? formatError(causeOf(refusal)) : undefined,
    violations: violations.map((violation) => withoutSecret(toMember(violation))),
  }
}

export function recordOfRefused(
  { method, url }: { readonly method: string; readonly url: string },
  status: number,
  reason: string,
  kept?: Exchange,
): RequestRecord {
  const [path = '', query] = url.split(/\?(.*)/s)
  const isDefect = status === 500
  return {
    method,
    target: query === undefined ? path : `${path}?${maskSecrets(query)}`,
    status,
    ms: undefined,
    exchange: kept?.id,
    operation: undefined,
    source: kept?.source ?? 'refusal:internal',
    hint: isDefect ? undefined : reason,
    defect: isDefect ? reason : undefined,
    violations: [],
  }
}

const MAX_TARGET = 240
const MAX_VIOLATIONS = 8
const TARGET_WIDTH = 32

/** `12:03:04  GET     /pets/1   200    1 ms  example:rex`, and below it a line for each violation. */
export function formatRequest(record: RequestRecord, time: Date, colors: Colors, link = asIs): string {
  return [requestLine(record, time, colors, link), ...violationLines(record.violations, colors)].join('\n')
}

const asIs = (text: string) => text

/** All that a line tells but its time: two that differ in it are two lines. */
export function identityOf({ method, target, status, source, hint, defect, violations }: RequestRecord): string {
  const line = `${method} ${target} ${status} ${source}`
  return violations.length === 0 && hint === undefined && defect === undefined
    ? line
    : JSON.stringify([line, hint, defect, violations])
}

function violationLines(violations: readonly ToldViolation[], { dim, yellow }: Colors): string[] {
  const indent = ' '.repeat(10)
  const lines = violations
    .slice(0, MAX_VIOLATIONS)
    .map(({ detail, at }) => `${indent}${yellow(printable(detail))}${at === undefined ? '' : dim(`  ${printable(at)}`)}`)
  const more = violations.length - lines.length
  return more > 0 ? [...lines, dim(`${indent}… and ${more} more`)] : lines
}

function requestLine(record: RequestRecord, time: Date, colors: Colors, link: (text: string) => string): string {
  const shown = printable(shorten(record.target))
  const target = link(shown) + ' '.repeat(Math.max(0, TARGET_WIDTH - shown.length))
  const method = printable(record.method).padEnd(7)
  const reason = printable(record.hint === undefined ? record.source : `${record.source} (${record.hint})`)
  const ms = record.ms === undefined ? '' : formatMs(record.ms)
  return `${colors.dim(clock(time))}  ${method} ${target} ${colorOf(record.status, colors)(String(record.status))}  ${colors.dim(`${ms.padStart(7)}  ${reason}`)}`
}

/** `12:03:04`; written once a second, since that costs more than the rest of a line. */
export function clock(time: Date): string {
  const second = Math.floor(time.getTime() / 1_000)
  if (second !== clockSecond) clockText = time.toTimeString().slice(0, 8)
  clockSecond = second
  return clockText
}

let clockSecond = Number.NaN
let clockText = ''

export const formatMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`

const shorten = (text: string) => (text.length > MAX_TARGET ? `${text.slice(0, MAX_TARGET)}…` : text)

const colorOf = (status: number, { green, cyan, yellow, red }: Colors) =>
  status < 300 ? green : status < 400 ? cyan : status < 500 ? yellow : red

/** The members of the event `request`. */
export function requestEvent(record: RequestRecord): Record<string, unknown> {
  const [path, query] = record.target.split(/\?(.*)/s)
  const { method, status, ms, exchange, operation, source, hint, defect, violations } = record
  // JSON leaves out what is undefined
  const roundedMs = ms && Math.round(ms * 1_000) / 1_000
  return {
    method,
    path,
    query,
    status,
    ms: roundedMs,
    exchange,
    operation,
    source,
    hint,
    defect,
    violations: violations.length > 0 ? violations : undefined,
  }
}
