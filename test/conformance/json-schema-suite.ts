// The official JSON Schema test suite as values, and the documents that its schemas refer to.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Dialect } from '../../src/schema/dialect.ts'
import { resolveUri } from '../../src/schema/identifiers.ts'
import { type SchemaBase, type SchemaNode, SchemaSpace } from '../../src/schema/schema-node.ts'

/** One group of a file: a schema, and the values to hold against it. */
export interface SuiteGroup {
  readonly description: string
  readonly schema: unknown
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[]
}

const folder = new URL('json-schema/', import.meta.url)
const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
const jsonFiles = (path: string) =>
  readdirSync(new URL(path, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${path}${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.json'))
    .sort()

/** The files of a draft, as `draft4/optional/bignum.json`. */
export const suiteFiles = (draft: string): string[] => jsonFiles(`${draft}/`)

export const readSuiteFile = (file: string) => readJson(file) as readonly SuiteGroup[]

/** The node of a group's schema, in a space of its own that finds other documents by their URI, as it would the files of a document. */
export function suiteSchema(schema: unknown, dialect: Dialect): SchemaNode {
  const bases = new Map<string, SchemaBase>()
  const space = new SchemaSpace(dialect, (ref, from) => {
    const [uri = '', fragment = ''] = (resolveUri(ref, from.uri) ?? '').split('#')
    const root = uri === from.uri ? from.root : remotes.get(uri)
    if (root === undefined) return undefined
    const base = uri === from.uri ? from : (bases.get(uri) ?? { uri, root, origin: undefined })
    bases.set(uri, base)
    return { value: atPointer(root, decodeURIComponent(fragment)), base }
  })
  return space.node(schema, { uri: 'suite:/schema.json', root: schema, origin: undefined })
}

function atPointer(root: unknown, pointer: string): unknown {
  let value = root
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

/** By URI: the suite's remotes, which it places on localhost:1234, and the meta-schemas. Ajv carries all of those but draft 4's. */
const remotes = new Map<string, unknown>(
  jsonFiles('remotes/').map((file) => [file.replace('remotes/', 'http://localhost:1234/'), readJson(file)]),
)
const require = createRequire(import.meta.url)
const fromAjv = (path: string): unknown => require(`ajv/dist/refs/json-schema-${path}.json`)
remotes.set('http://json-schema.org/draft-04/schema', readJson('metaschemas/draft-04.json'))
remotes.set('http://json-schema.org/draft-07/schema', fromAjv('draft-07'))
const parts = ['applicator', 'content', 'core', 'meta-data', 'validation']
for (const [version, ownParts] of [
  ['2019-09', ['format']],
  ['2020-12', ['format-annotation', 'unevaluated']],
] as const) {
  for (const path of ['schema', ...[...parts, ...ownParts].map((part) => `meta/${part}`)])
    remotes.set(`https://json-schema.org/draft/${version}/${path}`, fromAjv(`${version}/${path}`))
}
