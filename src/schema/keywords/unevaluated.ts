// unevaluatedProperties and unevaluatedItems. Source: JSON Schema 2020-12 Core, "A Vocabulary for Unevaluated Locations".
import { checkOf } from '../compile-validator.ts'
import type { Check } from '../run.ts'
import type { SchemaNode } from '../schema-node.ts'

export function unevaluatedKeywords(node: SchemaNode): Check[] {
  return [...properties(node), ...items(node)]
}

function properties(node: SchemaNode): Check[] {
  const schema = node.one('unevaluatedProperties')
  if (schema === undefined) return []
  return [
    (value, run) => {
      const { evaluated } = run
      if (typeof value !== 'object' || value === null || Array.isArray(value) || evaluated === undefined) return true
      let ok = true
      for (const [key, part] of evaluated.allProperties ? [] : Object.entries(value)) {
        if (evaluated.properties.has(key)) continue
        const check: Check =
          schema.value === false
            ? (found, inner) => inner.fail(node, 'unevaluatedProperties', found, () => `no property ${JSON.stringify(key)}`)
            : checkOf(schema)
        if (!run.inside(key, part, check)) ok = false
      }
      evaluated.allProperties = true
      return ok
    },
  ]
}

function items(node: SchemaNode): Check[] {
  const schema = node.one('unevaluatedItems')
  if (schema === undefined) return []
  return [
    (value, run) => {
      const { evaluated } = run
      if (!Array.isArray(value) || evaluated === undefined) return true
      let ok = true
      for (let i = evaluated.itemsBefore; i < value.length; i++) {
        if (evaluated.items.has(i)) continue
        const check: Check =
          schema.value === false
            ? (found, inner) => inner.fail(node, 'unevaluatedItems', found, () => `no item ${i}`)
            : checkOf(schema)
        if (!run.inside(i, value[i], check)) ok = false
      }
      evaluated.itemsBefore = value.length
      return ok
    },
  ]
}
