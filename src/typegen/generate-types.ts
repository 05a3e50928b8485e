// A contract -> the text of mocks/mockserve.gen.d.ts, which types the handlers of its operations.
import type { Contract, ServedDocument } from '../contract/compile-contract.ts'
import type { Operation } from '../contract/operation.ts'
import { Declarations } from './declarations.ts'
import { noteDerived } from './derived-schemas.ts'
import { docComment } from './doc-comment.ts'
import { Names, typeName } from './names.ts'
import { declareOperation } from './operation-to-type.ts'
import { keyText } from './type-text.ts'

/** Names that the generated file uses itself. */
const USED = [
  'CollectionsOf',
  'database',
  'OperationTypes',
  'ReplyBytes',
  'RequestBytes',
  'DocumentOperations',
  'DocumentSchemas',
  'Operations',
  'Schemas',
]

/**
 * The text of a declaration file: an interface for each operation, reached as `Operations['getPetById']` and `Operations['GET /pets/{petId}']`,
 * and the schemas they use, reached as `Schemas['Pet']`. The same contract gives the same text. Broken parts are `unknown`.
 * `hasDatabase`: beside it stands `_db`, whose collections type `db`.
 */
export function generateTypes(contract: Contract, hasDatabase = false): string {
  const declarations = new Declarations(new Names(USED))
  for (const served of contract.documents) nameSchemas(served, declarations)
  const entries = new Map<string, string>()
  for (const operation of contract.operations) {
    const keys = [operation.id, `${operation.method} ${operation.path}`].filter((key) => !entries.has(key))
    // what another document has taken under both names cannot be meant
    if (keys.length === 0) continue
    const type = declareOperation(operation, operationName(operation), declarations)
    for (const key of new Set(keys)) entries.set(key, `${operationDoc(operation, key)}  ${keyText(key)}: ${type}\n`)
  }
  const { text, schemas } = declarations.finish()
  const titles = contract.documents.map(({ title, version }) => `${title} ${version}`.replace(/\s+/g, ' ').trim())
  return `// The types of ${titles.join(', ')}: written by mockserve, and written again when the document changes.
/* eslint-disable */
import type { ${hasDatabase ? 'CollectionsOf, ' : ''}OperationTypes, ReplyBytes, RequestBytes } from 'mockserve'
${hasDatabase ? "import type database from './_db.js'\n" : ''}
declare module 'mockserve' {
  interface Operations extends DocumentOperations {}
  interface Schemas extends DocumentSchemas {}
${hasDatabase ? '  interface Collections extends CollectionsOf<typeof database> {}\n' : ''}}

export interface DocumentOperations {
${[...entries.values()].join('')}}

export interface DocumentSchemas {
${schemas.map((name) => `  ${name}: ${name}\n`).join('')}}

${text}`
}

/** `GetPetById`, or `GetPetsPetId` where the document gives no operationId. */
const operationName = ({ id, method, path }: Operation) =>
  typeName(id === `${method} ${path}` ? `${method.toLowerCase()} ${path}` : id, 'Operation')

/** Gives the schemas of a document the names it has for them, before references are asked. */
function nameSchemas({ reader }: ServedDocument, declarations: Declarations): void {
  const components = reader.at(reader.root, 'components')
  const part =
    reader.document.version === '2.0' ? reader.at(reader.root, 'definitions') : components && reader.at(components, 'schemas')
  if (part === undefined) return
  const nodes = Object.entries(part.value).flatMap(([name, value]) => {
    const node = reader.schema(value, part)
    if (node !== undefined) declarations.wish(node, typeName(name, 'Schema'))
    return node === undefined ? [] : [node]
  })
  noteDerived(nodes)
}

function operationDoc({ raw, method, path }: Operation, key: string): string {
  const { summary, description, deprecated } = raw
  const address = `${method} ${path}`
  const said = [summary, description].find((text) => typeof text === 'string' && text.trim() !== '')
  return docComment({ text: said, ...(key !== address && { address }), isDeprecated: deprecated === true }, '  ')
}
