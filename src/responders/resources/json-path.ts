// Reading and changing parts of a value by property names. Values are never changed in place.

export type Item = Record<string, unknown>

export const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The part at `path`; undefined when there is none. */
export function partAt(value: unknown, path: readonly string[]): unknown {
  let part = value
  for (const name of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, name)) return undefined
    part = (part as Item)[name]
  }
  return part
}

/** A copy with another part at `path`; objects are made where they are missing. `undefined` takes the part away. */
export function withPart(value: unknown, path: readonly string[], part: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return part
  if (Array.isArray(value)) {
    const index = Number(name)
    if (rest.length === 0 && part === undefined) return value.filter((_, i) => i !== index)
    return value.map((each, i) => (i === index ? withPart(each, rest, part) : each))
  }
  const entries = new Map(isItem(value) ? Object.entries(value) : [])
  const inner = withPart(entries.get(name), rest, part)
  if (inner === undefined) entries.delete(name)
  else entries.set(name, inner)
  // from entries, so that a property called __proto__ is one like any other
  return Object.fromEntries(entries)
}
