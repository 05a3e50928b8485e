// The one door for regular expressions: compiles the `pattern` of a schema into a test that always ends soon.
import { anEffort, type Effort } from './effort.ts'
import { compileLinear, type LinearTest } from './pattern-linear.ts'
import { type NativeCost, nativeCost } from './pattern-safety.ts'
import { type PatternTree, parsePattern } from './pattern-tree.ts'

export interface Pattern {
  readonly source: string
  /**
   * Whether the pattern matches somewhere in the text. Never throws and never hangs: a text that it cannot judge (see `note`), or not with the effort
   * that is left, counts as matching. Whoever tests many texts gives one effort for all of them.
   */
  test(text: string, effort?: Effort): boolean
  /** `linear`: backtracking could take very long on texts of ordinary length, so that all but short ones are tested by steps that never go back. */
  readonly engine: 'native' | 'linear'
  /** A sentence about the texts that count as matching because no test of them is sure to end; undefined for nearly all patterns. */
  readonly note: string | undefined
  /** How the pattern is built; undefined when it cannot be read. */
  readonly tree: PatternTree | undefined
}

const ORDINARY_LENGTH = 1000
const compiled = new Map<string, Pattern | undefined>()
const MOST_KEPT = 10_000

/**
 * The pattern of this source, kept for the next call; undefined when it is no regular expression JavaScript knows.
 * Read with the `u` flag if possible, else without: many published patterns, such as `^[\w-\.]+$`, are only valid so.
 * Source: JSON Schema Validation "pattern", JSON Schema Core "Regular Expressions".
 */
export function compilePattern(source: string): Pattern | undefined {
  if (!compiled.has(source)) {
    if (compiled.size >= MOST_KEPT) compiled.clear()
    const native = compileNative(source)
    compiled.set(source, native && new SafePattern(source, native))
  }
  return compiled.get(source)
}

function compileNative(source: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags)
    } catch {
      // The next flags may do
    }
  }
  return undefined
}

/** One character of a pattern: an escape, a class, or itself. */
const ATOM = String.raw`(?:\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^\\[(*+?{|])`
/** No group, no alternative, one repeat at most: so are most patterns, and they need no parser. */
const PLAIN = new RegExp(String.raw`^(\^?)${ATOM}*(?:([*+?]|\{\d+(?:,\d*)?\})\??${ATOM}*)?$`)
/** Looking for a plain pattern at each place of a text of this length is still quick. */
const LONGEST_SEARCHED = 2000
/** Steps of the native engine that take as long as one of ours. */
const NATIVE_STEPS = 20

class SafePattern implements Pattern {
  readonly source: string
  private readonly native: RegExp
  private readonly lazily: { tree?: PatternTree | undefined; native?: NativeCost; linear?: LinearTest | undefined } = {}

  constructor(source: string, native: RegExp) {
    this.source = source
    this.native = native
  }

  get tree(): PatternTree | undefined {
    if (!('tree' in this.lazily)) this.lazily.tree = parsePattern(this.source, this.native.unicode)
    return this.lazily.tree
  }

  get engine(): 'native' | 'linear' {
    return this.nativeCost.longest >= ORDINARY_LENGTH ? 'native' : 'linear'
  }

  get note(): string | undefined {
    const { tree } = this
    const nativeLength = this.nativeCost.longest
    if (tree === undefined) return 'No text is tested: the pattern is nested too deep, or newer than we know.'
    const longest = nativeLength === Infinity ? Infinity : Math.max(nativeLength, this.linear?.longest ?? 0)
    return longest === Infinity
      ? undefined
      : `Texts of more than ${longest} characters count as matching: testing them could take too long.`
  }

  test(text: string, effort: Effort = anEffort()): boolean {
    if (effort.left < 0) return true
    const { longest, stepsFor } = this.nativeCost
    if (text.length <= longest) {
      effort.left -= stepsFor(text.length) / NATIVE_STEPS
      try {
        return this.native.test(text)
      } catch {
        // The engine's stack is too small for a very long text
      }
    }
    if (text.length < (this.tree?.root.shortest ?? 0)) return false
    return this.linear?.test(text, effort) ?? true
  }

  private get nativeCost(): NativeCost {
    this.lazily.native ??= this.findNativeCost()
    return this.lazily.native
  }

  private get linear(): LinearTest | undefined {
    if (!('linear' in this.lazily)) this.lazily.linear = this.tree && compileLinear(this.tree)
    return this.lazily.linear
  }

  private findNativeCost(): NativeCost {
    const plain = PLAIN.exec(this.source)
    if (plain !== null) {
      const [, anchor, repeat] = plain
      return anchor === '^' || repeat === undefined
        ? { longest: Infinity, stepsFor: (length) => length }
        : { longest: LONGEST_SEARCHED, stepsFor: (length) => length * length }
    }
    // Nothing is known of a pattern that cannot be read: it is never run
    return this.tree === undefined ? { longest: -1, stepsFor: () => 0 } : nativeCost(this.tree)
  }
}
