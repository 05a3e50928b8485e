// Short English sentences, fitted to a length; and the placeholder that says no more than "string".
import type { Random } from '../random.ts'
import { type Bounds, fits, type Maker, type ValueHint } from './realistic-hint.ts'
import { isAbout, ownerOf } from './realistic-subject.ts'
import { ADJECTIVES, PLAIN_WORDS } from './words.ts'

const lines = (text: string): readonly string[] => text.split('|')

/** `{}` is where the thing goes that the text is about. */
const ABOUT = lines(
  'A short description of this {}.|Everything you need to know about this {}.|This {} is a good place to start.|What this {} is and who it is for.',
)
const DESCRIPTIONS = lines(
  'A short description.|A few words about what this is for.|Everything you need to know in one sentence.|The first of several, and the one most people use.',
)
const BIOS = lines(
  'Gardener, reader and early riser.|Builds small tools and long bookshelves.|Likes maps, trains and strong coffee.|Teaches by day, paints by night.',
)
const MESSAGES = lines(
  'Thank you, your message has arrived.|See you on Thursday at ten.|The parcel is on its way.|Everything is ready for the next step.',
)
const COMMENTS = lines(
  'Looks good to me.|Works exactly as described, thank you.|Please leave the parcel at the door.|Could we talk about this tomorrow?|A lovely little thing, well made.',
)
const ERRORS = lines(
  'The request could not be completed.|A required value is missing.|The value is not one of those allowed.|Please try again in a few minutes.',
)
const REASONS = lines('Requested by the customer.|Replaced by a newer one.|Waiting for confirmation.|The details were updated.')
const COMMITS = lines(
  'Add a search field to the overview|Fix a typo in the guide|Make the start page faster|Update the list of contacts',
)
const QUESTIONS = lines(
  'What is the capital of Portugal?|How do I change my address?|Which size should I choose?|When does the library open?',
)
const INSTRUCTIONS = lines(
  'Answer in one short paragraph.|Shake well before use.|Leave it at the front desk.|Follow the three steps on the card.',
)

const ERROR_OWNERS = new Set([
  'error',
  'problem',
  'fault',
  'exception',
  'violation',
  'failure',
  'warning',
  'invalid',
  'denied',
  'unauthorized',
  'forbidden',
])
const COMMIT_OWNERS = new Set(['commit', 'push', 'git'])

/** Whether a value belongs to something that went wrong. */
export const isAboutErrors = (hint: Pick<ValueHint, 'name' | 'owners'>): boolean => isAbout(hint, ERROR_OWNERS)

const sentencesFrom =
  (sentences: readonly string[]): Maker =>
  (hint, random) =>
    fitText(random.pick(sentences), sentences, hint, random)

export const bioText = sentencesFrom(BIOS)
const friendlyText = sentencesFrom(MESSAGES)
export const commitText = sentencesFrom(COMMITS)
export const commentText = sentencesFrom(COMMENTS)
export const errorText = sentencesFrom(ERRORS)
export const reasonText: Maker = (hint, random) =>
  isAboutErrors(hint) ? errorText(hint, random) : sentencesFrom(REASONS)(hint, random)
export const questionText = sentencesFrom(QUESTIONS)
export const instructionText = sentencesFrom(INSTRUCTIONS)

/** An error's or a commit's message, else a friendly one. */
export const messageText: Maker = (hint, random) => {
  if (isAboutErrors(hint)) return errorText(hint, random)
  return (isAbout(hint, COMMIT_OWNERS) ? commitText : friendlyText)(hint, random)
}

/** One sentence about what the value belongs to: "Everything you need to know about this pet." */
export const descriptionText: Maker = (hint, random) => {
  if (isAboutErrors(hint)) return errorText(hint, random)
  const thing = ownerOf(hint)
  const sentences = thing === '' ? DESCRIPTIONS : ABOUT.map((sentence) => sentence.replace('{}', thing))
  return fitText(random.pick(sentences), sentences, hint, random)
}

/** `Blue shipping label`, from the thing it names; undefined without one. */
export function titleFrom(thing: string, bounds: Bounds, random: Random): string | undefined {
  if (thing === '') return undefined
  const title = `${random.pick(ADJECTIVES)} ${thing}`
  if (fits(title, bounds)) return title
  return fitText(title.length < bounds.minLength ? title : thing, PLAIN_WORDS, bounds, random)
}

/** The text, grown by further sentences, or cut between two words, to fit; undefined where less than one word would be left. */
export function fitText(start: string, more: readonly string[], bounds: Bounds, random: Random): string | undefined {
  const { minLength, maxLength } = bounds
  if (maxLength < 1) return undefined
  const parts = [start]
  for (let length = start.length; length < minLength; ) {
    const next = random.pick(more)
    parts.push(next)
    length += next.length + 1
  }
  const text = parts.join(' ')
  if (fits(text, bounds)) return text
  const cut = text.slice(0, maxLength)
  const whole = cut.slice(0, Math.max(0, cut.lastIndexOf(' '))).replace(/[,.]$/, '')
  if (whole.length > 0 && fits(whole, bounds)) return whole
  // the bounds fall within a word: only worth it where there are words before
  return whole.length > 0 ? cut.replace(/[ ,.]$/, 's') : undefined
}

/** `string`, as tools for OpenAPI show a text they know nothing about; cut, or followed by plain words, to stay within the bounds. Always fits them. */
export function placeholderString(hint: ValueHint, random: Random): string {
  const bounds = { minLength: Math.min(hint.minLength, hint.maxLength), maxLength: hint.maxLength }
  return fitText('string', PLAIN_WORDS, bounds, random) ?? 'string'.slice(0, bounds.maxLength)
}
