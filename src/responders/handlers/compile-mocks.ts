// Maps of mocks -> what answers each operation.
import type { Contract } from '../../contract/compile-contract.ts'
import type { Operation } from '../../contract/operation.ts'
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import type { Entry } from './read-mocks.ts'

export interface CompiledMocks {
  /** For an operation: the wrappers from the outermost in, then its own entry. */
  entriesFor(operation: Operation): readonly Entry[]
  /** Keys that name no operation, and operations that are named twice. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Entries as one layer: where two name the same operation the first counts, and a finding says so. */
export function compileMocks(entries: readonly Entry[], contract: Contract): CompiledMocks {
  const diagnostics: Diagnostic[] = []
  const wrappers: { readonly method: string | undefined; readonly prefix: string; readonly entry: Entry }[] = []
  const own = new Map<Operation, Entry>()
  for (const entry of entries) {
    const { key, origin } = entry
    const wildcard = /^(?:([A-Za-z]+) )?(\/.*)?\*$/.exec(key)
    if (wildcard !== null) {
      wrappers.push({ method: wildcard[1]?.toUpperCase(), prefix: wildcard[2] ?? '', entry })
      continue
    }
    const operations = operationsNamed(key, contract)
    if (operations.length === 0) {
      const near = suggest(key, knownKeys(contract))
      const message = `no operation is called ${JSON.stringify(key)}`
      diagnostics.push(diagnostic('handler-unknown-operation', origin.place(key), message, near && `did you mean ${near}?`))
    }
    for (const operation of operations) {
      const other = own.get(operation)
      if (other === undefined) own.set(operation, entry)
      else {
        const message = `${operation.id} already has an answer in ${other.origin.file} (${JSON.stringify(other.key)}), which counts`
        diagnostics.push(diagnostic('handler-duplicate', origin.place(key), message))
      }
    }
  }
  // the widest comes first, so it wraps the narrower ones
  wrappers.sort((a, b) => a.prefix.length - b.prefix.length)
  const chains = new Map<Operation, readonly Entry[]>()
  return {
    diagnostics,
    entriesFor(operation) {
      let chain = chains.get(operation)
      if (chain === undefined) {
        const { method, path } = operation
        const around = wrappers.filter((each) => (each.method ?? method) === method && path.startsWith(each.prefix))
        const entry = own.get(operation)
        chain = [...around.map((each) => each.entry), ...(entry === undefined ? [] : [entry])]
        chains.set(operation, chain)
      }
      return chain
    },
  }
}

/** By operationId, or by `METHOD /path` with the path as the document writes it, below a base path or not. */
export function operationsNamed(key: string, contract: Contract): readonly Operation[] {
  const named = contract.operations.filter(({ id }) => id === key)
  if (named.length > 0) return named
  const [, method = '', path = ''] = /^([A-Za-z]+) +(\/\S*)$/.exec(key) ?? []
  if (path === '') return []
  const bases = contract.documents.flatMap(({ basePaths }) => basePaths)
  return contract.operations.filter(
    (operation) =>
      operation.method === method.toUpperCase() &&
      (operation.path === path || bases.some((base) => base + operation.path === path)),
  )
}

const knownKeys = ({ operations }: Contract) => operations.flatMap(({ id, method, path }) => [id, `${method} ${path}`])
