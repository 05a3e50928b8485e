// Requests that no operation is meant for: each method and path once, with how often it came.

export interface UndeclaredCall {
  readonly method: string
  readonly path: string
  /** Of the latest answer: 404, or 405 where the path has other methods. */
  readonly status: number
  readonly count: number
  /** The id of the latest exchange. */
  readonly exchange: string
}

/** A client that makes up addresses must not fill the memory: further ones are only counted. */
const MAX_CALLS = 200
const MAX_PATH = 300

/** What browsers ask of every site by themselves: no client's mistake. */
const BROWSERS_OWN = /^\/(?:favicon\.ico|apple-touch-icon[\w-]*\.png|\.well-known\/appspecific\/com\.chrome\.devtools\.json)$/

type Kept = { -readonly [Key in keyof UndeclaredCall]: UndeclaredCall[Key] }

export class UndeclaredCalls {
  #calls = new Map<string, Map<string, Kept>>()
  #size = 0
  #total = 0
  #notListed = 0

  /** How many requests there were. */
  get total(): number {
    return this.#total
  }

  /** How many of them are not in the list, since it was full. */
  get notListed(): number {
    return this.#notListed
  }

  /** Those of one path together, else in the order in which they first came. */
  list(): readonly UndeclaredCall[] {
    return [...this.#calls.values()].flatMap((methods) => [...methods.values()])
  }

  add(method: string, asked: string, status: number, exchange: string): void {
    const path = asked.length > MAX_PATH ? `${asked.slice(0, MAX_PATH)}…` : asked
    const known = this.#calls.get(path)?.get(method)
    if (known === undefined && BROWSERS_OWN.test(path)) return
    this.#total++
    if (known !== undefined) {
      known.count++
      known.status = status
      known.exchange = exchange
    } else if (this.#size === MAX_CALLS) this.#notListed++
    else this.#put({ method, path, status, count: 1, exchange })
  }

  /** Forgets those for which `isUndeclared` does not hold any more. */
  keep(isUndeclared: (call: UndeclaredCall) => boolean): void {
    const kept = this.list().filter(isUndeclared)
    this.#calls.clear()
    this.#size = 0
    for (const call of kept) this.#put(call)
    this.#total = kept.reduce((sum, { count }) => sum + count, this.#notListed)
  }

  clear(): void {
    this.#calls.clear()
    this.#size = 0
    this.#total = 0
    this.#notListed = 0
  }

  #put(call: UndeclaredCall): void {
    const methods = this.#calls.get(call.path) ?? new Map<string, Kept>()
    methods.set(call.method, { ...call })
    this.#calls.set(call.path, methods)
    this.#size++
  }
}
