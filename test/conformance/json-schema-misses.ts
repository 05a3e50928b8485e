// Where the schema engine departs from the official suite, and why. The test holds these tables to be exact in both directions.

export interface Miss {
  /** `draft4/ref.json` */
  readonly file: string
  /** The description of the group, `: `, the description of the case. */
  readonly description: string
  readonly reason: string
}

export const requiredMisses: readonly Miss[] = ['draft2020-12', 'draft2019-09'].map((draft) => ({
  file: `${draft}/vocabulary.json`,
  description:
    'schema that uses custom metaschema with with no validation vocabulary: no validation: invalid number, but it still validates',
  reason:
    'Only a custom meta-schema says that its dialect lacks keywords; meta-schemas are not read, so that all keywords count.',
}))

/** The misses of an optional file. A valid value that is refused costs trust and is named; of what is let through the number is enough. */
export interface FormatMiss {
  /** `group: case`, in the order of the file. */
  readonly refused: readonly string[]
  readonly accepted: number
  readonly reason: string
}

const refusedEmails = [
  'a quoted string with a space in the local part is valid',
  'a quoted string with a double dot in the local part is valid',
  'a quoted string with a @ in the local part is valid',
  'an IPv4-address-literal after the @ is valid',
  'an IPv6-address-literal after the @ is valid',
  'an empty quoted string in the local part is valid',
  'a quoted string containing only a space in the local part is valid',
  'a quoted string with no special characters in the local part is valid',
  'a quoted pair in the local part is valid',
  'an escaped double quote in the local part is valid',
  'an escaped backslash in the local part is valid',
  'a single-label domain is valid',
  'a lowercase IPv6 tag in an address literal is valid',
].map((name) => `validation of e-mail addresses: ${name}`)
const email: FormatMiss = {
  refused: refusedEmails,
  accepted: 0,
  reason: 'ajv-formats knows neither quoted names nor address literals and wants a dot in the domain',
}
const dateTime: FormatMiss = {
  refused: ['validation of date-time strings: a second fraction of fifteen nines is valid'],
  accepted: 3,
  reason: 'ajv-formats reads seconds as a binary number, lets an offset go without minutes and is lenient near leap seconds',
}
const uri: FormatMiss = { refused: [], accepted: 3, reason: 'ajv-formats is lenient about ports, brackets and embedded IPv4' }
const accepts = (accepted: number, reason: string): FormatMiss => ({ refused: [], accepted, reason })
const unknownFormat = 'no rule: a format that we do not know is a note'

export const formatMisses: Readonly<Record<string, FormatMiss>> = {
  'draft2020-12/optional/format/date-time.json': dateTime,
  'draft2020-12/optional/format/duration.json': accepts(2, 'ajv-formats lets units be left out in the middle'),
  'draft2020-12/optional/format/ecmascript-regex.json': accepts(
    1,
    'patterns that are valid only without the flag u are taken too',
  ),
  'draft2020-12/optional/format/email.json': email,
  'draft2020-12/optional/format/hostname.json': accepts(24, 'ajv-formats does not decode Punycode'),
  'draft2020-12/optional/format/idn-email.json': accepts(8, unknownFormat),
  'draft2020-12/optional/format/idn-hostname.json': accepts(55, unknownFormat),
  'draft2020-12/optional/format/iri-reference.json': accepts(7, unknownFormat),
  'draft2020-12/optional/format/iri.json': accepts(9, unknownFormat),
  'draft2020-12/optional/format/time.json': {
    ...dateTime,
    refused: ['validation of time strings: a valid time string with a 15 digit second fraction'],
    accepted: 4,
  },
  'draft2020-12/optional/format/uri-reference.json': accepts(6, uri.reason),
  'draft2020-12/optional/format/uri-template.json': {
    refused: [
      'format: uri-template: a dotted variable name is valid',
      'format: uri-template: an apostrophe in a literal is valid',
    ],
    accepted: 1,
    reason: 'ajv-formats follows the grammar of RFC 6570 loosely',
  },
  'draft2020-12/optional/format/uri.json': uri,
  'draft2020-12/optional/format/uuid.json': accepts(1, 'ajv-formats takes the form urn:uuid: as well'),
  'draft4/optional/format/date-time.json': dateTime,
  'draft4/optional/format/email.json': email,
  'draft4/optional/format/hostname.json': accepts(1, 'ajv-formats takes a last dot'),
  'draft4/optional/format/uri.json': uri,
}
