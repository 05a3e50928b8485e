// What was sent becomes an item: what the server says itself is filled in, what was left out is left out.

import { plainName } from '../../contract/resources/names.ts'
import { isObjectNode, isOpen, plainNode, propertiesOf } from '../../contract/resources/schema-views.ts'
import { mergePatch } from '../../http/merge-patch.ts'
import { setOwn } from '../../http/set-own.ts'
import { hasAccess } from '../../schema/access.ts'
import { fits } from '../../schema/compile-validator.ts'
import { requiredOf } from '../../schema/keywords/object.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Item, isItem, partAt } from './json-path.ts'

export interface Composition {
  /** The schema of the item. */
  readonly node: SchemaNode
  /** The schema of what clients send; undefined when it is not known. */
  readonly taken: SchemaNode | undefined
  readonly sent: Item
  /** What the server says of a property: of a sample for a new item, of the item as it was for one that is replaced. */
  readonly base: (name: string) => unknown
}

/** A whole item: of the base only what clients cannot send, and what must be there. */
export function compose({ node, taken, sent, base }: Composition): Item {
  const known = propertiesOf(node)
  const mayBeSent = byPlainName(taken)
  const given = named(sent, node)
  const required = requiredIn(node)
  const made = new Map<string, unknown>()
  for (const [name, schema] of known) {
    const own = mayBeSent.get(plainName(name))
    const value = given.get(name)
    if (value !== undefined && isTaken(schema, own)) {
      const inner = isItem(value) && isObjectNode(schema) ? base(name) : undefined
      made.set(
        name,
        isItem(value) && isItem(inner)
          ? compose({ node: schema, taken: own, sent: value, base: (part) => partAt(inner, [part]) })
          : value,
      )
      continue
    }
    const servers = own === undefined || !isTaken(schema, own) ? base(name) : undefined
    if (servers !== undefined) made.set(name, servers)
    else {
      const usual = defaultOf(own) ?? defaultOf(schema)
      if (usual !== undefined) made.set(name, usual)
      else if (required.has(name)) made.set(name, leastOf(schema) ?? base(name))
    }
  }
  if (known.size === 0 || isOpen(node) || taken === undefined || plainNode(taken) === plainNode(node)) {
    for (const [name, value] of given) if (!known.has(name)) made.set(name, value)
  }
  return fromEntries(made)
}

/** The item with a patch laid over it. Source: RFC 7396; unless it is said to be one, a null that the schema allows is a value. */
export function patched(node: SchemaNode, item: Item, sent: Item, taken: SchemaNode | undefined, isMergePatch: boolean): Item {
  const known = propertiesOf(node)
  const mayBeSent = byPlainName(taken)
  const given = named(sent, node)
  const merged = mergePatch(item, fromEntries(given)) as Item
  for (const [name, value] of given) {
    const schema = known.get(name)
    if (value === null && !isMergePatch && schema !== undefined && fits(schema, null, 'response')) define(merged, name, null)
  }
  for (const [name, schema] of known) {
    if (given.has(name) && !isTaken(schema, mayBeSent.get(plainName(name)))) define(merged, name, item[name])
  }
  return merged
}

/** What an answer calls readOnly is taken all the same where a request of its own schema has it. */
const isTaken = (schema: SchemaNode, own: SchemaNode | undefined): boolean => !hasAccess(own ?? schema, 'readOnly')

/** Names as the item has them: what is sent as `FriendlyName` is kept as `friendly_name`. */
function named(sent: Item, node: SchemaNode): Map<string, unknown> {
  const known = propertiesOf(node)
  const plain = namesByPlain(node)
  return new Map(
    Object.entries(sent).map(([name, value]) => [known.has(name) ? name : (plain.get(plainName(name)) ?? name), value]),
  )
}

const PLAIN_NAMES = Symbol('names by their plain form')
const BY_PLAIN_NAME = Symbol('properties by plain name')
const REQUIRED = Symbol('required, in all parts')

const namesByPlain = (node: SchemaNode): ReadonlyMap<string, string> =>
  node.once(PLAIN_NAMES, () => new Map([...propertiesOf(node).keys()].map((name) => [plainName(name), name])))

const byPlainName = (node: SchemaNode | undefined): ReadonlyMap<string, SchemaNode> =>
  node === undefined
    ? new Map()
    : node.once(BY_PLAIN_NAME, () => new Map([...propertiesOf(node)].map(([name, schema]) => [plainName(name), schema])))

/** The names that the schema requires, in all its parts. */
export const requiredIn = (node: SchemaNode): ReadonlySet<string> => node.once(REQUIRED, () => requiredBelow(node, 0))

function requiredBelow(node: SchemaNode, depth: number): Set<string> {
  const parts = depth > 12 ? [] : [node.target, ...node.list('allOf')]
  return new Set([
    ...requiredOf(node),
    ...parts.flatMap((part) => (part === undefined ? [] : [...requiredBelow(part, depth + 1)])),
  ])
}

const defaultOf = (schema: SchemaNode | undefined): unknown =>
  schema?.get('default') ?? (schema && plainNode(schema).get('default')) ?? undefined

/** The value that says least: null, an empty list. */
const leastOf = (schema: SchemaNode): unknown => [null, []].find((value) => fits(schema, value, 'response'))

const fromEntries = (entries: ReadonlyMap<string, unknown>): Item =>
  Object.fromEntries([...entries].filter(([, value]) => value !== undefined))

function define(item: Item, name: string, value: unknown): void {
  if (value === undefined) delete item[name]
  else setOwn(item, name, value)
}
