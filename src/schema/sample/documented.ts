// Values that the document itself gives inside its schemas: example, examples, default.
import type { SchemaNode } from '../schema-node.ts'
import type { At } from './context.ts'

/** In the order in which they are preferred. Empty containers and null say little and are left to generation. */
export function* documentedValues(nodes: readonly SchemaNode[]): Generator<unknown> {
  for (const keyword of ['example', 'x-example', 'examples', 'default']) {
    for (const node of nodes) {
      const written = node.get(keyword)
      const values = keyword === 'examples' && Array.isArray(written) ? written : keyword === 'examples' ? [] : [written]
      for (const value of values) if (value !== undefined && value !== null && !isEmpty(value)) yield value
    }
  }
}

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0

const IDENTITY =
  /^(id|uuid|guid|key|slug|sha|number|email|login|username|handle|code|ref)$|[a-z0-9](Id|ID|Uuid|Key)$|_(id|uuid|key)$/

/** Later items of a list would all have the same id if each took the documented one: what identifies them is counted on. */
export function vary(value: unknown, at: At, accepts: (value: unknown) => boolean): unknown {
  if (at.index === 0) return value
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value).map(([name, part]) => [name, IDENTITY.test(name) ? next(part, at.index) : part])
    const varied = Object.fromEntries(entries)
    return accepts(varied) ? varied : value
  }
  if (!IDENTITY.test(at.name)) return value
  const varied = next(value, at.index)
  return accepts(varied) ? varied : value
}

function next(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value + by
  if (typeof value !== 'string') return value
  // the last digits, also inside "pet-12.json"; a hexadecimal id changes its last digit only
  const digits = /(\d{1,15})(\D*)$/.exec(value)
  if (digits?.[1] === undefined) return value
  const counted = String(Number(digits[1]) + by)
    .padStart(digits[1].length, '0')
    .slice(-digits[1].length)
  return value.slice(0, digits.index) + counted + (digits[2] ?? '')
}
