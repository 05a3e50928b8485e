// The operations of a document by path, and which path lies below which.

import { isRecord } from '../../spec/json-pointer.ts'
import type { Correction, Corrections, ServedDocument } from '../compile-contract.ts'
import type { Operation } from '../operation.ts'

/** All operations of one path; parameters that are named differently make no other path. */
export interface PathGroup {
  /** `/pets/{}`, without a last slash and without `.json`. */
  readonly template: string
  /** As written. */
  readonly path: string
  readonly methods: ReadonlyMap<string, Operation>
  /** The last segment: a word, or undefined where it is a parameter. */
  readonly word: string | undefined
  /** Names of the parameters, in order. */
  readonly parameters: readonly string[]
  /** What the settings say of this path, else the author by `x-mockserve-resource`. */
  readonly correction: Correction | undefined
}

const PARAMETER = /\{([^{}]+)\}/g

/** Groups by template. Paths whose parameters are mixed with text (`{a}-{b}`, `{id}:cancel`) or that hold a query are left out: they name actions. */
export function groupPaths({ document, operations }: ServedDocument, corrections: Corrections): ReadonlyMap<string, PathGroup> {
  const groups = new Map<string, PathGroup & { readonly methods: Map<string, Operation> }>()
  const paths = isRecord(document.root['paths']) ? document.root['paths'] : {}
  for (const operation of operations) {
    const path = bare(operation.path)
    if (/[?#:]/.test(path.replace(PARAMETER, ''))) continue
    const segments = path.split('/').slice(1)
    if (segments.length === 0 || segments.some((segment) => segment.includes('{') && !/^\{[^{}*+]+\}$/.test(segment))) continue
    const template = templateOf(path)
    let group = groups.get(template)
    if (group === undefined) {
      const last = segments.at(-1) ?? ''
      group = {
        template,
        path: operation.path,
        methods: new Map(),
        word: last.startsWith('{') ? undefined : last,
        parameters: parametersOf(operation.path),
        correction: Object.hasOwn(corrections, operation.path)
          ? corrections[operation.path]
          : correctionOf(paths[operation.path]),
      }
      groups.set(template, group)
    }
    if (!group.methods.has(operation.method)) group.methods.set(operation.method, operation)
  }
  return groups
}

const bare = (path: string) => path.replace(/\/+$/, '').replace(/\.json$/, '')

/** `/pets/{petId}.json` -> `/pets/{}`. */
export const templateOf = (path: string): string => bare(path).replace(PARAMETER, '{}')

/** `/pets/{}` -> `/pets`. */
export const templateAbove = (template: string): string => template.slice(0, template.lastIndexOf('/'))

export const parametersOf = (path: string): string[] => [...path.matchAll(PARAMETER)].map((match) => match[1] ?? '')

/** The name of the extension. */
export const EXTENSION = 'x-mockserve-resource'

/** `x-mockserve-resource: false`, or `{ name: …, id: … }`. */
function correctionOf(item: unknown): Correction | undefined {
  const written = isRecord(item) ? item[EXTENSION] : undefined
  if (written === false) return false
  if (!isRecord(written)) return undefined
  const { name, id } = written
  return { ...(typeof name === 'string' && { name }), ...(typeof id === 'string' && { id }) }
}
