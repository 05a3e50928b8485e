// Named texts -> one object: repeats, lists in one text, JSON in a field, brackets in names. Source: OpenAPI "Encoding Object", "Style Values".

import { familyOf } from '../../http/media-type.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { joinPointer } from '../../spec/json-pointer.ts'
import type { BodyEncoding, BodyMedia } from '../decode-body.ts'
import { BracketTree } from './decode-brackets.ts'
import { setOwn } from './decode-fault.ts'
import { readJson } from './decode-json.ts'
import { allowedTypes, isList, isObject, itemOf, propertiesOf, restOf } from './decode-shape.ts'
import { readTyped } from './read-typed.ts'

/** One name with its text, decoded. */
export interface Field {
  readonly name: string
  readonly text: string
  /** What stands between the commas that were not escaped, where there are some. */
  readonly pieces?: () => readonly string[]
}

/** The object that fields make. Throws `BodyFault` for JSON in a field that is none. */
export function assembleFields(fields: readonly Field[], { schema, encoding }: BodyMedia): Record<string, unknown> {
  const properties = propertiesOf(schema)
  const trees = new Map<string, BracketTree>()
  const owners = ownersOf(properties, encoding)
  const groups = new Map<string, Field[]>()
  const spread = new Map<string, Field[]>()
  for (const field of fields) {
    const base = baseOf(field.name)
    const owner = properties.has(field.name) ? undefined : owners.get(field.name)
    if (owner !== undefined) push(spread, owner, field)
    else if (base !== undefined && !properties.has(field.name) && encoding.get(base)?.style === 'deepObject') {
      const tree = trees.get(base) ?? new BracketTree()
      trees.set(base, tree)
      tree.add(field.name.slice(base.length), field.text, joinPointer('', base))
    } else push(groups, propertyNameOf(field.name, properties), field)
  }
  const value: Record<string, unknown> = {}
  for (const [name, group] of groups)
    setOwn(
      value,
      name,
      readFields(group, properties.get(name) ?? restOf(schema, name), encoding.get(name), joinPointer('', name)),
    )
  for (const [name, tree] of trees) setOwn(value, name, tree.toValue(properties.get(name)))
  for (const [name, group] of spread) setOwn(value, name, assembleFields(group, plain(properties.get(name))))
  return value
}

const plain = (schema: SchemaNode | undefined): BodyMedia => ({ type: '', schema, itemSchema: undefined, encoding: new Map() })

/** `a[b][]` -> a; undefined without brackets. */
function baseOf(name: string): string | undefined {
  const bracket = name.indexOf('[')
  return bracket > 0 ? name.slice(0, bracket) : undefined
}

/** The property that a name means: many clients write the items of a list as `a[]` or `a[0]`. */
export function propertyNameOf(name: string, properties: ReadonlyMap<string, SchemaNode>): string {
  if (!name.endsWith(']') || properties.has(name)) return name
  const base = /^([^[]+)\[\d*\]$/.exec(name)?.[1]
  return base !== undefined && isList(properties.get(base)) ? base : name
}

/** With `style: form` and `explode` the properties of an object stand as fields of their own: whose they are, by name. */
function ownersOf(
  properties: ReadonlyMap<string, SchemaNode>,
  encoding: ReadonlyMap<string, BodyEncoding>,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const [name, each] of encoding) {
    const property = properties.get(name)
    if (!isStyled(each) || (each.style ?? 'form') !== 'form' || each.explode === false || !isObject(property)) continue
    for (const inner of propertiesOf(property).keys()) owners.set(inner, name)
  }
  return owners
}

/** Whether the encoding goes by style: then its content type counts for nothing. Source: OpenAPI 3.1 "Encoding Object". */
const isStyled = ({ style, explode, allowReserved }: BodyEncoding) =>
  style !== undefined || explode !== undefined || allowReserved !== undefined

const SEPARATORS: Readonly<Record<string, string>> = { form: ',', spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' }

/** What parts the items in one text; undefined when each has a field of its own. */
function separatorOf(encoding: BodyEncoding | undefined): string | undefined {
  if (encoding === undefined || !isStyled(encoding)) return undefined
  const { style = 'form', explode = style === 'form' } = encoding
  return explode ? undefined : SEPARATORS[style]
}

/** The value of all fields of one name. */
export function readFields(
  fields: readonly Field[],
  schema: SchemaNode | undefined,
  encoding: BodyEncoding | undefined,
  pointer: string,
): unknown {
  const types = schema && allowedTypes(schema)
  const separator = separatorOf(encoding)
  if (separator !== undefined && types?.has('array'))
    return fields.flatMap((field) => split(field, separator)).map((text, i) => readTyped(text, itemOf(schema, i)))
  const [first] = fields
  if (separator !== undefined && isObject(schema) && fields.length === 1 && first !== undefined)
    return readPairs(split(first, separator), schema)
  const isJson =
    encoding?.contentType !== undefined && !isStyled(encoding) && familyOf(firstType(encoding.contentType)) === 'json'
  const read = (text: string, one: SchemaNode | undefined) =>
    isJson || (isObject(one) && /^\s*\{/.test(text)) ? readJson(text, pointer) : readTyped(text, one)
  if (fields.length > 1) return fields.map(({ text }, i) => read(text, types?.has('array') ? itemOf(schema, i) : schema))
  const text = first?.text ?? ''
  if (!types?.has('array')) return read(text, schema)
  const whole = wholeList(text, schema, isJson, pointer)
  if (whole !== undefined) return whole
  return isList(schema) ? [read(text, itemOf(schema, 0))] : readTyped(text, schema)
}

/** A list that was written as one JSON text: where the encoding says JSON, and where the items are objects, which nothing else could mean. */
function wholeList(text: string, schema: SchemaNode | undefined, isJson: boolean, pointer: string): unknown {
  if (!/^\s*\[/.test(text) || !(isJson || isObject(itemOf(schema, 0)))) return undefined
  return readJson(text, pointer)
}

const firstType = (contentTypes: string) => contentTypes.split(',')[0] ?? ''

function split({ text, pieces }: Field, separator: string): readonly string[] {
  if (text === '') return []
  return separator === ',' && pieces !== undefined ? pieces() : text.split(separator)
}

/** `R,100,G,200`: names and values in turn. */
function readPairs(pieces: readonly string[], schema: SchemaNode | undefined): Record<string, unknown> {
  const properties = propertiesOf(schema)
  const value: Record<string, unknown> = {}
  for (let i = 0; i < pieces.length; i += 2) {
    const name = pieces[i] ?? ''
    setOwn(value, name, readTyped(pieces[i + 1] ?? '', properties.get(name) ?? restOf(schema, name)))
  }
  return value
}

function push<K>(groups: Map<K, Field[]>, key: K, field: Field): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [field])
  else group.push(field)
}
