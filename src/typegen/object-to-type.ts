// Schemas of objects and lists -> types.
import { requiredOf } from '../schema/keywords/object.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import type { Documented } from './doc-comment.ts'
import { docComment } from './doc-comment.ts'
import { typeName } from './names.ts'
import { isLeftOut, propertyIn, targetOf } from './schema-parts.ts'
import { type Site, schemaType } from './schema-to-type.ts'
import { closed, either, keyText, listOf, NEVER, one, type TypeText, UNKNOWN } from './type-text.ts'

export interface ObjectSurroundings {
  /** Schemas that hold for the same value: a property that one requires may be described by another. */
  readonly around?: readonly SchemaNode[]
  /** It is a part of `allOf`: what is meant is the schema itself, not whatever is derived from it. */
  readonly isBase?: boolean
}

export interface Member {
  readonly name: string
  readonly type: TypeText
  readonly isOptional: boolean
  readonly doc: Documented
}

/** A message prints a type in full when it has no name: longer ones get one. */
const LONGEST_UNNAMED = 70

/** A type literal. */
export function membersType(members: readonly Member[], index?: TypeText): TypeText {
  const lines = members.map(({ name, type, isOptional, doc }) => {
    const key = `${keyText(name)}${isOptional ? '?' : ''}`
    return { text: `${docComment(doc, '  ')}  ${indented(`${key}: ${type.text}`)}\n`, length: key.length + type.length + 4 }
  })
  if (index !== undefined) lines.push({ text: `  [key: string]: ${indented(index.text)}\n`, length: 18 + index.length })
  if (lines.length === 0) return one('{}')
  return one(
    `{\n${lines.map(({ text }) => text).join('')}}`,
    lines.reduce((sum, { length }) => sum + length, 4),
  )
}

const indented = (text: string) => text.replaceAll('\n', '\n  ')

/** An object: its properties as this view sees them, and an index where the schema speaks of names it does not list. */
export function objectType(node: SchemaNode, site: Site): TypeText {
  const members = membersOf(node, site)
  const index = indexType(node, members.length > 0, site)
  if (members.length === 0 && index === undefined && site.isBase === true) return UNKNOWN
  return membersType(members, index)
}

function membersOf(node: SchemaNode, site: Site): Member[] {
  const required = new Set(requiredOf(node))
  const properties = new Map(node.map('properties'))
  for (const name of required) {
    if (properties.has(name)) continue
    const described = propertyIn(site.around ?? [], name)
    if (described !== undefined) properties.set(name, described)
    else if (site.around === undefined) properties.set(name, node.node(true))
  }
  return [...properties].flatMap(([name, property]): Member[] => {
    if (isLeftOut(property, site.view, required.has(name))) return []
    const own = { ...inside(site), name: `${site.name}${typeName(name)}` }
    return [{ name, type: named(property, own), isOptional: !required.has(name), doc: docOf(property) }]
  })
}

/** The type of a part, declared when it is too long to be read in a message. */
export function named(node: SchemaNode, site: Site): TypeText {
  const type = schemaType(node, site)
  return type.length > LONGEST_UNNAMED ? site.declarations.hoist(node, type, site) : type
}

const inside = ({ view, declarations, name }: Site): Site => ({ view, declarations, name, isTop: false })

export function docOf(node: SchemaNode): Documented {
  const reference = node.get('description') === undefined && node.ref !== undefined ? targetOf(node) : undefined
  const { description, title, format, deprecated } = (typeof node.value === 'object' ? node.value : {}) as Record<string, unknown>
  return {
    text: description ?? title ?? (reference?.get('type') === 'object' ? undefined : reference?.get('description')),
    format,
    isDeprecated: deprecated === true,
  }
}

function indexType(node: SchemaNode, hasMembers: boolean, site: Site): TypeText | undefined {
  const rest = node.one('additionalProperties') ?? node.one('unevaluatedProperties')
  const patterns = [...node.map('patternProperties').values()]
  const isClosed = rest?.value === false
  if (patterns.length === 0) {
    if (isClosed) return hasMembers || site.isBase === true ? undefined : NEVER
    if (rest === undefined)
      return hasMembers || node.get('properties') !== undefined || site.isBase === true ? undefined : UNKNOWN
  }
  // every property has to fit the index, whatever the schema of the others says
  if (hasMembers || site.isBase === true) return UNKNOWN
  const others = [...patterns, ...(rest === undefined || isClosed ? [] : [rest])]
  return either(others.map((each) => named(each, { ...inside(site), name: `${site.name}Entry` })))
}

/** A list, or a tuple where the schema speaks of places in it. */
export function listType(node: SchemaNode, site: Site): TypeText {
  const item = (each: SchemaNode) => named(each, { ...inside(site), name: `${site.name}Item` })
  const isOld = node.space.dialect.itemsTuple
  const places = isOld ? node.list('items') : node.list('prefixItems')
  const rest = isOld && places.length > 0 ? node.one('additionalItems') : node.one('items')
  if (places.length === 0) return listOf(rest === undefined ? UNKNOWN : item(rest))
  const least = node.get('minItems')
  const types = places.map((place, i) => {
    const type = item(place)
    const isOptional = i >= (typeof least === 'number' ? least : 0)
    return isOptional ? `${closed(type)}?` : type.text
  })
  if (rest?.value !== false) types.push(`...${listOf(rest === undefined ? UNKNOWN : item(rest)).text}`)
  return one(`[${types.join(', ')}]`)
}
