// Which keywords a schema may hold, what value each needs, and what a document's OpenAPI version changes about them.
import { isPlain } from './values.ts'

/** What differs between the versions when a response is judged. */
export interface Dialect {
  /** "2.0", "3.0.3", "3.1.0" … as written. */
  readonly version: string
  /** 2.0 and 3.0: nothing beside a `$ref` counts. */
  readonly refStandsAlone: boolean
  /** 3.0: `nullable` adds null to the `type` beside it (OpenAPI 3.0.3, "Schema Object"). */
  readonly nullable: boolean
  /** 2.0, 3.0 and documents that say so: `exclusiveMinimum: true` belongs to `minimum`. */
  readonly booleanBounds: boolean
  /** 3.0: what is writeOnly is not in a response, and is not required there (OpenAPI 3.0.3, "Schema Object"). */
  readonly writeOnly: boolean
}

/** Reads the version from the document's root. */
export function dialectOf(root: unknown): Dialect {
  const plain = isPlain(root) ? root : {}
  const version = String(plain['swagger'] ?? plain['openapi'] ?? '')
  const old = /^(2|3\.0)/.test(version)
  const draft4 = /draft-0[34]/.test(String(plain['jsonSchemaDialect'] ?? ''))
  return {
    version,
    refStandsAlone: old || draft4,
    nullable: version.startsWith('3.0'),
    booleanBounds: old || draft4,
    writeOnly: version.startsWith('3.0'),
  }
}

/** What a keyword's value is. Schemas are adapted in turn; the rest is copied when `fits` says that it has the right form. */
export type Kind = 'schema' | 'schemas' | 'schemaMap' | 'value'

interface Keyword {
  readonly kind: Kind
  readonly fits: (value: unknown) => boolean
}

const isSchema = (value: unknown) => typeof value === 'boolean' || isPlain(value)
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0
const isTexts = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string')
const typeNames = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'])
const isType = (value: unknown) => typeof value === 'string' && typeNames.has(value)

const schema: Keyword = { kind: 'schema', fits: isSchema }
const schemas: Keyword = { kind: 'schemas', fits: (value) => Array.isArray(value) && value.length > 0 }
const schemaMap: Keyword = { kind: 'schemaMap', fits: isPlain }
const number: Keyword = { kind: 'value', fits: isNumber }
const count: Keyword = { kind: 'value', fits: isCount }

/** Every keyword that can make a value invalid. All others (titles, examples, extensions) say nothing about validity and are left out. */
export const keywords: Readonly<Record<string, Keyword>> = {
  type: { kind: 'value', fits: (value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)) },
  enum: { kind: 'value', fits: (value) => Array.isArray(value) && value.length > 0 },
  const: { kind: 'value', fits: () => true },
  format: { kind: 'value', fits: (value) => typeof value === 'string' },
  pattern: { kind: 'value', fits: (value) => typeof value === 'string' && isPattern(value) },
  multipleOf: { kind: 'value', fits: (value) => isNumber(value) && Number(value) > 0 },
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minContains: count,
  maxContains: count,
  minProperties: count,
  maxProperties: count,
  uniqueItems: { kind: 'value', fits: (value) => typeof value === 'boolean' },
  required: { kind: 'value', fits: isTexts },
  dependentRequired: { kind: 'value', fits: (value) => isPlain(value) && Object.values(value).every(isTexts) },
  properties: schemaMap,
  patternProperties: schemaMap,
  dependentSchemas: schemaMap,
  additionalProperties: schema,
  unevaluatedProperties: schema,
  propertyNames: schema,
  items: schema,
  prefixItems: schemas,
  unevaluatedItems: schema,
  contains: schema,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  not: schema,
  if: schema,
  then: schema,
  else: schema,
}

/** Keywords whose schemas speak about the very same value. */
export const inPlace: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'])

/** The expression with Unicode rules, else as older programs read it; throws when it is none. Source: JSON Schema 2020-12 "Regular Expressions". */
export function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return new RegExp(pattern)
  }
}

/** Whether the text is a regular expression at all. */
export function isPattern(pattern: string): boolean {
  try {
    toRegExp(pattern)
    return true
  } catch {
    return false
  }
}
