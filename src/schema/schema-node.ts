// A schema together with the place it speaks from, so that its references can be followed.
import type { Dialect } from './dialect.ts'
import { type Identifiers, indexIdentifiers } from './identifiers.ts'

export type SchemaObject = Readonly<Record<string, unknown>>

/** What the references of a schema start from: a file, or a part of one that names itself with `$id`. */
export interface SchemaBase {
  /** Absolute URI of the resource. */
  readonly uri: string
  /** What `#/…` starts from. */
  readonly root: unknown
  /** Whatever the owner of the files needs to follow a reference from here; opaque to the schema layer. */
  readonly origin: unknown
}

export interface Followed {
  readonly value: unknown
  readonly base: SchemaBase
}

/** Follows one reference, one step. Undefined when it leads nowhere; the owner keeps the reason. */
export type Follow = (ref: string, base: SchemaBase) => Followed | undefined

/** All schemas of one document: one node per schema object, made when first asked for. */
export class SchemaSpace {
  readonly dialect: Dialect
  readonly #follow: Follow
  readonly #hasIdentifiers: boolean
  readonly #nodes = new WeakMap<object, SchemaNode>()
  readonly #identifiers = new Map<unknown, Identifiers>()
  readonly #booleans = { true: undefined, false: undefined } as { true: SchemaNode | undefined; false: SchemaNode | undefined }

  /** `hasIdentifiers: false` promises that no schema uses `$id` or an anchor, which spares the search for them. */
  constructor(dialect: Dialect, follow: Follow, hasIdentifiers = true) {
    this.dialect = dialect
    this.#follow = follow
    this.#hasIdentifiers = hasIdentifiers
  }

  /** The node of a schema written at `base`. What is no schema (a number, a list) counts as one that allows everything. */
  node(value: unknown, base: SchemaBase): SchemaNode {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const key = value === false ? 'false' : 'true'
      this.#booleans[key] ??= new SchemaNode(this, key === 'true', base)
      return this.#booleans[key]
    }
    let node = this.#nodes.get(value)
    if (node === undefined) {
      const own = this.#hasIdentifiers ? (this.identifiersOf(base).resources.get(value) ?? base) : base
      node = new SchemaNode(this, value as SchemaObject, own)
      this.#nodes.set(value, node)
    }
    return node
  }

  /** The node that `ref` in `base` names, one step; undefined when it leads nowhere. */
  resolve(ref: string, base: SchemaBase): SchemaNode | undefined {
    if (this.#hasIdentifiers) {
      const known = this.identifiersOf(base).find(ref, base)
      if (known !== undefined) return this.node(known.value, known.base)
    }
    const followed = this.#follow(ref, base)
    if (followed === undefined) return undefined
    if (!this.#hasIdentifiers) return this.node(followed.value, followed.base)
    const anchored = this.identifiersOf(followed.base).find(ref, base) ?? followed
    return this.node(anchored.value, anchored.base)
  }

  identifiersOf(base: SchemaBase): Identifiers {
    let found = this.#identifiers.get(base.root)
    if (found === undefined) {
      found = indexIdentifiers(base, this.dialect)
      // resources inside the same file share its index
      for (const resource of found.bases) this.#identifiers.set(resource.root, found)
      this.#identifiers.set(base.root, found)
    }
    return found
  }
}

/** One schema. `value` is as written; nothing is copied or changed. */
export class SchemaNode {
  readonly space: SchemaSpace
  readonly value: SchemaObject | boolean
  readonly base: SchemaBase
  /** Room for what other modules work out once per schema, by their own key. */
  readonly memo = new Map<symbol, unknown>()
  #target: SchemaNode | undefined | 'unknown' = 'unknown'
  readonly #lists = new Map<string, readonly SchemaNode[]>()
  readonly #maps = new Map<string, ReadonlyMap<string, SchemaNode>>()

  constructor(space: SchemaSpace, value: SchemaObject | boolean, base: SchemaBase) {
    this.space = space
    this.value = value
    this.base = base
  }

  /** An own keyword's value. */
  get(keyword: string): unknown {
    return typeof this.value === 'object' && Object.hasOwn(this.value, keyword) ? this.value[keyword] : undefined
  }

  /** The reference as written, if this is one. */
  get ref(): string | undefined {
    const ref = this.get('$ref')
    return typeof ref === 'string' ? ref : undefined
  }

  /** Where `$ref` leads, one step; undefined without a reference or when it leads nowhere. */
  get target(): SchemaNode | undefined {
    if (this.#target === 'unknown') this.#target = this.ref === undefined ? undefined : this.space.resolve(this.ref, this.base)
    return this.#target
  }

  /** The node of a schema written inside this one. */
  node(value: unknown): SchemaNode {
    return this.space.node(value, this.base)
  }

  /** The schemas of a keyword that holds a list (`allOf`, `prefixItems`). */
  list(keyword: string): readonly SchemaNode[] {
    const value = this.get(keyword)
    if (!Array.isArray(value)) return NO_LIST
    let list = this.#lists.get(keyword)
    if (list === undefined) {
      list = value.map((item) => this.node(item))
      this.#lists.set(keyword, list)
    }
    return list
  }

  /** The schemas of a keyword that holds a map (`properties`, `dependentSchemas`). */
  map(keyword: string): ReadonlyMap<string, SchemaNode> {
    const value = this.get(keyword)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return NO_MAP
    let map = this.#maps.get(keyword)
    if (map === undefined) {
      map = new Map(Object.entries(value).map(([name, schema]) => [name, this.node(schema)]))
      this.#maps.set(keyword, map)
    }
    return map
  }

  /** The schema of a keyword that holds one. */
  one(keyword: string): SchemaNode | undefined {
    const value = this.get(keyword)
    return typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value))
      ? this.node(value)
      : undefined
  }

  /** Works `make` out once for this schema. */
  once<T>(key: symbol, make: () => T): T {
    const known = this.memo.get(key)
    if (known !== undefined || this.memo.has(key)) return known as T
    const made = make()
    this.memo.set(key, made)
    return made
  }
}

const NO_LIST: readonly SchemaNode[] = []
const NO_MAP: ReadonlyMap<string, SchemaNode> = new Map()
