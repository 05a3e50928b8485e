// ApiDocument[] -> Contract: all operations, and which of them answers an address.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { ApiDocument } from '../spec/api-document.ts'
import { isRecord, joinPointer } from '../spec/json-pointer.ts'
import { placeAt } from '../spec/source-file.ts'
import type { Operation, OperationDetails, RequestDetails } from './operation.ts'
import { readParameters } from './parameters.ts'
import { parseTemplate } from './path-template.ts'
import { DocumentReader, type Part } from './reader.ts'
import { readRequestBody } from './request-body.ts'
import { readResponses } from './responses.ts'
import { type RouteMatch, Router } from './router.ts'
import { readSecurity } from './security.ts'
import { basePathOf, serverPaths } from './server-paths.ts'

export interface ServedDocument {
  readonly document: ApiDocument
  readonly title: string
  readonly version: string
  readonly operations: readonly Operation[]
  /** Where its operations answer: '' is the root. */
  readonly basePaths: readonly string[]
  readonly reader: DocumentReader
}

/** A path that stores nothing, or what its resource is called and the property that names its items. */
export type Correction = false | { readonly name?: string | undefined; readonly id?: string | undefined }
export type Corrections = Readonly<Record<string, Correction>>

export interface Contract {
  readonly documents: readonly ServedDocument[]
  readonly operations: readonly Operation[]
  readonly diagnostics: readonly Diagnostic[]
  /** What the settings say of resources, by path as documents write it. */
  readonly corrections: Corrections
  /** `path` as sent, `query` the text behind "?". */
  find(method: string, path: string, query: string): RouteMatch<Operation> | undefined
  methodsAt(path: string): readonly string[]
}

/** What a path must not begin with, since mockserve's own pages live there. */
export const RESERVED_PREFIX = '/__mockserve'

interface Address {
  readonly operation: Operation
  readonly template: ReturnType<typeof parseTemplate>
  readonly bases: readonly string[]
}

export function compileContract(documents: readonly ApiDocument[], corrections: Corrections = {}): Contract {
  const router = new Router<Operation>()
  const diagnostics: Diagnostic[] = []
  const compiled = documents.map((document) => {
    const reader = new DocumentReader(document)
    const bases = documentBases(reader)
    const addresses = [...readAddresses(reader, bases, diagnostics)]
    const lost = new Set<Operation>()
    for (const { operation, template, bases: own } of addresses) {
      for (const base of new Set([...own, ''])) {
        const twin = router.add(base, { method: operation.method, template, target: operation })
        if (twin === undefined) continue
        if (twin.target.document === document) {
          if (base === '') diagnostics.push(collision(operation, twin.target))
        } else lost.add(operation)
      }
    }
    const basePaths = ['', ...bases.filter((base) => base !== '')]
    if (lost.size > 0) diagnostics.push(crossCollision(document, lost))
    return {
      served: { document, reader, operations: addresses.map(({ operation }) => operation), basePaths, ...titleOf(document) },
      addresses,
    }
  })
  // once two documents meet, each is reached under its own name too, so that no client depends on their order
  for (const { served, addresses } of diagnostics.some(({ code }) => code === 'base-path-collision') ? compiled : []) {
    const prefix = nameOf(served.document)
    for (const { operation, template } of addresses) router.add(prefix, { method: operation.method, template, target: operation })
    if (!served.basePaths.includes(prefix)) served.basePaths.push(prefix)
  }
  const served = compiled.map((each) => each.served)
  return {
    documents: served,
    operations: served.flatMap(({ operations }) => operations),
    diagnostics,
    corrections,
    find: (method, path, query) => router.find(method, path, query),
    methodsAt: (path) => router.methodsAt(path),
  }
}

/** The address of a document's own: `/petstore`. */
const nameOf = ({ name }: ApiDocument) => `/${name}`

function titleOf({ root, name }: ApiDocument) {
  const info = isRecord(root['info']) ? root['info'] : {}
  return {
    title: typeof info['title'] === 'string' && info['title'] !== '' ? info['title'] : name,
    version: ['string', 'number'].includes(typeof info['version']) ? String(info['version']) : '',
  }
}

function documentBases({ document }: DocumentReader): string[] {
  return document.version === '2.0' ? basePathOf(document.root['basePath']) : serverPaths(document.root['servers'])
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

function* readAddresses(reader: DocumentReader, documentBases: readonly string[], diagnostics: Diagnostic[]): Generator<Address> {
  const paths = reader.at(reader.root, 'paths')
  const report = (problem: Diagnostic) => diagnostics.push(problem)
  for (const [path, item] of reader.entries(paths, report)) {
    if (path.startsWith('x-')) continue
    if (path === RESERVED_PREFIX || path.startsWith(`${RESERVED_PREFIX}/`)) {
      diagnostics.push(
        diagnostic(
          'reserved-path',
          reader.place(item),
          `${path} is not served: mockserve's own pages live under ${RESERVED_PREFIX}/`,
        ),
      )
      continue
    }
    const itemBases = serverPaths(item.value['servers'])
    const additional = reader.at(item, 'additionalOperations')
    const parts: [string, Part][] = [
      ...METHODS.flatMap((method): [string, Part][] => {
        const part = isRecord(item.value[method]) ? reader.at(item, method, report) : undefined
        return part === undefined ? [] : [[method.toUpperCase(), part]]
      }),
      ...reader.entries(additional, report),
    ]
    for (const [method, part] of parts) {
      const own = serverPaths(part.value['servers'])
      const bases = own.length > 0 ? own : itemBases.length > 0 ? itemBases : documentBases
      const multi = multiSegmentNames(reader, part, item)
      yield { operation: makeOperation(reader, path, method, part, item), template: parseTemplate(path, multi), bases }
    }
  }
}

/** Parameters that the document lets hold slashes, as GitHub's does. */
function multiSegmentNames(reader: DocumentReader, ...parts: readonly Part[]): Set<string> {
  const names = new Set<string>()
  if (!reader.usesMultiSegment) return names
  for (const list of parts.map(({ value }) => value['parameters'])) {
    for (const written of Array.isArray(list) ? list : []) {
      const parameter = isRecord(written) && typeof written['$ref'] === 'string' ? resolved(reader, written['$ref']) : written
      if (isRecord(parameter) && parameter['x-multi-segment'] === true) names.add(String(parameter['name']))
    }
  }
  return names
}

function resolved(reader: DocumentReader, ref: string): unknown {
  const found = reader.document.resolve(ref, reader.document.file, '')
  return 'value' in found ? found.value : undefined
}

function makeOperation(reader: DocumentReader, path: string, method: string, part: Part, item: Part): Operation {
  const operationId = part.value['operationId']
  let details: OperationDetails | undefined
  let request: RequestDetails | undefined
  return {
    id: typeof operationId === 'string' && operationId !== '' ? operationId : `${method} ${path}`,
    method,
    path,
    document: reader.document,
    file: part.file,
    raw: part.value,
    place: () => placeAt(part.file, part.pointer, 'key'),
    details: () => {
      details ??= readResponses(reader, part)
      return details
    },
    request: () => {
      request ??= readRequest(reader, part, item)
      return request
    },
  }
}

function readRequest(reader: DocumentReader, part: Part, item: Part): RequestDetails {
  const { parameters, problems } = readParameters(reader, part, item)
  const { body, problems: bodyProblems } = readRequestBody(reader, part, item)
  return { parameters, body, security: readSecurity(reader, part), problems: [...problems, ...bodyProblems] }
}

function collision(operation: Operation, first: Operation): Diagnostic {
  const place = placeAt(operation.document.file, joinPointer('/paths', operation.path), 'key')
  return diagnostic(
    'path-collision',
    place,
    `${operation.method} ${operation.path} has the same address as ${first.method} ${first.path}, which answers instead`,
  )
}

function crossCollision(document: ApiDocument, lost: ReadonlySet<Operation>): Diagnostic {
  const [example] = lost
  const some = `${lost.size} operation${lost.size === 1 ? '' : 's'} of ${document.name} (${example?.method} ${example?.path}${lost.size > 1 ? ', …' : ''})`
  return diagnostic(
    'base-path-collision',
    placeAt(document.file, ''),
    `${some} share an address with another document; all of ${document.name} answers under ${nameOf(document)} too`,
  )
}
