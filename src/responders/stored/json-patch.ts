// Operations laid over a value. Source: RFC 6902 "JSON Patch".
import { isDeepStrictEqual } from 'node:util'
import { parsePointer } from '../../spec/json-pointer.ts'
import { isItem, partAt, withPart } from './json-path.ts'

/** The new value, or why the patch cannot be applied. All operations are applied, or none. */
export function applyJsonPatch(
  value: unknown,
  operations: readonly unknown[],
): { readonly value: unknown } | { readonly problem: string } {
  let made = value
  for (const [i, operation] of operations.entries()) {
    const next = isItem(operation) ? applyOne(made, operation) : 'it is no object'
    if (typeof next === 'string') return { problem: `operation ${i + 1} of the patch cannot be applied: ${next}` }
    made = next.value
  }
  return { value: made }
}

function applyOne(
  value: unknown,
  { op, path, from, value: given }: Record<string, unknown>,
): { readonly value: unknown } | string {
  const at = typeof path === 'string' ? parsePointer(path) : undefined
  if (at === undefined) return 'its path is no JSON Pointer'
  const source = typeof from === 'string' ? parsePointer(from) : undefined
  switch (op) {
    case 'add':
      return added(value, at, given)
    case 'remove':
      return partAt(value, at) === undefined ? missing(path) : { value: withPart(value, at, undefined) }
    case 'replace':
      return partAt(value, at) === undefined ? missing(path) : { value: withPart(value, at, given) }
    case 'test':
      return isDeepStrictEqual(partAt(value, at), given) ? { value } : `${String(path)} is another value`
    case 'copy':
    case 'move': {
      const part = source && partAt(value, source)
      if (source === undefined || part === undefined) return missing(from)
      return added(op === 'move' ? withPart(value, source, undefined) : value, at, part)
    }
    default:
      return `there is no operation ${JSON.stringify(op)}`
  }
}

/** Into a list it is put in between, or at the end. */
function added(value: unknown, at: readonly string[], part: unknown): { readonly value: unknown } | string {
  if (at.length === 0) return { value: part }
  const parent = partAt(value, at.slice(0, -1))
  const last = at.at(-1) ?? ''
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last)
    if (!Number.isInteger(index) || index < 0 || index > parent.length) return `there is no place ${last} in the list`
    return { value: withPart(value, at.slice(0, -1), [...parent.slice(0, index), part, ...parent.slice(index)]) }
  }
  return isItem(parent) ? { value: withPart(value, at, part) } : missing(at.slice(0, -1).join('/'))
}

const missing = (path: unknown) => `there is nothing at ${String(path)}`
