// Maps of mocks that lie in front of the files: what the mock was started with, and the overrides of tests and of the control API.
import type { Contract } from '../contract/compile-contract.ts'
import { placeInFile } from '../diagnostics/diagnostic.ts'
import { type CompiledMocks, compileMocks } from '../responders/handlers/compile-mocks.ts'
import { type Entry, type Origin, readMocks } from '../responders/handlers/read-mocks.ts'
import type { Overrides } from '../server/control/control.ts'

interface Layer {
  readonly id: string
  readonly origin: Origin
  /** As it was given. */
  readonly mocks: unknown
  /** In ms since 1970. */
  readonly at: number
  readonly entries: readonly Entry[]
  compiled: CompiledMocks
}

/** As `mockserve-source` says it. */
export const OVERRIDE = 'override'

export class MockLayers {
  #layers: Layer[] = []
  #begun = 0

  /** Puts a map in front of all others; gives its id. Throws TypeError for what is no map of mocks. */
  put(mocks: unknown, contract: Contract, source: string, name: string): string {
    const origin: Origin = { source, file: name, place: () => placeInFile(name) }
    const { entries, diagnostics } = readMocks(mocks, origin)
    const compiled = compileMocks(entries, contract)
    const wrong = [...diagnostics, ...compiled.diagnostics]
    if (wrong.length > 0)
      throw new TypeError(wrong.map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`)).join('; '))
    this.#begun++
    const id = String(this.#begun)
    this.#layers.push({ id, origin, mocks, at: Date.now(), entries, compiled })
    return id
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    const before = this.#layers.length
    this.#layers = this.#layers.filter((each) => each.id !== id)
    return this.#layers.length < before
  }

  /** Other documents are in force: keys are looked up in them from now on. */
  compile(contract: Contract): void {
    for (const layer of this.#layers) layer.compiled = compileMocks(layer.entries, contract)
  }

  /** Takes away the overrides; what the mock was started with begins its sequences anew. */
  reset(): void {
    this.#layers = this.#layers.filter((each) => !isOverride(each))
    for (const { entries } of this.#layers) for (const { sequence } of entries) sequence.reset()
  }

  /** The latest, which answers first, comes last. */
  get overrides(): ReturnType<Overrides['list']> {
    return this.#layers.filter(isOverride).map(({ id, at, mocks, compiled }) => ({
      id,
      at,
      mocks,
      keysFor: (operation) => compiled.entriesFor(operation).map(({ key }) => key),
    }))
  }

  /** Outermost first: the latest. */
  get compiled(): readonly CompiledMocks[] {
    return this.#layers.map(({ compiled }) => compiled).reverse()
  }
}

const isOverride = ({ origin }: Layer) => origin.source === OVERRIDE
