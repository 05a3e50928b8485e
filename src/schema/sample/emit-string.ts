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
/** Texts that are written and tested for one pattern when they are long. */
const LONG_CANDIDATES = 3

export function emitString(all: Conjunction, at: At, fits: (value: unknown) => boolean, context: Context): Outcome {
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

  const accepts = (text: string) => {
    if (fits(text)) return true
    context.tried += text.length
    return false
  }

  if (at.nth !== undefined) {
    const counted = countedText(at.nth, formats, hint, at.random)
    if (accepts(counted)) return { value: counted }
  }
  for (let round = 0; round < TRIES && context.tried < limits.maxTried; round++) {
    const random = at.random.fork(round)
    for (const format of formats) {
      const text = sampleFormat(format, hint, random)
      if (text !== undefined && accepts(text)) return { value: text }
    }
    const likely = realisticString(hint, random)
    if (likely !== undefined && accepts(likely)) return { value: likely }
    if (patterns.length > 0 && round < PATTERN_TRIES) {
      const text = samplePattern({ patterns, minLength, maxLength: hint.maxLength, random, accept: fits })
      if (text !== undefined) return { value: text }
      context.tried += LONG_CANDIDATES * minLength
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

/** `string7`; the 7th day where a date is wanted. */
function countedText(nth: number, formats: readonly string[], hint: ValueHint, random: Random): string {
  const day = new Date(nth * 86_400_000).toISOString()
  if (formats.includes('date')) return day.slice(0, 10)
  if (formats.includes('date-time')) return day
  const number = nth.toString(String(nth).length > hint.maxLength ? 36 : 10)
  return (placeholderString(hint, random) + number).slice(-hint.maxLength)
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
