// Writes one text along a pattern's tree. It may fail to match, where parts depend on each other: the caller tests it.

import { ANY_CHARACTER, type CharacterSet } from '../pattern-characters.ts'
import type { PatternNode } from '../pattern-tree.ts'
import type { Random } from '../random.ts'
import { drawRun, type Taste, usualLength } from './pattern-palette.ts'

/** What a look-ahead or another pattern asks for, to be worked into the text. */
export interface Piece {
  readonly text: readonly string[]
  /** Index of the character where it must stand, or after which it may stand anywhere when it `floats`; Infinity for the end. */
  readonly at: number
  readonly floats: boolean
}

export interface Draft {
  /** One character an entry. */
  readonly text: string[]
  readonly pieces: Piece[]
  /** Parts of the pattern that were gone through. */
  readonly steps: number
  /** False when the way that was drawn led nowhere. */
  readonly done: boolean
}

export interface Hand extends Taste {
  /** Repeat no more than needed. */
  readonly brief: boolean
  /** Characters, above which writing stops. */
  readonly most: number
}

/** A repeat of something that may be nothing ends after so many, and writing as a whole after so many steps. */
const MOST_NOTHINGS = 64
const MOST_STEPS = 1_000_000

/** A text of about `length` characters, or of the pattern's natural length when undefined. */
export function writeDraft(root: PatternNode, length: number | undefined, hand: Hand): Draft {
  const writer = new Writer(hand)
  const done = writer.write(root, length, 0)
  return { text: writer.text, pieces: writer.pieces, steps: writer.steps, done }
}

class Writer {
  readonly text: string[] = []
  readonly pieces: Piece[] = []
  steps = 0
  private readonly hand: Hand
  private readonly groups = new Map<number, string[]>()
  /** After `$`. */
  private closed = false

  constructor(hand: Hand) {
    this.hand = hand
  }

  /** False when it cannot be done here. `depth` counts the repeats around. */
  write(node: PatternNode, length: number | undefined, depth: number): boolean {
    if (++this.steps > MOST_STEPS) return false
    switch (node.kind) {
      case 'set':
        return this.writeRun(node.set, 1)
      case 'sequence':
        return this.writeSequence(node.parts, length, depth)
      case 'choice':
        return this.write(this.choose(node.options, length, depth), length, depth)
      case 'repeat':
        return this.writeRepeat(node, length, depth)
      case 'group': {
        const start = this.text.length
        const done = this.write(node.body, length, depth)
        this.groups.set(node.id, this.text.slice(start))
        return done
      }
      case 'same-as-group':
        return this.append(this.groups.get(node.id) ?? [])
      case 'edge':
        if (node.at === 'end') this.closed = true
        return node.at === 'end' || this.text.length === 0
      case 'look':
        return node.negate || this.look(node, depth)
      case 'word-edge':
        return true
    }
  }

  private append(characters: readonly string[]): boolean {
    if (characters.length === 0) return true
    if (this.closed || this.text.length + characters.length > this.hand.most) return false
    for (const character of characters) this.text.push(character)
    return true
  }

  private writeRun(set: CharacterSet, count: number): boolean {
    if (this.text.length + count > this.hand.most) return false
    const run = drawRun(set, count, this.text.at(-1), this.hand)
    return run.length === count && this.append(run)
  }

  private writeSequence(parts: readonly PatternNode[], length: number | undefined, depth: number): boolean {
    if (length === undefined) {
      return parts.every((part, i) => (this.forgotEscape(parts, i) ? this.append(['.']) : this.write(part, undefined, depth)))
    }
    const shares = shareOut(parts, length, this.hand.random)
    // What a part could not take or give, the next one evens out
    let owed = 0
    return parts.every((part, i) => {
      const wished = clamp((shares[i] ?? 0) + owed, part.shortest, part.longest)
      const start = this.text.length
      const done = this.write(part, wished, depth)
      owed += (shares[i] ?? 0) - (this.text.length - start)
      return done
    })
  }

  /** A dot between letters, as in `example.com`, means itself to most who write it. */
  private forgotEscape(parts: readonly PatternNode[], i: number): boolean {
    const part = parts[i]
    return part?.kind === 'set' && part.set === ANY_CHARACTER && !this.hand.wide && [parts[i - 1], parts[i + 1]].every(isLetter)
  }

  private choose(options: readonly PatternNode[], length: number | undefined, depth: number): PatternNode {
    const { random, brief } = this.hand
    const fitting = options.filter(({ shortest, longest }) =>
      length === undefined ? brief || longest > 0 : shortest <= length && longest >= length,
    )
    const [first] = fitting
    // Where the options differ in form, the usual one comes first: a host name before an address in brackets
    const usual = first?.longest === Infinity || (depth > 0 && first?.kind === 'set')
    if (first !== undefined && usual && random.next() < 0.7) return first
    return random.pick(fitting.length > 0 ? fitting : options)
  }

  private writeRepeat(node: Extract<PatternNode, { kind: 'repeat' }>, length: number | undefined, depth: number): boolean {
    const { body } = node
    const wished = length === undefined ? this.naturalCount(node, depth) : this.countFor(node, length)
    if (body.kind === 'set') return this.writeRun(body.set, wished)
    const count = body.shortest > 0 ? wished : Math.min(wished, Math.max(MOST_NOTHINGS, length ?? 0))
    let left = length
    for (let i = 0; i < count; i++) {
      const share = left === undefined ? undefined : clamp(Math.round(left / (count - i)), body.shortest, body.longest)
      const start = this.text.length
      if (!this.write(body, share, depth + 1)) return false
      if (left !== undefined) left -= this.text.length - start
    }
    return true
  }

  private naturalCount({ body, min, max }: Extract<PatternNode, { kind: 'repeat' }>, depth: number): number {
    const { random, brief } = this.hand
    if (brief) return body.shortest === 0 ? 0 : min
    if (depth > 1) return Math.max(min, body.kind === 'set' ? Math.min(max, 1) : 0)
    if (body.longest > 2 || (body.longest === 2 && body.kind !== 'choice'))
      return clamp(min + (random.next() < 0.7 ? 1 : 0), min, max)
    const [least, most] = body.kind === 'set' ? usualLength(body.set) : [4, 8]
    if (max - min < 4) return random.int(min, max)
    return clamp(Math.max(min + random.int(0, Math.min(most, 2)), random.int(least, most)), min, max)
  }

  private countFor({ body, min, max }: Extract<PatternNode, { kind: 'repeat' }>, length: number): number {
    if (body.kind === 'set') return clamp(length, min, max)
    const fewest = clamp(body.longest === 0 ? 0 : Math.ceil(length / body.longest), min, max)
    const most = clamp(Math.floor(length / Math.max(body.shortest, 1)), min, max)
    return this.hand.random.int(fewest, Math.max(fewest, Math.min(most, fewest + 2)))
  }

  /** Ahead: notes what has to follow. Behind: writes it, when nothing has been written that it could be. */
  private look({ ahead, body }: Extract<PatternNode, { kind: 'look' }>, depth: number): boolean {
    const at = this.text.length
    if (!ahead) return at > 0 || this.write(body, undefined, depth)
    const draft = writeDraft(body, undefined, { ...this.hand, brief: true })
    this.steps += draft.steps
    if (!draft.done) return false
    this.pieces.push({ text: draft.text, at, floats: canBeginLate(body) })
    for (const piece of draft.pieces) this.pieces.push({ ...piece, at: piece.at + at })
    return true
  }
}

/** Whether the part begins with an endless repeat, as `.*[A-Z]` does: the rest may then stand further on. */
function canBeginLate(node: PatternNode): boolean {
  if (node.kind === 'repeat') return node.max === Infinity || canBeginLate(node.body)
  if (node.kind === 'sequence') return node.parts[0] !== undefined && canBeginLate(node.parts[0])
  if (node.kind === 'choice') return node.options.some(canBeginLate)
  return node.kind === 'group' && canBeginLate(node.body)
}

function isLetter(node: PatternNode | undefined): boolean {
  const [from, to] = node?.kind === 'set' ? node.set.ranges : []
  return from !== undefined && from === to && /[a-z0-9]/i.test(String.fromCodePoint(from))
}

/** How many characters each part should take, so that they are `length` together. */
function shareOut(parts: readonly PatternNode[], length: number, random: Random): number[] {
  const shares = parts.map(({ shortest }) => shortest)
  let left = length - shares.reduce((sum, share) => sum + share, 0)
  // At random at first, then whatever there is room for
  for (const generous of [false, true]) {
    const order = shuffle(
      parts.flatMap(({ shortest, longest }, i) => (longest > shortest ? [i] : [])),
      random,
    )
    for (const i of order) {
      const room = Math.max(0, Math.min((parts[i]?.longest ?? 0) - (shares[i] ?? 0), left))
      const more = generous ? room : random.int(0, room)
      shares[i] = (shares[i] ?? 0) + more
      left -= more
    }
  }
  return shares
}

function shuffle(items: readonly number[], random: Random): number[] {
  return items
    .map((item) => [random.next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}
