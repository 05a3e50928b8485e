// A check whose outcome is kept for the rest of the run: without that, choices in choices take exponential time.
import { type Check, Evaluated, type Remembered, type Run } from './run.ts'
import type { SchemaNode } from './schema-node.ts'

/** Small values cost less to check again than to remember; they cannot nest. */
const isNesting = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The same check; objects and lists are looked at once in each run. */
export function rememberedCheck(node: SchemaNode, check: Check): Check {
  return (value, run) => {
    // at the top nothing can have been asked before
    if (run.depth < 2 || !isNesting(value)) return check(value, run)
    const pointer = run.pointer()
    const known = run.remembered?.get(node)?.get(value)
    if (known !== undefined && isSame(known, pointer, run)) return recall(known, run)
    return remember(node, value, check, pointer, run)
  }
}

const isSame = ({ pointer, scope, evaluated }: Remembered, at: string, run: Run): boolean =>
  pointer === at &&
  (run.evaluated === undefined || evaluated !== undefined) &&
  scope.length === run.scope.length &&
  scope.every((base, i) => base === run.scope[i])

function recall({ ok, violations, evaluated }: Remembered, run: Run): boolean {
  run.violations?.push(...violations)
  if (evaluated !== undefined) run.evaluated?.add(evaluated)
  return ok
}

function remember(node: SchemaNode, value: object, check: Check, pointer: string, run: Run): boolean {
  const outer = run.evaluated
  if (outer !== undefined) run.evaluated = new Evaluated()
  const before = run.violations?.length ?? 0
  const scope = [...run.scope]
  const ok = check(value, run)
  const evaluated = run.evaluated
  run.evaluated = outer
  if (evaluated !== undefined) outer?.add(evaluated)
  const violations = run.violations?.slice(before) ?? []
  run.remembered ??= new Map()
  const known = run.remembered.get(node) ?? new Map<object, Remembered>()
  known.set(value, { ok, pointer, scope, violations, evaluated })
  run.remembered.set(node, known)
  return ok
}
