// What tests say of a mock in words that go over HTTP, too: answers as data, and what a request should have been.
import type { OperationTypes } from './operation-types.ts'
import type { Answer, Call, LooseOperation, OperationName, Operations } from './types.ts'

/** What is known of an operation of this name. */
export type OperationNamed<Name> = Name extends keyof Operations
  ? Operations[Name] extends OperationTypes
    ? Operations[Name]
    : LooseOperation
  : LooseOperation

type DataEntry<Op extends OperationTypes = LooseOperation> = Answer<Op> | readonly Answer<Op>[]

type DataEntries = [keyof Operations] extends [never]
  ? { readonly [operation: string]: DataEntry | undefined }
  : { readonly [Key in keyof Operations]?: DataEntry<OperationNamed<Key>> }

/** As `Mocks`, without functions: these cannot be sent to another program. */
export interface MocksAsData extends DataEntries {
  readonly '*'?: DataEntry
  readonly [below: `/${string}*`]: DataEntry
}

type Named<Values> = { readonly [Key in keyof Values]?: unknown }

/** What the requests of an operation are held against, part by part: what is not named may be anything. Without a number there must be one. */
export interface CallExpectation<Op extends OperationTypes = LooseOperation> {
  readonly times?: number
  readonly atLeast?: number
  readonly atMost?: number
  /** Values, or regular expressions for texts. As `query` and `headers` they came as text, so `7` and `'7'` are alike. */
  readonly params?: Named<Op['params']>
  readonly query?: Named<Op['query']>
  /** Names in any case. */
  readonly headers?: { readonly [name: string]: unknown }
  /** Lists count as a whole. */
  readonly body?: unknown
  /** Of the answer. */
  readonly status?: number
}

/** Throws an Error that says what came nearest, and how it differs. */
export type VerifyFunction = <Name extends OperationName>(
  operation: Name,
  expectation?: CallExpectation<OperationNamed<Name>>,
) => void

/** As `VerifyFunction`, over HTTP: without regular expressions. */
export type VerifyAsync = <Name extends OperationName>(
  operation: Name,
  expectation?: CallExpectation<OperationNamed<Name>>,
) => Promise<void>

/** One call of an order: an operation, or what its request should have been. */
export type OrderedCall = {
  readonly [Name in OperationName]:
    | Name
    | ({ readonly operation: Name } & Omit<CallExpectation<OperationNamed<Name>>, 'times' | 'atLeast' | 'atMost'>)
}[OperationName]

/** Throws an Error that says which calls came, which is missing, and what came nearest to it. Others may lie between them. */
export type VerifyOrderFunction = (calls: readonly OrderedCall[]) => void

/** As `VerifyOrderFunction`, over HTTP: without regular expressions. */
export type VerifyOrderAsync = (calls: readonly OrderedCall[]) => Promise<void>

/** As `CallsFunction`, over HTTP. */
export interface CallsAsync {
  <Name extends OperationName>(operation: Name): Promise<Call<OperationNamed<Name>>[]>
  (): Promise<Call[]>
}
