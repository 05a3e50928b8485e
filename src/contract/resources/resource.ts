// The words of stored resources: what an operation is to the resource it belongs to.
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Operation } from '../operation.ts'
import type { Identity } from './find-identity.ts'
import type { Spot } from './shapes.ts'

/** What an operation does to a resource. `upsert` is a PUT at the list, which names the item in its body. */
export type Role = 'list' | 'create' | 'createMany' | 'read' | 'replace' | 'upsert' | 'patch' | 'remove' | 'clear'

export interface Resource {
  /** Unique in a contract: the document's name and the path of the list, its parameters as `{}`. */
  readonly key: string
  /** For people: `pets`. */
  readonly name: string
  readonly kind: 'collection' | 'singleton'
  /** The path of the list, or of the one thing there is. */
  readonly path: string
  /** The schema of an item, as reading one gives it. */
  readonly item: SchemaNode
  /** Undefined where only the path says who an item is. */
  readonly identity: Identity | undefined
  /** The schema of the path parameter that names an item. */
  readonly asked: SchemaNode | undefined
  /** How many path parameters come before that of the item: they say whose items these are. */
  readonly scopes: number
  readonly parts: readonly Part[]
}

/** One operation of a resource. */
export interface Part {
  readonly resource: Resource
  readonly role: Role
  readonly operation: Operation
  /** Names of its path parameters, in the order of the path. */
  readonly parameters: readonly string[]
  /** Where the body of the request holds the item; undefined when it has none. */
  readonly sent: Spot | undefined
}
