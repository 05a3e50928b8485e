// Calls every operation of one document once, and judges what comes back.
import { createHash } from 'node:crypto'
import { createAddressing } from './build-address.ts'
import { type BuiltRequest, buildRequest } from './build-request.ts'
import { type Answer, createCaller } from './call.ts'
import { dialectOf } from './dialect.ts'
import { enumerateOperations, type Operation } from './enumerate.ts'
import { Files } from './files.ts'
import { type Judgement, judgeAnswer } from './judge-answer.ts'
import { Schemas } from './schemas.ts'

/** An operation that did not keep its promise. */
export interface Failure {
  /** "GET /pets/{id}" as written. */
  readonly operation: string
  /** The request as sent: "GET /v1/pets/1". */
  readonly request: string
  readonly status: number | undefined
  readonly faults: readonly string[]
  /** How the body begins. */
  readonly body: string
}

/** All that was found out about one document. */
export interface Findings {
  readonly operations: number
  readonly answered: number
  readonly valid: number
  /** Operations whose schema nothing can satisfy, by the server's word and ours. */
  readonly impossible: readonly string[]
  /** Valid only with `nullable` read as meant: beside a `$ref`, `allOf` or `enum` it admits no null by the letter. */
  readonly byIntent: readonly string[]
  /** How many answers were of another kind than JSON. */
  readonly otherThanJson: number
  /** Operations whose request means another one as well. */
  readonly indistinct: readonly string[]
  readonly slowestMs: number
  readonly failures: readonly Failure[]
  /** What the judgement had to do without. */
  readonly notes: readonly string[]
  /** For each operation the SHA-256 of status, content-type and body. */
  readonly digests: ReadonlyMap<string, string>
}

/** How to ask. */
export interface Asking {
  /** False sends `Prefer: validate=off`, so that nothing hangs on the requests being right. */
  readonly checks: boolean
}

/** Judges the server at `url` by the document at `entry`. Throws when the document cannot be read. */
export async function judgeDocument(entry: string, url: string, { checks }: Asking): Promise<Findings> {
  const files = new Files(entry)
  const dialect = dialectOf(files.entry.value)
  const schemas = new Schemas(files, dialect)
  const operations = enumerateOperations(files, dialect.version)
  const addressing = createAddressing(files, new Schemas(files, dialect), operations)
  const caller = createCaller(url, { accept: '*/*', ...(checks ? {} : { prefer: 'validate=off' }) })
  const tally = { answered: 0, valid: 0, otherThanJson: 0, slowestMs: 0 }
  const impossible: string[] = []
  const indistinct: string[] = []
  const byIntent = new Set<string>()
  const failures: Failure[] = []
  const digests = new Map<string, string>()
  for (const { operation, index } of inOrder(operations)) {
    const name = `${operation.method} ${operation.path}`
    const built = buildRequest(operation, index % 2 === 0, addressing)
    if (built.indistinct.length > 0) indistinct.push(name)
    try {
      const answer = await caller.send(built)
      const { judged, mismatch } = whoAnswered(answer, operation, built)
      const onIntent = () => byIntent.add(name)
      const judgement = judgeAnswer(answer, judged, { files, schemas, onIntent })
      const faults = [...mismatch, ...judgement.faults]
      tally.slowestMs = Math.max(tally.slowestMs, answer.elapsedMs)
      tally.answered += judgement.answered ? 1 : 0
      tally.otherThanJson += judgement.isOtherThanJson ? 1 : 0
      digests.set(name, digest(answer, url))
      if (judgement.impossible && mismatch.length === 0) impossible.push(name)
      else if (faults.length === 0) tally.valid += 1
      if (faults.length > 0) failures.push(failure(name, built, faults, answer, judgement))
    } catch (error) {
      failures.push(failure(name, built, [error instanceof Error ? error.message : String(error)]))
    }
  }
  caller.close()
  const notes = [...schemas.notes, ...files.notes]
  return { operations: operations.length, ...tally, impossible, byIntent: [...byIntent], indistinct, failures, notes, digests }
}

/** How many operations a document has; 0 when it cannot be read. */
export function countOperations(entry: string): number {
  try {
    const files = new Files(entry)
    return enumerateOperations(files, dialectOf(files.entry.value).version).length
  } catch {
    return 0
  }
}

const turns = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'POST', 'PUT', 'PATCH']

/** Reading before writing, deleting last and what lies deeper first: what an earlier call did away with cannot be missed by a later one. */
function inOrder(operations: readonly Operation[]): { operation: Operation; index: number }[] {
  const turn = ({ method }: Operation) =>
    method === 'DELETE' ? turns.length + 1 : (turns.indexOf(method) + turns.length + 1) % (turns.length + 1)
  const depth = ({ method, template }: Operation) => (method === 'DELETE' ? -template.segments.length : 0)
  return operations
    .map((operation, index) => ({ operation, index }))
    .sort(
      (one, other) =>
        turn(one.operation) - turn(other.operation) || depth(one.operation) - depth(other.operation) || one.index - other.index,
    )
}

/** By the header `mockserve-operation`: the operation that answered, and a fault when it is none of those meant. */
function whoAnswered(
  answer: Answer,
  operation: Operation,
  { indistinct }: BuiltRequest,
): { judged: Operation; mismatch: string[] } {
  const meant = indistinct.length > 0 ? indistinct : [operation]
  const named = answer.headers['mockserve-operation']
  const first = meant[0] ?? operation
  if (typeof named !== 'string') return { judged: first, mismatch: [] }
  const judged = meant.find((candidate) => isNamed(candidate, named))
  const wanted = first.operationId ?? `${first.method} ${first.path}`
  return judged ? { judged, mismatch: [] } : { judged: first, mismatch: [`answered as ${named}, meant was ${wanted}`] }
}

function isNamed({ operationId, method, path }: Operation, name: string): boolean {
  const names = [operationId ?? '', `${method} ${path}`]
  return names.some((known) => known === name || encodeURI(known) === name || encodeURIComponent(known) === name)
}

function digest({ status, headers, body }: Answer, url: string): string {
  // The port is another at each start, and may stand in links.
  const text = body.toString('latin1').replaceAll(new URL(url).host, 'host')
  return createHash('sha256').update(`${status}\n${headers['content-type']}\n${text}`, 'latin1').digest('hex')
}

function failure(name: string, built: BuiltRequest, faults: readonly string[], answer?: Answer, judgement?: Judgement): Failure {
  const printable = judgement?.isOtherThanJson === true && answer?.body.includes(0)
  const body = printable ? `${answer?.body.length} bytes` : (answer?.body.toString('utf8', 0, 300) ?? '')
  return { operation: name, request: `${built.method} ${built.target}`, status: answer?.status, faults, body }
}
