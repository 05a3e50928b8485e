// Names for properties that no schema lists: keys of maps, and what minProperties asks for.
import { fits } from '../compile-validator.ts'
import type { Conjunction } from './conjunction.ts'
import type { At } from './context.ts'
import { samplePattern } from './pattern-sample.ts'

const PLAIN = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']

/** Candidates for `wanted` names, by what the schemas say about names: listed names, patterns, then plain words. */
export function* freeNames(all: Conjunction, at: At, wanted: number, taken: Record<string, unknown>): Generator<string> {
  if (wanted === 0) return
  const rules = all.nodes.flatMap((node) => node.one('propertyNames') ?? [])
  const allowed = (name: string) => !Object.hasOwn(taken, name) && rules.every((rule) => fits(rule, name))
  const candidates = function* (): Generator<string> {
    for (const node of all.nodes) {
      const named = node.get('x-additionalPropertiesName')
      if (typeof named === 'string') yield named
    }
    for (const rule of rules) yield* listed(rule.target ?? rule)
    const patterns = [
      ...rules.flatMap((rule) =>
        typeof (rule.target ?? rule).get('pattern') === 'string' ? [String((rule.target ?? rule).get('pattern'))] : [],
      ),
      ...all.nodes.flatMap((node) => [...node.map('patternProperties').keys()]),
    ]
    for (let i = 0; i < wanted + 4; i++) {
      for (const pattern of patterns) {
        const name = samplePattern({
          patterns: [pattern],
          minLength: 0,
          maxLength: 60,
          random: at.random.fork(`name${i}`),
          accept: allowed,
        })
        if (name !== undefined) yield name
      }
    }
    for (let i = 0; i < wanted + 8; i++) yield PLAIN[i] ?? `key${i + 1}`
  }
  const seen = new Set<string>()
  for (const name of candidates()) {
    if (seen.has(name) || !allowed(name)) continue
    seen.add(name)
    yield name
  }
}

const listed = (rule: { get(keyword: string): unknown }): string[] => {
  const values = rule.get('enum') ?? [rule.get('const')]
  return Array.isArray(values) ? values.filter((value): value is string => typeof value === 'string') : []
}
