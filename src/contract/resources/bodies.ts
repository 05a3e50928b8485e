// The schemas of an operation that inference looks at: what it answers, what it takes.
import { essenceOf, familyOf } from '../../http/media-type.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { MediaOption, Operation } from '../operation.ts'
import { successOf } from '../responses.ts'

/** The schema of the success as JSON (else as the first media type); undefined without a body. */
export function answerSchema(operation: Operation): SchemaNode | undefined {
  const media = successOf(operation.details().responses)?.media ?? []
  return jsonFirst(media)?.schema
}

/** Families whose bodies become objects with properties. */
const TAKEN = new Set(['json', 'form', 'multipart', 'xml'])

/** The schema of the body that a request sends, JSON before forms. A list of JSON Patch operations is no item. */
export function takenSchema(operation: Operation): SchemaNode | undefined {
  const media = (operation.request().body?.media ?? []).filter(
    ({ type, schema }) => schema !== undefined && TAKEN.has(familyOf(type)) && essenceOf(type) !== 'application/json-patch+json',
  )
  return jsonFirst(media)?.schema
}

function jsonFirst<Media extends Pick<MediaOption, 'type' | 'schema'>>(media: readonly Media[]): Media | undefined {
  return (
    media.find(({ type }) => essenceOf(type) === 'application/json') ??
    media.find(({ type }) => familyOf(type) === 'json') ??
    media[0]
  )
}
