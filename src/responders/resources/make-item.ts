// What a client sent and what the document gives, joined to the item that is stored.
import { partsOf, propertiesOf, restOf } from '../../codecs/read-shape.ts'
import { hasAccess } from '../../schema/access.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { Random } from '../../schema/random.ts'
import { isFound } from '../../schema/sample/outcome.ts'
import { sample } from '../../schema/sample/sample.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { child, isRecord } from '../../spec/json-pointer.ts'
import type { Item } from './body-path.ts'

/** Schemas of one thing: as clients send it and as answers show it. */
export interface Views {
  readonly taken: SchemaNode | undefined
  readonly given: SchemaNode | undefined
}

/**
 * What was sent wins wherever answers have such a property. What is readOnly, or cannot be sent at all, is the server's and stays as in `base`;
 * what could have been sent and was not is its default, else left out unless answers require it.
 */
export function joinItem(base: Item, sent: Item, views: Views): Item {
  const given = propertiesOf(views.given)
  const sendable = propertiesOf(views.taken)
  const required = requiredIn(views.given)
  const entries: [string, unknown][] = []
  for (const name of new Set([...given.keys(), ...Object.keys(base), ...Object.keys(sent)])) {
    const shown = given.get(name)
    const taken = sendable.get(name)
    const isHidden = shown !== undefined && hasAccess(shown, 'writeOnly')
    const isOwn = isHidden || isServers(shown, taken)
    if (Object.hasOwn(sent, name) && !isOwn && takes(views.given, given, name)) {
      const [was, is] = [child(base, name), sent[name]]
      const isBoth = isRecord(was) && isRecord(is) && shown !== undefined && propertiesOf(shown).size > 0
      entries.push([name, isBoth ? joinItem(was, is, { taken, given: shown }) : is])
      continue
    }
    if (isOwn || taken === undefined || required.has(name)) {
      if (Object.hasOwn(base, name)) entries.push([name, base[name]])
      continue
    }
    const standard = (taken.target ?? taken).get('default')
    if (standard !== undefined) entries.push([name, standard])
  }
  return Object.fromEntries(entries)
}

/** Whether a part is the server's to say. A request with a schema of its own may set what answers call readOnly. */
export const isServers = (shown: SchemaNode | undefined, taken: SchemaNode | undefined): boolean =>
  shown !== undefined && hasAccess(shown, 'readOnly') && (taken === undefined || hasAccess(taken, 'readOnly'))

/** The members of an item that answers of another schema have too. */
export const shownPart = (item: Item, given: SchemaNode | undefined): Item => {
  const known = propertiesOf(given)
  return Object.fromEntries(Object.entries(item).filter(([name]) => takes(given, known, name)))
}

/** A schema that names no properties, or says what the others are, takes any. */
const takes = (given: SchemaNode | undefined, known: ReadonlyMap<string, SchemaNode>, name: string) =>
  known.has(name) || known.size === 0 || restOf(given, name) !== undefined

const requiredIn = (schema: SchemaNode | undefined): ReadonlySet<unknown> =>
  new Set(
    partsOf(schema).flatMap((part) => {
      const names = part.get('required')
      return Array.isArray(names) ? names : []
    }),
  )

/** The item as it is when it fits, else mended: what fits of it is kept. Undefined when nothing like it fits. */
export function fittingItem(item: Item, schema: SchemaNode | undefined, random: Random): Item | undefined {
  if (schema === undefined || fits(schema, item, 'response')) return item
  const mended = sample(schema, { random, view: 'response', mend: item })
  return isFound(mended) && isRecord(mended.value) ? mended.value : undefined
}
