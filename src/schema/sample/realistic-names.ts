// What a `name`, a `title` or a `code` looks like depends on whose it is: a user's is not a file's.
import type { Random } from '../random.ts'
import { type Maker, pickFitting, singular, table, type ValueHint, wordsOf } from './realistic-hint.ts'
import { nounOf, ownerOf, subjectOf } from './realistic-subject.ts'
import { commitText, fitText, titleFrom } from './realistic-text.ts'
import { codeText } from './realistic-tokens.ts'
import * as words from './words.ts'

/** `Maya Berg`; a first name alone where that is too long. */
export const personName: Maker = (hint, random) => {
  const first = random.pick(words.FIRST_NAMES)
  const full = `${first} ${random.pick(words.LAST_NAMES)}`
  return fitText(full, words.LAST_NAMES, hint, random) ?? pickFitting(words.FIRST_NAMES, hint, random)
}

/** `118 Maple Avenue`. */
export const streetText: Maker = (hint, random) => {
  const street = random.pick(words.STREETS)
  return fitText(`${random.int(1, 240)} ${street}`, words.PLAIN_WORDS, hint, random)
}

/** `118 Maple Avenue, Boston`. */
export const addressText: Maker = (hint, random) =>
  fitText(`${random.int(1, 240)} ${random.pick(words.STREETS)}, ${random.pick(words.CITIES)}`, words.PLAIN_WORDS, hint, random)

/** One of these words, whichever fits. */
export const oneOf =
  (items: readonly string[]): Maker =>
  (hint, random) =>
    pickFitting(items, hint, random)

const PEOPLE =
  'address actor admin adult agent applicant artist assignee attendee author beneficiary billing candidate captain cardholder character child client collaborator commenter ' +
  'committer contact contributor counterparty creator customer doctor driver employee friend guardian guest holder host individual instructor lead leader lecturer ' +
  'manager member moderator musician operator owner parent participant passenger patient payee payer people person photographer pilot player profile professor ' +
  'recipient reporter representative reviewer seller sender shipping shopper signer speaker spouse staff student subscriber teacher tenant user visitor volunteer worker writer'
const COMPANY =
  'account advertiser airline bank business buyer carrier company employer firm institution insurer manufacturer merchant org organisation organization partner provider publisher retailer school store supplier shop university vendor workspace'
const MACHINE = 'computer droplet host instance machine node runner server vm'
const SERVICE =
  'app application backend cluster container deployment function image index job microservice module network package pod queue service stack volume'

/** By the noun of the thing: what its names look like. */
const NAMES = table<readonly string[] | Maker>([
  [PEOPLE, personName],
  [COMPANY, words.COMPANIES],
  [MACHINE, words.HOSTS],
  [SERVICE, words.SERVICES],
  ['animal cat dog horse kitten pet puppy', words.PET_NAMES],
  ['article good inventory item merchandise product sku variant', words.PRODUCTS],
  ['plan subscription tier membership', words.PLANS],
  ['brand make', words.BRANDS],
  ['breed', words.BREEDS],
  ['species', words.ANIMALS],
  ['department', words.DEPARTMENTS],
  ['team', words.TEAMS],
  ['city town village municipality airport destination', words.CITIES],
  ['country nation', words.COUNTRIES],
  ['continent', words.CONTINENTS],
  ['state province county', words.STATES],
  ['region zone datacenter', words.CLOUD_REGIONS],
  ['street', words.STREETS],
  ['building hotel library location museum park place restaurant site theater theatre venue', words.VENUES],
  ['currency', words.CURRENCIES],
  ['language', words.LANGUAGES],
  ['color colour', words.COLORS],
  ['tag label keyword topic interest hashtag', words.TAGS],
  ['category subcategory collection', words.CATEGORIES],
  ['genre', words.GENRES],
  ['event conference meeting appointment webinar', words.EVENTS],
  ['album book episode film game movie novel series show song track video', words.TITLES],
  ['recipe dish meal menu', words.DISHES],
  ['course lesson', words.COURSES],
  ['blog news page post story', words.ARTICLES],
  ['bug discussion feature issue milestone pull story task ticket todo', words.ISSUES],
  ['batch cron dag pipeline run schedule workflow', words.JOBS_TO_RUN],
  ['fork project repo repository', words.PROJECTS],
  ['branch', words.BRANCHES],
  ['changeset commit', commitText],
  ['permission scope', words.PERMISSIONS],
  ['role', words.ROLES],
  ['channel room', words.CHANNELS],
  ['environment stage', words.ENVIRONMENTS],
  ['appliance device gadget lamp light phone sensor', words.DEVICES],
  ['directory folder', words.FOLDERS],
  ['asset attachment document download file upload', words.FILES],
  ['photo picture', words.IMAGE_FILES],
  ['error exception failure problem warning', ['Conflict', 'Invalid value', 'Not found', 'Value required']],
  ['domain', ['example.com', 'example.net', 'example.org']],
])

const namesOf = (thing: string) => NAMES.get(thing.replace(' ', '')) ?? NAMES.get(nounOf(thing))

const nameOf = (thing: string, hint: ValueHint, random: Random): string | undefined => {
  const names = namesOf(thing)
  if (typeof names === 'function') return names(hint, random)
  return (names === undefined ? undefined : pickFitting(names, hint, random)) ?? titleFrom(thing, hint, random)
}

/** For a text that is named after a thing: `product` holds the name of one, `speaker` a person's. */
export function namesakeOf(name: string): Maker | undefined {
  const names = NAMES.get(singular(wordsOf(name).at(-1) ?? ''))
  return names === undefined || typeof names === 'function' ? names : oneOf(names)
}

/** A name by its owner, or by the name's own words (`customerName`); "Blue widget" for an owner no table knows; undefined without any. */
export const nameText: Maker = (hint, random) => nameOf(subjectOf(hint), hint, random)

/** A title: as a name for things that have titles, else a heading. People have job titles. */
export const titleText: Maker = (hint, random) => {
  const thing = subjectOf(hint)
  if (namesOf(thing) === personName) return pickFitting(words.JOBS, hint, random)
  return thing === '' ? fitText(random.pick(words.ARTICLES), words.PLAIN_WORDS, hint, random) : nameOf(thing, hint, random)
}

const CODES = table<readonly string[]>([
  [
    'error problem exception failure warning violation',
    ['already_exists', 'invalid_value', 'not_found', 'rate_limited', 'value_required'],
  ],
  ['country nation', words.COUNTRY_CODES],
  ['currency', words.CURRENCIES],
  ['language lang', words.LANGUAGE_CODES],
  ['state province region', words.STATE_CODES],
  ['coupon discount promo promotion voucher', ['SPRING25', 'SUMMER10', 'WELCOME15']],
  ['airport', ['AMS', 'BCN', 'LIS', 'OSL', 'VIE']],
  ['dial calling', ['+1', '+31', '+44', '+49']],
  ['zip postal', words.POSTCODES],
])

/** A code by what it stands for: `NL` of a country, `not_found` of an error; else one as people read it out, `QF-4821`. */
export const codeByOwner: Maker = (hint, random) => {
  const codes = CODES.get(nounOf(subjectOf(hint)))
  return (codes === undefined ? undefined : pickFitting(codes, hint, random)) ?? codeText(hint, random)
}

/** `Pod`, `ObjectMeta`: the kind of an object is the name of its schema, or `standard`. */
export const kindText: Maker = (hint, random) => {
  const pascal = ownerOf(hint)
    .split(' ')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
  return pickFitting([pascal || 'standard'], hint, random)
}

/** `shipping_label`: as kindText, in small letters. */
export const objectText: Maker = (hint, random) => pickFitting([ownerOf(hint).replace(' ', '_') || 'object'], hint, random)
