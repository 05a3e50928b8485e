// Responder: a generated sample, and the answers that have no body.

import { sampleFile } from '../codecs/bodies/sample-files.ts'
import { brokenReference, placeOfSchema } from '../contract/schema-place.ts'
import { diagnostic } from '../diagnostics/diagnostic.ts'
import { Refusal } from '../diagnostics/refusal.ts'
import { familyOf } from '../http/media-type.ts'
import { answerHeaders } from '../pipeline/answer-headers.ts'
import type { Chosen, Draft, DraftBody } from '../pipeline/exchange.ts'
import type { Responder } from '../pipeline/responder.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { type Contradiction, isFound } from '../schema/sample/outcome.ts'
import { sample } from '../schema/sample/sample.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { typesOf } from '../schema/types.ts'
import { ownersOf, responseRandom } from './response-random.ts'

const STREAM_ITEMS = 3

export const samplesResponder: Responder = {
  name: 'samples',
  answer(exchange, runtime): Draft {
    const random = responseRandom(exchange, runtime)
    const headers = answerHeaders(exchange.response.headers, ownersOf(exchange), random.fork('headers'))
    const body = exchange.media === undefined ? undefined : sampleBody(exchange, runtime)
    return { status: exchange.status, headers, body, source: 'sample', isValid: true }
  },
}

function sampleBody(exchange: Chosen, runtime: Runtime): DraftBody {
  const { media, contentType = '' } = exchange
  const family = familyOf(contentType)
  const schema = media?.schema
  if (family === 'binary' || (schema !== undefined && isBytes(schema) && family !== 'json')) {
    const file = sampleFile(contentType)
    if (file !== undefined) return { raw: file.bytes }
  }
  if (media?.itemSchema !== undefined) {
    const { itemSchema } = media
    return { value: Array.from({ length: STREAM_ITEMS }, (_, i) => sampleValue(itemSchema, exchange, runtime, i)) }
  }
  if (schema === undefined) return emptyBody(family)
  // a stream shows more than one event of its schema
  if (family === 'event-stream' && !(typesOf(schema.target ?? schema)?.has('array') ?? false)) {
    return { value: Array.from({ length: STREAM_ITEMS }, (_, i) => sampleValue(schema, exchange, runtime, i)) }
  }
  const value = sampleValue(schema, exchange, runtime, 0)
  return family === 'binary' && typeof value === 'string' ? { raw: value } : { value }
}

const isBytes = (schema: SchemaNode) => {
  const own = schema.target ?? schema
  return own.get('type') === 'file' || own.get('format') === 'binary'
}

/** A media type without a schema allows anything: the least of its kind. */
function emptyBody(family: ReturnType<typeof familyOf>): DraftBody {
  if (family === 'json' || family === 'form') return { value: {} }
  if (family === 'xml') return { raw: '<?xml version="1.0" encoding="UTF-8"?>\n<root/>' }
  if (family === 'event-stream') return { value: ['hello', 'hello again'] }
  if (family === 'multipart') return { value: { part: 'text' } }
  return { raw: family === 'text' ? 'text' : '' }
}

function sampleValue(schema: SchemaNode, exchange: Chosen, runtime: Runtime, index: number): unknown {
  const random = responseRandom(exchange, runtime)
  const outcome = sample(schema, {
    random: index === 0 ? random : random.fork(index),
    view: 'response',
    owners: ownersOf(exchange),
  })
  if (isFound(outcome)) return outcome.value
  throw noSample(outcome, exchange, runtime)
}

/** Says why there is no answer: a reference that leads nowhere, rules that contradict each other, or a limit. */
function noSample({ reason, proven, node }: Contradiction, { operation, response }: Chosen, runtime: Runtime): Refusal {
  const broken = node === undefined ? undefined : brokenReference(operation.document, node)
  const code = broken !== undefined ? 'no-response' : proven ? 'schema-unsatisfiable' : 'sample-not-found'
  const finding =
    broken ??
    diagnostic(
      proven ? 'schema-unsatisfiable' : 'sample-not-found',
      (node && placeOfSchema(node)) ?? response.place(),
      `${operation.method} ${operation.path} ${response.status}: ${proven ? 'nothing can satisfy the schema' : 'no sample was found'}: ${reason}`,
    )
  runtime.report(finding)
  return new Refusal(code, { detail: `The response ${response.status} cannot be given: ${reason}.`, finding })
}
