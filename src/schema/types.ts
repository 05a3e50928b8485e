// The types a schema allows.
import type { SchemaNode } from './schema-node.ts'

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null'

const KNOWN: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])
const TYPES = Symbol('types')

/** The types of `type` (with `nullable` where the dialect has it); undefined when every type is allowed or the name is unknown. */
export function typesOf(node: SchemaNode): ReadonlySet<JsonType> | undefined {
  return node.once(TYPES, () => {
    const written = node.get('type')
    // `type: [string, null]` in YAML means the name; a lone `type:` is null, too, and says nothing
    const names: readonly unknown[] = Array.isArray(written) ? written.map((name) => name ?? 'null') : [written]
    // OpenAPI 2.0 "file" is bytes, which stand for a string here; other unknown names allow all, and a rule reports them
    const types = names
      .map((name) => (name === 'file' ? 'string' : name))
      .filter((name): name is JsonType => typeof name === 'string' && KNOWN.has(name))
    if (types.length === 0 || types.length < names.length) return undefined
    if (isNullable(node)) types.push('null')
    return new Set(types)
  })
}

/** Whether `nullable: true` (3.0) or `x-nullable: true` (2.0) stands in this schema. */
export const isNullable = (node: SchemaNode): boolean =>
  node.space.dialect.nullable && (node.get('nullable') === true || node.get('x-nullable') === true)

export function typeOf(value: unknown): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  if (type === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return type === 'string' || type === 'boolean' ? type : 'object'
}

const TESTS: Readonly<Record<JsonType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  object: (value) => typeOf(value) === 'object',
  array: Array.isArray,
  null: (value) => value === null,
}

/** A test for these types: most schemas allow one, which is asked for directly. */
export function typeTest(types: ReadonlySet<JsonType>): (value: unknown) => boolean {
  const [only] = types
  return only !== undefined && types.size === 1 ? TESTS[only] : (value) => allowsType(types, typeOf(value))
}

/** Whether a value of this type is one of the allowed types. */
export const allowsType = (types: ReadonlySet<JsonType>, type: JsonType): boolean =>
  types.has(type) || (type === 'integer' && types.has('number'))
