// Keywords that combine schemas: allOf, anyOf, oneOf, not, if/then/else. Source: JSON Schema 2020-12 Core, "Keywords for Applying Subschemas in Place".
import { checkOf } from '../compile-validator.ts'
import { discriminatorOf, nameIn } from '../discriminator.ts'
import type { Check, Run } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'
import { isNullable } from '../types.ts'
import type { Violation } from '../violation.ts'

export function combineKeywords(node: SchemaNode): Check[] {
  return [...all(node), ...any(node), ...exactlyOne(node), ...not(node), ...conditional(node)]
}

function all(node: SchemaNode): Check[] {
  const parts = node.list('allOf')
  if (parts.length === 0) return []
  return [
    (value, run) => {
      let ok = true
      for (const part of parts) {
        if (run.inPlace(value, checkOf(part))) continue
        ok = false
        if (!run.goesOn) return false
      }
      return ok
    },
  ]
}

/**
 * What is settled before the branches are looked at. `nullable` beside anyOf/oneOf without a type adds nothing by the letter, but documents mean
 * that null is allowed as well.
 */
function beforeBranches(node: SchemaNode, branches: readonly SchemaNode[], value: unknown, run: Run): boolean | undefined {
  if (value === null && isNullable(node) && node.get('type') === undefined) return true
  return byDiscriminator(node, branches, value, run)
}

function any(node: SchemaNode): Check[] {
  const branches = node.list('anyOf')
  if (branches.length === 0) return []
  return [
    (value, run) => {
      const settled = beforeBranches(node, branches, value, run)
      if (settled !== undefined) return settled
      let ok = false
      const failures: (readonly Violation[])[] = []
      for (const branch of branches) {
        const trial = run.trial(value, checkOf(branch))
        if (trial.ok) {
          ok = true
          // without anybody asking what was evaluated the first fit is enough
          if (run.evaluated === undefined) return true
        } else failures.push(trial.violations)
      }
      return ok || failBranches(node, 'anyOf', value, run, failures)
    },
  ]
}

function exactlyOne(node: SchemaNode): Check[] {
  const branches = node.list('oneOf')
  if (branches.length === 0) return []
  return [
    (value, run) => {
      const settled = beforeBranches(node, branches, value, run)
      if (settled !== undefined) return settled
      const fitting: number[] = []
      const failures: (readonly Violation[])[] = []
      for (const [i, branch] of branches.entries()) {
        const trial = run.trial(value, checkOf(branch))
        if (trial.ok) fitting.push(i)
        else failures.push(trial.violations)
        if (fitting.length > 1 && run.violations === undefined) return false
      }
      if (fitting.length === 1) return true
      if (fitting.length === 0) return failBranches(node, 'oneOf', value, run, failures)
      return run.fail(
        node,
        'oneOf',
        value,
        () => `exactly one of ${branches.length} schemas (${fitting.length} fit: ${fitting.map((i) => i + 1).join(', ')})`,
      )
    },
  ]
}

/**
 * In a request the branch that the value names itself is the one it is held to, also where several would fit: that is what the discriminator is for.
 * Our own answers are held to the letter of oneOf and anyOf, which every reader understands.
 */
function byDiscriminator(node: SchemaNode, branches: readonly SchemaNode[], value: unknown, run: Run): boolean | undefined {
  if (run.view !== 'request') return undefined
  const discriminator = discriminatorOf(node, branches)
  if (discriminator === undefined) return undefined
  const name = nameIn(value, discriminator)
  if (name === undefined) return undefined
  const branch = discriminator.branches.get(name)
  if (branch !== undefined) return run.inPlace(value, checkOf(branch))
  const names = () => `one of ${[...discriminator.branches.keys()].map((each) => JSON.stringify(each)).join(', ')}`
  return run.inside(discriminator.property, name, () => run.fail(node, 'discriminator', name, names))
}

/** No branch fits: says so, and shows what the nearest branch (the one with the deepest, then fewest violations) found wrong. */
function failBranches(
  node: SchemaNode,
  keyword: string,
  value: unknown,
  run: Run,
  failures: readonly (readonly Violation[])[],
): false {
  run.fail(node, keyword, value, () => `${keyword === 'anyOf' ? 'at least one' : 'exactly one'} of ${failures.length} schemas`)
  if (run.violations !== undefined) {
    const nearest = failures.reduce<readonly Violation[] | undefined>(
      (best, next) => (best === undefined || distance(next) < distance(best) ? next : best),
      undefined,
    )
    run.violations.push(...(nearest ?? []))
  }
  return false
}

/** A branch of another type is farther than one that only misses a property. */
const distance = (violations: readonly Violation[]) =>
  violations.length +
  (violations.some(({ keyword }) => keyword === 'type' || keyword === 'const' || keyword === 'enum') ? 100 : 0)

function not(node: SchemaNode): Check[] {
  const schema = node.one('not')
  if (schema === undefined) return []
  return [
    (value, run) => {
      const outer = run.evaluated
      run.evaluated = undefined
      const { ok } = run.trial(value, checkOf(schema))
      run.evaluated = outer
      return !ok || run.fail(node, 'not', value, () => 'anything that does not fit the schema under "not"')
    },
  ]
}

function conditional(node: SchemaNode): Check[] {
  const condition = node.one('if')
  if (condition === undefined) return []
  const consequences = { true: node.one('then'), false: node.one('else') }
  return [
    (value, run) => {
      const { ok } = run.trial(value, checkOf(condition))
      const consequence = consequences[`${ok}`]
      return consequence === undefined || run.inPlace(value, checkOf(consequence))
    },
  ]
}
