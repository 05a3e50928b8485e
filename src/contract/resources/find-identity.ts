// Which property of an item its path parameter names.
import type { SchemaNode } from '../../schema/schema-node.ts'
import { plainName, singular } from './names.ts'
import { propertiesOf, scalarOf } from './schema-views.ts'

/** Where an item says who it is. */
export interface Identity {
  /** `['id']`, `['metadata', 'name']`. */
  readonly path: readonly string[]
  readonly schema: SchemaNode
}

/** Words that name one thing among its kind; in this order where a parameter does not say which is meant. */
const WORDS = [
  'id',
  'uuid',
  'guid',
  'uid',
  'sid',
  'key',
  'slug',
  'code',
  'name',
  'number',
  'login',
  'username',
  'handle',
  'token',
  'hash',
  'sha',
  'symbol',
  'ref',
]

/** Objects that hold what is common to all things of an API. */
const HOLDERS = ['metadata', 'meta', 'attributes']

/**
 * The property of `item` that the path parameter `parameter` gives: of its own name, else the word it ends with (`petId` -> `id`), else what is usual.
 * `thing` is the name of one item (`pet`). Undefined when none is clear.
 */
export function findIdentity(item: SchemaNode, parameter: string, thing: string, asked?: SchemaNode): Identity | undefined {
  const direct = findIn(item, [], parameter, thing, asked)
  if (direct !== undefined) return direct
  for (const [name, schema] of propertiesOf(item)) {
    if (!HOLDERS.includes(name)) continue
    const inside = findIn(schema, [name], parameter, thing, asked)
    if (inside !== undefined) return inside
  }
  return undefined
}

function findIn(
  item: SchemaNode,
  before: readonly string[],
  parameter: string,
  thing: string,
  asked: SchemaNode | undefined,
): Identity | undefined {
  const properties = new Map<string, [string, SchemaNode]>()
  for (const [name, schema] of propertiesOf(item)) {
    const kind = scalarOf(schema)
    if (kind !== undefined && kind !== 'boolean') properties.set(plainName(name), [name, schema])
  }
  const take = (name: string): Identity | undefined => {
    const found = properties.get(name)
    return found && { path: [...before, found[0]], schema: found[1] }
  }
  const own = plainName(parameter)
  const one = plainName(singular(thing))
  const exact = take(own)
  if (exact !== undefined) return exact
  const said = WORDS.find((word) => own.endsWith(word) && own !== word)
  if (said !== undefined) {
    const named = take(said) ?? take(one + said)
    if (named !== undefined && areAlike(named.schema, asked, true)) return named
  }
  // `{template_key}` of what has no key names another thing, and so does a word inside of a part
  if ((said !== undefined && said !== 'id') || before.length > 0) return undefined
  // a parameter that ends with no such word (`{customer}`, `{repo}`) gives what is usual and of its type
  for (const word of WORDS) {
    const named = take(word) ?? take(one + word)
    if (named !== undefined && areAlike(named.schema, asked, false)) return named
  }
  return undefined
}

/** Whether texts of one may stand for the other; `lenient` lets a text stand for a number, as careless documents have it. */
function areAlike(property: SchemaNode, asked: SchemaNode | undefined, lenient: boolean): boolean {
  const kind = asked && scalarOf(asked)
  const own = scalarOf(property)
  if (kind === undefined || kind === own) return true
  const numbers = (each: string | undefined) => each === 'integer' || each === 'number'
  return (numbers(kind) && numbers(own)) || lenient
}
