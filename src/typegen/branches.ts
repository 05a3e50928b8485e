// oneOf and anyOf -> the members of a union, told apart by their discriminator. Source: OpenAPI "Discriminator Object".
import { type Discriminator, discriminatorOf } from '../schema/discriminator.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { named } from './object-to-type.ts'
import { propertyIn, saysMore, targetOf } from './schema-parts.ts'
import { type Site, schemaType } from './schema-to-type.ts'
import { both, either, keyText, literal, one, type TypeText } from './type-text.ts'

/** A type for each branch that says more than which properties are required. */
export function branchTypes(node: SchemaNode, keyword: string, site: Site): TypeText[] {
  const branches = node.list(keyword)
  const discriminator = discriminatorOf(node, branches)
  return branches.map((branch, i) => {
    const own = { ...site, name: `${site.name}${i + 1}` }
    const type = site.isTop ? schemaType(branch, own) : named(branch, own)
    const label = discriminator && labelType(branch, discriminator, node)
    return label === undefined ? type : both([type, label])
  })
}

/** `{ kind: 'cat' }` for the branch that is called by that name; undefined when the branch says so itself, or says something else. */
function labelType(branch: SchemaNode, discriminator: Discriminator, node: SchemaNode): TypeText | undefined {
  const names = namesOf(branch, discriminator, node)
  const target = targetOf(branch)
  if (names.length === 0 || target === undefined || !saysMore(target)) return undefined
  const own = propertyIn([target], discriminator.property)
  const listed = own && (own.get('enum') ?? (own.get('const') === undefined ? undefined : [own.get('const')]))
  if (Array.isArray(listed)) {
    const said = listed.map(String)
    if (said.every((each) => names.includes(each)) || !names.some((each) => said.includes(each))) return undefined
  }
  return one(`{ ${keyText(discriminator.property)}: ${either(names.map(literal)).text} }`)
}

/** The names of a branch in the mapping; without one, that of its schema. */
function namesOf(branch: SchemaNode, { branches }: Discriminator, node: SchemaNode): string[] {
  const names = [...branches].filter(([, each]) => each === branch).map(([name]) => name)
  const { mapping } = node.get('discriminator') as { mapping?: object }
  const mapped = names.filter((name) => Object.hasOwn(mapping ?? {}, name))
  return mapped.length > 0 ? mapped : names
}
