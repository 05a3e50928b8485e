// Parts laid over a value. Source: RFC 7396 "JSON Merge Patch".

/** A new value: members of `patch` replace those of `target`, null takes them away, all but objects are replaced whole. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [name, part] of Object.entries(patch)) {
    if (part === null) merged.delete(name)
    else if (part !== undefined) merged.set(name, mergePatch(merged.get(name), part))
  }
  // from entries, so that a member called __proto__ is one like any other
  return Object.fromEntries(merged)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
