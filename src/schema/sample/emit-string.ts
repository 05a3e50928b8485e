// A text that fits: by format, by pattern, by what its name tells, else a placeholder.
import { count } from '../keywords/value.ts'
import type { Random } from '../random.ts'
import type { Conjunction } from './conjunction.ts'
import { type At, type Context, limits } from './context.ts'
import { sampleFormat } from './formats-sample.ts'
import { Contradiction, type Outcome } from './outcome.ts'
import { samplePattern } from './pattern-sample.ts'
import { placeholderString, realisticString, type ValueHint } from './realistic-string.ts'

const TRIES = 12
// each asks for hundreds of candidates already
const PATTERN_TRIES = 2
/** Characters of all tries together. */
const MOST_TRIED = 1_000_000

export function emitString(all: Conjunction, at: At, accepts: (value: unknown) => boolean, context: Context): Outcome {
  const minLength = Math.max(0, ...all.nodes.map((node) => count(node, 'minLength') ?? 0))
  const maxLength = Math.min(...all.nodes.map((node) => count(node, 'maxLength') ?? Number.POSITIVE_INFINITY))
  if (minLength > maxLength) {
    const node = all.nodes.find((each) => count(each, 'maxLength') === maxLength)
    return new Contradiction(`a text of at least ${minLength} and at most ${maxLength} characters`, node)
  }
  if (minLength > limits.maxLength) {
    return new Contradiction(`a text of ${minLength} characters; at most ${limits.maxLength} are generated`, all.nodes[0], false)
  }
  const texts = (keyword: string) =>
    all.nodes.flatMap((node) => (typeof node.get(keyword) === 'string' ? [String(node.get(keyword))] : []))
  const hint: ValueHint = {
    name: fakerName(all) ?? at.name,
    owners: [...all.names.slice(0, 1), ...at.owners],
    minLength,
    maxLength: Math.min(maxLength, limits.maxLength),
  }
  const formats = texts('format')
  const patterns = texts('pattern')

  for (let round = 0; round < TRIES && round * minLength < MOST_TRIED; round++) {
    // a long text is as much work as many values
    context.nodes += Math.floor(minLength / limits.lengthOfNode)
    const random = at.random.fork(round)
    for (const format of formats) {
      const text = sampleFormat(format, hint, random)
      if (text !== undefined && accepts(text)) return { value: text }
    }
    const likely = realisticString(hint, random)
    if (likely !== undefined && accepts(likely)) return { value: likely }
    if (patterns.length > 0 && round < PATTERN_TRIES) {
      const text = samplePattern({ patterns, minLength, maxLength: hint.maxLength, random, accept: accepts })
      if (text !== undefined && accepts(text)) return { value: text }
    }
    const plain = placeholderString(hint, random)
    if (accepts(plain)) return { value: plain }
    // where the word is ruled out, others may not be
    const other = letters(minLength, hint.maxLength, random)
    if (accepts(other)) return { value: other }
  }
  const rules = [...patterns.map((pattern) => `the pattern ${pattern}`), ...formats.map((format) => `the format ${format}`)]
  return new Contradiction(`no text was found that fits ${rules.join(' and ') || 'its schema'}`, all.nodes[0], false)
}

function letters(minLength: number, maxLength: number, random: Random): string {
  const length = Math.min(maxLength, Math.max(minLength, random.int(1, 10)))
  return Array.from({ length }, () => String.fromCharCode(97 + random.int(0, 25))).join('')
}

/** `x-faker: internet.email` names what is meant better than the property does. */
function fakerName(all: Conjunction): string | undefined {
  const written = all.nodes.map((node) => node.get('x-faker')).find((value) => value !== undefined)
  const name = typeof written === 'object' && written !== null ? Object.keys(written)[0] : written
  return typeof name === 'string' ? name.split('.').at(-1) : undefined
}
