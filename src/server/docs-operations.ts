// Operations for the docs page: what Swagger UI would leave out, put in a form that it shows.
import { isRecord } from '../spec/json-pointer.ts'
import { localTarget } from './local-target.ts'
import { type Json, mapOperations } from './map-operations.ts'

/**
 * An operation without `responses` would show no answer, and a parameter `in: querystring` (OpenAPI 3.2) would not be sent: the fields of
 * its form are shown as query parameters, which come to the same on the wire.
 */
export const presentOperations = (document: Json): Json =>
  mapOperations(document, (part, _path, item) => ({
    ...part,
    ...(item !== undefined && !hasResponses(part) && { responses: { default: { description: 'Not documented.' } } }),
    ...(Array.isArray(part['parameters']) && {
      parameters: part['parameters'].flatMap((each) => fieldsOf(localTarget(each, document), document) ?? [each]),
    }),
  }))

const hasResponses = ({ responses }: Json) =>
  isRecord(responses) && Object.keys(responses).some((status) => !status.startsWith('x-'))

const FORM = 'application/x-www-form-urlencoded'

function fieldsOf(parameter: unknown, document: Json): Json[] | undefined {
  if (!isRecord(parameter) || parameter['in'] !== 'querystring' || !isRecord(parameter['content'])) return undefined
  const form = parameter['content'][FORM]
  const schema = isRecord(form) ? localTarget(form['schema'], document) : undefined
  if (!isRecord(schema) || !isRecord(schema['properties'])) return undefined
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(schema['properties']).map(([name, field]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: field,
  }))
}
