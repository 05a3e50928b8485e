// The JSON Schema engine: a schema becomes a function, once, when it is first needed.
import type { Effort } from './effort.ts'
import { arrayKeywords } from './keywords/array.ts'
import { combineKeywords } from './keywords/combine.ts'
import { objectKeywords } from './keywords/object.ts'
import { referenceKeywords } from './keywords/reference.ts'
import { unevaluatedKeywords } from './keywords/unevaluated.ts'
import { valueKeywords } from './keywords/value.ts'
import { rememberedCheck } from './remembered-check.ts'
import { type Check, Evaluated, MAX_DEPTH, Run, type View } from './run.ts'
import type { SchemaNode } from './schema-node.ts'
import { typesOf, typeTest } from './types.ts'
import type { Violation } from './violation.ts'

const CHECK = Symbol('check')

/** The check of a schema. Parts and references are compiled when they are reached, so a large document costs what is used of it. */
export function checkOf(node: SchemaNode): Check {
  return node.once(CHECK, () => compile(node))
}

/** Whether a value fits. */
export const fits = (node: SchemaNode, value: unknown, view?: View): boolean => checkOf(node)(value, new Run(view, false))

/** What is wrong with a value, everything up to MAX_VIOLATIONS; empty when it fits. Patterns spend the effort; what it does not suffice for counts as fitting. */
export function validate(node: SchemaNode, value: unknown, view?: View, effort?: Effort): readonly Violation[] {
  const run = new Run(view, true, effort)
  checkOf(node)(value, run)
  return run.violations ?? []
}

function compile(node: SchemaNode): Check {
  if (node.value === true) return () => true
  if (node.value === false) return (value, run) => run.fail(node, 'false', value, () => 'nothing: no value is allowed here')

  const references = referenceKeywords(node)
  if (node.ref !== undefined && !node.space.dialect.refSiblings) return guarded(node, every(references))
  const values = [...typeKeyword(node), ...valueKeywords(node)]
  const parts = [...objectKeywords(node), ...arrayKeywords(node), ...combineKeywords(node)]
  const all = every([...references, ...values, ...parts])
  // what is unevaluated is known when all else has been looked at
  const unevaluated = unevaluatedKeywords(node)
  if (unevaluated.length === 0) return references.length + parts.length === 0 ? all : guarded(node, all)
  return guarded(node, (value, run) => {
    const outer = run.evaluated
    run.evaluated = new Evaluated()
    let ok = all(value, run)
    for (const check of unevaluated) if (ok || run.goesOn) ok = check(value, run) && ok
    if (ok || run.violations !== undefined) outer?.add(run.evaluated)
    run.evaluated = outer
    return ok
  })
}

/** One check of several. */
function every(checks: readonly Check[]): Check {
  const [first, second] = checks
  if (first === undefined) return () => true
  if (second === undefined) return first
  return (value, run) => {
    let ok = true
    for (const check of checks) {
      if (check(value, run)) continue
      ok = false
      if (!run.goesOn) return false
    }
    return ok
  }
}

/** Where a value may be looked at more than once: by several branches, or as condition and as consequence. */
const BRANCHING = ['anyOf', 'oneOf', 'allOf', 'if', 'not', 'dependentSchemas', 'dependencies']

/** Keeps a recursion bounded and the dynamic scope true; what several branches ask of one value is worked out once. */
function guarded(node: SchemaNode, check: Check): Check {
  const once = BRANCHING.some((keyword) => node.get(keyword) !== undefined) ? rememberedCheck(node, check) : check
  return (value, run) => {
    if (run.depth >= MAX_DEPTH) return run.fail(node, '$ref', value, () => `nesting of at most ${MAX_DEPTH} schemas`)
    run.depth++
    const enters = run.scope.at(-1) !== node.base
    if (enters) run.scope.push(node.base)
    const ok = once(value, run)
    if (enters) run.scope.pop()
    run.depth--
    return ok
  }
}

function typeKeyword(node: SchemaNode): Check[] {
  const types = typesOf(node)
  if (types === undefined) return []
  const expected = () => [...types].join(' or ')
  const isAllowed = typeTest(types)
  return [(value, run) => isAllowed(value) || run.fail(node, 'type', value, expected)]
}
