// Where to call an operation: an address that can only mean this one.
import type { Operation } from './enumerate.ts'
import type { Files } from './files.ts'
import { pathText } from './parameter-values.ts'
import type { Schemas } from './schemas.ts'
import { isMoreSpecific, matchesTemplate, parameterNames, parseTemplate, type Template } from './templates.ts'

/** What all requests to one document need. */
export interface Addressing {
  readonly files: Files
  readonly schemas: Schemas
  readonly operations: readonly Operation[]
  /** Every path key, with and without its base path. */
  readonly templates: readonly Template[]
}

/** Prepares what is the same for all requests to a document. */
export function createAddressing(files: Files, schemas: Schemas, operations: readonly Operation[]): Addressing {
  const templates = new Map<string, Template>()
  for (const { path, basePath } of operations) {
    for (const base of new Set(['', basePath ?? ''])) templates.set(`${base} ${path}`, parseTemplate(path, base))
  }
  return { files, schemas, operations, templates: [...templates.values()] }
}

/** A path, percent-encoded, and the operations it could also mean by the letter of the document. */
export interface Address {
  readonly path: string
  readonly indistinct: readonly Operation[]
}

/** How many sets of path parameters are tried. */
const rounds = 8

/** Finds an address for the operation; `withBase` puts the server's path in front, unless that would mean something else. */
export function findAddress(operation: Operation, withBase: boolean, addressing: Addressing): Address {
  const base = operation.basePath ?? ''
  const bases = withBase ? [base, ''] : ['', base]
  let address = addressOf(operation, bases[0] ?? '', 0, addressing)
  for (let tried = 1; address.rivals.length > 0 && tried < 2 * rounds; tried += 1) {
    const other = addressOf(operation, bases[Math.floor(tried / rounds)] ?? '', tried % rounds, addressing)
    if (other.rivals.length === 0) address = other
  }
  const rivalKeys = new Set(address.rivals.map(({ key }) => key))
  const same = addressing.operations.filter(
    ({ method, template, path }) =>
      method === operation.method && (template.shape === operation.template.shape || rivalKeys.has(path)),
  )
  return { path: address.path, indistinct: same.length > 1 ? same : [] }
}

/** One try at the path, and the templates that would claim it with as much right. */
function addressOf(operation: Operation, base: string, round: number, { files, schemas, templates }: Addressing) {
  const own = parseTemplate(operation.path, base)
  const texts = new Map(
    parameterNames(operation.path).map((name) => [name, pathText(files, schemas, operation.parameters, name, round)]),
  )
  const segments = own.segments.map((segment) => fill(segment, texts))
  const path = own.segments
    .map((segment) =>
      segment
        .split(/(\{[^{}]*\})/)
        .map((part) => encodePart(part, texts))
        .join(''),
    )
    .join('/')
  const rivals = templates.filter(
    (other) => other.shape !== own.shape && matchesTemplate(other, segments, own.query) && !isMoreSpecific(own, other),
  )
  return { path: `/${path}`, rivals }
}

function fill(segment: string, texts: ReadonlyMap<string, string>): string {
  return segment.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => texts.get(name) ?? '1')
}

function encodePart(part: string, texts: ReadonlyMap<string, string>): string {
  return part.startsWith('{') ? encodeURIComponent(fill(part, texts)) : encodeLiteral(part)
}

/** The literal parts of a path as they go into a request: what is encoded already stays. */
export function encodeLiteral(literal: string): string {
  return literal.replaceAll(/[^\w\-.~!$&'()*+,;=:@%/]/gu, encodeURIComponent)
}
