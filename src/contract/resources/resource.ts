// What a document says of a resource, as far as it can be told from paths, methods and schemas.
import type { SchemaNode } from '../../schema/schema-node.ts'
import type { Operation } from '../operation.ts'

export type Role = 'list' | 'create' | 'read' | 'replace' | 'patch' | 'remove'

/** Where a value stands inside a body: property names from the top; none for the body itself. */
export type BodyPath = readonly string[]

/** A collection and its items, or one thing that is always there. */
export interface Resource {
  /** `singleton`: `/me`, `/settings`; it has neither an id nor a list, and is read, replaced and patched at one path. */
  readonly kind: 'collection' | 'singleton'
  /** Unique in its document: `pets`, `owners/pets`. */
  readonly name: string
  /** The path of the collection, as the document writes it. */
  readonly path: string
  readonly operations: Readonly<Partial<Record<Role, Operation>>>
  /** Path parameters that the collection lies under: items of different parents are different. */
  readonly parents: readonly string[]
  /** The path parameter that names an item; undefined when there is no item path. */
  readonly idParameter: string | undefined
  /** Where the same value stands inside an item: `['id']`, `['metadata', 'name']`; none for a singleton. */
  readonly idPath: BodyPath
  /** The schema of an item, as a list or an item answer describes it. */
  readonly itemSchema: SchemaNode | undefined
  /** Where the items stand in the body of the list answer: `[]` for a bare array, `['data']`. */
  readonly listPath: BodyPath
  /** Where the item stands in the bodies of item answers: `[]`, or `['pet']` for `{ pet: { … } }`. By role, since documents differ. */
  readonly itemPath: Readonly<Partial<Record<Role, BodyPath>>>
  /** Where the item stands in request bodies. */
  readonly inputPath: Readonly<Partial<Record<Role, BodyPath>>>
}

export interface Resources {
  /** One after the other, undefined for paths that are none: looking at the schemas of a large document takes a while. */
  each(): Iterable<Resource | undefined>
  readonly all: readonly Resource[]
  /** What an operation does to which resource; undefined for an operation that is no clear part of one. */
  roleOf(operation: Operation): { readonly resource: Resource; readonly role: Role } | undefined
}
