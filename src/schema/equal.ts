// Equality of JSON values. Source: JSON Schema 2020-12 Core, "Instance Equality".

/** Same JSON value: numbers by value, objects without regard to order. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equalJson(item, b[i]))
  if (Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && equalJson((a as never)[key], (b as never)[key]))
}

/** A text that is the same for equal values only: for sets of values, where comparing all pairs would cost too much. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' && value === 0 ? '0' : (JSON.stringify(value) ?? 'null')
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const record = value as Record<string, unknown>
  return `{${Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`)
    .join(',')}}`
}

/** The positions of the first two equal items, or undefined when all differ. */
export function findDuplicate(items: readonly unknown[]): readonly [number, number] | undefined {
  const seen = new Map<unknown, number>()
  for (const [i, item] of items.entries()) {
    // a string and the canonical text of another value must not meet in the map
    const key = typeof item === 'object' && item !== null ? canonicalJson(item) : typeof item === 'string' ? `"${item}` : item
    const first = seen.get(key)
    if (first !== undefined) return [first, i]
    seen.set(key, i)
  }
  return undefined
}
