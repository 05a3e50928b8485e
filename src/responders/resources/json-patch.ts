// Operations applied to a value. Source: RFC 6902 "JavaScript Object Notation (JSON) Patch".
import { equalJson } from '../../schema/equal.ts'
import { joinPointer, parsePointer } from '../../spec/json-pointer.ts'

/** An operation could not be applied; the message names it. */
export class PatchError extends Error {}

/** A new value; nothing of `target` is changed. Throws PatchError at the first operation that cannot be applied. */
export function jsonPatch(target: unknown, operations: readonly unknown[]): unknown {
  let value = structuredClone(target)
  for (const [i, operation] of operations.entries()) {
    try {
      value = apply(value, operation)
    } catch (error) {
      if (error instanceof PatchError) throw new PatchError(`operation ${i}: ${error.message}`)
      throw error
    }
  }
  return value
}

function apply(value: unknown, operation: unknown): unknown {
  if (typeof operation !== 'object' || operation === null) throw new PatchError('it is no object')
  const { op, path, from, value: given } = operation as Readonly<Record<string, unknown>>
  const to = tokensOf(path)
  switch (op) {
    case 'add':
      return add(value, to, structuredClone(given))
    case 'remove':
      return remove(value, to)
    case 'replace':
      find(value, to)
      return to.length === 0 ? given : add(remove(value, to), to, structuredClone(given))
    case 'move': {
      const source = tokensOf(from)
      const moved = find(value, source)
      return add(remove(value, source), to, moved)
    }
    case 'copy':
      return add(value, to, structuredClone(find(value, tokensOf(from))))
    case 'test':
      if (!equalJson(find(value, to), given)) throw new PatchError(`the value at ${JSON.stringify(path)} is another one`)
      return value
    default:
      throw new PatchError(`${JSON.stringify(op)} is no operation`)
  }
}

function tokensOf(pointer: unknown): string[] {
  const tokens = typeof pointer === 'string' ? parsePointer(pointer) : undefined
  if (tokens === undefined) throw new PatchError(`${JSON.stringify(pointer)} is no JSON Pointer`)
  return tokens
}

function find(value: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce((at, token) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, token)) throw missing(tokens)
    return (at as Record<string, unknown>)[token]
  }, value)
}

function add(value: unknown, tokens: readonly string[], given: unknown): unknown {
  const last = tokens.at(-1)
  if (last === undefined) return given
  const parent = find(value, tokens.slice(0, -1))
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : indexOf(last)
    if (index === undefined || index > parent.length) throw missing(tokens)
    parent.splice(index, 0, given)
  } else if (typeof parent === 'object' && parent !== null) {
    // a member called __proto__ is one like any other
    Object.defineProperty(parent, last, { value: given, writable: true, enumerable: true, configurable: true })
  } else throw missing(tokens)
  return value
}

function remove(value: unknown, tokens: readonly string[]): unknown {
  const last = tokens.at(-1)
  find(value, tokens)
  if (last === undefined) return undefined
  const parent = find(value, tokens.slice(0, -1))
  if (Array.isArray(parent)) {
    const index = indexOf(last)
    if (index === undefined) throw missing(tokens)
    parent.splice(index, 1)
  } else delete (parent as Record<string, unknown>)[last]
  return value
}

const indexOf = (token: string) => (/^(0|[1-9]\d{0,8})$/.test(token) ? Number(token) : undefined)

const missing = (tokens: readonly string[]) => new PatchError(`there is nothing at ${JSON.stringify(joinPointer('', ...tokens))}`)
