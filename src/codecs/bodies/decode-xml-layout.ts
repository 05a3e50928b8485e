// Where the properties of an object stand in an element, by the `xml` keyword. Source: OpenAPI "XML Object".
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Plan, plansOf } from '../read-plan.ts'
import { isList, itemOf, partsOf, propertiesIn, propertiesOf } from '../read-shape.ts'
import { localName } from './decode-xml-tree.ts'

export interface XmlProperty {
  readonly name: string
  readonly schema: SchemaNode
  /** `list`: its items stand directly in the element; `wrapped`: in an element of their own. */
  readonly kind: 'attribute' | 'text' | 'element' | 'list' | 'wrapped'
  /** The local names under which it is found, the documented one first. */
  readonly names: readonly string[]
}

const LAYOUT = Symbol('xml layout')
const LAYOUTS = Symbol('xml layouts of branches')

/** By all branches of a schema together. */
export const layoutOf = (schema: SchemaNode | undefined): readonly XmlProperty[] =>
  schema?.once(LAYOUT, () => layOut(propertiesOf(schema))) ?? []

/** By each branch alone; none where there is no choice. */
export const layoutsOf = (schema: SchemaNode | undefined): readonly (readonly XmlProperty[])[] =>
  schema?.once(LAYOUTS, () => {
    const plans = plansOf(schema)
    const layout = (plan: Plan) => layOut(propertiesIn(schema, [plan]))
    return plans.length < 2 ? [] : plans.map(layout)
  }) ?? []

function layOut(named: ReadonlyMap<string, SchemaNode>): XmlProperty[] {
  const properties = [...named].map(([name, property]): XmlProperty => {
    const xml = xmlOf(property)
    const kind = kindOf(xml, property)
    const names = [...(kind === 'list' ? itemNamesOf(property) : []), ...localNames(xml['name'], name)]
    return { name, schema: property, kind, names }
  })
  // many clients go by the name of the property where the document has another for XML; but not where that belongs to another property
  const documented = new Set(properties.map(({ names }) => names[0]))
  return properties.map((each) => ({ ...each, names: each.names.filter((name, i) => i === 0 || !documented.has(name)) }))
}

/** 3.2 says it by `nodeType`, earlier versions by `attribute` and `wrapped`. */
function kindOf({ nodeType, attribute, wrapped }: Readonly<Record<string, unknown>>, property: SchemaNode): XmlProperty['kind'] {
  if (nodeType === 'attribute' || attribute === true) return 'attribute'
  if (nodeType === 'text' || nodeType === 'cdata') return 'text'
  if (!isList(property)) return 'element'
  return wrapped === true || nodeType === 'element' ? 'wrapped' : 'list'
}

/** The `xml` keyword of a schema, its own fields before those of what it refers to. */
const xmlOf = (node: SchemaNode): Readonly<Record<string, unknown>> =>
  Object.assign(
    {},
    ...partsOf(node)
      .map((part) => part.get('xml'))
      .reverse(),
  )

/** The documented name of the element of a schema; none when it goes by where it stands. */
export const elementNamesOf = (node: SchemaNode): readonly string[] => localNames(xmlOf(node)['name'])

/** The documented name of the items of a list. */
export function itemNamesOf(list: SchemaNode): readonly string[] {
  const item = itemOf(list, 0)
  return item === undefined ? [] : elementNamesOf(item)
}

const localNames = (...names: readonly unknown[]): string[] =>
  names.filter((name): name is string => typeof name === 'string').map((name) => localName(tidy(name)))

/** A JSON name may be no XML name. Source: XML 1.0 "Names and Tokens". */
const tidy = (name: string) => name.replace(/[^\p{L}\p{N}_.:-]/gu, '_').replace(/^(?![\p{L}_])/u, '_')
