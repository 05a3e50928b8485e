// One validation run: what is collected, and what was evaluated so far.
import { anEffort, type Effort } from './effort.ts'
import type { SchemaBase, SchemaNode } from './schema-node.ts'
import { shown, type Violation } from './violation.ts'

/** Requests must not carry what is readOnly, answers not what is writeOnly; undefined checks neither. */
export type View = 'request' | 'response' | undefined

/** Compiled form of a schema: true when the value fits. In a collecting run every violation is added, else the first one ends it. */
export type Check = (value: unknown, run: Run) => boolean

export const MAX_DEPTH = 800
/** Violations that one run looks for: past so many nobody reads on, and a body of megabytes may hold a million. */
export const MAX_VIOLATIONS = 1_000

/** Which properties and items in-place schemas have looked at: what `unevaluated…` leaves out. */
export class Evaluated {
  allProperties = false
  readonly properties = new Set<string>()
  /** Items before this index. */
  itemsBefore = 0
  readonly items = new Set<number>()

  add(other: Evaluated): void {
    this.allProperties ||= other.allProperties
    for (const name of other.properties) this.properties.add(name)
    this.itemsBefore = Math.max(this.itemsBefore, other.itemsBefore)
    for (const index of other.items) this.items.add(index)
  }
}

/** What came of a check. */
export interface Remembered {
  readonly ok: boolean
  /** Where the value stood: in YAML one value may stand in several places. */
  readonly pointer: string
  readonly scope: readonly SchemaBase[]
  readonly violations: readonly Violation[]
  /** Undefined: nobody asked. */
  readonly evaluated: Evaluated | undefined
}

export class Run {
  readonly view: View
  /** Collected violations; undefined in a run that only wants yes or no. */
  violations: Violation[] | undefined
  /** Present while some schema around asks what was evaluated. */
  evaluated: Evaluated | undefined
  depth = 0
  /** What patterns may still cost. */
  readonly effort: Effort
  /** What schemas with branches have found out about objects and lists in this run: nested choices would ask again and again. */
  remembered: Map<SchemaNode, Map<object, Remembered>> | undefined
  /** Resources entered, outermost first: the dynamic scope of `$dynamicRef`. */
  readonly scope: SchemaBase[] = []
  readonly #path: (string | number)[] = []

  constructor(view: View, collect: boolean, effort: Effort = anEffort()) {
    this.view = view
    this.effort = effort
    this.violations = collect ? [] : undefined
  }

  /** Whether to look for more after something was found wrong. */
  get goesOn(): boolean {
    return this.violations !== undefined && this.violations.length < MAX_VIOLATIONS
  }

  /** Notes a violation; always false, so that a check can `return run.fail(…)`. */
  fail(schema: SchemaNode, keyword: string, value: unknown, expected: () => string, property?: string): false {
    const found = { pointer: this.pointer(), keyword, schema, expected: expected(), received: shown(value) }
    this.violations?.push(property === undefined ? found : { ...found, property })
    return false
  }

  pointer(): string {
    return this.#path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  }

  /** Checks a part of the value: the part has evaluations of its own. */
  inside(token: string | number, part: unknown, check: Check): boolean {
    const outer = this.evaluated
    if (outer !== undefined) this.evaluated = undefined
    this.#path.push(token)
    const ok = check(part, this)
    this.#path.pop()
    if (outer !== undefined) this.evaluated = outer
    return ok
  }

  /**
   * Applies another schema to the same value. What it evaluates counts when it fits; where violations are collected also when it does not, so
   * that a mistake is not told a second time as unevaluated.
   */
  inPlace(value: unknown, check: Check, countsAnyway = this.violations !== undefined): boolean {
    const outer = this.evaluated
    if (outer === undefined) return check(value, this)
    const own = new Evaluated()
    this.evaluated = own
    const ok = check(value, this)
    this.evaluated = outer
    if (ok || countsAnyway) outer.add(own)
    return ok
  }

  /** Like `inPlace`, but whatever it finds wrong is no violation of the whole: for branches and conditions. */
  trial(value: unknown, check: Check): { readonly ok: boolean; readonly violations: readonly Violation[] } {
    const kept = this.violations
    if (kept === undefined) return { ok: this.inPlace(value, check), violations: [] }
    const own: Violation[] = []
    this.violations = own
    const ok = this.inPlace(value, check, false)
    this.violations = kept
    return { ok, violations: own }
  }
}
