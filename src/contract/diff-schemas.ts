// What changed between two versions of a schema, as a client would notice it.
import { equalJson } from '../schema/equal.ts'
import { requiredOf } from '../schema/keywords/object.ts'
import type { SchemaNode } from '../schema/schema-node.ts'
import { typesOf } from '../schema/types.ts'

export interface SchemaChange {
  /** Dotted, as people write it: `owner.email`, `[].id`; '' is the whole value. */
  readonly path: string
  readonly text: string
  readonly isBreaking: boolean
}

export type Direction = 'request' | 'response'

const MAX_DEPTH = 12

/** Compares pairs of schemas; each pair once, however many operations share it. */
export class SchemaDiff {
  readonly #direction: Direction
  readonly #known = new Map<SchemaNode, Map<SchemaNode, readonly SchemaChange[]>>()

  constructor(direction: Direction) {
    this.#direction = direction
  }

  compare(before: SchemaNode | undefined, after: SchemaNode | undefined, depth = 0): readonly SchemaChange[] {
    if (before === undefined || after === undefined) {
      if (before === after) return []
      return [{ path: '', text: before === undefined ? 'now has a schema' : 'no longer has a schema', isBreaking: false }]
    }
    const [from, to] = [follow(before), follow(after)]
    const known = this.#known.get(from)?.get(to)
    if (known !== undefined) return known
    if (depth > MAX_DEPTH) return []
    const row = this.#known.get(from) ?? new Map<SchemaNode, readonly SchemaChange[]>()
    // a recursive schema meets itself while it is compared: nothing new is found there
    row.set(to, [])
    this.#known.set(from, row)
    const changes = [...this.#own(from, to), ...this.#parts(from, to, depth)]
    row.set(to, changes)
    return changes
  }

  *#own(from: SchemaNode, to: SchemaNode): Generator<SchemaChange> {
    const [types, newTypes] = [from, to].map((node) => [...(typesOf(node) ?? [])].sort().join(' or '))
    if (types !== newTypes) yield { path: '', text: `type ${types || 'any'} is now ${newTypes || 'any'}`, isBreaking: true }
    for (const keyword of [
      'format',
      'pattern',
      'const',
      'minimum',
      'maximum',
      'minLength',
      'maxLength',
      'minItems',
      'maxItems',
    ]) {
      const [old, now] = [from.get(keyword), to.get(keyword)]
      if (!equalJson(old, now)) yield { path: '', text: `${keyword} ${show(old)} is now ${show(now)}`, isBreaking: false }
    }
    yield* this.#enums(from, to)
  }

  *#enums(from: SchemaNode, to: SchemaNode): Generator<SchemaChange> {
    const [old, now] = [from.get('enum'), to.get('enum')]
    if (!Array.isArray(old) || !Array.isArray(now)) return
    const missing = (values: readonly unknown[], others: readonly unknown[]) =>
      values.filter((value) => !others.some((other) => equalJson(value, other)))
    for (const value of missing(old, now))
      yield { path: '', text: `value ${show(value)} removed`, isBreaking: this.#direction === 'request' }
    for (const value of missing(now, old))
      yield { path: '', text: `value ${show(value)} added`, isBreaking: this.#direction === 'response' }
  }

  *#parts(from: SchemaNode, to: SchemaNode, depth: number): Generator<SchemaChange> {
    const [old, now] = [propertiesOf(from), propertiesOf(to)]
    const [wasRequired, isRequired] = [new Set(requiredOf(from)), new Set(requiredOf(to))]
    for (const [name, schema] of old) {
      const other = now.get(name)
      if (other === undefined) yield { path: '', text: `property ${name} removed`, isBreaking: true }
      else for (const change of this.compare(schema, other, depth + 1)) yield { ...change, path: join(name, change.path) }
    }
    for (const name of now.keys()) {
      if (old.has(name)) continue
      yield { path: '', text: `property ${name} added`, isBreaking: this.#direction === 'request' && isRequired.has(name) }
    }
    for (const name of old.keys()) {
      if (!now.has(name) || wasRequired.has(name) === isRequired.has(name)) continue
      const text = `property ${name} is ${isRequired.has(name) ? 'now required' : 'no longer required'}`
      yield { path: '', text, isBreaking: isRequired.has(name) === (this.#direction === 'request') }
    }
    const [oldItems, newItems] = [from.one('items'), to.one('items')]
    if (oldItems !== undefined && newItems !== undefined) {
      for (const change of this.compare(oldItems, newItems, depth + 1)) yield { ...change, path: join('[]', change.path) }
    }
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const [oldParts, newParts] = [from.list(keyword), to.list(keyword)]
      if (oldParts.length !== newParts.length) {
        yield { path: '', text: `${keyword} has ${newParts.length} schemas instead of ${oldParts.length}`, isBreaking: false }
      } else {
        for (const [i, part] of oldParts.entries()) yield* this.compare(part, newParts[i], depth + 1)
      }
    }
  }
}

function follow(node: SchemaNode): SchemaNode {
  let at = node
  for (let step = 0; step < 50 && at.target !== undefined; step++) at = at.target
  return at
}

const propertiesOf = (node: SchemaNode) => node.map('properties')
const join = (name: string, path: string) => (path === '' ? name : path.startsWith('[') ? name + path : `${name}.${path}`)
const show = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value))
