// readOnly and writeOnly: which properties a view leaves out.
import type { View } from './run.ts'
import type { SchemaNode } from './schema-node.ts'

const ACCESS = { readOnly: Symbol('readOnly'), writeOnly: Symbol('writeOnly') } as const

/** Whether the schema says `readOnly`/`writeOnly`, itself, by its reference or by a part of its `allOf`. */
export function hasAccess(node: SchemaNode, keyword: 'readOnly' | 'writeOnly', depth = 0): boolean {
  return node.once(ACCESS[keyword], () => {
    if (node.get(keyword) === true) return true
    if (depth > 20) return false
    if (node.target !== undefined) return hasAccess(node.target, keyword, depth + 1)
    return node.list('allOf').some((part) => hasAccess(part, keyword, depth + 1))
  })
}

/** The keyword that keeps a property of this schema out of this view, if one does. */
export function hiddenBy(node: SchemaNode, view: View): 'readOnly' | 'writeOnly' | undefined {
  if (view === 'response' && hasAccess(node, 'writeOnly')) return 'writeOnly'
  if (view === 'request' && hasAccess(node, 'readOnly')) return 'readOnly'
  return undefined
}
