// XML -> value by its schema. Source: OpenAPI "XML Object"; XML Schema Part 1 "xsi:nil".

import { setOwn } from '../../http/set-own.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Violation } from '../../schema/violation.ts'
import { joinPointer } from '../../spec/json-pointer.ts'
import { readText } from '../read-as.ts'
import { allowedTypes, itemOf, restOf } from '../read-shape.ts'
import { decodeCharset } from './decode-charset.ts'
import type { DecodedBody } from './decode-result.ts'
import { elementNamesOf, itemNamesOf, layoutOf, layoutsOf, type XmlProperty } from './decode-xml-layout.ts'
import { localName, readXml, type XmlElement } from './decode-xml-tree.ts'

/** The value of a document. An element under another name than the documented one is read, and is a violation. Throws `BodyFault`. */
export function decodeXml(bytes: Buffer, charset: string | undefined, schema: SchemaNode | undefined): DecodedBody {
  const root = readXml(decodeCharset(bytes, charset ?? charsetOf(bytes)))
  const reader = new XmlReader()
  if (schema !== undefined) reader.expectName(root, elementNamesOf(schema), schema, '')
  return { value: reader.element(root, schema, ''), isOpaque: false, files: [], violations: reader.violations }
}

/** By byte order mark, else by the declaration. Source: XML 1.0 "Character Encoding in Entities". */
function charsetOf(bytes: Buffer): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16'
  return /^(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.-]+)/.exec(bytes.toString('latin1', 0, 300))?.[1]
}

/** Elements of the same parent by name, those left that no property has taken. */
type Children = Map<string, XmlElement[]>

class XmlReader {
  readonly violations: Violation[] = []
  /** Branches that may still be tried, so that nested choices end soon. */
  #trialsLeft = 20_000

  element(element: XmlElement, schema: SchemaNode | undefined, pointer: string): unknown {
    if (isNil(element)) return null
    const types = schema && allowedTypes(schema)
    if (schema !== undefined && types?.has('array') && !types.has('object'))
      return this.#items(element.elements, schema, [], pointer)
    if (element.elements.length > 0 || dataAttributes(element).length > 0) return this.#object(element, schema, pointer)
    if (layoutOf(schema).some(({ kind }) => kind === 'text')) return this.#object(element, schema, pointer)
    const text = element.text.trim()
    if (text === '' && types?.has('object') && !types.has('string')) return {}
    const typed = readText(text, schema)
    // JSON inside of an element is a text like any other
    return typeof typed === 'string' || (typeof typed === 'object' && typed !== null) ? element.text : typed
  }

  /** By the branch of the schema that fits, else by all of them together. */
  #object(element: XmlElement, schema: SchemaNode | undefined, pointer: string): Record<string, unknown> {
    const known = this.violations.length
    for (const layout of layoutsOf(schema)) {
      if (schema === undefined || this.#trialsLeft-- <= 0) break
      const value = this.#laidOut(element, schema, layout, pointer)
      if (fits(schema, value, 'request')) return value
      this.violations.length = known
    }
    return this.#laidOut(element, schema, layoutOf(schema), pointer)
  }

  #laidOut(
    element: XmlElement,
    schema: SchemaNode | undefined,
    layout: readonly XmlProperty[],
    pointer: string,
  ): Record<string, unknown> {
    const value: Record<string, unknown> = {}
    const children = byName(element.elements)
    const attributes = new Map(dataAttributes(element))
    for (const { name, schema: property, kind, names } of layout) {
      const at = joinPointer(pointer, name)
      if (kind === 'attribute') {
        const text = takeAttribute(attributes, names)
        if (text !== undefined) setOwn(value, name, readText(text, property))
      } else if (kind === 'text') {
        setOwn(value, name, readText(element.text, property))
      } else {
        const found = take(children, names)
        if (found.length === 0) continue
        const isList = kind === 'list' || kind === 'wrapped'
        const items = kind === 'wrapped' ? found.flatMap(({ elements }) => elements) : found
        setOwn(value, name, isList ? this.#items(items, property, names, at) : this.#one(found, property, at))
      }
    }
    for (const [name, found] of children)
      if (!Object.hasOwn(value, name)) setOwn(value, name, this.#one(found, restOf(schema, name), joinPointer(pointer, name)))
    for (const [written, text] of attributes) {
      const name = localName(written)
      if (!Object.hasOwn(value, name)) setOwn(value, name, readText(text, restOf(schema, name)))
    }
    return value
  }

  /** Elements of one name where no list is expected: several of them are a list anyway, and the check of the value says so. */
  #one(found: readonly XmlElement[], schema: SchemaNode | undefined, pointer: string): unknown {
    const values = found.map((each, i) => this.element(each, schema, found.length > 1 ? joinPointer(pointer, i) : pointer))
    return values.length > 1 ? values : values[0]
  }

  /** The items of a list; `listNames` are those of the list itself, which its items may have too. */
  #items(elements: readonly XmlElement[], list: SchemaNode, listNames: readonly string[], pointer: string): unknown[] {
    const names = itemNamesOf(list)
    return elements.map((each, i) => {
      const item = itemOf(list, i)
      const at = joinPointer(pointer, i)
      if (item !== undefined && names.length > 0) this.expectName(each, [...names, ...listNames], item, at)
      return this.element(each, item, at)
    })
  }

  /** Notes an element whose name is none of these; no names allow any. */
  expectName({ name }: XmlElement, names: readonly string[], schema: SchemaNode, pointer: string): void {
    if (names.length === 0 || names.includes(name)) return
    this.violations.push({
      pointer,
      keyword: 'xml',
      schema,
      expected: `an element <${names[0]}>`,
      received: `<${name.slice(0, 60)}>`,
    })
  }
}

function byName(elements: readonly XmlElement[]): Children {
  const children: Children = new Map()
  for (const element of elements) {
    const same = children.get(element.name)
    if (same === undefined) children.set(element.name, [element])
    else same.push(element)
  }
  return children
}

/** Takes the elements of these names out of those that are left. */
function take(children: Children, names: readonly string[]): XmlElement[] {
  return names.flatMap((name) => {
    const found = children.get(name) ?? []
    children.delete(name)
    return found
  })
}

function takeAttribute(attributes: Map<string, string>, names: readonly string[]): string | undefined {
  const written = [...attributes.keys()].find((each) => names.includes(localName(each)))
  if (written === undefined) return undefined
  const text = attributes.get(written)
  attributes.delete(written)
  return text
}

const isNil = ({ attributes }: XmlElement): boolean =>
  [...attributes].some(([name, value]) => /^\w+:nil$/.test(name) && /^(?:true|1)$/.test(value.trim()))

/** Those that are no declarations of namespaces and none of XML Schema's own. */
const dataAttributes = ({ attributes }: XmlElement): [string, string][] =>
  [...attributes].filter(([name]) => !/^(?:xmlns(?::|$)|xsi:|xml:)/.test(name))
