// What a reload changes for clients: operations and responses that came, went or became different.
import { isRecord } from '../spec/json-pointer.ts'
import type { Contract } from './compile-contract.ts'
import { type SchemaChange, SchemaDiff } from './diff-schemas.ts'
import type { Operation, ResponseOption } from './operation.ts'

/** One line for people: `~ GET /pets response 200: property weight removed (breaking)`. */
export interface Change {
  readonly sign: '+' | '-' | '~'
  readonly operation: string
  readonly text: string
  readonly isBreaking: boolean
}

export const formatChange = ({ sign, operation, text, isBreaking }: Change): string =>
  `${sign} ${operation}${text === '' ? '' : ` ${text}`}${isBreaking ? ' (breaking)' : ''}`

/** Changes in the order of the new documents, removals last. */
export function* diffContracts(before: Contract, after: Contract): Generator<Change> {
  const old = new Map(before.operations.map((operation) => [keyOf(operation), operation]))
  const responses = new SchemaDiff('response')
  for (const operation of after.operations) {
    const key = keyOf(operation)
    const was = old.get(key)
    old.delete(key)
    if (was === undefined) yield { sign: '+', operation: labelOf(operation), text: '', isBreaking: false }
    // the file was not even read again
    else if (was.raw !== operation.raw) {
      yield* diffParameters(was, operation)
      yield* diffResponses(was, operation, responses)
    }
  }
  for (const operation of old.values()) yield { sign: '-', operation: labelOf(operation), text: '', isBreaking: true }
}

const keyOf = ({ document, method, path }: Operation) => `${document.file.path} ${method} ${path}`
const labelOf = ({ method, path }: Operation) => `${method} ${path}`

function* diffResponses(was: Operation, is: Operation, diff: SchemaDiff): Generator<Change> {
  const change = (text: string, isBreaking: boolean): Change => ({ sign: '~', operation: labelOf(is), text, isBreaking })
  const old = new Map(was.details().responses.map((response) => [response.status, response]))
  for (const response of is.details().responses) {
    const before = old.get(response.status)
    old.delete(response.status)
    if (before === undefined) yield change(`response ${response.status} added`, false)
    else {
      for (const { path, text, isBreaking } of diffMedia(before, response, diff)) {
        yield change(`response ${response.status}: ${path === '' ? '' : `${path}: `}${text}`, isBreaking)
      }
    }
  }
  for (const status of old.keys()) yield change(`response ${status} removed`, true)
}

function* diffMedia(was: ResponseOption, is: ResponseOption, diff: SchemaDiff): Generator<SchemaChange> {
  const old = new Map(was.media.map((media) => [media.type, media]))
  for (const media of is.media) {
    const before = old.get(media.type)
    old.delete(media.type)
    if (before === undefined) yield { path: '', text: `${media.type} added`, isBreaking: false }
    else yield* diff.compare(before.schema, media.schema)
  }
  for (const type of old.keys()) yield { path: '', text: `${type} removed`, isBreaking: true }
}

/** Parameters by place and name; those that stand by reference are compared by what the reference says. */
function* diffParameters(was: Operation, is: Operation): Generator<Change> {
  const [old, now] = [parametersOf(was), parametersOf(is)]
  const change = (text: string, isBreaking: boolean): Change => ({ sign: '~', operation: labelOf(is), text, isBreaking })
  for (const [key, isRequired] of now) {
    const before = old.get(key)
    if (before === undefined) yield change(`${key} parameter added${isRequired ? ', required' : ''}`, isRequired)
    else if (before !== isRequired) yield change(`${key} parameter is ${isRequired ? 'now' : 'no longer'} required`, isRequired)
  }
  for (const key of old.keys()) if (!now.has(key)) yield change(`${key} parameter removed`, true)
}

function parametersOf({ raw, document, file }: Operation): Map<string, boolean> {
  const parameters = new Map<string, boolean>()
  const written = Array.isArray(raw['parameters']) ? raw['parameters'] : []
  for (const each of written) {
    let parameter: unknown = each
    if (isRecord(each) && typeof each['$ref'] === 'string') {
      const found = document.resolve(each['$ref'], file, '')
      parameter = 'value' in found ? found.value : undefined
    }
    if (isRecord(parameter))
      parameters.set(`${String(parameter['in'])} ${String(parameter['name'])}`, parameter['required'] === true)
  }
  return parameters
}
