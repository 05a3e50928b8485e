// Schemas -> types. Schemas that are referred to become named declarations, each once, or twice where requests and answers see them differently.
import type { SchemaNode } from '../schema/schema-node.ts'
import { isNullable, type JsonType, typesOf } from '../schema/types.ts'
import { branchTypes } from './branches.ts'
import type { Declarations } from './declarations.ts'
import { listType, type ObjectSurroundings, objectType } from './object-to-type.ts'
import { isBytes, isReference, refOf, saysMore, targetOf } from './schema-parts.ts'
import { both, either, literal, NEVER, NULL, one, STRING, type TypeText, UNKNOWN } from './type-text.ts'

export type TypeView = 'request' | 'response'

/** Where a type is written. */
export interface Site extends ObjectSurroundings {
  readonly view: TypeView
  readonly declarations: Declarations
  /** What a declaration made of this place would be called. */
  readonly name: string
  /** The value as a whole is being declared: a reference is part of the declaration itself, so that circles have to be broken. */
  readonly isTop: boolean
  /** What the schemas around say of the type, for branches that leave it to them. */
  readonly types?: ReadonlySet<JsonType> | undefined
}

/** The type of a schema; `unknown` where it says nothing that a type can show. */
export function schemaType(node: SchemaNode, site: Site): TypeText {
  if (node.value === false) return NEVER
  if (node.value === true) return UNKNOWN
  const target = refOf(node) === undefined ? undefined : targetOf(node)
  const referred = target === undefined ? [] : [site.declarations.refer(target, refOf(node) ?? '', site)]
  if (isReference(node)) return referred[0] ?? UNKNOWN
  return both([...referred, ownType(node, site)])
}

function ownType(node: SchemaNode, site: Site): TypeText {
  if (node.get('const') !== undefined) return literal(node.get('const'))
  const values = node.get('enum')
  if (Array.isArray(values)) return either(values.map(literal))
  const types = typesOf(node) ?? (saysMore(node) ? simple(site.types) : undefined) ?? typesShown(node)
  const branches = ['oneOf', 'anyOf'].filter((keyword) => node.list(keyword).length > 0)
  const parts = node.list('allOf')
  if (branches.length === 0 && parts.length === 0)
    return either([...(types ?? [undefined])].map((type) => typed(type, node, site)))

  const around = [node, ...parts, ...(site.around ?? [])]
  const own = { ...site, around, isBase: true }
  const whole = both([
    ...(saysOfParts(node) ? [either([...(types ?? (['object'] as const))].map((type) => typed(type, node, own)))] : []),
    ...parts.map((part) => schemaType(part, { ...own, types: undefined })),
    ...branches.map((keyword) => either(branchTypes(node, keyword, { ...site, around, isBase: false, types: simple(types) }))),
  ])
  // by the letter this adds nothing, but the documents that write it mean null
  if (branches.length > 0 && isNullable(node) && typesOf(node) === undefined) return either([whole, NULL])
  if (whole !== UNKNOWN || types === undefined) return whole
  return either([...types].map((type) => typed(type, node, site)))
}

/** Keywords beside branches that the type of the whole has to repeat. */
const saysOfParts = (node: SchemaNode) =>
  ['properties', 'required', 'additionalProperties', 'patternProperties', 'items', 'prefixItems'].some(
    (keyword) => node.get(keyword) !== undefined && node.get(keyword) !== false,
  )

/** Types that a branch may take over from the schema around it: objects and lists it would have to describe itself. */
const simple = (types: ReadonlySet<JsonType> | undefined) =>
  types !== undefined && !types.has('object') && !types.has('array') ? types : undefined

/** What keywords of one type give away where `type` is missing. */
function typesShown(node: SchemaNode): ReadonlySet<JsonType> | undefined {
  const has = (...keywords: string[]) => keywords.some((keyword) => typeof node.get(keyword) === 'object')
  if (has('properties', 'additionalProperties', 'patternProperties')) return new Set(['object'])
  return has('items', 'prefixItems') ? new Set(['array']) : undefined
}

function typed(type: JsonType | undefined, node: SchemaNode, site: Site): TypeText {
  switch (type) {
    case 'string':
      return isBytes(node) ? one(site.view === 'request' ? 'RequestBytes' : 'ReplyBytes') : STRING
    case 'number':
    case 'integer':
      return one('number')
    case 'boolean':
      return one('boolean')
    case 'null':
      return NULL
    case 'object':
      return objectType(node, site)
    case 'array':
      return listType(node, site)
    case undefined:
      return UNKNOWN
  }
}
