// What an operation is to the types: its parameters, its body, and the body of each status.

/** What the generated file says of an operation; each extends this and names only what it has. */
export interface OperationTypes {
  readonly params: object
  readonly query: object
  /** By name in lower case. */
  readonly headers: object
  readonly cookies: object
  /** As the request holds it, decoded; `readOnly` properties left out. */
  readonly body: unknown
  /** Bodies by status: a code, `4XX` or `default`; `undefined` where there is none, `writeOnly` properties left out. */
  readonly replies: object
  /** The key of `replies` that a plain return value answers. */
  readonly success: string | number
  /** Names of the documented response headers. */
  readonly replyHeaders: string
}

type Digits = `${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
type ToNumber<Text> = Text extends `${infer Value extends number}` ? Value : never
// named, so that messages give the name and not a hundred codes
type Successful = ToNumber<`2${Digits}`>
type Redirection = ToNumber<`3${Digits}`>
type ClientError = ToNumber<`4${Digits}`>
type ServerError = ToNumber<`5${Digits}`>
interface Ranges {
  '2XX': Successful
  '3XX': Redirection
  '4XX': ClientError
  '5XX': ServerError
  // a plain `number` would swallow the literals beside it, and editors would offer none
  default: number & {}
}
/** The codes that a key of `replies` stands for. */
export type Codes<Key> = Key extends number ? Key : Key extends keyof Ranges ? Ranges[Key] : never

/** The statuses that an operation documents. */
export type StatusOf<Op extends OperationTypes> = Codes<keyof Op['replies']>

type ClassOf<Status> = Status extends number ? (`${Status}` extends `${infer Class}${number}` ? `${Class}XX` : never) : never
type BodyIn<Replies, Status> = Status extends keyof Replies
  ? Replies[Status]
  : ClassOf<Status> extends keyof Replies
    ? Replies[ClassOf<Status>]
    : Replies extends { readonly default: infer Body }
      ? Body
      : undefined

/** The body that an operation documents for a status: a code, or a key of its `replies`. */
export type BodyOf<Op extends OperationTypes, Status = Op['success']> = BodyIn<Op['replies'], Status>
/** `never` stands for no status that was asked for. */
export type BodyAsked<Op extends OperationTypes, Status> = [Status] extends [never] ? BodyOf<Op> : BodyOf<Op, Status>

/** Parts of a value, as a JSON Merge Patch: null takes a property away, a list is replaced whole. Source: RFC 7396. */
export type Patch<Value> = { [Key in keyof Value]?: PatchOf<Value[Key]> | null }
type PatchOf<Value> = Value extends readonly unknown[] ? Value : Value extends object ? Patch<Value> : Value
