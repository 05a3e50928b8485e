// What a handler file is made of, as types: generics over `Operations`, which the generated mockserve.gen.d.ts fills in.
import type { StoredResources } from '../responders/resources/stored-resources.ts'
import type { BodyAsked, BodyOf, Codes, OperationTypes, Patch, StatusOf } from './operation-types.ts'

export type { BodyOf, OperationTypes, Patch, StatusOf } from './operation-types.ts'

/**
 * The operations of the documents that are served, each under its operationId and under `METHOD /path`. Empty here: mocks/mockserve.gen.d.ts adds
 * them. As long as it adds none, everything is typed loosely.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Operations {}

/** The named schemas of the documents, as answers see them; filled by mocks/mockserve.gen.d.ts. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Schemas {}

/** What the stored resources hold, by the name of the collection; may be filled by declaration merging. Others are typed loosely. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Collections {}

/** What is not known before it runs; nothing about it is checked. */
export type Loose = ReturnType<JSON['parse']>

/** An operation about which nothing is known. */
export interface LooseOperation extends OperationTypes {
  readonly params: Record<string, Loose>
  readonly query: Record<string, Loose>
  readonly headers: Record<string, Loose>
  readonly cookies: Record<string, Loose>
  readonly body: Loose
  readonly replies: { readonly default: Loose }
  readonly success: 'default'
}

/** Bytes of a request: one character a byte. */
export type RequestBytes = string
/** Bytes of an answer; a text is sent as UTF-8. */
export type ReplyBytes = string | Uint8Array

export type HeaderValue = string | number | boolean | readonly (string | number | boolean)[]
export type HeaderValues<Name extends string = string> = { readonly [Key in Name | (string & {})]?: HeaderValue }

declare const made: unique symbol

/** An answer that breaks off: made by `fault` of the context. */
export interface Fault {
  readonly [made]: 'fault'
}

/** The ways in which an answer can break off, as values to return. */
export interface Faults {
  /** The connection is reset before anything is sent. */
  readonly reset: Fault
  /** Nothing is ever sent. */
  readonly hang: Fault
  /** The body is not what its Content-Type says. */
  readonly malformed: Fault
  /** The connection ends after this many bytes of the body. */
  truncate(bytes: number): Fault
}

/** As data: the name of a fault. */
export type FaultName = 'reset' | 'hang' | 'malformed' | { readonly truncate: number }

/** An answer with its status: made by `reply` of the context. */
export interface Reply<Op extends OperationTypes = LooseOperation> {
  readonly [made]: 'reply'
  /** Sets a response header; names have no case. */
  header(name: Op['replyHeaders'] | (string & {}), value: HeaderValue): this
}

export interface ReplyFunction<Op extends OperationTypes = LooseOperation> {
  /** An answer with a documented status. Without a body it gets the one that mockserve would send with this status. */
  <Status extends StatusOf<Op>>(status: Status, body?: BodyOf<Op, Status>): Reply<Op>
  /** An answer that the document does not know, sent as it is. */
  undocumented(status: number, body?: unknown): Reply<Op>
}

/** An answer that mockserve would have sent, to be edited and returned. */
export interface AnyDraft {
  readonly [made]: 'draft'
  status: number
  body: unknown
  headers: Record<string, string | string[]>
}

/** As `AnyDraft`, its body typed by the status that was asked for, else by that of success. */
export interface Draft<Op extends OperationTypes = LooseOperation, Status = never> extends AnyDraft {
  body: BodyAsked<Op, Status>
}

/** Which answer `next` is asked for. */
export interface NextOptions<Op extends OperationTypes, Status> {
  readonly status?: Status
  /** The name of a documented example. */
  readonly example?: string
  /** Laid over the body. */
  readonly patch?: Patch<BodyAsked<Op, Status>>
}

/** Gives the answer that mockserve would send without this handler. */
export type NextFunction<Op extends OperationTypes = LooseOperation> = <Status extends StatusOf<Op> = never>(
  options?: NextOptions<Op, Status>,
) => Promise<Draft<Op, Status>>

/** Who a request says it is; any credential of the right form is accepted. */
export interface Auth {
  /** The name of the security scheme. */
  readonly scheme: string
  /** The bearer token or the API key. */
  readonly token: string | undefined
  readonly username: string | undefined
  readonly password: string | undefined
}

/** A stored resource. */
export interface Collection<Item> {
  get(id: unknown): Item | undefined
  all(): Item[]
  add(item: Item): Item
  update(id: unknown, patch: Patch<Item>): Item | undefined
  /** Whether there was one. */
  remove(id: unknown): boolean
}

/** What `collections({ … })` gives. */
export interface CollectionsDefined<Definitions> {
  readonly definitions: Definitions
}

type ItemsOf<Definition> = Definition extends readonly (infer Item)[]
  ? Item
  : Definition extends { readonly items: readonly (infer Item)[] }
    ? Item
    : Loose

/** The items of each collection that `_db` defines: fills `Collections`. */
export type CollectionsOf<Defined> =
  Defined extends CollectionsDefined<infer Definitions> ? { [Name in keyof Definitions]: ItemsOf<Definitions[Name]> } : object

export type Database = { readonly [Name in keyof Collections]: Collection<Collections[Name]> } & {
  readonly [name: string]: Collection<Loose>
}

/** What a handler is given. */
export interface HandlerContext<Op extends OperationTypes = LooseOperation> {
  readonly params: Op['params']
  readonly query: Op['query']
  /** Names in lower case. Those that the document does not know are text. */
  readonly headers: Op['headers'] & { readonly [name: string]: string | undefined }
  readonly cookies: Op['cookies'] & { readonly [name: string]: string | undefined }
  readonly body: Op['body']
  readonly auth: Auth | undefined
  readonly operation: { readonly id: string; readonly method: string; readonly path: string }
  readonly reply: ReplyFunction<Op>
  readonly next: NextFunction<Op>
  /** The collections that handlers share. */
  readonly db: Database
  /** What clients wrote to the resources of the documents. */
  readonly resources: StoredResources
  /** Kept between calls, for all handlers; for what is not a resource. */
  readonly state: Record<string, Loose>
  readonly fault: Faults
  /** How often the operation was called, this call included. */
  readonly call: number
  delay(delayMs: number): Promise<void>
  /** The mock's clock, which tests can set. */
  now(): Date
  /** From 0 up to 1; repeats with the seed. */
  random(): number
  log(...values: unknown[]): void
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal
}

// biome-ignore lint/suspicious/noConfusingVoidType: it is what a handler without a return statement gives
type SuccessOf<Op extends OperationTypes> = BodyOf<Op> extends undefined ? void : BodyOf<Op>
/** What a handler gives back: the documented success body, a reply, a draft or a fault. */
export type Result<Op extends OperationTypes = LooseOperation> = SuccessOf<Op> | Reply<Op> | AnyDraft | Fault

export type Handler<Op extends OperationTypes = LooseOperation> = (
  context: HandlerContext<Op>,
) => Result<Op> | Promise<Result<Op>>

interface AnswerWith<Op extends OperationTypes, Status> {
  /** The name of a documented example. */
  readonly example?: string
  readonly body?: BodyOf<Op, Status>
  /** Laid over the body that mockserve would send. */
  readonly patch?: Patch<BodyOf<Op, Status>>
  readonly headers?: HeaderValues<Op['replyHeaders']>
  /** A time, or the shortest and the longest. */
  readonly delayMs?: number | readonly [number, number]
  readonly fault?: FaultName | Fault
  /** After so many uses the next answer of the sequence is taken, or the handler steps aside. */
  readonly times?: number
  /** The share of requests it answers, from 0 to 1. */
  readonly rate?: number
}
interface SuccessAnswer<Op extends OperationTypes> extends AnswerWith<Op, Op['success']> {
  readonly status?: undefined
}
interface StatusAnswer<Op extends OperationTypes, Key> extends AnswerWith<Op, Key> {
  readonly status: Codes<Key>
}
// by key of `replies`, not by status: a range is one kind of answer, not a hundred
type StatusAnswers<Op extends OperationTypes, Key> = Key extends unknown ? StatusAnswer<Op, Key> : never

/** An answer as data. */
export type Answer<Op extends OperationTypes = LooseOperation> = SuccessAnswer<Op> | StatusAnswers<Op, keyof Op['replies']>

/** What stands under an operation: a handler, an answer, or a sequence of them. */
export type Entry<Op extends OperationTypes = LooseOperation> = Handler<Op> | Answer<Op> | readonly (Handler<Op> | Answer<Op>)[]

type OperationEntries = [keyof Operations] extends [never]
  ? { [operation: string]: Entry | undefined }
  : { [Key in keyof Operations]?: Operations[Key] extends OperationTypes ? Entry<Operations[Key]> : never }

/** Wraps all operations below an address. */
export interface Wrappers {
  '*'?: Entry
  [below: `/${string}*`]: Entry
}

/** What a file in mocks/ exports by default: handlers by operationId or `METHOD /path`; `*` and `/admin/*` wrap what is below them. */
export interface Mocks extends OperationEntries, Wrappers {}

/** Gives its argument back; it is there for the types. */
export type MocksFunction = (mocks: Mocks) => Mocks

/** A request that reached an operation, decoded as the contract speaks of it. */
export interface Call<Op extends OperationTypes = LooseOperation> {
  /** As in the address of the traffic page. */
  readonly id: string
  readonly at: Date
  readonly params: Op['params']
  readonly query: Op['query']
  readonly headers: Op['headers'] & { readonly [name: string]: string | undefined }
  readonly cookies: Op['cookies']
  readonly body: Op['body']
  /** The status it was answered with. */
  readonly status: number
}

/** The names of operations: any text as long as no types are generated. */
export type OperationName = [keyof Operations] extends [never] ? string : keyof Operations

export interface CallsFunction {
  <Name extends OperationName>(
    operation: Name,
  ): Call<
    Name extends keyof Operations ? (Operations[Name] extends OperationTypes ? Operations[Name] : LooseOperation) : LooseOperation
  >[]
  (): Call[]
}
