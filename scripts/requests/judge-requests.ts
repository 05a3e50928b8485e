// Makes requests for every operation of a contract and judges what the pipeline says about them, and about the same with a rule broken.
import type { Operation } from '../../src/contract/operation.ts'
import { sampleRequest } from '../../src/contract/sample-request.ts'
import { isMade } from '../../src/contract/sample-request-body.ts'
import { writeRequest } from '../../src/contract/sample-request-write.ts'
import type { MockRequest } from '../../src/http/mock-request.ts'
import { type Answered, answerRequest } from '../../src/pipeline/answer-request.ts'
import type { Runtime } from '../../src/pipeline/runtime.ts'
import { sentenceOf } from '../../src/pipeline/violation.ts'
import { equalJson } from '../../src/schema/equal.ts'
import { createRandom, hashText } from '../../src/schema/random.ts'
import { breakRequest } from './break-request.ts'
import { isNamed, type Variant } from './variant.ts'

export interface RequestFailure {
  /** "GET /pets/{id}" as written. */
  readonly operation: string
  /** What was done to the request; '' for the one that keeps the contract. */
  readonly variant: string
  /** `GET /pets/1?limit=x` and the beginning of the body. */
  readonly request: string
  readonly reason: string
}

export interface RequestFindings {
  readonly operations: number
  readonly accepted: number
  /** Operations for which no request can keep the contract, with the proof. */
  readonly impossible: readonly string[]
  /** Optional parts that are not in the requests, with the reason. */
  readonly leftOut: readonly string[]
  /** Bodies that are read as another value than was written, where both fit. */
  readonly readOtherwise: readonly string[]
  readonly variants: number
  readonly named: number
  /** How many of the variants were to break which rule. */
  readonly rules: Readonly<Record<string, number>>
  readonly failures: readonly RequestFailure[]
}

export interface Judging {
  /** The same seed gives the same requests. */
  readonly seed?: number
  /** Break every rule of each request, not one of each kind. */
  readonly every?: boolean
}

/** One request for every operation, and its variants. */
export async function judgeRequests(runtime: Runtime, { seed = 0, every = false }: Judging = {}): Promise<RequestFindings> {
  const found = { accepted: 0, variants: 0, named: 0 }
  const lists = { impossible: [] as string[], leftOut: [] as string[], readOtherwise: [] as string[] }
  const failures: RequestFailure[] = []
  const rules: Record<string, number> = {}
  const { contract } = runtime
  for (const operation of contract.operations) {
    const name = `${operation.method} ${operation.path}`
    const random = createRandom(hashText(name, seed))
    const reaches = ({ method, path, query }: MockRequest) => contract.find(method, path, query)?.target === operation
    const sampled = await sampleRequest(operation, { random, reaches })
    if (!isMade(sampled)) {
      const twin = twinOf(operation, contract.operations)
      if (sampled.isProven) lists.impossible.push(`${name}: ${sampled.reason}`)
      else if (twin !== undefined) lists.impossible.push(`${name}: has the same address as ${twin.method} ${twin.path}`)
      else failures.push({ operation: name, variant: '', request: '', reason: `not made: ${sampled.reason}` })
      continue
    }
    for (const { parameter, reason } of sampled.leftOut)
      lists.leftOut.push(`${name}: ${parameter === undefined ? 'body' : `${parameter.in} ${parameter.name}`}: ${reason}`)
    const answered = await answerRequest(sampled.request, runtime)
    const refused = refusedBecause(answered, operation)
    if (refused === undefined) found.accepted++
    else {
      failures.push({ operation: name, variant: '', request: shown(sampled.request), reason: refused })
      continue
    }
    const { body } = sampled.parts
    if (body !== undefined && !body.isText && body.media?.schema !== undefined && !equalJson(body.value, answered.inputs?.body))
      lists.readOtherwise.push(`${name}: ${body.contentType}: ${short(body.value)} is read as ${short(answered.inputs?.body)}`)
    for (const variant of await breakRequest(operation, sampled, answered.inputs?.body, random.fork('break'), every)) {
      const reason = await judgeVariant(variant, operation, runtime)
      if (reason === 'elsewhere') continue
      found.variants++
      const rule = `${variant.expected.in} ${variant.expected.rules[0] ?? 'any'}`
      rules[rule] = (rules[rule] ?? 0) + 1
      if (reason === undefined) found.named++
      else failures.push({ operation: name, variant: variant.title, request: shown(requestOf(variant, operation)), reason })
    }
  }
  return { operations: contract.operations.length, ...found, ...lists, rules, failures }
}

/** An operation before this one whose address differs in nothing but the names of its parameters, or in a fragment, which is not sent. */
function twinOf(operation: Operation, operations: readonly Operation[]): Operation | undefined {
  const shape = shapeOf(operation)
  const first = operations.find((each) => shapeOf(each) === shape)
  return first === operation ? undefined : first
}

const shapeOf = ({ method, path }: Operation) => `${method} ${path.replace(/#.*/s, '').replaceAll(/\{[^{}]*\}/g, '{}')}`

const requestOf = ({ parts }: Variant, operation: Operation) => writeRequest(operation, parts)

/** Why the variant was not judged rightly; `elsewhere` when its address means another operation. */
async function judgeVariant(variant: Variant, operation: Operation, runtime: Runtime) {
  const request = requestOf(variant, operation)
  if (runtime.contract.find(request.method, request.path, request.query)?.target !== operation) return 'elsewhere'
  const { response, violations } = await answerRequest(request, runtime)
  const { expected } = variant
  const isRefused = response.status >= 400 && String(response.headers['mockserve-source']).startsWith('refusal:')
  if (isRefused && isNamed(expected, violations)) return undefined
  const wanted = `${expected.in} ${expected.pointer} ${expected.rules.join('/') || 'some rule'}`
  const told = violations.map((each) => `${each.in} ${each.pointer} ${each.rule} (${sentenceOf(each)})`).join('; ')
  return `${isRefused ? 'refused' : `answered ${response.status}`}, wanted ${wanted}; told: ${told || 'nothing'}`
}

/** Undefined when nothing was wrong with the request. */
function refusedBecause({ operation: meant, refusal, violations, response }: Answered, operation: Operation): string | undefined {
  if (meant !== operation) return `meant ${meant?.id ?? 'nothing'}`
  const told = violations.filter(({ kind, in: place }) => kind !== 'note' && place !== 'answer')
  if (told.length > 0) return `refused with ${response.status}: ${told.map(sentenceOf).join('; ')}`
  return refusal !== undefined && refusal.status < 500 ? `refused with ${refusal.status}: ${refusal.details.detail}` : undefined
}

const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 300)

function shown({ method, path, query, headers, body }: MockRequest): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const text = body === undefined ? '' : ` ${body.toString('latin1').slice(0, 300)}`
  return `${method} ${path}${query === '' ? '' : `?${query}`} [${fields.join(', ')}]${text}`
}
