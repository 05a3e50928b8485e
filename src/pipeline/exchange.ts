// One exchange as it grows: each type is the one before plus what a stage found out.
import type { PathText } from '../codecs/parameter-texts.ts'
import type { MediaOption, Operation, ResponseOption } from '../contract/operation.ts'
import type { Parameter } from '../contract/parameters.ts'
import type { RequestMedia } from '../contract/request-body.ts'
import type { Refusal } from '../diagnostics/refusal.ts'
import type { Fault } from '../http/fault.ts'
import type { MockRequest } from '../http/mock-request.ts'
import type { Preferences } from '../http/prefer.ts'
import type { Note, Trail } from './trail.ts'
import type { ExchangeViolation } from './violation.ts'

export interface Received {
  readonly request: MockRequest
  readonly preferences: Preferences
  readonly trail: Trail
  /** Where this exchange can be looked at; undefined when nobody keeps it. */
  readonly inspectUrl: string | undefined
  /** Aborted when the client has gone; made when first asked for. */
  readonly clientSignal: () => AbortSignal
}

export interface Matched extends Received {
  readonly operation: Operation
  /** The texts of path parameters by name. */
  readonly pathParameters: ReadonlyMap<string, PathText>
}

/** What the request says, typed as the contract speaks of it; parameters by their names, headers by theirs in lower case. */
export interface Inputs {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly cookies: Readonly<Record<string, unknown>>
  /** Undefined when there is none, or none that can be read. */
  readonly body: unknown
}

/** Which of the documented parts a request has, well written or not. */
export interface Sent {
  readonly parameters: readonly Parameter[]
  /** How its body is written; undefined without one, and for what is not documented. */
  readonly media: RequestMedia | undefined
}

export interface Checked extends Matched {
  readonly inputs: Inputs
  readonly sent: Sent
  readonly mode: 'enforce' | 'report' | 'off'
  /** All that is wrong with the request. */
  readonly violations: readonly ExchangeViolation[]
  /** The status that the violations make of the answer; undefined when none of them would refuse. */
  readonly refusalStatus: 400 | 401 | 413 | 415 | 422 | undefined
  /** Values of `WWW-Authenticate`. */
  readonly challenges: readonly string[]
}

/** The documented response to give; `media` is undefined when it has no body. */
export interface Chosen extends Checked {
  readonly response: ResponseOption
  readonly status: number
  readonly media: MediaOption | undefined
  /** The concrete media type to send, where `media.type` may be a range. */
  readonly contentType: string | undefined
}

/** An exchange that begins. All that it may come to have is there from the start, so that growing moves nothing. */
export function begun({ request, preferences, trail, inspectUrl, clientSignal }: Received): Received {
  const unknown: { readonly [Key in Exclude<keyof Chosen, keyof Received>]: undefined } & Received = {
    request,
    preferences,
    trail,
    inspectUrl,
    clientSignal,
    operation: undefined,
    pathParameters: undefined,
    inputs: undefined,
    sent: undefined,
    mode: undefined,
    violations: undefined,
    refusalStatus: undefined,
    challenges: undefined,
    response: undefined,
    status: undefined,
    media: undefined,
    contentType: undefined,
  }
  return unknown
}

/** What a request comes to before anybody is asked for an answer: the same for the same request, as long as the runtime is the same. */
export interface Understood {
  readonly chosen: Chosen
  /** What the stages noted until then. */
  readonly notes: readonly Note[]
}

/** The same request once more. */
export const begunAgain = ({ chosen }: Understood, own: Pick<Received, 'trail' | 'inspectUrl' | 'clientSignal'>): Chosen =>
  grown({ ...chosen }, own)

/** The exchange itself, not a copy, with what a stage found out. A stage hands it on and does not look at it again. */
export const grown = <Before extends Received, Found extends Partial<Chosen>>(exchange: Before, found: Found): Before & Found =>
  Object.assign(exchange, found)

/** What a responder says, before it is written as bytes. */
export interface Draft {
  readonly status: number
  readonly body: DraftBody | undefined
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** Who said it, for people: `example:rex`, `sample`. */
  readonly source: string
  /** Made by its schema, or held to it already: needs no other check. */
  readonly isValid?: boolean
  /** The documented response it is for, when that is not the one that was chosen; `undocumented` when it is for none. */
  readonly for?: Chosen | 'undocumented'
  /** An answer outside of the contract that was asked for in so many words: nothing is said about it. */
  readonly isDeliberate?: boolean
  readonly fault?: Fault
  /** The refusal to give when the body cannot be written. */
  readonly blame?: (error: unknown) => Refusal
}

export type DraftBody =
  /** A value to be written in the media type. */
  | { readonly value: unknown }
  /** A text or bytes to be sent as they are. */
  | { readonly raw: Buffer | string }
