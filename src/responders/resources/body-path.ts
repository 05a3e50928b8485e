// Reading and replacing parts of bodies; nothing given is changed.
import { propertiesOf } from '../../codecs/read-shape.ts'
import type { BodyPath } from '../../contract/resources/resource.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { child, isRecord } from '../../spec/json-pointer.ts'

export type Item = Readonly<Record<string, unknown>>

export const valueAt = (body: unknown, path: BodyPath): unknown => path.reduce(child, body)

/** The body with another value at a path; undefined where the path leads through something that is no object. */
export function withValueAt(body: unknown, [name, ...rest]: BodyPath, value: unknown): unknown {
  if (name === undefined) return value
  if (!isRecord(body)) return undefined
  // what leads there may be optional, and missing
  const inner = rest.length === 0 ? value : withValueAt(child(body, name) ?? {}, rest, value)
  return inner === undefined ? undefined : withMember(body, name, inner)
}

/** From entries, so that a member called __proto__ is one like any other. */
export const withMember = (item: Item, name: string, value: unknown): Item =>
  Object.hasOwn(item, name)
    ? Object.fromEntries(Object.entries(item).map(([key, each]) => [key, key === name ? value : each]))
    : Object.fromEntries([...Object.entries(item), [name, value]])

/** The schema of what stands at a path. */
export const schemaAt = (schema: SchemaNode | undefined, path: BodyPath): SchemaNode | undefined =>
  path.reduce<SchemaNode | undefined>((node, name) => propertiesOf(node).get(name), schema)

/** The text by which a value is named in a path; undefined for what names nothing. */
export function idText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
