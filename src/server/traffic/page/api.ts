// What the page asks of the control API.
import type { Coverage } from '../../../journal/coverage.ts'
import type { ExchangeSummary } from '../../../journal/summary.ts'
import type { ExamplePreview } from '../../control/example.ts'
import type { OperationState } from '../../control/operation.ts'
import type { ExchangeDetail } from '../../control/shapes.ts'
import { describePin, type Pin, type PinnedAnswer } from './pins.ts'

const API = '/__mockserve/api/'

/** What the API answered instead; the message is for people. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(API + path, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, 'mockserve does not answer.')
  })
  if (response.status === 204) return undefined as T
  const told: unknown = await response.json().catch(() => ({}))
  if (response.ok) return told as T
  const { detail = `mockserve answered ${response.status}.`, hint } = told as { detail?: string; hint?: string }
  throw new ApiError(response.status, hint === undefined ? detail : `${detail} (${hint})`)
}

export interface SentRequest {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: string
  readonly base64?: string
  readonly replayOf?: string
}

export interface SourceLines {
  readonly file: string
  readonly line: number
  readonly first: number
  readonly lines: readonly string[]
}

export interface ServedDocuments {
  readonly documents: readonly {
    readonly title: string
    readonly operations: readonly { readonly id: string; readonly method: string; readonly path: string }[]
  }[]
}

export const listExchanges = (filter: string, limit: number) =>
  ask<{ readonly exchanges: readonly ExchangeSummary[]; readonly total: number }>(
    'GET',
    `exchanges?limit=${limit}&filter=${encodeURIComponent(filter)}`,
  )
export const getExchange = (id: string) => ask<ExchangeDetail>('GET', `exchanges/${encodeURIComponent(id)}`)
export const clearExchanges = () => ask<undefined>('DELETE', 'exchanges')
export const replayExchange = (id: string) => ask<ExchangeSummary>('POST', `exchanges/${encodeURIComponent(id)}/replay`)
export const sendRequest = (request: SentRequest) => ask<ExchangeSummary>('POST', 'exchanges', request)
/** `name` undefined: one that is free. */
export const previewExample = (id: string, name: string | undefined) =>
  ask<ExamplePreview>(
    'GET',
    `exchanges/${encodeURIComponent(id)}/example${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`,
  )
export const saveExample = (id: string, { name, yaml }: ExamplePreview) =>
  ask<{ readonly name: string; readonly file: string; readonly isServed: boolean }>(
    'POST',
    `exchanges/${encodeURIComponent(id)}/example`,
    { name, yaml },
  )
export const getSource = (at: string) => ask<SourceLines>('GET', `source?at=${encodeURIComponent(at)}`)
export const listDocuments = () => ask<ServedDocuments>('GET', 'documents')
export const getCoverage = () => ask<Coverage>('GET', 'coverage')
export const clearCoverage = () => ask<undefined>('DELETE', 'coverage')
export const coverageUrl = `${API}coverage`
export const getOperation = (at: { readonly document: string; readonly method: string; readonly path: string }) =>
  ask<OperationState>('GET', `operation?${new URLSearchParams(at)}`)
export const pinAnswer = (operation: string, answer: PinnedAnswer) =>
  ask<{ readonly id: string }>('POST', 'overrides', { [operation]: answer })
export const unpinAnswer = (id: string) => ask<undefined>('DELETE', `overrides/${encodeURIComponent(id)}`)
export async function listPins(): Promise<Pin[]> {
  const { overrides } = await ask<{ readonly overrides: readonly { id: string; mocks: Readonly<Record<string, unknown>> }[] }>(
    'GET',
    'overrides',
  )
  return overrides.flatMap(({ id, mocks }) =>
    Object.entries(mocks).map(([operation, answer]) => ({ id, operation, words: describePin(answer) })),
  )
}
export const harUrl = (filter: string) => `${API}har?filter=${encodeURIComponent(filter)}`
export const harUrlOf = (id: string) => `${API}har?id=${encodeURIComponent(id)}`
