// What generation comes to: a value, or the reason why there is none.
import type { SchemaNode } from '../schema-node.ts'

/** No value was found here. `proven` says that none exists; otherwise a limit or a guess stood in the way. */
export class Contradiction {
  readonly reason: string
  readonly proven: boolean
  readonly node: SchemaNode | undefined
  /** The contradiction at the bottom, without the choices that led there. */
  readonly root: string

  constructor(reason: string, node: SchemaNode | undefined, proven = true, root = reason) {
    this.reason = reason
    this.root = root
    this.node = node
    this.proven = proven
  }
}

export interface Found {
  readonly value: unknown
}

export type Outcome = Found | Contradiction

export const isFound = (outcome: Outcome): outcome is Found => !(outcome instanceof Contradiction)
