// Operation + chance -> a request that keeps the contract, or the reason why there is none.
import { headerText, type MockRequest } from '../http/mock-request.ts'
import { parseQuery } from '../http/query.ts'
import { fits } from '../schema/compile-validator.ts'
import type { Random } from '../schema/random.ts'
import type { Operation } from './operation.ts'
import type { Parameter } from './parameters.ts'
import type { RequestBodyOption, RequestMedia } from './request-body.ts'
import { isMade, sampleBody, type Unmade, type WrittenBody } from './sample-request-body.ts'
import { type Credential, credentialsFor } from './sample-request-credentials.ts'
import { concreteType } from './sample-request-media.ts'
import { chooseValue, difference, type Reading, readingOf } from './sample-request-parameters.ts'
import { type RequestParts, templateOf, type WrittenParameter, writeParameter, writeRequest } from './sample-request-write.ts'

export interface RequestWish {
  readonly random: Random
  /** Stands before the path: `/v1`. */
  readonly basePath?: string
  /** Whether the address means this operation and no other (`/pets/mine` is not `/pets/{id}`); any does when left out. */
  readonly reaches?: (request: MockRequest) => boolean
}

export interface SampledRequest {
  readonly request: MockRequest
  /** What it is made of: the values before they were written. */
  readonly parts: RequestParts
  /** Optional parameters and bodies that are not in it, and why. */
  readonly leftOut: readonly LeftOut[]
}

export interface LeftOut {
  /** Undefined: the body. */
  readonly parameter: Parameter | undefined
  readonly reason: string
}

/** Sets of values tried before the request is given up. */
const ROUNDS = 8

/**
 * A request with all parameters, optional ones too, with credentials for the first alternative that can be met, and with a body in the first
 * documented media type that can be written. The same random gives the same request. What cannot be made is tried again with other values;
 * optional parts are left out then, for required ones the reason is given. Never throws.
 */
export async function sampleRequest(operation: Operation, wish: RequestWish): Promise<SampledRequest | Unmade> {
  const reading = readingOf(operation)
  // texts of path parameters that led elsewhere
  const tried = new Set<string>()
  let unmade: Unmade = { reason: 'no value was found', isProven: false }
  for (let round = 0; round < ROUNDS; round++) {
    const random = round === 0 ? wish.random : wish.random.fork(`round ${round}`)
    const made = await tryOnce(operation, { ...wish, random }, reading, tried)
    if (isMade(made) || made.isProven) return made
    unmade = made
  }
  return unmade
}

async function tryOnce(
  operation: Operation,
  wish: RequestWish,
  reading: Reading,
  tried: Set<string>,
): Promise<SampledRequest | Unmade> {
  const { random, basePath, reaches } = wish
  const leftOut: LeftOut[] = []
  const owners = ownersOf(operation)
  const body = await chooseBody(operation, random.fork('body'), owners, leftOut)
  if (body !== undefined && !isMade(body)) return { ...body, reason: `the body: ${body.reason}` }

  let parameters: WrittenParameter[] = []
  for (const parameter of reading.parameters) {
    const known = parameter.in === 'path' ? tried : NOTHING
    const written = chooseParameter(parameter, body, reading, random.fork(`${parameter.in} ${parameter.name}`), owners, known)
    if (written === undefined) continue
    if (isMade(written)) parameters.push(written)
    else if (parameter.isRequired) return { ...written, reason: `${nameOf(parameter)}: ${written.reason}` }
    else leftOut.push({ parameter, reason: written.reason })
  }
  // what each parameter reads alone it may not read beside the others
  for (;;) {
    const credentials = chooseCredentials(operation, parameters)
    if (!isMade(credentials)) return credentials
    const parts = { parameters, undeclared: undeclaredOf(operation, reading, random), credentials, body }
    const request = writeRequest(operation, parts, basePath)
    const bare = writeRequest(operation, parts)
    const lost = findLost(parameters, reading, bare)
    if (lost === undefined) {
      if (reaches?.(request) !== false) return { request, parts, leftOut }
      for (const { parameter, text } of parameters) if (parameter.in === 'path') tried.add(text)
      return { reason: `${request.path} means another operation`, isProven: false }
    }
    if (lost.parameter.isRequired) return { reason: `${nameOf(lost.parameter)}: ${lost.reason}`, isProven: false }
    leftOut.push(lost)
    parameters = parameters.filter(({ parameter }) => parameter !== lost.parameter)
  }
}

const NOTHING: ReadonlySet<string> = new Set()

const nameOf = ({ in: place, name }: Parameter) => `${place} ${name}`

function findLost(parameters: readonly WrittenParameter[], reading: Reading, request: MockRequest) {
  // the last optional one gives way to those before it
  const lost = parameters.flatMap((written) => {
    const { parameter } = written
    const alone = reading.readAlone(written)
    const reason = difference(reading.read(parameter, request), alone.kind === 'value' ? alone.value : written.value)
    return reason === undefined ? [] : [{ parameter, reason }]
  })
  return lost.findLast(({ parameter }) => !parameter.isRequired) ?? lost[0]
}

/** Undefined when there is none to be sent. */
async function chooseBody(
  operation: Operation,
  random: Random,
  owners: readonly string[],
  leftOut: LeftOut[],
): Promise<WrittenBody | Unmade | undefined> {
  const { body, parameters } = operation.request()
  // many clients cannot send one with these
  if (body === undefined || (!body.isRequired && BODILESS.has(operation.method))) return undefined
  const media = mediaBeside(parameters, body)
  const written =
    media.length === 0 && body.media.length > 0
      ? { reason: 'the parameter Content-Type allows none of its media types', isProven: true }
      : await sampleBody({ ...body, media }, random, owners)
  if (isMade(written)) return written.bytes.length === 0 ? undefined : written
  if (body.isRequired) return written
  leftOut.push({ parameter: undefined, reason: written.reason })
  return undefined
}

/** Those that a documented parameter Content-Type allows. */
function mediaBeside(parameters: readonly Parameter[], { media }: RequestBodyOption): readonly RequestMedia[] {
  const schema = parameters.find(({ in: place, name }) => place === 'header' && name.toLowerCase() === 'content-type')?.schema
  return media.filter((each) => schema === undefined || fits(schema, concreteType(each.type, each.schema), 'request'))
}

const BODILESS = new Set(['GET', 'HEAD', 'TRACE'])

/** Undefined for a header field that the body or the client itself sets. */
function chooseParameter(
  parameter: Parameter,
  body: WrittenBody | undefined,
  reading: Reading,
  random: Random,
  owners: readonly string[],
  tried: ReadonlySet<string>,
): WrittenParameter | Unmade | undefined {
  const set = parameter.in === 'header' ? fixedField(parameter, body) : undefined
  if (set === undefined) return chooseValue(parameter, reading, random, owners, tried)
  const { schema } = parameter
  const value = set.find((each) => schema === undefined || fits(schema, each, 'request'))
  if (value !== undefined) return writeParameter(parameter, value)
  return { reason: `the field is ${JSON.stringify(set[0])} in this request`, isProven: false }
}

/** What a header field has to be for the request to be understood, as text and as number; undefined where any value will do. */
function fixedField({ name }: Parameter, body: WrittenBody | undefined): readonly unknown[] | undefined {
  switch (name.toLowerCase()) {
    case 'content-type':
      return body && [body.contentType]
    case 'content-length':
      return [body?.bytes.length ?? 0, String(body?.bytes.length ?? 0)]
    case 'content-encoding':
      return ['identity']
    default:
      return undefined
  }
}

function chooseCredentials(operation: Operation, parameters: readonly WrittenParameter[]): readonly Credential[] | Unmade {
  const found = credentialsFor(operation.request().security, (place, name) => {
    const request = writeRequest(operation, { parameters, undeclared: new Map(), credentials: [], body: undefined })
    if (place === 'header') return headerText(request.headers, name)
    if (place === 'query') return parseQuery(request.query).all(name)[0]?.value
    return parameters.find(({ parameter }) => parameter.in === 'cookie' && parameter.name === name)?.text
  })
  return found ?? { reason: 'no alternative of the security can be met by one request', isProven: false }
}

/** Names of the path that are nowhere declared; another text each round. */
function undeclaredOf(operation: Operation, { parameters }: Reading, random: Random): ReadonlyMap<string, string> {
  const declared = new Set(parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name))
  const names = templateOf(operation).names.filter((name) => !declared.has(name))
  return new Map(names.map((name) => [name, String(random.fork(`path ${name}`).int(1, 9999))]))
}

/** Segments that name no kind of thing. */
const SAYS_NOTHING = /^(me|self|current|api|rest|v\d+(\.\d+)*)$/i

/** Words that tell what an operation is about, nearest first: the fixed segments of its path, from the end. */
const ownersOf = ({ path }: Operation): string[] =>
  path
    .split('/')
    .filter((segment) => segment !== '' && !segment.includes('{') && !SAYS_NOTHING.test(segment))
    .reverse()
