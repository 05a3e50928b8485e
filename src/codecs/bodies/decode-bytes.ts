// Bodies of types that nobody here reads: images, archives, types of the API's own.
import type { SchemaNode } from '../../schema/schema-node.ts'
import { allowedTypes } from '../read-shape.ts'
import { tryJson } from './decode-json.ts'
import { type DecodedBody, decoded } from './decode-result.ts'

/**
 * Bytes as a latin1 text, one character a byte. Where the schema wants no text the type is one of the API's own (`application/vnd.acme.v1`),
 * which is JSON more often than not; what is none cannot be judged.
 */
export function decodeBytes(bytes: Buffer, schema: SchemaNode | undefined): DecodedBody {
  const text = bytes.toString('latin1')
  const types = schema && allowedTypes(schema)
  if (types === undefined || types.has('string')) return decoded(text)
  const value = tryJson(bytes.toString())
  return value === undefined ? { ...decoded(text), isOpaque: true } : decoded(value)
}
