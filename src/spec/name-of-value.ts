// What a value is, in the words of someone who writes YAML.

/** "a map", "a list", "text", "a number", "true or false", "nothing": fits behind "must be ..., not". */
export function nameOfValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'a number' : 'true or false'
}
