// A rule that a value breaks: where in the value, which keyword of which schema, what was expected and received.
import type { SchemaNode } from './schema-node.ts'

export interface Violation {
  /** RFC 6901 pointer into the value; '' is the value itself. */
  readonly pointer: string
  /** The JSON Schema keyword, or `readOnly`/`writeOnly`. */
  readonly keyword: string
  /** The schema that holds the keyword: a place in a document can be found from it. */
  readonly schema: SchemaNode
  /** A short phrase for people: `a string matching ^[a-z]+$`. */
  readonly expected: string
  /** The value found, as short JSON text. */
  readonly received: string
  /** The property that is missing, where the keyword is `required`. */
  readonly property?: string
}

const MAX_SHOWN = 80

/** A value as short text: JSON, cut when long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value) && value.length > 8) return `a list of ${value.length} items`
  let text: string
  try {
    text = JSON.stringify(value) ?? String(value)
  } catch {
    text = String(value)
  }
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text
}
