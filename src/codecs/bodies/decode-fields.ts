// Named texts -> what a schema can read: repeats, lists in one text, JSON in a field, brackets in names. Source: OpenAPI "Encoding Object", "Style Values".
import { familyOf } from '../../http/media-type.ts'
import type { QueryPair } from '../../http/query.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { isRecord, joinPointer } from '../../spec/json-pointer.ts'
import type { BodyEncoding, BodyMedia } from '../decode-body.ts'
import { TypedWire } from '../read-as.ts'
import { allowedTypes, isList, isObject, itemOf, propertiesOf } from '../read-shape.ts'
import { openDeepObject } from '../styles/deep-object.ts'
import { DelimitedWire, type Entries, ListWire, TextWire, type Wire } from '../styles/wire.ts'
import { BodyFault } from './decode-fault.ts'
import { readJson } from './decode-json.ts'

/** One name with its text. */
export interface Field {
  readonly name: string
  /** Decoded. */
  readonly text: string
  /** As sent: a comma that was escaped belongs to an item, one that was not parts two of them. */
  readonly raw: string
  readonly decode: (raw: string) => string
}

type Encodings = BodyMedia['encoding']

/** The object that fields make. Throws `BodyFault` for JSON in a field that is none, and for brackets that do not close. */
export const openForm = (fields: readonly Field[], { schema, encoding }: BodyMedia): Wire =>
  new ListWire([], entriesOf(fields, schema, encoding))

function entriesOf(fields: readonly Field[], schema: SchemaNode | undefined, encodings: Encodings): Entries {
  const properties = propertiesOf(schema)
  const owners = ownersOf(properties, encodings)
  const groups = new Map<string, Field[]>()
  const spread = new Map<string, Field[]>()
  const nested = new Map<string, Field[]>()
  for (const field of fields) {
    const isDeclared = properties.has(field.name)
    const owner = isDeclared ? undefined : owners.get(field.name)
    const base = isDeclared ? undefined : baseOf(field.name)
    if (owner !== undefined) push(spread, owner, field)
    else if (base !== undefined && encodings.get(base)?.style === 'deepObject') push(nested, base, field)
    else push(groups, propertyNameOf(field.name, properties), field)
  }
  return [
    ...[...groups].map(
      ([name, group]) => [name, openFields(group, properties.get(name), encodings.get(name), joinPointer('', name))] as const,
    ),
    ...[...nested].map(([name, group]) => [name, openNested(name, group)] as const),
    ...[...spread].map(([name, group]) => [name, new ListWire([], entriesOf(group, properties.get(name), new Map()))] as const),
  ]
}

function openNested(name: string, fields: readonly Field[]): Wire {
  const pairs = fields.map(({ name, text, raw }): QueryPair => ({ name, raw, value: text }))
  const wire = openDeepObject(name, { all: () => [], under: () => pairs })
  if (typeof wire === 'object') return wire
  throw new BodyFault(400, wire ?? '', { pointer: joinPointer('', name) })
}

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

/** What all fields of one name hold. */
export function openFields(
  fields: readonly Field[],
  schema: SchemaNode | undefined,
  encoding: BodyEncoding | undefined,
  pointer: string,
): Wire {
  const separator = separatorOf(encoding)
  const [first] = fields
  if (separator !== undefined && first !== undefined) {
    const cut = fields.map((field) => delimited(field, separator))
    return cut.length === 1 && cut[0] !== undefined ? cut[0] : new ListWire(cut.flatMap((wire) => wire.items()))
  }
  const isJson =
    encoding?.contentType !== undefined && !isStyled(encoding) && familyOf(firstType(encoding.contentType)) === 'json'
  const open = ({ text }: Field, one: SchemaNode | undefined): Wire =>
    isJson || (isObject(one) && /^\s*\{/.test(text)) ? new TypedWire(readJson(text, pointer)) : new TextWire(text)
  const takesList = schema !== undefined && allowedTypes(schema)?.has('array') === true
  if (fields.length > 1 || first === undefined)
    return new FieldsWire(fields.map((field, i) => open(field, takesList ? itemOf(schema, i) : schema)))
  // a list as one JSON text: where the encoding says JSON, and where the items are objects, which nothing else could mean
  if (takesList && /^\s*\[/.test(first.text) && (isJson || isObject(itemOf(schema, 0))))
    return new TypedWire(readJson(first.text, pointer))
  const only = open(first, isList(schema) ? itemOf(schema, 0) : schema)
  return only instanceof TypedWire && !isList(schema) ? only : new FieldsWire([only])
}

/** Fields of one name. JSON is for objects alone: a list has fields for its items. */
class FieldsWire extends ListWire {
  override json(): unknown {
    const value = super.json()
    return Array.isArray(value) && !value.every(isRecord) ? undefined : value
  }
}

function delimited({ text, raw, decode }: Field, separator: string): DelimitedWire {
  // some clients escape every comma; spaces and bars are mostly sent escaped
  const isPlain = separator === ',' && raw.includes(',')
  const how = isPlain ? { separator, decode } : { separator, decode: (part: string) => part }
  return new DelimitedWire(isPlain ? raw : text, { ...how, explode: false })
}

const firstType = (contentTypes: string) => contentTypes.split(',')[0] ?? ''

function push<K>(groups: Map<K, Field[]>, key: K, field: Field): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [field])
  else group.push(field)
}
