// Documented examples held against their schema.
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts'
import { familyOf } from '../http/media-type.ts'
import { validate } from '../schema/compile-validator.ts'
import type { View } from '../schema/run.ts'
import type { Violation } from '../schema/violation.ts'
import type { ExampleOption, MediaOption } from './operation.ts'

export interface AssessedExample {
  readonly name: string
  /** The value to serve; an example that was written as JSON text is read. */
  readonly value: unknown
  readonly violations: readonly Violation[]
  /** The text is served as it is: XML, CSV and the like, written out by the author. */
  readonly isText: boolean
  readonly place: () => Place
}

const assessed = new WeakMap<MediaOption, readonly AssessedExample[]>()

/** The examples of a media type, each with what it breaks; worked out once. */
export function assessExamples(media: MediaOption, view: View = 'response'): readonly AssessedExample[] {
  let known = assessed.get(media)
  if (known === undefined) {
    known = media.examples.map((example) => assess(example, media, view))
    assessed.set(media, known)
  }
  return known
}

function assess(example: ExampleOption, media: MediaOption, view: View): AssessedExample {
  const { name, place } = example
  const isJson = familyOf(media.type) === 'json'
  // a text under XML, CSV, a stream … is the body as the author wants it; only JSON says what a text means
  if (example.isSerialized || (typeof example.value === 'string' && !isJson))
    return { name, value: example.value, violations: [], isText: true, place }
  const { schema } = media
  if (schema === undefined) return { name, value: example.value, violations: [], isText: false, place }
  const violations = validate(schema, example.value, view)
  if (violations.length > 0 && typeof example.value === 'string') {
    const parsed = parseJson(example.value)
    if (parsed !== undefined) return { name, value: parsed, violations: validate(schema, parsed, view), isText: false, place }
  }
  return { name, value: example.value, violations, isText: false, place }
}

/** Some documents hold their JSON examples as text. */
function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The finding for an example that does not fit: its first violation, and how many more. */
export function exampleMismatch({ name, violations, place }: AssessedExample): Diagnostic | undefined {
  const [first] = violations
  if (first === undefined) return undefined
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : ''
  const where = first.pointer === '' ? '' : ` at ${first.pointer}`
  return diagnostic(
    'example-mismatch',
    place(),
    `example ${JSON.stringify(name)} does not fit its schema${where}: expected ${first.expected}, found ${first.received}${more}`,
  )
}
