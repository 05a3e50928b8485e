// Which schemas are derived from one with a discriminator by naming it in their allOf.
import type { SchemaNode } from '../schema/schema-node.ts'
import { targetOf } from './schema-parts.ts'

const DERIVED = Symbol('derived schemas')

/** Notes, for all schemas that a document names, what they are derived from. */
export function noteDerived(schemas: readonly SchemaNode[]): void {
  for (const schema of schemas) {
    for (const base of basesOf(schema)) {
      const derived = base.once(DERIVED, (): SchemaNode[] => [])
      if (!derived.includes(schema)) derived.push(schema)
    }
  }
}

/** What is derived from a schema; none where it has no discriminator, or names its branches itself. */
export const derivedFrom = (node: SchemaNode): readonly SchemaNode[] => (node.memo.get(DERIVED) as SchemaNode[] | undefined) ?? []

function basesOf(schema: SchemaNode): SchemaNode[] {
  const found = new Set<SchemaNode>()
  const pending = [schema]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const part of node.list('allOf')) {
      const base = part.ref === undefined ? undefined : targetOf(part)
      if (base === undefined || base === schema || found.has(base)) continue
      found.add(base)
      pending.push(base)
    }
  }
  return [...found].filter((base) => base.get('discriminator') !== undefined && !base.get('oneOf') && !base.get('anyOf'))
}
