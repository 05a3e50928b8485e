// An exchange in one line: what lists show, filters look at and pages are told.
import { headerText } from '../http/mock-request.ts'
import { maskSecrets } from '../http/secrets.ts'
import type { Exchange } from './journal.ts'

export interface ExchangeSummary {
  readonly id: string
  /** In ms since 1970. */
  readonly at: number
  readonly ms: number
  readonly method: string
  readonly path: string
  /** Behind "?", the values of secrets hidden; '' when there is none. */
  readonly query: string
  readonly status: number
  /** The operationId, else `GET /pets/{petId}`. */
  readonly operation?: string
  readonly source: string
  readonly violations: number
  readonly requestBytes: number
  readonly responseBytes: number
  /** The media type of the answer, without parameters. */
  readonly type?: string
  readonly replayOf?: string
  /** Answered before the mock looked at it. */
  readonly isKeptOut?: true
}

export function summarize(exchange: Exchange): ExchangeSummary {
  const { id, at, ms, request, response, operation, source, violationCount, requestBytes, responseBytes } = exchange
  const { replayOf, isKeptOut } = exchange
  const type = headerText(response.headers, 'content-type')?.split(';')[0]?.trim()
  return {
    id,
    at,
    ms: Math.round(ms * 100) / 100,
    method: request.method,
    path: request.path,
    query: maskSecrets(request.query),
    status: response.status,
    ...(operation !== undefined && { operation: operation.id }),
    source,
    violations: violationCount,
    requestBytes,
    responseBytes,
    ...(type !== undefined && { type }),
    ...(replayOf !== undefined && { replayOf }),
    ...(isKeptOut && { isKeptOut }),
  }
}
