// The responses of an operation, from 2.0 and from 3.x, as one model.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { essenceOf } from '../http/media-type.ts'
import { keysFor, normaliseStatus } from '../http/status.ts'
import { isRecord, joinPointer } from '../spec/json-pointer.ts'
import { placeAt } from '../spec/source-file.ts'
import type { HeaderOption, OperationDetails, ResponseMedia, ResponseOption } from './operation.ts'
import { readExamples } from './read-examples.ts'
import type { DocumentReader, Part } from './reader.ts'

/** The documented success: the lowest 2xx, else `2XX`, else `default`. */
export function successOf(responses: readonly ResponseOption[]): ResponseOption | undefined {
  const [lowest] = responses.filter(({ status }) => /^2\d\d$/.test(status)).sort((a, b) => Number(a.status) - Number(b.status))
  return lowest ?? responses.find(({ status }) => status === '2XX') ?? responses.find(({ status }) => status === 'default')
}

/** The documented response that an answer of this code is; undefined for one that is not documented. */
export const responseFor = (responses: readonly ResponseOption[], code: number): ResponseOption | undefined =>
  keysFor(code)
    .map((key) => responses.find(({ status }) => status === key))
    .find((each) => each !== undefined)

/** Reads the responses of an operation; keys that cannot be answered (`abc`, `99`) are left out, a rule reports them. */
export function readResponses(reader: DocumentReader, operation: Part): OperationDetails {
  const problems: Diagnostic[] = []
  const report = (problem: Diagnostic) => problems.push(problem)
  const isV2 = reader.document.version === '2.0'
  const responses = reader.entries(reader.at(operation, 'responses', report), report).flatMap(([key, part]): ResponseOption[] => {
    const status = normaliseStatus(key)
    if (status === undefined) return []
    return [
      {
        status,
        description: typeof part.value['description'] === 'string' ? part.value['description'] : '',
        media: isV2 ? mediaOf2(reader, operation, part) : mediaOf3(reader, part, report),
        headers: headersOf(reader, part, report),
        place: () => reader.place(part),
      },
    ]
  })
  if (responses.length === 0 && isSilent(operation)) responses.push(undocumented(operation))
  return { responses, problems }
}

/** Since 3.1 an operation may say nothing of its answers. Source: OpenAPI 3.1 "Operation Object". */
const isSilent = ({ value }: Part) =>
  !isRecord(value['responses']) || Object.keys(value['responses']).every((key) => key.startsWith('x-'))

/** Then an empty 200 contradicts nothing. */
const undocumented = (operation: Part): ResponseOption => ({
  status: '200',
  description: 'nothing is documented',
  media: [],
  headers: [],
  place: () => placeAt(operation.file, operation.pointer),
})

function mediaOf3(reader: DocumentReader, response: Part, report: (problem: Diagnostic) => void): ResponseMedia[] {
  return reader.entries(reader.at(response, 'content', report), report).map(([type, part]) => ({
    type,
    schema: reader.schema(part.value['schema'], part),
    itemSchema: reader.schema(part.value['itemSchema'], part),
    examples: readExamples(reader, part, report),
    holder: part,
  }))
}

/** 2.0 has one schema for all the types of `produces`, and examples by type. A type named only by an example counts too. */
function mediaOf2(reader: DocumentReader, operation: Part, response: Part): ResponseMedia[] {
  const schema = reader.schema(response.value['schema'], response)
  const examples = isRecord(response.value['examples']) ? response.value['examples'] : {}
  const exampleTypes = Object.keys(examples).filter((type) => type.includes('/'))
  if (schema === undefined && exampleTypes.length === 0) return []
  const produces = [operation.value['produces'], reader.document.root['produces']].find(
    (list) => Array.isArray(list) && list.length > 0,
  )
  const types = Array.isArray(produces)
    ? produces.map(String)
    : [...new Set([...exampleTypes, ...(exampleTypes.length > 0 ? [] : ['application/json'])])]
  return types.map((type) => ({
    type,
    schema,
    itemSchema: undefined,
    examples: Object.entries(examples)
      .filter(([of]) => essenceOf(of) === essenceOf(type))
      .map(([of, value]) => ({
        name: 'default',
        value,
        isSerialized: false,
        place: () => placeAt(response.file, joinPointer(response.pointer, 'examples', of)),
      })),
    holder: response,
  }))
}

function headersOf(reader: DocumentReader, response: Part, report: (problem: Diagnostic) => void): HeaderOption[] {
  return reader.entries(reader.at(response, 'headers', report), report).map(([name, part]) => {
    const [media] = reader.entries(reader.at(part, 'content', report), report).map(([, each]) => each)
    // in 2.0 a header is its own schema
    const written = reader.document.version === '2.0' ? part.value : (part.value['schema'] ?? media?.value['schema'])
    const [example] = readExamples(reader, media ?? part, report)
    return {
      name,
      schema: reader.schema(written, media ?? part),
      isRequired: part.value['required'] === true,
      example: example?.value,
    }
  })
}
