// Operations laid over a value. Source: RFC 6902 "JSON Patch".
import { isDeepStrictEqual } from 'node:util'
import { joinPointer, parsePointer } from '../../spec/json-pointer.ts'
import { isItem, partAt, withPart } from './json-path.ts'

/** The new value, or why the patch cannot be applied. All operations are applied, or none. */
export function applyJsonPatch(
  value: unknown,
  operations: readonly unknown[],
): { readonly value: unknown } | { readonly problem: string } {
  let made = value
  for (const [i, operation] of operations.entries()) {
    const next = isItem(operation) ? applyOne(made, operation) : 'it is no object'
    if (typeof next === 'string') return { problem: `The patch cannot be applied: operation ${i + 1}: ${next}.` }
    made = next.value
  }
  return { value: made }
}

function applyOne(
  value: unknown,
  { op, path, from, value: given }: Record<string, unknown>,
): { readonly value: unknown } | string {
  const at = typeof path === 'string' ? parsePointer(path) : undefined
  if (at === undefined) return `${JSON.stringify(path)} is no JSON Pointer`
  if (given === undefined && (op === 'add' || op === 'replace' || op === 'test')) return 'it has no value'
  const source = typeof from === 'string' ? parsePointer(from) : undefined
  switch (op) {
    case 'add':
      return added(value, at, given)
    case 'remove':
      return partAt(value, at) === undefined ? missing(path) : { value: withPart(value, at, undefined) }
    case 'replace':
      return partAt(value, at) === undefined ? missing(path) : { value: withPart(value, at, given) }
    case 'test':
      return isDeepStrictEqual(partAt(value, at), given) ? { value } : `the value at ${JSON.stringify(path)} is another one`
    case 'copy':
    case 'move': {
      const part = source && partAt(value, source)
      if (source === undefined || part === undefined) return missing(from)
      return added(op === 'move' ? withPart(value, source, undefined) : value, at, part)
    }
    default:
      return `${JSON.stringify(op)} is no operation`
  }
}

/** Into a list it is put in between, or at the end. */
function added(value: unknown, at: readonly string[], part: unknown): { readonly value: unknown } | string {
  if (at.length === 0) return { value: part }
  const parent = partAt(value, at.slice(0, -1))
  const last = at.at(-1) ?? ''
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : /^(0|[1-9]\d*)$/.test(last) ? Number(last) : Number.NaN
    if (!(index <= parent.length)) return `there is no place ${last} in the list`
    return { value: withPart(value, at.slice(0, -1), [...parent.slice(0, index), part, ...parent.slice(index)]) }
  }
  return isItem(parent) ? { value: withPart(value, at, part) } : missing(joinPointer('', ...at.slice(0, -1)))
}

const missing = (path: unknown) => `there is nothing at ${JSON.stringify(path)}`
