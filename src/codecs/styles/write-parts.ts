// A value as the texts that a style puts between its delimiters. Source: RFC 6570 "Expression Expansion"; OpenAPI "Data Type Conversion".
import { isRecord } from '../../spec/json-pointer.ts'

export type Encode = (text: string) => string

/** Lists and objects inside others are written as JSON, since no style has a form for them. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** Undefined in the words of RFC 6570: nothing to write. */
export const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined

/** The encoded names and values of an object; properties that are undefined are left out. */
export const pairsOf = (value: Readonly<Record<string, unknown>>, encode: Encode): [string, string][] =>
  Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => [encode(name), encode(textOf(part))])

/** The encoded parts in order: items, `name=value` or names and values in turn, or the one text. Null and undefined have none. */
export function writeParts(value: unknown, explode: boolean, encode: Encode): string[] {
  if (isNothing(value)) return []
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item)))
  if (!isRecord(value)) return [encode(textOf(value))]
  const pairs = pairsOf(value, encode)
  return explode ? pairs.map(([name, text]) => `${name}=${text}`) : pairs.flat()
}
