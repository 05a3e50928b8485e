// What one generation carries along: the limits, the place in the value, and how this try differs from the last.
import type { Random } from '../random.ts'
import type { View } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'

/** Bounds on one generated value. Beyond the soft ones the cheapest way out is taken; beyond the hard ones generation gives up and says so. */
export const limits = {
  /** Values after which optional properties are left out. */
  softNodes: 400,
  hardNodes: 20_000,
  /** Values made in all tries for one, after which no further try is begun. */
  nodesInAll: 40_000,
  /** Nesting after which optional properties are left out. */
  softDepth: 8,
  hardDepth: 200,
  maxItems: 10_000,
  maxLength: 300_000,
  /** Characters of a text that count as one value more: 20,000 values hold at most some 5 MB. */
  lengthOfNode: 250,
  /** Branches tried in one try, and in all tries for one value. */
  maxSteps: 800,
  maxStepsInAll: 3_000,
  /** Characters of texts that were made and did not fit, in one try, and in all tries for one value: each is work without a result. */
  maxTried: 600_000,
  maxTriedInAll: 1_000_000,
} as const

/** How a try differs from the one before, when the first was not valid. */
export interface Variation {
  /** Take schema-level examples and defaults. */
  readonly examples: boolean
  /** Only required properties, arrays as short as allowed. */
  readonly sparse: boolean
  /** Where anyOf and oneOf start. */
  readonly branch: number
  /** Let keywords beside `$ref` count even where the dialect ignores them: such values please readers of either kind. */
  readonly siblings: boolean
  /** Fix the discriminator property to the branch's name. */
  readonly discriminate: boolean
  /** Where no type is asked for, take a scalar rather than what the keywords speak about. */
  readonly scalars: boolean
}

export class Context {
  readonly view: View
  readonly variation: Variation
  nodes = 0
  steps = 0
  tried = 0

  constructor(view: View, variation: Variation) {
    this.view = view
    this.variation = variation
  }

  get isSpent(): boolean {
    return this.nodes > limits.softNodes
  }
}

/** A place in the value being made. */
export interface At {
  /** The property's name; '' at the top. */
  readonly name: string
  /** Names of the schemas and properties around, nearest first. */
  readonly owners: readonly string[]
  readonly depth: number
  /** Position in the nearest list around: later items vary what identifies them. */
  readonly index: number
  readonly random: Random
  /** Schemas whose objects and arrays we are inside of: meeting one again means recursion. */
  readonly path: readonly SchemaNode[]
  /** Take the cheapest way to an end. */
  readonly cheap: boolean
  /** A documented value to keep as far as it fits. */
  readonly hint: unknown
  /** The how-manieth of many different values is wanted: what can be counted is counted, since chance would meet the same ones again. */
  readonly nth?: number
}
