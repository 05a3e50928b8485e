// A regular expression as a small tree with lengths: the door of the regular expression parser.
import { createRequire } from 'node:module'
import type { AST, RegExpParser } from '@eslint-community/regexpp'
import { areApart, type CharacterSet, characterSetOf, eitherOf } from './pattern-characters.ts'

/** One part of a pattern. `shortest` and `longest` count the characters it can take; `longest` may be Infinity. */
export type PatternNode = { readonly shortest: number; readonly longest: number } & (
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly body: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly id: number; readonly body: PatternNode }
  | { readonly kind: 'same-as-group'; readonly id: number }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' }
  | { readonly kind: 'word-edge'; readonly negate: boolean }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negate: boolean; readonly body: PatternNode }
)

export interface PatternTree {
  readonly root: PatternNode
  /** Characters are code points; else UTF-16 code units. */
  readonly unicode: boolean
  readonly hasBackReference: boolean
}

let parser: RegExpParser | undefined

/** The tree of a pattern that the engine has already accepted with this flag; undefined when it is nested too deep or too new to be read. */
export function parsePattern(source: string, unicode: boolean): PatternTree | undefined {
  try {
    if (parser === undefined) {
      // Loaded when a pattern first needs it: most documents have only patterns so plain that nobody asks
      const { RegExpParser } = createRequire(import.meta.url)(
        '@eslint-community/regexpp',
      ) as typeof import('@eslint-community/regexpp')
      // The oldest engine we run on reads 2024: a pattern with `(?i:a)` should not mean one thing here and another there
      parser = new RegExpParser({ ecmaVersion: 2024 })
    }
    return new TreeBuilder(unicode).build(parser.parsePattern(source, 0, source.length, { unicode }))
  } catch {
    return undefined
  }
}

/** Whether a match of this part can only begin at the start, or end at the end, of the text. */
export function isAnchored(node: PatternNode, at: 'start' | 'end'): boolean {
  if (node.kind === 'edge') return node.at === at
  if (node.kind === 'choice') return node.options.every((option) => isAnchored(option, at))
  if (node.kind === 'group') return isAnchored(node.body, at)
  const outermost = node.kind === 'sequence' ? node.parts.at(at === 'start' ? 0 : -1) : undefined
  return outermost !== undefined && isAnchored(outermost, at)
}

class TreeBuilder {
  private readonly unicode: boolean
  private readonly ids = new Map<AST.CapturingGroup, number>()
  private hasBackReference = false

  constructor(unicode: boolean) {
    this.unicode = unicode
  }

  build(pattern: AST.Pattern): PatternTree {
    const root = this.choice(pattern.alternatives)
    return { root, unicode: this.unicode, hasBackReference: this.hasBackReference }
  }

  private choice(alternatives: readonly AST.Alternative[]): PatternNode {
    const options = alternatives.map(({ elements }) => sequence(elements.map((element) => this.node(element))))
    const [only] = options
    if (only !== undefined && options.length === 1) return only
    // `(a|b)+` is `[ab]+`, with less work for all who walk along the tree; `(a|a)+` is not, for an engine that goes back
    const sets = options.flatMap((option) => (option.kind === 'set' && option.set.exact === undefined ? [option.set] : []))
    if (sets.length > 0 && sets.length === options.length && areApart(sets))
      return { kind: 'set', set: eitherOf(sets), shortest: 1, longest: 1 }
    return {
      kind: 'choice',
      options,
      shortest: options.reduce((least, { shortest }) => Math.min(least, shortest), Infinity),
      longest: options.reduce((most, { longest }) => Math.max(most, longest), 0),
    }
  }

  private node(node: AST.Element): PatternNode {
    switch (node.type) {
      case 'Quantifier':
        return repeat(this.node(node.element), node.min, node.max)
      case 'Group':
        return this.choice(node.alternatives)
      case 'CapturingGroup': {
        const id = this.idOf(node)
        const body = this.choice(node.alternatives)
        if (node.references.length === 0) return body
        return { kind: 'group', id, body, shortest: body.shortest, longest: body.longest }
      }
      case 'Backreference': {
        this.hasBackReference = true
        const [group] = [node.resolved].flat()
        return { kind: 'same-as-group', id: group === undefined ? -1 : this.idOf(group), shortest: 0, longest: Infinity }
      }
      case 'Assertion':
        return { ...this.assertion(node), shortest: 0, longest: 0 }
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return { kind: 'set', set: characterSetOf(node), shortest: 1, longest: 1 }
      default:
        // The parts of the `v` flag, which no pattern is compiled with
        throw new TypeError(`Unexpected ${node.type}`)
    }
  }

  private assertion(node: AST.Assertion) {
    if (node.kind === 'word') return { kind: 'word-edge', negate: node.negate } as const
    if (node.kind === 'lookahead' || node.kind === 'lookbehind') {
      return {
        kind: 'look',
        ahead: node.kind === 'lookahead',
        negate: node.negate,
        body: this.choice(node.alternatives),
      } as const
    }
    return { kind: 'edge', at: node.kind } as const
  }

  private idOf(group: AST.CapturingGroup): number {
    const id = this.ids.get(group) ?? this.ids.size
    this.ids.set(group, id)
    return id
  }
}

function sequence(parts: readonly PatternNode[]): PatternNode {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const total = (lengths: number[]) => lengths.reduce((sum, length) => sum + length, 0)
  return {
    kind: 'sequence',
    parts,
    shortest: total(parts.map(({ shortest }) => shortest)),
    longest: total(parts.map(({ longest }) => longest)),
  }
}

function repeat(body: PatternNode, min: number, max: number): PatternNode {
  // 0 times Infinity is NaN: nothing repeated without end is nothing, anything repeated never is nothing too
  const times = (length: number, count: number) => (length === 0 || count === 0 ? 0 : length * count)
  return { kind: 'repeat', body, min, max, shortest: times(body.shortest, min), longest: times(body.longest, max) }
}
