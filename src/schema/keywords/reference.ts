// $ref, $dynamicRef, $recursiveRef. Source: JSON Schema 2020-12 Core, "Schema References"; 2019-09 Core, "$recursiveRef".
import { checkOf } from '../compile-validator.ts'
import type { Check, Run } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'

export function referenceKeywords(node: SchemaNode): Check[] {
  const checks: Check[] = []
  const { ref } = node
  if (ref !== undefined) {
    let target: SchemaNode | undefined
    checks.push((value, run) => {
      target ??= skipReferences(node.target)
      // a client cannot mend the document: what is not described refuses nothing
      if (target === undefined && run.view === 'request') {
        run.effort.missing ??= new Set()
        run.effort.missing.add(ref)
        return true
      }
      if (target === undefined) return run.fail(node, '$ref', value, () => `what ${ref} describes, which is not there`)
      return run.inPlace(value, checkOf(target))
    })
  }
  const dynamic = node.get('$dynamicRef')
  if (typeof dynamic === 'string') {
    checks.push((value, run) => {
      const target = dynamicTarget(node, dynamic, run)
      return target === undefined || run.inPlace(value, checkOf(target))
    })
  }
  if (node.get('$recursiveRef') === '#') {
    checks.push((value, run) => run.inPlace(value, checkOf(recursiveTarget(node, run))))
  }
  return checks
}

/** The end of a chain of schemas that are nothing but references, as long as the chain stays in one resource. */
function skipReferences(start: SchemaNode | undefined): SchemaNode | undefined {
  let at = start
  const seen = new Set<SchemaNode>()
  while (at?.ref !== undefined && !seen.has(at) && (!at.space.dialect.refSiblings || Object.keys(at.value).length === 1)) {
    seen.add(at)
    if (at.target?.base !== at.base) break
    at = at.target
  }
  return at
}

/** The outermost resource entered that has the same dynamic anchor; without a dynamic anchor it is a plain reference. */
function dynamicTarget(node: SchemaNode, ref: string, run: Run): SchemaNode | undefined {
  const first = node.space.resolve(ref, node.base)
  const name = ref.split('#')[1] ?? ''
  if (first === undefined || name === '' || name.startsWith('/') || first.get('$dynamicAnchor') !== name) return first
  for (const base of run.scope) {
    const outer = node.space.identifiersOf(base).dynamicAnchor(base, name)
    if (outer !== undefined) return node.space.node(outer.value, outer.base)
  }
  return first
}

/** The root of this resource, or of the outermost one entered while each allows it with `$recursiveAnchor: true`. */
function recursiveTarget(node: SchemaNode, run: Run): SchemaNode {
  const own = node.space.node(node.base.root, node.base)
  if (own.get('$recursiveAnchor') !== true) return own
  for (const base of run.scope) {
    const root = node.space.node(base.root, base)
    if (root.get('$recursiveAnchor') === true) return root
  }
  return own
}
