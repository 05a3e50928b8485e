// Looking into values of unknown shape without trusting them.
/** A plain object as JSON and YAML give it. */
export type Plain = Readonly<Record<string, unknown>>

/** True for objects that are not arrays and not null. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The own entries of an object; none for everything else, so that a malformed document reads as an empty one. */
export function entriesOf(value: unknown): [string, unknown][] {
  return isPlain(value) ? Object.entries(value) : []
}

/** The own property of that name, never one inherited from Object.prototype. */
export function ownOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined
  return isPlain(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** The value when it is a string, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The strings in a list; none when it is no list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** Sets an own property even when it is called `__proto__`. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
