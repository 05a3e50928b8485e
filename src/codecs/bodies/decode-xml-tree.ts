// XML text -> elements: the one door to the XML parser. Source: XML 1.0 "Well-Formed XML Documents", "Character and Entity References".
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { BodyFault, faultAt } from './decode-fault.ts'
import { MAX_DEPTH } from './decode-json.ts'

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string
  /** By the names as written, prefixes included. */
  readonly attributes: ReadonlyMap<string, string>
  readonly elements: readonly XmlElement[]
  /** All the text that stands directly in it. */
  readonly text: string
}

const TEXT = '#text'
const CDATA = '#cdata'
/** The parser refuses some names that are ordinary in XML, such as "constructor", unless something stands before them. */
const MARK = '<'

/** An element as the parser gives it: a list of such, each with one key for its name or kind. */
interface Parsed {
  readonly [key: string]: unknown
}

/** The root element. Throws `BodyFault`, with line and column, for a text that is not well-formed. Entities of a DTD are not read. */
export function readXml(text: string): XmlElement {
  const checked = XMLValidator.validate(text)
  if (checked !== true) {
    const { msg, line, col } = checked.err
    const what = msg.startsWith("Invalid '[") ? 'elements are not closed' : msg.slice(0, 200).replace(/\.$/, '')
    throw new BodyFault(400, `this is no well-formed XML: ${what}`, { line: line || 1, column: col || 1 })
  }
  const [root, ...others] = parse(text).filter(isElement)
  if (root === undefined || others.length > 0) {
    const message = root === undefined ? 'the XML has no root element' : 'the XML has more than one root element'
    throw new BodyFault(400, message, { line: 1, column: 1 })
  }
  return toElement(root, text)
}

function parse(text: string): Parsed[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: MARK,
    transformTagName: (name) => MARK + name,
    textNodeName: TEXT,
    cdataPropName: CDATA,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    maxNestedTags: MAX_DEPTH,
    jPath: false,
  })
  try {
    return (parser.parse(text) ?? []) as Parsed[]
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const isTooDeep = /nested/i.test(reason)
    throw new BodyFault(
      400,
      isTooDeep ? `the XML is nested more than ${MAX_DEPTH} levels deep` : `this is no well-formed XML: ${reason.slice(0, 200)}`,
    )
  }
}

const nameOf = (node: Parsed): string | undefined => Object.keys(node).find((key) => key.startsWith(MARK))
const isElement = (node: Parsed): boolean => nameOf(node) !== undefined

function toElement(node: Parsed, source: string): XmlElement {
  const key = nameOf(node) ?? MARK
  const children = node[key] as Parsed[]
  let text = ''
  for (const child of children) {
    if (typeof child[TEXT] === 'string') text += expand(child[TEXT], source)
    else if (Array.isArray(child[CDATA])) text += child[CDATA].map((part: Parsed) => String(part[TEXT] ?? '')).join('')
  }
  const attributes = Object.entries((node[':@'] ?? {}) as Parsed)
  return {
    name: localName(unmarked(key)),
    attributes: new Map(attributes.map(([name, value]) => [unmarked(name), expand(String(value), source)])),
    elements: children.filter(isElement).map((child) => toElement(child, source)),
    text,
  }
}

// the parser marks the names of empty elements twice; no name holds the mark itself
const unmarked = (name: string): string => name.replace(/^<+/, '')

/** `soap:Body` -> Body. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function expand(text: string, source: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([\w.:-]+));/gi,
    (written: string, hex?: string, decimal?: string, name?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      const character = name === undefined ? characterOf(code) : Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
      if (character !== undefined) return character
      const message = `the XML refers to ${written.slice(0, 40)}, which names no character (entities of a DTD are not read)`
      throw faultAt(source, { offset: source.indexOf(written), message })
    },
  )
}

const characterOf = (code: number): string | undefined =>
  code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined
