// Questions to schemas that the types depend on: what a reference leads to, what a property is, whether the two views differ.
import { hiddenBy } from '../schema/access.ts'
import { isHidden, requiredOf } from '../schema/keywords/object.ts'
import type { View } from '../schema/run.ts'
import type { SchemaNode } from '../schema/schema-node.ts'

/** Keywords that a type can show. */
const SHOWN = [
  'type',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'unevaluatedProperties',
  'items',
]
const SHOWN_TOO = ['prefixItems', 'allOf', 'anyOf', 'oneOf', 'nullable', 'x-nullable']
const keywords = [...SHOWN, ...SHOWN_TOO]

/** Whether a schema says something that a type can show, `$ref` left out. */
export const saysMore = (node: SchemaNode): boolean => keywords.some((keyword) => node.get(keyword) !== undefined)

/** Whether all there is to a schema is its reference. */
export const isReference = (node: SchemaNode): boolean =>
  refOf(node) !== undefined && !(node.space.dialect.refSiblings && saysMore(node))

/** `$ref`, or a dynamic one, which is taken as if nothing overrode it. */
export function refOf(node: SchemaNode): string | undefined {
  if (node.ref !== undefined) return node.ref
  const dynamic = node.get('$dynamicRef') ?? node.get('$recursiveRef')
  return typeof dynamic === 'string' ? dynamic : undefined
}

/** Where a reference leads in the end; undefined when nowhere, or in a circle. */
export function targetOf(node: SchemaNode): SchemaNode | undefined {
  const seen = new Set<SchemaNode>()
  let at: SchemaNode | undefined = node
  do {
    if (seen.has(at)) return undefined
    seen.add(at)
    const ref = refOf(at)
    at = at.target ?? (ref === undefined ? undefined : at.space.resolve(ref, at.base))
  } while (at !== undefined && isReference(at))
  return at
}

/** Whether a view leaves a property out. */
export const isLeftOut = (property: SchemaNode, view: View, isRequired: boolean): boolean =>
  view === 'request' ? hiddenBy(property, view) === 'readOnly' : isHidden(property, view, isRequired)

/** The schema of a property, in any of the schemas or what they refer to. */
export function propertyIn(nodes: readonly SchemaNode[], name: string): SchemaNode | undefined {
  const seen = new Set<SchemaNode>()
  const pending = [...nodes]
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    if (seen.has(node)) continue
    seen.add(node)
    const own = node.map('properties').get(name)
    if (own !== undefined) return own
    if (refOf(node) !== undefined) pending.push(...[targetOf(node)].filter((target) => target !== undefined))
    pending.push(...node.list('allOf'))
  }
  return undefined
}

const DIFFERS = Symbol('differs by view')

/** Whether a text stands for bytes. Source: OpenAPI 3.0 "Considerations for File Uploads"; 3.1 "Working with Binary Data"; 2.0 `type: file`. */
export const isBytes = (node: SchemaNode): boolean =>
  node.get('format') === 'binary' ||
  node.get('type') === 'file' ||
  (typeof node.get('contentMediaType') === 'string' && node.get('contentEncoding') === undefined)

/** Whether requests and answers see a schema differently: somewhere below it a property is `readOnly` or `writeOnly`, or holds bytes. */
export function differsByView(node: SchemaNode): boolean {
  const known = node.memo.get(DIFFERS)
  if (typeof known === 'boolean') return known
  const seen = new Set<SchemaNode>([node])
  for (const each of seen) {
    if (each.memo.get(DIFFERS) === true || hasHidden(each) || isBytes(each)) {
      node.memo.set(DIFFERS, true)
      return true
    }
    if (each.memo.get(DIFFERS) === undefined) for (const part of partsBelow(each)) seen.add(part)
  }
  for (const each of seen) each.memo.set(DIFFERS, false)
  return false
}

function hasHidden(node: SchemaNode): boolean {
  const properties = node.map('properties')
  if (properties.size === 0) return false
  const required = new Set(requiredOf(node))
  for (const [name, property] of properties)
    if (isLeftOut(property, 'request', required.has(name)) || isLeftOut(property, 'response', required.has(name))) return true
  return false
}

const ONE = ['items', 'additionalProperties', 'unevaluatedProperties', 'additionalItems']
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']
const MAPS = ['properties', 'patternProperties']

function partsBelow(node: SchemaNode): SchemaNode[] {
  if (typeof node.value === 'boolean') return []
  const target = refOf(node) === undefined ? undefined : targetOf(node)
  return [
    ...(target === undefined ? [] : [target]),
    ...(isReference(node)
      ? []
      : [
          ...ONE.flatMap((keyword) => node.one(keyword) ?? []),
          ...LISTS.flatMap((keyword) => node.list(keyword)),
          ...MAPS.flatMap((keyword) => [...node.map(keyword).values()]),
        ]),
  ]
}
