// What a value is about: the thing behind names such as PetResponse, customer_id or io.k8s.api.core.v1.PodSpec.
import { remember, singular, type ValueHint, wordsOf } from './realistic-hint.ts'

/** Words that say how a thing is wrapped or which part of it is meant, not what it is. */
const WRAPPING = new Set(
  (
    'all and any api array as attributes base basic body by canonical code common content count counts created current data default description detail details display dto embedded ' +
    'entity envelope external extended fields first for format friendly from full generic given global href hrefs html id ids identifier in info information inline input items kind last line ' +
    'links list listing local localized long main meta metadata minimal model my name names new next nullable number object of on one optional or other output page ' +
    'paged paginated params parameters partial patch payload prev previous primary private properties property public raw read ref reference request requests ' +
    'res resource response responses result results root schema self short simple slug spec specification ssl status string summary text the this title to type ' +
    'unique updated upsert uri uris url urls uuid value values web with wrapper write your'
  ).split(' '),
)

/** Verbs that operations and their schemas begin with: `GetPetResponse`, `create-order`. */
const VERBS = new Set('add create delete fetch find get list post put remove save search set update'.split(' '))

const isThing = (word: string) => !WRAPPING.has(word) && !/^(v?\d.*|[a-z])$/.test(word)

/** What one name is about, at most two words, the last in the singular: `ShippingLabelResponse` gives "shipping label"; '' when it is only wrapping. */
const thingOf = remember((name: string): string => {
  const own = name.split(/[./]/).findLast((part) => wordsOf(part).some(isThing)) ?? ''
  const words = wordsOf(own)
    .filter((word, i, all) => isThing(word) && !(i === 0 && all.length > 1 && VERBS.has(word)))
    .slice(-2)
  return words.map((word, i) => (i === words.length - 1 ? singular(word) : word)).join(' ')
})

/** What the value belongs to, such as "pet", from its own name (`customer_id`: "customer"), else from the nearest owner that says; '' when nothing does. */
export const subjectOf = ({ name, owners }: ValueHint): string => thingOf(name) || ownerOf({ owners })

/** What the nearest owner that says something is about; '' when none does. */
export function ownerOf({ owners }: Pick<ValueHint, 'owners'>): string {
  for (const owner of owners) {
    const thing = thingOf(owner)
    if (thing !== '') return thing
  }
  return ''
}

/** The noun of a thing: "label" of "shipping label". */
export const nounOf = (thing: string): string => thing.slice(thing.lastIndexOf(' ') + 1)

/** Whether one of these words stands in the value's name or in those of its two nearest owners: how a rule tells an address' `state` from an order's. */
export function isAbout(hint: Pick<ValueHint, 'name' | 'owners'>, words: ReadonlySet<string>): boolean {
  const speaks = (name: string) => wordsOf(name).some((word) => words.has(word) || words.has(singular(word)))
  return speaks(hint.name) || hint.owners.slice(0, 2).some(speaks)
}
