// A schema without a document around it.
import { type Dialect, dialects } from '../../src/schema/dialect.ts'
import { type SchemaNode, SchemaSpace } from '../../src/schema/schema-node.ts'

/** The node of a schema whose references stay inside it. */
export function aSchema(value: unknown, dialect: Dialect['name'] = '2020-12'): SchemaNode {
  const base = { uri: 'test:/schema.json', root: value, origin: undefined }
  const space = new SchemaSpace(dialects[dialect], (ref, from) => {
    let found: unknown = from.root
    for (const token of ref.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
      found = (found as Record<string, unknown>)[name]
    }
    return { value: found, base: from }
  })
  return space.node(value, base)
}
