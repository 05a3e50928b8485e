// Keywords about objects. Source: JSON Schema 2020-12 Core, "Keywords for Applying Subschemas to Objects"; Validation, "for Objects".
import { hiddenBy } from '../access.ts'
import { checkOf } from '../compile-validator.ts'
import { compilePattern, type Pattern } from '../pattern.ts'
import type { Check, Run } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'
import { count } from './value.ts'

type ObjectCheck = (value: Record<string, unknown>, run: Run) => boolean

/** Inside of for-in this costs nothing, and `Object.hasOwn` a call each time. */
const { hasOwnProperty: isOwn } = Object.prototype

export function objectKeywords(node: SchemaNode): Check[] {
  const checks: ObjectCheck[] = [
    ...required(node),
    ...size(node),
    ...members(node),
    ...propertyNames(node),
    ...dependencies(node),
  ]
  return checks.map(
    (check) => (value, run) => typeof value !== 'object' || value === null || Array.isArray(value) || check(value as never, run),
  )
}

/** The names a schema requires; draft 3's `required: true` inside a property is no list and says nothing. */
export function requiredOf(node: SchemaNode): string[] {
  const names = node.get('required')
  return Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string') : []
}

function required(node: SchemaNode): ObjectCheck[] {
  const names = requiredOf(node)
  if (names.length === 0) return []
  const properties = node.map('properties')
  return [
    (value, run) => {
      let ok = true
      for (const name of names) {
        if (Object.hasOwn(value, name) || isLifted(properties.get(name), run)) continue
        ok = run.fail(node, 'required', undefined, () => `a property ${JSON.stringify(name)}`, name)
        if (!run.goesOn) return false
      }
      return ok
    },
  ]
}

/** A required property that its view leaves out is not required there (readOnly in requests; writeOnly in answers, in OpenAPI 3.0 and before). */
function isLifted(property: SchemaNode | undefined, run: Run): boolean {
  if (property === undefined) return false
  const hidden = hiddenBy(property, run.view)
  return hidden === 'readOnly' || (hidden === 'writeOnly' && property.space.dialect.writeOnlyLiftsRequired)
}

/** Whether requests (readOnly) or answers (writeOnly) leave this property out, given whether its object requires it. See `Dialect.writeOnlyLiftsRequired`. */
export function isHidden(property: SchemaNode, view: Run['view'], isRequired: boolean): boolean {
  const hidden = hiddenBy(property, view)
  if (hidden === 'readOnly') return true
  return hidden !== undefined && (!isRequired || property.space.dialect.writeOnlyLiftsRequired)
}

function size(node: SchemaNode): ObjectCheck[] {
  const min = count(node, 'minProperties')
  const max = count(node, 'maxProperties')
  if (min === undefined && max === undefined) return []
  return [
    (value, run) => {
      const length = Object.keys(value).length
      if (min !== undefined && length < min) return run.fail(node, 'minProperties', value, () => `at least ${min} properties`)
      if (max !== undefined && length > max) return run.fail(node, 'maxProperties', value, () => `at most ${max} properties`)
      return true
    },
  ]
}

/** The patterns of `patternProperties` that are regular expressions, each with its schema. */
export function patternsOf(node: SchemaNode): [Pattern, SchemaNode][] {
  return [...node.map('patternProperties')].flatMap(([source, schema]): [Pattern, SchemaNode][] => {
    const pattern = compilePattern(source)
    return pattern === undefined ? [] : [[pattern, schema]]
  })
}

function members(node: SchemaNode): ObjectCheck[] {
  const patterns = patternsOf(node)
  const rest = node.one('additionalProperties')
  const properties = node.map('properties')
  if (properties.size === 0 && patterns.length === 0 && rest === undefined) return []
  const required = new Set(requiredOf(node))
  // of the properties met so far: most of a large schema is never sent
  const checks = new Map<string, Check>()
  const compileProperty = (key: string): Check | undefined => {
    const schema = properties.get(key)
    const check = schema && propertyCheck(schema, required.has(key))
    if (check !== undefined) checks.set(key, check)
    return check
  }
  return [
    (value, run) => {
      let ok = true
      for (const key in value) {
        if (!isOwn.call(value, key)) continue
        const part = value[key]
        const check = checks.get(key) ?? compileProperty(key)
        let known = check !== undefined
        if (check !== undefined && !run.inside(key, part, check)) ok = false
        for (const [pattern, schema] of patterns) {
          if (!pattern.test(key, run.effort)) continue
          known = true
          if (!run.inside(key, part, checkOf(schema))) ok = false
        }
        if (!known && rest !== undefined) {
          known = true
          if (!(rest.value === false ? refuse(node, key, part, run) : run.inside(key, part, checkOf(rest)))) ok = false
        }
        if (known) run.evaluated?.properties.add(key)
        if (!ok && !run.goesOn) return false
      }
      return ok
    },
  ]
}

/** The check of a property; where requests or answers leave it out, one that says so there. */
function propertyCheck(schema: SchemaNode, isRequired: boolean): Check {
  const check = checkOf(schema)
  const hidden = { request: isHidden(schema, 'request', isRequired), response: isHidden(schema, 'response', isRequired) }
  if (!hidden.request && !hidden.response) return check
  return (part, run) => {
    const ok = check(part, run)
    if (run.view === undefined || !hidden[run.view]) return ok
    const keyword = run.view === 'response' ? 'writeOnly' : 'readOnly'
    return run.fail(schema, keyword, part, () => `nothing: the property is ${keyword}`)
  }
}

const refuse = (node: SchemaNode, key: string, part: unknown, run: Run): boolean =>
  run.inside(key, part, (found) => run.fail(node, 'additionalProperties', found, () => `no property ${JSON.stringify(key)}`))

function propertyNames(node: SchemaNode): ObjectCheck[] {
  const schema = node.one('propertyNames')
  if (schema === undefined) return []
  return [
    (value, run) => {
      let ok = true
      for (const key of Object.keys(value)) if (!run.inside(key, key, checkOf(schema))) ok = false
      return ok
    },
  ]
}

function dependencies(node: SchemaNode): ObjectCheck[] {
  const checks: ObjectCheck[] = []
  for (const [name, needed] of Object.entries({ ...lists(node.get('dependencies')), ...lists(node.get('dependentRequired')) })) {
    checks.push((value, run) => {
      if (!Object.hasOwn(value, name)) return true
      const missing = needed.find((other) => !Object.hasOwn(value, other))
      return (
        missing === undefined ||
        run.fail(node, 'dependentRequired', value, () => `a property ${JSON.stringify(missing)} beside ${JSON.stringify(name)}`)
      )
    })
  }
  for (const [name, schema] of dependentSchemas(node)) {
    checks.push((value, run) => !Object.hasOwn(value, name) || run.inPlace(value, checkOf(schema)))
  }
  return checks
}

/** The schemas that the presence of a property brings in: `dependentSchemas`, and `dependencies` before 2019-09. */
export const dependentSchemas = (node: SchemaNode): [string, SchemaNode][] => [
  ...node.map('dependentSchemas'),
  ...[...node.map('dependencies')].filter(
    ([name]) => !Array.isArray((node.get('dependencies') as Record<string, unknown>)[name]),
  ),
]

/** The entries of a map that hold lists of names. */
export function lists(map: unknown): Record<string, string[]> {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return {}
  return Object.fromEntries(Object.entries(map).filter((entry): entry is [string, string[]] => Array.isArray(entry[1])))
}
