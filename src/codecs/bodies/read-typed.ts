// A text as the value that its schema asks for: "7" -> 7. Source: OpenAPI "Data Type Format"; JSON Schema "Instance Data Model".
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { tryJson } from './decode-json.ts'
import { allowedTypes } from './decode-shape.ts'

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * The first reading of the text, among those of the types that the schema allows, that fits the schema. A text that can be read as none of
 * them comes back as it is, so that the check of the value tells what was expected and what came. Without a schema it is a text.
 */
export function readTyped(text: string, schema: SchemaNode | undefined): unknown {
  const types = schema && allowedTypes(schema)
  if (schema === undefined || types === undefined) return text
  const readings: unknown[] = []
  if (types.has('null') && (text === 'null' || (text === '' && !types.has('string')))) readings.push(null)
  if (types.has('boolean') && (text === 'true' || text === 'false')) readings.push(text === 'true')
  if ((types.has('number') || types.has('integer')) && isNumber(text)) readings.push(Number(text))
  if ((types.has('object') && /^\s*\{/.test(text)) || (types.has('array') && /^\s*\[/.test(text))) {
    const value = tryJson(text)
    if (value !== undefined) readings.push(value)
  }
  if (types.has('string')) readings.push(text)
  if (readings.length === 0) return text
  return readings.length === 1 ? readings[0] : (readings.find((value) => fits(schema, value, 'request')) ?? readings[0])
}

// a number past the range of JavaScript would change its meaning
const isNumber = (text: string) => text.length < 400 && NUMBER.test(text) && Number.isFinite(Number(text))
