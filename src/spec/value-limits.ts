// How large and how deep a value is once its shared parts are written out, found without writing them out.
import type { TextFormat } from './source-file.ts'

/** Nesting of maps and lists. Recursive walks over a document may count on it. */
export const MAX_DEPTH = 1000
export const MAX_NODES = 5_000_000

/**
 * Texts longer than `length` (UTF-16 units) are counted before they are parsed, and refused above `values`. Parsing YAML takes some 200 bytes
 * a value, JSON some 60; the largest published API descriptions hold about a million values.
 */
const BEFORE_PARSING = {
  json: { length: 16 * 1024 * 1024, values: MAX_NODES },
  yaml: { length: 4 * 1024 * 1024, values: 3_000_000 },
} as const

export const TOO_MUCH = {
  json: `the file holds more than ${BEFORE_PARSING.json.values.toLocaleString('en')} values`,
  yaml: `the file holds more than ${BEFORE_PARSING.yaml.values.toLocaleString('en')} values`,
} as const

/** Whether parsing this text would take more memory than an honest document needs. */
export function holdsTooMuch(text: string, format: TextFormat): boolean {
  const { length, values } = BEFORE_PARSING[format]
  if (text.length <= length) return false
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // each value stands on a line of its own or behind one of the signs , [ {
    if (code === 10 || code === 44 || code === 91 || code === 123) count++
  }
  return count > values
}

export type LimitBroken = 'too-deep' | 'too-many-nodes' | 'endless'

interface Extent {
  nodes: number
  depth: number
}

/**
 * Measures a value in which one object may stand in many places (aliases, merge keys): each object is counted once and its size used
 * again where it is shared, so that nine levels of nine aliases cost 81 steps. 'endless' is an object that holds itself.
 */
export function checkSharedValue(root: unknown): LimitBroken | undefined {
  if (!isObject(root)) return undefined
  const extents = new Map<object, Extent | 'open'>()
  const stack: object[] = [root]
  for (let object = stack.at(-1); object !== undefined; object = stack.at(-1)) {
    const known = extents.get(object)
    if (known !== undefined && known !== 'open') {
      stack.pop()
      continue
    }
    const extent: Extent = { nodes: 1, depth: 1 }
    const before = stack.length
    for (const item of Object.values(object)) {
      const measured = isObject(item) ? extents.get(item) : { nodes: 1, depth: 0 }
      // what is open when it is met is an ancestor: a sibling opened later would have been measured first
      if (measured === 'open') return 'endless'
      if (measured === undefined) stack.push(item as object)
      else {
        extent.nodes += measured.nodes
        extent.depth = Math.max(extent.depth, measured.depth + 1)
      }
    }
    if (stack.length > before) {
      extents.set(object, 'open')
      continue
    }
    if (extent.depth > MAX_DEPTH) return 'too-deep'
    if (extent.nodes > MAX_NODES) return 'too-many-nodes'
    extents.set(object, extent)
    stack.pop()
  }
  return undefined
}

/** Whether a value without shared parts is nested deeper than the limit. */
export function isTooDeep(root: unknown): boolean {
  let level = isObject(root) ? [root] : []
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= MAX_DEPTH) return true
    const next: object[] = []
    for (const object of level) {
      // a loop over the keys instead of Object.values: the largest documents hold 100,000 objects, and this is on the way to the first answer
      if (Array.isArray(object)) {
        for (const item of object) if (isObject(item)) next.push(item)
        continue
      }
      for (const key in object) {
        const item = (object as Record<string, unknown>)[key]
        if (isObject(item)) next.push(item)
      }
    }
    level = next
  }
  return false
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
