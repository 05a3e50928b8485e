// How deep the shallowest value of a schema is: what tells a way out of a recursion from a way further in.
import { itemsOf } from '../keywords/array.ts'
import { requiredOf } from '../keywords/object.ts'
import { count } from '../keywords/value.ts'
import type { SchemaNode } from '../schema-node.ts'
import { type JsonType, typesOf } from '../types.ts'

const COST = Symbol('terminationCost')

/** The nesting of the shallowest value, 0 for a scalar; Infinity when every value would have to contain itself. */
export function terminationCost(node: SchemaNode): number {
  const known = node.memo.get(COST)
  if (typeof known === 'number') return known
  settle(node)
  return node.memo.get(COST) as number
}

/**
 * A least fixed point: start with Infinity everywhere and lower what can be lowered until nothing changes.
 * Only what a value must have is looked at (required properties, the branches of a choice), so the part of the document visited stays small.
 */
function settle(start: SchemaNode): void {
  const open = new Set<SchemaNode>()
  const pending = [start]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (open.has(node) || typeof node.memo.get(COST) === 'number') continue
    open.add(node)
    costFrom(node, (part) => {
      pending.push(part)
      return 0
    })
  }
  // parts were met after the wholes that need them: from the end, most costs are right at the first look
  const costs = new Map([...open].reverse().map((node) => [node, Number.POSITIVE_INFINITY]))
  const look = (part: SchemaNode) => costs.get(part) ?? (part.memo.get(COST) as number)
  for (let changed = true; changed; ) {
    changed = false
    for (const node of costs.keys()) {
      const cost = costFrom(node, look)
      if (cost < (costs.get(node) ?? 0)) {
        costs.set(node, cost)
        changed = true
      }
    }
  }
  for (const [node, cost] of costs) node.memo.set(COST, cost)
}

const SCALARS: readonly JsonType[] = ['string', 'number', 'integer', 'boolean', 'null']

/** The cost of a schema, given that of its parts. Every part is looked at, so that a first pass can collect them. */
function costFrom(node: SchemaNode, look: (part: SchemaNode) => number): number {
  if (typeof node.value === 'boolean') return 0
  const most = (parts: readonly SchemaNode[]) => Math.max(0, ...parts.map(look))
  const least = (parts: readonly SchemaNode[]) => (parts.length === 0 ? 0 : Math.min(...parts.map(look)))
  const { target } = node
  const inPlace = Math.max(
    target === undefined ? 0 : look(target),
    most(node.list('allOf')),
    least(node.list('anyOf')),
    least(node.list('oneOf')),
  )
  if (node.ref !== undefined && !node.space.dialect.refSiblings) return target === undefined ? 0 : look(target)
  if (node.get('const') !== undefined || Array.isArray(node.get('enum'))) return inPlace

  const types = typesOf(node)
  const own = Math.min(
    ...[...(types ?? impliedTypes(node))].map((type) => {
      if (SCALARS.includes(type)) return 0
      return 1 + most(type === 'array' ? requiredItems(node) : requiredProperties(node))
    }),
  )
  return Math.max(inPlace, own)
}

/** Without `type` a scalar would do, but what the keywords speak about is what the author meant; parts that cannot end fall back to a scalar. */
const impliedTypes = (node: SchemaNode): JsonType[] => (node.get('type') === undefined ? ['string', 'object'] : ['string'])

function requiredProperties(node: SchemaNode): SchemaNode[] {
  const properties = node.map('properties')
  const rest = node.one('additionalProperties')
  const parts = requiredOf(node).flatMap((name) => properties.get(name) ?? [])
  return rest !== undefined && (count(node, 'minProperties') ?? 0) > 0 ? [...parts, rest] : parts
}

function requiredItems(node: SchemaNode): SchemaNode[] {
  const least = count(node, 'minItems') ?? 0
  if (least === 0 && node.one('contains') === undefined) return []
  const { prefix, rest } = itemsOf(node)
  const contains = node.one('contains')
  return [
    ...prefix.slice(0, least),
    ...(rest !== undefined && least > prefix.length ? [rest] : []),
    ...(contains === undefined ? [] : [contains]),
  ]
}
