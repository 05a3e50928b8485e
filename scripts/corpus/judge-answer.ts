// Does an answer keep what the document promises for its operation?
import type { Answer } from './call.ts'
import type { Operation } from './enumerate.ts'
import type { Place } from './files.ts'
import { type BodyPromise, type Judging, judgeBody } from './judge-body.ts'
import { judgeHeaders } from './judge-headers.ts'
import { familyOf, findDocumented, type MediaType, parseMediaType } from './media-types.ts'
import { sampleValue } from './sample-value.ts'
import { entriesOf, isPlain, ownOf, textOf, textsOf } from './values.ts'

/** The judgement on one answer. */
export interface Judgement {
  /** The status is one which the document names for the operation. */
  readonly answered: boolean
  /** Why the answer breaks the document; empty when it keeps it. */
  readonly faults: readonly string[]
  /** The server proved that no body could fit. */
  readonly impossible: boolean
  /** The body is of another kind than JSON, and was looked at lightly. */
  readonly isOtherThanJson: boolean
}

/** Holds an answer against the operation it should come from. */
export function judgeAnswer(answer: Answer, operation: Operation, judging: Judging): Judgement {
  const refused = judgeRefusal(answer, operation, judging)
  if (refused) return refused
  const { files } = judging
  const responses = files.get(operation.place, 'responses')
  const statuses = entriesOf(responses.value).map(([key]) => key)
  const documented = statuses.filter((key) => /^([1-5](\d\d|xx)|default)$/i.test(key))
  // Nothing is promised: a success of any kind is no lie.
  if (documented.length === 0) {
    const fine = answer.status >= 200 && answer.status < 300
    return {
      answered: fine,
      faults: fine ? [] : [`status ${answer.status}, nothing is documented`],
      impossible: false,
      isOtherThanJson: false,
    }
  }
  const key = findStatus(answer.status, documented)
  if (key === undefined) return failed(false, `status ${answer.status} is not documented (${documented.join(', ')})`)
  const faults: string[] = []
  const promisesSuccess = documented.some((status) => /^(2|default)/i.test(status))
  if (promisesSuccess && answer.status >= 400)
    faults.push(`status ${answer.status} though a success is documented (${documented.join(', ')})`)
  const response = files.get(responses, key)
  const content = contentOf(response, operation, judging)
  const mediaType = parseMediaType(answer.headers['content-type'] ?? '')
  faults.push(...judgeContent(answer, operation, content, mediaType, judging), ...judgeHeaders(answer, response, judging))
  const isOtherThanJson = answer.body.length > 0 && mediaType !== undefined && familyOf(mediaType) !== 'json'
  return { answered: true, faults, impossible: false, isOtherThanJson }
}

/** A 501 that says no value fits. It is believed unless a documented example or a simple value does. */
function judgeRefusal(answer: Answer, operation: Operation, judging: Judging): Judgement | undefined {
  if (answer.status !== 501 || !/^application\/problem\+json/i.test(answer.headers['content-type'] ?? '')) return undefined
  const problem = safeJson(answer.body.toString('utf8'))
  const codes = [ownOf(problem, 'code'), ownOf(problem, 'type')].map((code) => textOf(code) ?? '')
  if (!codes.some((code) => code.endsWith('schema-unsatisfiable'))) {
    return failed(false, `501: ${String(ownOf(problem, 'detail') ?? ownOf(problem, 'title') ?? 'no reason given').slice(0, 300)}`)
  }
  const counter = findFitting(operation, judging)
  if (counter !== undefined)
    return failed(false, `501 says that no body fits, but this one does: ${JSON.stringify(counter).slice(0, 200)}`)
  return { answered: false, faults: [], impossible: true, isOtherThanJson: false }
}

function judgeContent(
  answer: Answer,
  { method }: Operation,
  content: Content,
  mediaType: MediaType | undefined,
  judging: Judging,
): string[] {
  const { status, body, headers } = answer
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') return [`content-encoding ${encoding}, which was not asked for`]
  if (method === 'HEAD' || status < 200 || status === 204 || status === 205 || status === 304) {
    return body.length > 0 ? [`a body of ${body.length} bytes, where ${method} ${status} has none`] : []
  }
  const promised = [...content.promises.keys()]
  if (content.mayBeEmpty && body.length === 0) return []
  if (promised.length === 0) return [`a body of ${body.length} bytes (${headers['content-type']}), where none is documented`]
  if (!mediaType) {
    const sent = headers['content-type']
    return [sent === undefined ? 'no content-type, where content is documented' : `the content-type ${sent} cannot be read`]
  }
  if (`${mediaType.type}/${mediaType.subtype}`.includes('*'))
    return [`the content-type ${headers['content-type']} is a range, not a type`]
  const found = findDocumented(mediaType, promised)
  const promise = content.promises.get(found ?? '')
  if (!promise) return [`the content-type ${headers['content-type']} is not documented (${promised.join(', ')})`]
  return judgeBody(body, mediaType, promise, judging)
}

/** The documented media types and what each promises. */
interface Content {
  readonly promises: ReadonlyMap<string, BodyPromise>
  /** No content is documented, or no more than an example of it. */
  readonly mayBeEmpty: boolean
}

function contentOf(response: Place, operation: Operation, { files }: Judging): Content {
  const isOld = ownOf(files.entry.value, 'swagger') !== undefined
  if (!isOld) {
    const content = files.get(response, 'content')
    const promises = entriesOf(content.value).map(([key]): [string, BodyPromise] => {
      const media = files.get(content, key)
      return [key, { schema: present(files.child(media, 'schema')), itemSchema: present(files.child(media, 'itemSchema')) }]
    })
    return { promises: new Map(promises), mayBeEmpty: promises.length === 0 }
  }
  const schema = present(files.child(response, 'schema'))
  const examples = entriesOf(ownOf(response.value, 'examples')).map(([key]) => key)
  const silent: BodyPromise = { schema: undefined, itemSchema: undefined }
  if (!schema) return { promises: new Map(examples.map((key) => [key, silent])), mayBeEmpty: true }
  const own = files.get(operation.place, 'produces').value
  const types = textsOf(own === undefined ? files.get(files.entry, 'produces').value : own)
  const isFile = ownOf(files.follow(schema).value, 'type') === 'file'
  // 2.0 has no media type to fall back on: where none is named, any may come.
  const named = types.length > 0 ? types : ['*/*']
  return { promises: new Map(named.map((key) => [key, isFile ? silent : { schema, itemSchema: undefined }])), mayBeEmpty: false }
}

/** The key which stands for a status: exact, then its range, then default. Source: OpenAPI "Responses Object". */
function findStatus(status: number, documented: readonly string[]): string | undefined {
  const range = `${String(status)[0]}xx`
  return (
    documented.find((key) => key === String(status)) ??
    documented.find((key) => key.toLowerCase() === range) ??
    documented.find((key) => key.toLowerCase() === 'default')
  )
}

/** A JSON body that fits a documented success, when one is easily found. */
function findFitting(operation: Operation, judging: Judging): unknown {
  const { files, schemas } = judging
  const responses = files.get(operation.place, 'responses')
  for (const [status] of entriesOf(responses.value).filter(([key]) => /^(2|default)/i.test(key))) {
    const response = files.get(responses, status)
    for (const [key, { schema }] of contentOf(response, operation, judging).promises) {
      if (!schema || !/json/i.test(key)) continue
      const media = files.get(response, 'content', key)
      const named = entriesOf(ownOf(media.value, 'examples')).map(([name]) => files.get(media, 'examples', name, 'value').value)
      const candidates = [
        ownOf(media.value, 'example'),
        ...named,
        ownOf(ownOf(response.value, 'examples'), key),
        sampleValue(files, schema),
      ]
      const fitting = candidates.find((candidate) => candidate !== undefined && schemas.accepts(schema, candidate))
      if (fitting !== undefined) return fitting
    }
  }
  return undefined
}

function present(place: Place): Place | undefined {
  return place.value === undefined ? undefined : place
}

function failed(answered: boolean, fault: string): Judgement {
  return { answered, faults: [fault], impossible: false, isOtherThanJson: false }
}

function safeJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isPlain(value) ? value : {}
  } catch {
    return {}
  }
}
