// Keywords about arrays. Source: JSON Schema 2020-12 Core, "Keywords for Applying Subschemas to Arrays"; Validation, "for Arrays".
import { checkOf } from '../compile-validator.ts'
import { findDuplicate } from '../equal.ts'
import type { Check, Run } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'
import { count } from './value.ts'

type ArrayCheck = (value: readonly unknown[], run: Run) => boolean

export function arrayKeywords(node: SchemaNode): Check[] {
  const checks: ArrayCheck[] = [...size(node), ...items(node), ...contains(node)]
  return checks.map((check) => (value, run) => !Array.isArray(value) || check(value, run))
}

/** The schemas of the first items and of the rest, in whichever way the dialect writes them. */
export function itemsOf(node: SchemaNode): { readonly prefix: readonly SchemaNode[]; readonly rest: SchemaNode | undefined } {
  const written = node.get('items')
  if (Array.isArray(written)) return { prefix: node.list('items'), rest: node.one('additionalItems') }
  return { prefix: node.list('prefixItems'), rest: node.one('items') }
}

function size(node: SchemaNode): ArrayCheck[] {
  const min = count(node, 'minItems')
  const max = count(node, 'maxItems')
  const unique = node.get('uniqueItems') === true
  const checks: ArrayCheck[] = []
  if (min !== undefined)
    checks.push((value, run) => value.length >= min || run.fail(node, 'minItems', value, () => `at least ${min} items`))
  if (max !== undefined)
    checks.push((value, run) => value.length <= max || run.fail(node, 'maxItems', value, () => `at most ${max} items`))
  if (unique) {
    checks.push((value, run) => {
      const twins = findDuplicate(value)
      return (
        twins === undefined ||
        run.fail(node, 'uniqueItems', value, () => `items that differ (items ${twins[0]} and ${twins[1]} are equal)`)
      )
    })
  }
  return checks
}

function items(node: SchemaNode): ArrayCheck[] {
  const { prefix, rest } = itemsOf(node)
  if (prefix.length === 0 && rest === undefined) return []
  let restCheck: Check | undefined
  return [
    (value, run) => {
      let ok = true
      if (rest !== undefined && value.length > prefix.length) restCheck ??= checkOf(rest)
      for (let i = 0; i < value.length; i++) {
        const schema = prefix[i]
        const check = schema === undefined ? restCheck : checkOf(schema)
        if (check === undefined) break
        if (run.inside(i, value[i], check)) continue
        ok = false
        if (!run.goesOn) return false
      }
      if (run.evaluated !== undefined) {
        const seen = rest === undefined ? Math.min(prefix.length, value.length) : value.length
        run.evaluated.itemsBefore = Math.max(run.evaluated.itemsBefore, seen)
      }
      return ok
    },
  ]
}

function contains(node: SchemaNode): ArrayCheck[] {
  const schema = node.one('contains')
  if (schema === undefined) return []
  const min = count(node, 'minContains') ?? 1
  const max = count(node, 'maxContains') ?? Number.POSITIVE_INFINITY
  // before 2020-12 `contains` evaluates nothing
  const marks = node.space.dialect.name === '2020-12'
  return [
    (value, run) => {
      let found = 0
      for (let i = 0; i < value.length; i++) {
        if (!run.trial(value[i], (item, inner) => inner.inside(i, item, checkOf(schema))).ok) continue
        found++
        if (marks) run.evaluated?.items.add(i)
      }
      if (found < min) return run.fail(node, 'contains', value, () => `at least ${min} matching item${min === 1 ? '' : 's'}`)
      return found <= max || run.fail(node, 'maxContains', value, () => `at most ${max} matching items`)
    },
  ]
}
