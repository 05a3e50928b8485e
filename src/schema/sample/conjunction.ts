// Several schemas that must all hold: references followed, allOf opened, choices listed.
import { dependentSchemas, requiredOf } from '../keywords/object.ts'
import type { SchemaNode } from '../schema-node.ts'
import type { Variation } from './context.ts'
import { Contradiction } from './outcome.ts'

/** One decision that is still open: the options are tried in order. */
export interface Choice {
  readonly keyword: 'anyOf' | 'oneOf' | 'if' | 'not' | 'dependentSchemas'
  readonly node: SchemaNode
}

export interface Conjunction {
  /** Schemas that speak for themselves; each is also checked whole. */
  readonly nodes: readonly SchemaNode[]
  readonly choices: readonly Choice[]
  /** Names under which the schemas were referred to, the first met first. */
  readonly names: readonly string[]
}

const EMPTY: Conjunction = { nodes: [], choices: [], names: [] }

/** Opens schemas into a conjunction. */
export const conjoin = (nodes: readonly SchemaNode[], variation: Variation): Conjunction | Contradiction =>
  extend(EMPTY, nodes, variation)

/** Adds schemas to a conjunction. */
export function extend(to: Conjunction, added: readonly SchemaNode[], variation: Variation): Conjunction | Contradiction {
  const nodes = [...to.nodes]
  const choices = [...to.choices]
  const names = [...to.names]
  const seen = new Set(nodes)
  const pending = [...added].reverse()
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node) || node.value === true) continue
    seen.add(node)
    if (node.value === false) return new Contradiction('a schema that is "false" allows nothing', node)
    let opened: SchemaNode[] = []
    const reference = node.ref ?? node.get('$dynamicRef') ?? node.get('$recursiveRef')
    if (typeof reference === 'string') {
      const target = node.target ?? node.space.resolve(reference, node.base)
      if (target === undefined) return new Contradiction(`$ref ${reference} leads nowhere`, node, false)
      const name = nameOf(reference)
      if (name !== undefined) names.push(name)
      opened = [target]
      const isAlone = Object.keys(node.value).length === 1 || (!node.space.dialect.refSiblings && !variation.siblings)
      if (node.ref !== undefined && isAlone) {
        pending.push(target)
        continue
      }
    }
    nodes.push(node)
    const title = node.get('title')
    if (typeof title === 'string' && title.length < 40) names.push(title)
    opened.push(...node.list('allOf'))
    pending.push(...opened.reverse())
    choices.push(...choicesOf(node))
  }
  return { nodes, choices, names }
}

function choicesOf(node: SchemaNode): Choice[] {
  const choices: Choice[] = []
  if (Array.isArray(node.get('oneOf')) && node.list('oneOf').length > 0) choices.push({ keyword: 'oneOf', node })
  if (Array.isArray(node.get('anyOf')) && node.list('anyOf').length > 0) choices.push({ keyword: 'anyOf', node })
  if (node.one('if') !== undefined) choices.push({ keyword: 'if', node })
  if (node.one('not') !== undefined) choices.push({ keyword: 'not', node })
  if (dependentSchemas(node).length > 0) choices.push({ keyword: 'dependentSchemas', node })
  return choices
}

/** The last part of a reference: `#/components/schemas/Pet` -> Pet, `schemas/pet.yaml` -> pet. */
export function nameOf(reference: string): string | undefined {
  const [file = '', fragment = ''] = reference.split('#')
  const last =
    fragment.split('/').at(-1) ||
    file
      .split('/')
      .at(-1)
      ?.replace(/\.[a-z]+$/i, '')
  if (!last) return undefined
  const name = last.replaceAll('~1', '/').replaceAll('~0', '~')
  return /^\d+$/.test(name) ? undefined : name
}

/** Every name that some schema of the conjunction requires. */
export const requiredNames = (all: Conjunction): Set<string> => new Set(all.nodes.flatMap(requiredOf))
