// Text bodies: as they are, or as the number or object that the schema wants.
import type { SchemaNode } from '../../schema/schema-node.ts'
import { readText } from '../read-as.ts'
import { allowedTypes } from '../read-shape.ts'
import { type DecodedBody, decoded } from './decode-result.ts'

/**
 * The text, typed by the schema. Plain text that is nothing the schema wants is left to the check of the value; a text of another kind
 * (YAML, CSV, events) may well hold the object or list that is wanted, but cannot be judged.
 */
export function decodeText(text: string, type: string, schema: SchemaNode | undefined): DecodedBody {
  const types = schema && allowedTypes(schema)
  if (types === undefined || types.has('string')) return decoded(readText(text, schema))
  const value = readText(text.trim(), schema)
  return typeof value !== 'string' ? decoded(value) : { ...decoded(text), isOpaque: type !== 'text/plain' }
}
