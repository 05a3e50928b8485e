// What mocks remember: calls, collections, free state. Code reloads, this never does.
import type { Operation } from '../../contract/operation.ts'
import { Collections } from './collections.ts'

export class MockMemory {
  readonly collections = new Collections()
  /** The collections as handlers use them. */
  readonly database = this.collections.asDatabase()
  #state: Record<string, unknown> = {}
  #initialState: Readonly<Record<string, unknown>> = {}
  readonly #calls = new Map<string, number>()

  /** Counts a call of an operation; how often it was called by now. */
  count({ method, path }: Operation): number {
    const key = `${method} ${path}`
    const calls = (this.#calls.get(key) ?? 0) + 1
    this.#calls.set(key, calls)
    return calls
  }

  /** Free state, as handlers see it: one object for the life of the mock. */
  get state(): Record<string, unknown> {
    return this.#state
  }

  /** What `_state` exports is the state: the very object, since handlers may import it. */
  adoptState(state: Record<string, unknown>): void {
    this.#initialState = copy(state)
    this.#state = state
  }

  /** As at the start. */
  reset(): void {
    this.#calls.clear()
    this.collections.reset()
    for (const name of Object.keys(this.state)) delete this.state[name]
    for (const [name, value] of Object.entries(copy(this.#initialState))) define(this.state, name, value)
  }
}

/** Functions cannot be copied: whoever keeps some in the state keeps the same ones. */
function copy<Value>(value: Value): Value {
  try {
    return structuredClone(value)
  } catch {
    return { ...value }
  }
}

const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
