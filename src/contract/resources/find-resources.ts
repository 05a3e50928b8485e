// Contract -> its resources: which operations speak about the same stored thing. Looked for around a path when it is first asked about.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApiDocument } from '../../spec/api-document.ts'
import type { Contract, ServedDocument } from '../compile-contract.ts'
import type { Operation } from '../operation.ts'
import type { Part, Resource } from './resource.ts'
import { ResourceFinder } from './resource-finder.ts'

/** The resources of a contract, and what each operation is to them. */
export interface Resources {
  /** What an operation is to its resource; undefined when it is no clear part of one. Worked out for the paths around it, once. */
  partOf(operation: Operation): Part | undefined
  /** All of them. Reads every operation of the documents, which takes up to a second for the largest. */
  all(): readonly Resource[]
  /** Looks at one path after the other, for those who must not work for long at a stretch; afterwards `all` answers at once. */
  settle(): Iterable<undefined>
}

const known = new WeakMap<Contract, Resources>()

export function resourcesOf(contract: Contract): Resources {
  let found = known.get(contract)
  if (found === undefined) {
    found = findLazily(contract)
    known.set(contract, found)
  }
  return found
}

const SLICE_MS = 5

/** All of them, found a few milliseconds at a time, so that a server can answer in between. */
export async function allInSlices({ settle, all }: Resources): Promise<readonly Resource[]> {
  let sliceEnds = performance.now() + SLICE_MS
  for (const _ of settle()) {
    if (performance.now() < sliceEnds) continue
    await nextTurn()
    sliceEnds = performance.now() + SLICE_MS
  }
  return all()
}

function findLazily({ documents, corrections }: Contract): Resources {
  const finders = new Map<ApiDocument, ResourceFinder>()
  const served = new Map(documents.map((each) => [each.document, each]))
  const finderOf = (each: ServedDocument) => {
    const finder = finders.get(each.document) ?? new ResourceFinder(each, corrections)
    finders.set(each.document, finder)
    return finder
  }
  const parts = new Map<Operation, Part | undefined>()
  return {
    partOf(operation) {
      if (parts.has(operation)) return parts.get(operation)
      const home = served.get(operation.document)
      const part = home && finderOf(home).partOf(operation)
      parts.set(operation, part)
      return part
    },
    all: () => documents.flatMap((each) => finderOf(each).all()),
    *settle() {
      for (const each of documents) yield* finderOf(each).settle()
    },
  }
}
