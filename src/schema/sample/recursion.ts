// Whether going into these schemas means being in one of them twice.
import type { SchemaNode } from '../schema-node.ts'
import { conjoin } from './conjunction.ts'
import type { Variation } from './context.ts'
import { Contradiction } from './outcome.ts'

/** True when a schema that we are inside of comes up again. */
export function entersAgain(schemas: readonly SchemaNode[], path: readonly SchemaNode[], variation: Variation): boolean {
  const all = conjoin(schemas, variation)
  return !(all instanceof Contradiction) && all.nodes.some((node) => path.includes(node))
}
