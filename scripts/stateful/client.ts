// Asks one operation of a running mock, with the path parameters given.
import type { Operation } from '../../src/contract/operation.ts'
import type { Parameter } from '../../src/contract/parameters.ts'
import { plainName } from '../../src/contract/resources/names.ts'
import { sampleRequest } from '../../src/contract/sample-request.ts'
import { isMade } from '../../src/contract/sample-request-body.ts'
import { type WrittenParameter, writeParameter, writeRequest } from '../../src/contract/sample-request-write.ts'
import { fits } from '../../src/schema/compile-validator.ts'
import { createRandom, hashText } from '../../src/schema/random.ts'
import type { Answer, Caller } from '../corpus/call.ts'

/** Values of path parameters by their place in the path, since their names differ between the paths of a resource. */
export type Places = Readonly<Record<number, unknown>>

export interface Asked {
  readonly answer: Answer
  /** Undefined: none, or no JSON. */
  readonly body: unknown
  /** What was sent as the body, before it was written. */
  readonly sent: unknown
  /** Those given, and those that were made up. */
  readonly places: Places
  /** `POST /pets -> 201` */
  readonly line: string
}

/** No request can be made for the operation. */
export class CannotAsk extends Error {}

export interface Wish {
  readonly operation: Operation
  /** Names of the path parameters, in order. */
  readonly names: readonly string[]
  readonly places: Places
  /** Makes another body. */
  readonly seed?: string
  /** An item that required parameters of the query shall find. */
  readonly like?: unknown
}

/** Optional parameters are left out. Throws CannotAsk when no request can be made. */
export async function ask(caller: Caller, { operation, names, places, seed = '', like }: Wish): Promise<Asked> {
  const random = createRandom(hashText(`${operation.method} ${operation.path} ${seed}`))
  const made = await sampleRequest(operation, { random })
  if (!isMade(made)) throw new CannotAsk(made.reason)
  const parameters = made.parts.parameters
    .filter(({ parameter }) => parameter.isRequired)
    .map((written) => withValue(written, valueFor(written.parameter, names, places, like)))
  const declared = new Set(parameters.map(({ parameter }) => parameter.name))
  const missing = names.flatMap((name, i) =>
    places[i] === undefined || declared.has(name) ? [] : [[name, String(places[i])] as const],
  )
  const undeclared = new Map([...made.parts.undeclared, ...missing])
  const { method, path, query, headers, body } = writeRequest(operation, { ...made.parts, parameters, undeclared })
  const target = query === '' ? path : `${path}?${query}`
  const answer = await caller.send({ method, target, headers: headers as Record<string, string>, body, indistinct: [] })
  const used = parameters
    .filter(({ parameter }) => parameter.in === 'path')
    .map(({ parameter, value }) => [names.indexOf(parameter.name), value])
  return {
    answer,
    body: parse(answer.body),
    sent: made.parts.body?.value,
    places: { ...places, ...Object.fromEntries(used) },
    line: `${method} ${target} -> ${answer.status}`,
  }
}

const withValue = (written: WrittenParameter, value: unknown): WrittenParameter =>
  value === undefined ? written : writeParameter(written.parameter, value)

function valueFor(parameter: Parameter, names: readonly string[], places: Places, like: unknown): unknown {
  if (parameter.in === 'path') return places[names.indexOf(parameter.name)]
  if (typeof like !== 'object' || like === null) return undefined
  const own = Object.entries(like).find(([name]) => plainName(name) === plainName(parameter.name))?.[1]
  if (!['string', 'number', 'boolean'].includes(typeof own)) return undefined
  return parameter.schema === undefined || fits(parameter.schema, own, 'request') ? own : undefined
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
