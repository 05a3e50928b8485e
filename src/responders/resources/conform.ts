// A value made to fit its schema with as little change as possible.
import { fits, validate } from '../../schema/compile-validator.ts'
import type { Random } from '../../schema/random.ts'
import { isFound } from '../../schema/sample/outcome.ts'
import { sample } from '../../schema/sample/sample.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Violation } from '../../schema/violation.ts'
import { parsePointer } from '../../spec/json-pointer.ts'
import { partAt, withPart } from './json-path.ts'

const MAX_ROUNDS = 6
const SUPERFLUOUS = new Set([
  'writeOnly',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'false',
  'propertyNames',
])

/** The value as answers may show it: what breaks a rule is taken from `fallback`, the same each time, or left out. Undefined when nothing fits. */
export function conform(node: SchemaNode, value: unknown, fallback: () => unknown, random: Random): unknown {
  let best = value
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (fits(node, best, 'response')) return best
    const before = best
    // from the end, so that what is taken out of a list moves nothing that is still to be looked at
    for (const violation of [...validate(node, best, 'response')].reverse()) best = repaired(best, violation, fallback())
    if (best === before) break
  }
  if (fits(node, best, 'response')) return best
  const mended = sample(node, { random, view: 'response', mend: value })
  return isFound(mended) ? mended.value : undefined
}

function repaired(value: unknown, { pointer, keyword, property }: Violation, fallback: unknown): unknown {
  const path = parsePointer(pointer) ?? []
  if (property !== undefined && keyword === 'required') {
    const missing = partAt(fallback, [...path, property])
    if (missing !== undefined) return withPart(value, [...path, property], missing)
    return path.length === 0 ? value : replaced(value, path, fallback)
  }
  if (path.length === 0) return value
  return SUPERFLUOUS.has(keyword) ? withPart(value, path, undefined) : replaced(value, path, fallback)
}

function replaced(value: unknown, path: readonly string[], fallback: unknown): unknown {
  const other = partAt(fallback, path)
  return withPart(value, path, other === partAt(value, path) ? undefined : other)
}
