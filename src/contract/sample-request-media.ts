// A media type to send where the document has one or a range of them.
import { isBytes } from '../codecs/read-shape.ts'
import { essenceOf } from '../http/media-type.ts'
import type { SchemaNode } from '../schema/schema-node.ts'

const USUAL: Readonly<Record<string, string>> = {
  'text/*': 'text/plain',
  'image/*': 'image/png',
  'audio/*': 'audio/wav',
  'video/*': 'video/mp4',
  'font/*': 'font/woff2',
  'multipart/*': 'multipart/form-data',
}

/** `image/*` -> `image/png`, `application/*+json` -> `application/vnd.mock+json`; what is no range stays as it is written. */
export function concreteType(type: string, schema: SchemaNode | undefined): string {
  const essence = essenceOf(type)
  if (!essence.includes('*')) return type
  const known = USUAL[essence]
  if (known !== undefined) return known
  const [, kind, suffix] = /^([^/*]*)\/[^*]*\*(\+[^*]+)$/.exec(essence) ?? []
  if (suffix !== undefined) return `${kind === '' ? 'application' : kind}/vnd.mock${suffix}`
  return isBytes(schema) ? 'application/octet-stream' : 'application/json'
}
