// What the docs page shows: the documents there are, and one of them in a form that Swagger UI can use.
import type { ServedDocument } from '../contract/compile-contract.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { CONTROL_PREFIX } from './control/control.ts'
import { fillExamples } from './docs-examples.ts'
import { presentOperations } from './docs-operations.ts'
import { type DocsCredentials, presentSecurity } from './docs-security.ts'
import { servedDocument } from './served-document.ts'

/** The answer to `/__mockserve/docs/content?name=petstore`: all that the page needs, of one moment. */
export interface DocsContent {
  /** See `LiveEvents.generation`. */
  readonly generation: string
  readonly documents: readonly { readonly name: string; readonly label: string }[]
  /** The document chosen: the one asked for, else the first. */
  readonly name: string
  readonly title: string
  readonly operations: number
  /** Where the document as served is read. */
  readonly url: string
  readonly credentials: DocsCredentials
  /** Whether its operations may be pinned from this page. */
  readonly mayControl: boolean
  readonly document: Readonly<Record<string, unknown>>
}

/** What the control API is called in the list: no document of others can be, since a name holds no space. */
export const CONTROL_DOCUMENT = 'control api'

const CONTROL_LABEL = 'mockserve control API'

/** The control API's own document, `written` as it describes itself. */
export function controlContent(
  { contract }: Runtime,
  { generation, written }: { readonly generation: string; readonly written: Readonly<Record<string, unknown>> },
): DocsContent {
  const paths = Object.values(written['paths'] ?? {}) as object[]
  return {
    generation,
    documents: listOf(contract.documents),
    name: CONTROL_DOCUMENT,
    title: CONTROL_LABEL,
    operations: paths.reduce((sum, path) => sum + Object.keys(path).length, 0),
    url: `${CONTROL_PREFIX}openapi.json`,
    credentials: {},
    mayControl: false,
    document: written,
  }
}

const listOf = (documents: readonly ServedDocument[]): DocsContent['documents'] => [
  ...documents.map((each) => ({ name: each.document.name, label: labelOf(each, documents) })),
  { name: CONTROL_DOCUMENT, label: CONTROL_LABEL },
]

/** `host` as in `servedDocument`. There is always a document, since a mock without one does not start. */
export function docsContent(
  { contract, settings }: Runtime,
  wish: { readonly name: string | undefined; readonly host: string; readonly generation: string; readonly mayControl: boolean },
): DocsContent | undefined {
  const chosen = chooseDocument(contract.documents, wish.name)
  if (chosen === undefined) return undefined
  const { document, credentials } = presentSecurity(presentOperations(servedDocument(chosen, wish.host, contract)))
  return {
    generation: wish.generation,
    documents: listOf(contract.documents),
    name: chosen.document.name,
    title: chosen.title,
    operations: chosen.operations.length,
    url: `/__mockserve/documents/${encodeURIComponent(chosen.document.name)}.json`,
    credentials,
    mayControl: wish.mayControl,
    document: fillExamples(document, chosen, settings.seed),
  }
}

export const chooseDocument = (documents: readonly ServedDocument[], name: string | undefined): ServedDocument | undefined =>
  documents.find(({ document }) => document.name === name) ?? documents[0]

/** The title; with the version, or at last the name, where titles are alike. */
function labelOf(one: ServedDocument, all: readonly ServedDocument[]): string {
  const alike = all.filter(({ title }) => title === one.title)
  if (alike.length === 1) return one.title
  const isTold = one.version !== '' && alike.filter(({ version }) => version === one.version).length === 1
  return isTold ? `${one.title} ${one.version}` : `${one.title} (${one.document.name})`
}
