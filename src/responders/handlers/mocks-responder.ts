// Responder: overrides and handlers. How their entries are walked is loaded with the first request that meets some.
import type { LiveResponder } from '../../pipeline/responder.ts'
import type { StoredResources } from '../resources/stored-resources.ts'
import type { CompiledMocks } from './compile-mocks.ts'
import type { MockMemory } from './mock-memory.ts'

export interface MocksOptions {
  /** The layers in force, outermost first: what a test put in front, then the files. */
  readonly layers: () => readonly CompiledMocks[]
  /** Grows with each change of the layers. */
  readonly version: () => number
  readonly memory: MockMemory
  /** What clients wrote. */
  readonly resources: StoredResources
  /** `mocks/pets.ts:12:9` for an error out of a file of the user's. */
  readonly placeOf: (error: unknown) => string | undefined
  readonly log: (line: string, source: string) => void
}

export function createMocksResponder(options: MocksOptions): LiveResponder {
  let walking: typeof import('./walk-entries.ts') | undefined
  return {
    name: 'mocks',
    answersLast: false,
    version: options.version,
    answer(exchange, runtime, next) {
      const chain = options.layers().flatMap((layer) => layer.entriesFor(exchange.operation))
      if (chain.length === 0) return undefined
      const call = options.memory.count(exchange.operation)
      const walk = ({ Walk }: typeof import('./walk-entries.ts')) =>
        new Walk(options, chain, call, runtime, next).from(0, exchange)
      if (walking !== undefined) return walk(walking)
      return import('./walk-entries.ts').then((module) => {
        walking = module
        return walk(module)
      })
    },
  }
}
