// What a `format` allows: the one door to ajv-formats, plus the names that OpenAPI documents use for the same things.
import { createRequire } from 'node:module'

type Test = (value: never) => boolean
interface FormatTable {
  readonly [name: string]: true | RegExp | Test | { type?: string; validate: RegExp | Test }
}

/** A format's rule; `on` says which type it speaks about (another type passes, by JSON Schema). */
export interface Format {
  readonly on: 'string' | 'number'
  readonly test: (value: never) => boolean
}

const known = new Map<string, Format | undefined>()

/** The rule of a format name, or undefined when it is only a note (unknown names, `password`, `binary`). */
export function findFormat(name: string): Format | undefined {
  if (!known.has(name)) known.set(name, loadFormat(name))
  return known.get(name)
}

let table: FormatTable | undefined

function loadFormat(name: string): Format | undefined {
  table ??= (createRequire(import.meta.url)('ajv-formats/dist/formats.js') as { fullFormats: FormatTable }).fullFormats
  const entry = Object.hasOwn(table, name) ? table[name] : undefined
  if (entry === undefined || entry === true) return undefined
  const { on, rule } =
    entry instanceof RegExp || typeof entry === 'function'
      ? { on: 'string', rule: entry }
      : { on: entry.type === 'number' ? 'number' : 'string', rule: entry.validate }
  const test = rule instanceof RegExp ? (value: string) => rule.test(value) : rule
  return { on: on as Format['on'], test: test as Format['test'] }
}
