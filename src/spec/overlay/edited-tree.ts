// A value that is changed without a trace in the one that it was: what is changed is copied first, and knows where it was written.
import { child, isRecord, joinPointer } from '../json-pointer.ts'
import { type Origin, type Origins, originOf, type SourceFile } from '../source-file.ts'

type Container = Record<string, unknown>

export class EditedTree {
  readonly #origins = new WeakMap<object, Map<string, Origin>>()
  #root: unknown
  readonly #file: SourceFile
  /** Copies, which may be changed. */
  readonly #own = new WeakSet<object>()

  constructor(file: SourceFile) {
    this.#file = file
    this.#root = file.root
  }

  /** What is written elsewhere than what holds it. */
  get origins(): Origins {
    return this.#origins
  }

  get root(): unknown {
    return this.#root
  }

  at(keys: readonly string[]): unknown {
    return keys.reduce(child, this.#root)
  }

  /** Merges a value into the object or list at a place; `from` is where the value is written. */
  update(keys: readonly string[], value: unknown, from: Origin): void {
    const target = this.#open(keys)
    if (Array.isArray(target)) this.#append(target, Array.isArray(value) ? value : [value], from, Array.isArray(value))
    else if (isRecord(value)) this.#merge(target, value, from)
  }

  remove(keys: readonly string[]): void {
    const parent = this.#open(keys.slice(0, -1))
    const key = keys.at(-1) ?? ''
    const origins = this.#originsOf(parent)
    if (!Array.isArray(parent)) {
      delete parent[key]
      origins.delete(key)
      return
    }
    // what comes behind moves up, and is still written where it was
    const { file, pointer } = originOf(this.#file, this.#root, this.#origins, keys.slice(0, -1))
    for (let i = Number(key) + 1; i < parent.length; i++)
      origins.set(String(i - 1), origins.get(String(i)) ?? { file, pointer: joinPointer(pointer, i) })
    origins.delete(String(parent.length - 1))
    parent.splice(Number(key), 1)
  }

  #merge(target: Container, value: Container, { file, pointer }: Origin): void {
    for (const [key, part] of Object.entries(value)) {
      const from = { file, pointer: joinPointer(pointer, key) }
      const before = child(target, key)
      if (isRecord(before) && isRecord(part)) this.#merge(this.#openChild(target, key), part, from)
      else if (Array.isArray(before) && Array.isArray(part)) this.#append(this.#openChild(target, key) as never, part, from, true)
      else this.#put(target, key, part, from)
    }
  }

  #append(target: unknown[], items: readonly unknown[], { file, pointer }: Origin, isList: boolean): void {
    for (const [i, item] of items.entries()) {
      this.#originsOf(target).set(String(target.length), { file, pointer: isList ? joinPointer(pointer, i) : pointer })
      target.push(item)
    }
  }

  #put(target: Container, key: string, value: unknown, from: Origin): void {
    define(target, key, value)
    this.#originsOf(target).set(key, from)
  }

  /** The container at a place, as one that may be changed, like all on the way to it. */
  #open(keys: readonly string[]): Container {
    this.#root = this.#copyOf(this.#root as Container)
    return keys.reduce((parent, key) => this.#openChild(parent, key), this.#root as Container)
  }

  #openChild(parent: Container, key: string): Container {
    const value = this.#copyOf(child(parent, key) as Container)
    define(parent, key, value)
    return value
  }

  #copyOf(value: Container): Container {
    if (this.#own.has(value)) return value
    const copy = (Array.isArray(value) ? [...value] : { ...value }) as Container
    this.#own.add(copy)
    const origins = this.#origins.get(value)
    if (origins !== undefined) this.#origins.set(copy, new Map(origins))
    return copy
  }

  #originsOf(container: object): Map<string, Origin> {
    const origins = this.#origins.get(container) ?? new Map<string, Origin>()
    this.#origins.set(container, origins)
    return origins
  }
}

/** An assignment to __proto__ would not make a member. */
const define = (container: Container, key: string, value: unknown) =>
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true })
