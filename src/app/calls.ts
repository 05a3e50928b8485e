// What clients asked of an operation, as tests look at it and judge it.
import type { Contract } from '../contract/compile-contract.ts'
import type { Operation } from '../contract/operation.ts'
import { suggest } from '../diagnostics/suggest.ts'
import type { Exchange, Journal } from '../journal/journal.ts'
import { type Expectation, type Verdict, verify, verifyOrder } from '../journal/verify.ts'
import type { OrderedCall } from '../mocks/data-types.ts'
import { operationsNamed } from '../responders/handlers/compile-mocks.ts'
import type { ControlCall } from '../server/control/control.ts'

/** A call with the exchange that it was. */
export interface Call extends ControlCall {
  readonly exchange: Exchange
}

/** The calls that the journal still holds, oldest first; of all operations without a key. Throws TypeError for a key that names none. */
export function callsOf(key: string | undefined, contract: Contract, journal: Journal): Call[] {
  const operations = key === undefined ? contract.operations : operationsOf(key, contract)
  const wanted = new Set(operations.map(({ method, path }) => `${method} ${path}`))
  return journal
    .list()
    .filter(({ operation }) => operation !== undefined && wanted.has(`${operation.method} ${operation.path}`))
    .map(toCall)
}

interface Judged {
  readonly contract: Contract
  readonly journal: Journal
}

type Caller = (...given: never[]) => unknown

/** Throws an Error when an operation was not asked as expected, TypeError for a key that names none. `caller` is left out of its stack. */
export function verifyCalls(key: string, expectation: Expectation, { contract, journal }: Judged, caller: Caller): void {
  assertOk(verify(journal.list(), { name: key, operations: operationsOf(key, contract) }, expectation), caller)
}

/** Throws an Error when the calls did not come in this order, TypeError for an operation that is none. */
export function verifyCallOrder(calls: readonly OrderedCall[], { contract, journal }: Judged, caller: Caller): void {
  const steps = calls.map(asStep).map(({ operation, ...expectation }) => ({
    subject: { name: operation, operations: operationsOf(operation, contract) },
    expectation,
  }))
  assertOk(verifyOrder(journal.list(), steps), caller)
}

/** A name alone is an operation of which nothing else is expected. */
export const asStep = (call: OrderedCall): Expectation & { readonly operation: string } =>
  typeof call === 'string' ? { operation: call } : (call as Expectation & { readonly operation: string })

function assertOk({ ok, message }: Verdict, caller: Caller): void {
  if (ok) return
  const error = new Error(message)
  Error.captureStackTrace(error, caller)
  throw error
}

function operationsOf(key: string, contract: Contract): readonly Operation[] {
  const operations = operationsNamed(key, contract)
  if (operations.length > 0) return operations
  const near = suggest(
    key,
    contract.operations.flatMap(({ id, method, path }) => [id, `${method} ${path}`]),
  )
  throw new TypeError(`no operation is called ${JSON.stringify(key)}${near === undefined ? '' : `; did you mean ${near}?`}`)
}

function toCall(exchange: Exchange): Call {
  const { id, at, inputs, request, response } = exchange
  const { params = {}, query = {}, headers = {}, cookies = {}, body } = inputs ?? {}
  return {
    id,
    at: new Date(at),
    params,
    query,
    headers: { ...request.headers, ...headers },
    cookies,
    body,
    status: response.status,
    exchange,
  }
}
