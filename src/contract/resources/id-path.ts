// Which property of an item holds what the path parameter says.
import { allowedTypes, propertiesOf } from '../../codecs/read-shape.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { sameWord } from './body-shape.ts'
import type { BodyPath } from './resource.ts'

const WORDS = ['id', 'uuid', 'guid', 'slug', 'name', 'key', 'number', 'code', 'sha', 'login', 'handle', 'token', 'sid']

/**
 * `petId` → `petId`, `pet_id`, else `id`; `name` → `name`; `issue_number` → `number`; in Kubernetes `name` → `metadata.name`. Undefined when nothing
 * of the parameter's type is named so. `hint` is the name of the collection.
 */
export function idPathOf(parameter: string, type: SchemaNode | undefined, item: SchemaNode, hint: string): BodyPath | undefined {
  const properties = propertiesOf(item)
  const fits = (schema: SchemaNode | undefined) => schema !== undefined && sharesType(schema, type)
  const find = (test: (name: string) => boolean): BodyPath | undefined => {
    const found = [...properties].find(([name, schema]) => test(plain(name)) && fits(schema))
    return found && [found[0]]
  }
  const name = plain(parameter)
  const exact = find((each) => each === name)
  if (exact !== undefined) return exact
  // `pet_id` names what the item itself calls `id`
  const word = WORDS.find((each) => name.endsWith(each))
  const short = word === undefined ? undefined : find((each) => each === word)
  if (short !== undefined) return short
  const metadata = properties.get('metadata')
  const inMetadata = metadata && propertiesOf(metadata).get('name')
  if (name === 'name' && fits(inMetadata)) return ['metadata', 'name']
  // `{customer}` under `/customers`
  const isThing = sameWord(parameter, hint) || word === 'id' || word === 'uuid'
  if (!isThing) return undefined
  return (
    find((each) => each === 'id') ??
    find((each) => each === 'uuid') ??
    find((each) => each === `${plain(hint).replace(/s$/, '')}id`) ??
    find((each) => each === 'name' || each === 'slug' || each === 'key')
  )
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Whether a text in a path can be this value: scalars only, of a type that both allow. */
function sharesType(schema: SchemaNode, parameter: SchemaNode | undefined): boolean {
  const own = scalars(schema)
  const asked = parameter === undefined ? undefined : scalars(parameter)
  if (own === undefined || asked === undefined) return true
  return own.some((type) => asked.includes(type))
}

/** Undefined: any. Integers are numbers here. */
function scalars(schema: SchemaNode): string[] | undefined {
  const types = allowedTypes(schema)
  return (
    types &&
    [...types]
      .filter((type) => type === 'string' || type === 'number' || type === 'integer')
      .map((type) => (type === 'integer' ? 'number' : type))
  )
}
