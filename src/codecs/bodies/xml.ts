// XML by the `xml` keyword: the one door to the XML builder. Source: OpenAPI "XML Object".
import { XMLBuilder, XMLValidator } from 'fast-xml-parser'
import type { SchemaNode } from '../../schema/schema-node.ts'

interface XmlObject {
  readonly name?: unknown
  readonly namespace?: unknown
  readonly prefix?: unknown
  readonly attribute?: unknown
  readonly wrapped?: unknown
  /** 3.2: `element`, `attribute`, `text`, `cdata`, `none`. */
  readonly nodeType?: unknown
}

const ATTRIBUTE = '@_'
const TEXT = '#text'
const CDATA = '#cdata'

/** A value as an XML document; the root is named by `xml.name`, the schema's name, or "root". */
export function encodeXml(value: unknown, schema: SchemaNode | undefined): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    cdataPropName: CDATA,
    format: true,
    suppressBooleanAttributes: false,
  })
  const node = schema === undefined ? undefined : flatten(schema)
  const name = node?.xml.name ?? node?.refName ?? 'root'
  const content = Array.isArray(value) ? listContent(value, node, true) : elementContent(value, node)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [elementName(String(name), node?.xml)]: withNamespace(content, node?.xml) })}`
}

/** Whether a text is an XML document. */
export const isWellFormed = (text: string): boolean => XMLValidator.validate(text) === true

/** What XML needs of a schema: its own keywords over those of its reference and allOf. */
interface XmlSchema {
  readonly xml: XmlObject
  readonly refName: string | undefined
  readonly properties: ReadonlyMap<string, SchemaNode>
  readonly items: SchemaNode | undefined
}

function flatten(schema: SchemaNode, depth = 0): XmlSchema {
  const inherited = [
    ...(schema.target === undefined ? [] : [schema.target]),
    ...schema.list('allOf'),
    ...schema.list('oneOf'),
    ...schema.list('anyOf'),
  ]
  const parts = depth > 12 ? [] : inherited.map((part) => flatten(part, depth + 1))
  const own = schema.get('xml')
  return {
    xml: { ...Object.assign({}, ...parts.map(({ xml }) => xml).reverse()), ...(typeof own === 'object' ? own : {}) },
    refName: schema.ref?.split('/').at(-1) ?? parts.find(({ refName }) => refName !== undefined)?.refName,
    properties: new Map([...parts.flatMap(({ properties }) => [...properties]), ...schema.map('properties')]),
    items: schema.one('items') ?? parts.find(({ items }) => items !== undefined)?.items,
  }
}

function elementContent(value: unknown, schema: XmlSchema | undefined): unknown {
  if (Array.isArray(value)) return listContent(value, schema, false)
  if (typeof value !== 'object' || value === null) return value === null ? '' : value
  const content: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(value)) {
    const property = schema?.properties.get(name)
    const node = property === undefined ? undefined : flatten(property)
    const tag = elementName(String(node?.xml.name ?? name), node?.xml)
    const type = node?.xml.nodeType ?? (node?.xml.attribute === true ? 'attribute' : 'element')
    if (type === 'attribute' && typeof part !== 'object') content[ATTRIBUTE + tag] = String(part)
    else if (type === 'text' && typeof part !== 'object') content[TEXT] = part
    else if (type === 'cdata' && typeof part !== 'object') content[CDATA] = part
    else if (Array.isArray(part)) addList(content, tag, part, node)
    else content[tag] = withNamespace(elementContent(part, node), node?.xml)
  }
  return content
}

/** An unwrapped list repeats the element; a wrapped one puts its items in an element of the list's name. */
function addList(content: Record<string, unknown>, tag: string, items: readonly unknown[], schema: XmlSchema | undefined): void {
  const item = schema?.items === undefined ? undefined : flatten(schema.items)
  const isWrapped = schema?.xml.wrapped === true || schema?.xml.nodeType === 'element'
  if (isWrapped) {
    content[tag] = withNamespace(
      { [elementName(String(item?.xml.name ?? tag), item?.xml)]: items.map((each) => elementContent(each, item)) },
      schema?.xml,
    )
  } else {
    content[elementName(String(item?.xml.name ?? tag), item?.xml)] = items.map((each) =>
      withNamespace(elementContent(each, item), item?.xml),
    )
  }
}

/** A list at the top needs an element of its own around it. */
function listContent(items: readonly unknown[], schema: XmlSchema | undefined, isRoot: boolean): unknown {
  const item = schema?.items === undefined ? undefined : flatten(schema.items)
  const name = elementName(String(item?.xml.name ?? item?.refName ?? (isRoot ? 'item' : 'value')), item?.xml)
  return { [name]: items.map((each) => withNamespace(elementContent(each, item), item?.xml)) }
}

const elementName = (name: string, xml: XmlObject | undefined) =>
  typeof xml?.prefix === 'string' ? `${xml.prefix}:${tidy(name)}` : tidy(name)

/** A JSON name may be no XML name. Source: XML 1.0 "Names and Tokens". */
const tidy = (name: string) => name.replace(/[^\p{L}\p{N}_.:-]/gu, '_').replace(/^(?![\p{L}_])/u, '_')

function withNamespace(content: unknown, xml: XmlObject | undefined): unknown {
  if (typeof xml?.namespace !== 'string') return content
  const attribute = `${ATTRIBUTE}xmlns${typeof xml.prefix === 'string' ? `:${xml.prefix}` : ''}`
  return typeof content === 'object' && content !== null
    ? { [attribute]: xml.namespace, ...content }
    : { [attribute]: xml.namespace, [TEXT]: content }
}
