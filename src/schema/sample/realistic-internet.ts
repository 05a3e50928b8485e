// Addresses on the internet, all of them reserved for examples: nothing made here can reach anybody. Sources: RFC 2606, RFC 5737, RFC 3849, RFC 7042.
import type { Random } from '../random.ts'
import {
  type Bounds,
  findByName,
  firstFitting,
  lessBy,
  type Maker,
  pickFitting,
  singular,
  table,
  type ValueHint,
  wordsOf,
} from './realistic-hint.ts'
import { nounOf, ownerOf, subjectOf } from './realistic-subject.ts'
import { draw } from './realistic-tokens.ts'
import { FILES, FIRST_NAMES, IMAGE_FILES, LAST_NAMES, PLAIN_WORDS, PROJECTS } from './words.ts'

const DOMAINS = ['example.com', 'example.org', 'example.net']
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** Lower-case words joined by hyphens: two of them, more or fewer to stay within the bounds. */
export const slugText: Maker = (hint, random) => slug(random, hint)

/** Lower-case words joined by hyphens, within the bounds; cut between two words where that is long enough. */
export function slug(random: Random, { minLength, maxLength }: Bounds): string {
  let text = random.pick(PLAIN_WORDS)
  const wanted = Math.min(maxLength, Math.max(minLength, text.length + 1))
  while (text.length < wanted) text += `-${random.pick(PLAIN_WORDS)}`
  if (text.length <= maxLength) return text
  const cut = text.slice(0, Math.max(0, maxLength))
  const whole = cut.slice(0, Math.max(0, cut.lastIndexOf('-')))
  return whole.length > 0 && whole.length >= minLength ? whole : cut.replace(/-$/, 's')
}

/** A mailbox's owner by the name of the property: `supportEmail` is no person. */
const MAILBOXES =
  'abuse admin billing contact finance help hello info invoice legal noreply press privacy sales security service support team'.split(
    ' ',
  )

/** `maya.berg@example.com`, or `support@example.com` where the name says so. Source: RFC 5322 "Addr-Spec Specification". */
export const emailText: Maker = (hint, random) => {
  const box = wordsOf(hint.name).find((word) => MAILBOXES.includes(word))
  const first = random.pick(FIRST_NAMES).toLowerCase()
  const domain = random.pick(DOMAINS)
  const candidates = [
    `${first}.${random.pick(LAST_NAMES).toLowerCase()}@${domain}`,
    `${first}@${domain}`,
    `${first}@a.example`,
    `${first.slice(0, 1)}@a.test`,
  ]
  const email = firstFitting(box === undefined ? candidates : [`${box}@${domain}`, ...candidates], hint)
  if (email !== undefined || hint.maxLength < 8) return email
  // longer: the local part ends at 64 characters, the rest goes into the domain
  const local = slug(random, { minLength: Math.min(64, hint.minLength - 12), maxLength: 64 })
  const rest = longHost(lessBy(local.length + 1, hint), random)
  return rest === undefined ? undefined : `${local}@${rest}`
}

/** `api.example.com`. Source: RFC 1123 "Host Names and Numbers". */
export const hostText: Maker = (hint, random) => {
  const labels = wordsOf(hint.name).filter((word) => /^(api|app|mail|docs|cdn|www|smtp|auth|static|db|proxy|git)$/.test(word))
  const start = labels[0] ?? random.pick(['api', 'app', 'www', 'mail', 'shop', 'docs'])
  const domain = random.pick(DOMAINS)
  return (
    firstFitting([`${start}.${domain}`, domain, `${start}.test`, `${start.slice(0, 1)}.test`, start, 'a'], hint) ??
    longHost(hint, random)
  )
}

/** `example.com`: a name that can be bought, not a machine in it. */
export const domainText: Maker = (hint, random) => pickFitting(DOMAINS, hint, random) ?? hostText(hint, random)

/** A host name of at least minLength characters, no label over 63, all of it under 254. */
function longHost(bounds: Bounds, random: Random): string | undefined {
  let host = 'example.com'
  while (host.length + 2 <= bounds.minLength)
    host = `${draw(LETTERS, Math.min(63, bounds.minLength - host.length - 1), random)}.${host}`
  if (host.length < bounds.minLength) host = `a${host}`
  return host.length < 254 ? firstFitting([host, 'a.test'], bounds) : undefined
}

/** `192.0.2.17`, from the three networks set aside for documentation. */
export const ipv4Text: Maker = (hint, random) =>
  firstFitting(
    [
      `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.int(1, 254)}`,
      '192.0.2.1',
      '192.0.2.10',
      '192.0.2.100',
      '203.0.113.10',
      '203.0.113.100',
    ],
    hint,
  )

/** `2001:db8::4f1a`; written out where that is too short. */
export const ipv6Text: Maker = (hint, random) => {
  const group = () => draw('123456789abcdef', 4, random)
  const written = ['2001', '0db8', group(), group(), group(), group(), group(), group()]
  const shorter = [2, 3, 4, 5].map(
    (count) =>
      `2001:db8:${written
        .slice(2, count)
        .map((text) => `${text}:`)
        .join('')}:${group()}`,
  )
  return firstFitting([...shorter, '2001:db8::1', '2001:db8::', written.join(':')], hint)
}

/** `192.0.2.0/24`. Source: RFC 4632. */
export const cidrText: Maker = (hint, random) =>
  pickFitting(['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '192.0.2.64/26'], hint, random)

/** `2001:db8:1a::/48`. */
export const cidrV6Text: Maker = (hint, random) =>
  firstFitting([`2001:db8:${draw('123456789abcdef', 2, random)}::/48`, '2001:db8::/32'], hint)

/** `00:00:5e:00:53:1f`, from the range set aside for documentation. */
export const macText: Maker = (hint, random) => firstFitting([`00:00:5e:00:53:${draw('0123456789abcdef', 2, random)}`], hint)

/** `+1-202-555-0143`: 555-0100 to 555-0199 are never given to anybody. Shorter forms where the bounds want them. */
export const phoneText: Maker = (hint, random) => {
  const last = `01${draw('0123456789', 2, random)}`
  return firstFitting([`+1-202-555-${last}`, `+1202555${last}`, `202555${last}`, `555${last}`, `+1 (202) 555-${last}`], hint)
}

const IMAGE_WORDS =
  'avatar banner cover image img logo photo picture portrait thumb thumbnail icon poster gravatar favicon screenshot'
const FILE_WORDS =
  'file files download attachment document pdf receipt invoice archive zipball tarball export csv report media artifact'
const PLACES = table<(random: Random) => string>([
  [IMAGE_WORDS, (random) => `images/${random.pick(IMAGE_FILES)}`],
  [FILE_WORDS, (random) => `files/${random.pick(FILES)}`],
  ['callback webhook webhooks hook hooks notify', (random) => `webhooks/${random.pick(PLAIN_WORDS)}`],
  ['clone git ssh svn', (random) => `${random.pick(PROJECTS)}.git`],
  ['website homepage site', () => ''],
  ['terms tos', () => 'terms'],
  ['privacy policy', () => 'privacy'],
  ['docs documentation help support', (random) => `docs/${random.pick(PLAIN_WORDS)}`],
  ['next', () => 'items?page=2'],
  ['prev previous first', () => 'items?page=1'],
  ['last', () => 'items?page=5'],
])

/** What a path under a host leads to, by the name (`photoUrl`, `next`), else by what the value belongs to (`/pets/blue-lantern`). */
function pathFor(hint: ValueHint, random: Random): string {
  // "image_url": the word before tells; "image" alone is its own
  const words = wordsOf(hint.name).filter((word) => !/^(ur[il]s?|href|links?)$/.test(word))
  const place = findByName(PLACES, words.join(' '))
  const noun = nounOf(subjectOf(hint))
  if (place !== undefined) return place(random).replace(/^items/, plural(noun === '' ? 'item' : singular(noun)))
  return noun === '' ? random.pick(PROJECTS) : `${plural(singular(noun))}/${slug(random, { minLength: 0, maxLength: 14 })}`
}

const plural = (noun: string) =>
  /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`

/** `https://example.com/…`, for uri, url, iri and links. Shorter: bare hosts under reserved names. Source: RFC 3986. */
export const urlText: Maker = (hint, random) => {
  const origin = 'https://example.com'
  const path = encodeURI(pathFor(hint, random))
  const url = firstFitting(
    [
      `${origin}/${path}`.replace(/\/$/, ''),
      `${origin}/${random.pick(PLAIN_WORDS)}`,
      origin,
      'https://a.example',
      'http://a.test',
    ],
    hint,
  )
  if (url !== undefined) return url
  return hint.minLength > origin.length ? `${origin}/${slug(random, lessBy(origin.length + 1, hint))}` : undefined
}

/** A URL where one fits, else the shortest thing that still is a URI. */
export const uriText: Maker = (hint, random) =>
  urlText(hint, random) ?? firstFitting(['tag:example', 'urn:ex:1', 'tel:+1', 'a:b'], hint)

/** `/pets/blue-lantern`: a reference without scheme and host; '' is one too. */
export const uriReferenceText: Maker = (hint, random) =>
  firstFitting([`/${encodeURI(pathFor(hint, random))}`], hint) ??
  (hint.maxLength === 0 ? '' : `/${slug(random, lessBy(1, hint))}`.slice(0, hint.maxLength))

/** `/pets/4821`: where one of what the value belongs to is found. */
export const itemPathText: Maker = (hint, random) =>
  firstFitting([encodeURI(`/${plural(singular(nounOf(ownerOf(hint)) || 'item'))}/${random.int(1, 9999)}`)], hint)

/** `https://example.com/pets/{id}`. Source: RFC 6570. */
export const uriTemplateText: Maker = (hint, random) => {
  const noun = nounOf(subjectOf(hint)).replace(/[^a-z0-9]/g, '') || 'item'
  const template = firstFitting(
    [`https://example.com/${plural(singular(noun))}/{id}`, 'https://example.com/{id}', '/items/{id}', '/{id}', '{a}', ''],
    hint,
  )
  return template ?? uriReferenceText(hint, random)
}

/** `urn:example:blue-lantern`: the namespace set aside for examples. Source: RFC 6963. */
export const urnText: Maker = (hint, random) =>
  hint.maxLength < 13 ? undefined : `urn:example:${slug(random, lessBy(12, hint))}`

/** `maya.berg`. */
export const usernameText: Maker = (hint, random) => {
  const first = random.pick(FIRST_NAMES).toLowerCase()
  const last = random.pick(LAST_NAMES).toLowerCase()
  return firstFitting([`${first}.${last}`, `${first}${last}`, first, first.slice(0, 3)], hint) ?? slug(random, hint)
}
