// A believable text from a property's name alone: `email` gets an address, `createdAt` a moment, the `name` of a pet a pet's name.
import type { Random } from '../random.ts'
import { findByName, fits, type Maker, placed, remember, type ValueHint, withoutSide } from './realistic-hint.ts'
import { namesakeOf } from './realistic-names.ts'
import { STRING_RULES } from './realistic-string-rules.ts'

export type { ValueHint } from './realistic-hint.ts'
export { placeholderString } from './realistic-text.ts'

/** By its name; else, when it is named after a thing that has names (`product`, `speaker`), one of those. */
const ruleFor = remember(
  (name: string): Maker | undefined =>
    findByName(STRING_RULES, withoutSide(name)) ?? findByName(STRING_RULES, name) ?? namesakeOf(name),
)

/**
 * A text as a person would expect under this name, or undefined when the name says nothing or nothing of its kind fits the length.
 * A value without a name of its own (an array's item, a named schema) goes by its nearest owner.
 */
export function realisticString(hint: ValueHint, random: Random): string | undefined {
  const place = placed(hint)
  const value = ruleFor(place.name)?.(place, random)
  return value !== undefined && fits(value, place) ? value : undefined
}
