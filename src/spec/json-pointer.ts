// JSON Pointer (RFC 6901): walking a value by the names of its parts.

/** `~1` and `~0` undone. */
export const unescapeToken = (token: string) => token.replaceAll('~1', '/').replaceAll('~0', '~')

export const escapeToken = (token: string | number) => String(token).replaceAll('~', '~0').replaceAll('/', '~1')

/** The tokens of a pointer, or undefined when the text is no pointer. '' has none. */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) return undefined
  return pointer.slice(1).split('/').map(unescapeToken)
}

/** `/a/b` with one more token. */
export const joinPointer = (pointer: string, ...tokens: readonly (string | number)[]) =>
  tokens.reduce<string>((path, token) => `${path}/${escapeToken(token)}`, pointer)

/** The own property of an object, or the item of an array, or undefined. Never looks at a prototype: names such as `constructor` are data. */
export function child(value: unknown, token: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
