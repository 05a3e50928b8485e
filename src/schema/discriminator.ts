// Which branch of oneOf/anyOf a value names itself. Source: OpenAPI "Discriminator Object".
import type { SchemaNode } from './schema-node.ts'

export interface Discriminator {
  readonly property: string
  /** The value that names a branch -> the branch. */
  readonly branches: ReadonlyMap<string, SchemaNode>
}

const DISCRIMINATOR = Symbol('discriminator')

/** The discriminator beside a list of branches; undefined when there is none, or when a branch has no name to be called by. */
export function discriminatorOf(node: SchemaNode, branches: readonly SchemaNode[]): Discriminator | undefined {
  return node.once(DISCRIMINATOR, () => {
    const written = node.get('discriminator')
    if (typeof written !== 'object' || written === null) return undefined
    const { propertyName, mapping } = written as { propertyName?: unknown; mapping?: unknown }
    if (typeof propertyName !== 'string' || branches.some(({ ref }) => ref === undefined)) return undefined
    const named = new Map<string, SchemaNode>()
    for (const branch of branches) named.set(lastPart(branch.ref ?? ''), branch)
    for (const [key, target] of Object.entries(typeof mapping === 'object' && mapping !== null ? mapping : {})) {
      const branch = branches.find(({ ref }) => ref === target || lastPart(ref ?? '') === target)
      if (branch !== undefined) named.set(key, branch)
    }
    return { property: propertyName, branches: named }
  })
}

const lastPart = (ref: string) => ref.split('/').at(-1) ?? ''

/** What a value says it is; undefined when it is no object or does not say. */
export function nameIn(value: unknown, { property }: Discriminator): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, property)) return undefined
  const name = (value as Record<string, unknown>)[property]
  return typeof name === 'string' ? name : undefined
}
