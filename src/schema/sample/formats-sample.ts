// A text for each `format`: those that JSON Schema and OpenAPI define, those of ajv-formats, and those that real documents make up.
import type { Random } from '../random.ts'
import * as dates from './realistic-dates.ts'
import { type Bounds, firstFitting, type Maker, pickFitting, table, type ValueHint, wordsOf } from './realistic-hint.ts'
import * as internet from './realistic-internet.ts'
import { oneOf } from './realistic-names.ts'
import { fitText, messageText } from './realistic-text.ts'
import * as tokens from './realistic-tokens.ts'
import * as words from './words.ts'

export type { ValueHint } from './realistic-hint.ts'

const rfc2822: Maker = (hint, random) => dates.httpDateText(hint, random, '+0000')

/** Digits of a number no greater than `most`: a 64-bit number travels as text where JSON's numbers are too small. */
const wholeNumber =
  (usual: number, most: number): Maker =>
  (hint, random) => {
    const longest = String(most).length - 1
    return hint.minLength > longest || hint.maxLength < 1
      ? undefined
      : tokens.digitsText(usual)(
          { ...hint, minLength: Math.max(1, hint.minLength), maxLength: Math.min(longest, hint.maxLength) },
          random,
        )
  }

/** `19.99`; more decimals where the bounds ask for them. */
const decimalText: Maker = (hint, random) => {
  const whole = String(random.int(4, 480))
  const text = `${whole}.${random.int(10, 99)}`
  return firstFitting([text, whole, whole.slice(0, 1), `${whole}.5`, text.padEnd(Math.min(hint.minLength, 1e6), '0')], hint)
}

/** Grows from the middle: `before` and `after` stay, plain words go between. */
const around =
  (before: string, after: string): Maker =>
  (hint, random) => {
    const taken = before.length + after.length
    const inner = fitText(
      'A small example',
      words.PLAIN_WORDS,
      { minLength: hint.minLength - taken, maxLength: hint.maxLength - taken },
      random,
    )
    return inner === undefined ? firstFitting([before + after], hint) : before + inner + after
  }

/** `/items/0/name`, or as long as asked; the empty pointer is one too. Source: RFC 6901. */
const pointer =
  (start: string): Maker =>
  (hint, random) => {
    const left = (usual: Bounds) => ({
      minLength: usual.minLength - start.length - 1,
      maxLength: usual.maxLength - start.length - 1,
    })
    return (
      firstFitting([`${start}/items/0/name`, `${start}/name`, start], hint) ??
      (hint.maxLength > start.length ? `${start}/${internet.slug(random, left(hint))}` : undefined)
    )
  }

/** Short patterns that any engine reads; a longer one is letters. */
const regexText: Maker = (hint, random) =>
  pickFitting(
    ['^[a-z0-9-]+$', '^[A-Z]{2}[0-9]{4}$', '^\\d{4}-\\d{2}$', '.+', '.', ''],
    { ...hint, minLength: Math.max(hint.minLength, Math.min(4, hint.maxLength)) },
    random,
  ) ?? internet.slugText(hint, random)

const letter: Maker = (hint, random) => firstFitting([tokens.draw('abcdefghijklmnopqrstuvwxyz', 1, random)], hint)

/** Keys are formats without case, hyphens, underscores and blanks. */
const FORMATS = table<Maker>([
  ['date fulldate dateonly isodate localdate datenotime', dates.dateText],
  ['datetime isodatetime timestamp datetimeoffset rfc3339 iso8601 instant zoneddatetime offsetdatetime', dates.dateTimeText],
  ['localdatetime partialdatetime datetimelocal naivedatetime', dates.localDateTimeText],
  ['time fulltime isotime', dates.timeText],
  ['partialtime localtime timeonly', dates.localTimeText],
  ['duration isoduration period', dates.durationText],
  ['timespan', oneOf(['00:15:00', '00:30:00', '02:00:00', '1.00:00:00'])],
  ['datetimerfc2822 rfc2822 rfc822', rfc2822],
  ['datetimerfc1123 rfc1123 httpdate rfc7231', (hint, random) => dates.httpDateText(hint, random)],
  ['unixtime unixtimestamp epoch epochtime', dates.unixTimeText],
  ['year', oneOf(['2024', '2025'])],
  ['yearmonth', oneOf(['2025-01', '2025-03', '2025-10'])],

  ['uri iri', internet.uriText],
  ['url link webaddress', internet.urlText],
  ['urireference urlreference uriref irireference relativeuri', internet.uriReferenceText],
  ['uritemplate urltemplate', internet.uriTemplateText],
  ['urn arn', internet.urnText],
  ['email idnemail emailaddress mail', internet.emailText],
  ['hostname idnhostname host fqdn', internet.hostText],
  ['domain domainname', internet.domainText],
  ['ipv4 ip ipaddress ipaddr ipv4address', internet.ipv4Text],
  ['ipv6 ipv6address', internet.ipv6Text],
  ['cidr ipv4cidr cidrv4 cidr4 ipcidr ipnetwork subnet', internet.cidrText],
  ['ipv6cidr cidrv6 cidr6', internet.cidrV6Text],
  ['mac macaddress eui48', internet.macText],
  ['phone phonenumber e164 tel telephone telephonenumber mobile msisdn', internet.phoneText],
  ['username', internet.usernameText],
  ['slug', internet.slugText],
  ['endpoint hostport hostandport', oneOf(['api.example.com:443', '192.0.2.10:8080', 'example.com:80'])],
  ['httpmethod', oneOf(['GET', 'POST', 'PUT', 'DELETE'])],
  ['mimetype mediatype contenttype', oneOf(['application/json', 'image/png', 'text/plain'])],
  ['filename file', oneOf(words.FILES)],
  ['path filepath', oneOf(['/documents/report.pdf', '/images/logo.png', '/data'])],
  ['reponwo', oneOf(['example/hello-world', 'example/notes'])],

  ['uuid uuid1 uuid3 uuid4 uuid5 uuid6 uuid7 uuidv1 uuidv4 uuidv7 guid', tokens.uuidText],
  ['ulid', tokens.ulidText],
  ['nanoid', tokens.opaqueText(21)],
  ['ksuid', tokens.opaqueText(27)],
  ['cuid cuid2', (hint, random) => firstFitting([`c${tokens.draw('abcdefghijklmnopqrstuvwxyz0123456789', 24, random)}`], hint)],
  ['objectid mongoid bsonobjectid', tokens.hexText(24)],
  ['snowflake', wholeNumber(18, Number.MAX_VALUE)],
  ['hex hexstring hexadecimal', tokens.hexText(16)],
  ['hash sha sha1', tokens.hexText(40)],
  ['sha256 checksum', tokens.hexText(64)],
  ['sha512', tokens.hexText(128)],
  ['md5', tokens.hexText(32)],
  ['digest', tokens.digestText],
  ['etag', tokens.etagText],
  ['nonce', tokens.opaqueText(16)],
  ['byte base64', tokens.base64Text],
  ['base64url', tokens.base64Text],
  ['binary blob', messageText],
  ['password', tokens.passwordText],
  ['token secret apikey', tokens.secretText],
  ['jwt', tokens.jwtText],

  ['decimal number float double bigdecimal money numeric', decimalText],
  ['int int32 integer', wholeNumber(4, 2 ** 31 - 1)],
  ['int64 long bigint', wholeNumber(6, 2 ** 53)],
  ['uint uint8 uint16 uint32 uint64', wholeNumber(2, 2 ** 32)],

  ['regex regexp pattern', regexText],
  ['jsonpointer', pointer('')],
  ['jsonpointerurifragment', pointer('#')],
  ['relativejsonpointer', pointer('1')],
  ['json jsonstring', around('{"note":"', '"}')],
  ['xml', around('<note>', '</note>')],
  ['html richtext', around('<p>', '</p>')],
  ['markdown commonmark md', around('**Note:** ', '.')],
  ['text multiline textarea', messageText],
  ['char character', letter],

  ['color colour colorhex hexcolor rgb', tokens.colorCode],
  ['countrycode isocountrycode iso3166 iso31661alpha2 country', oneOf([...words.COUNTRY_CODES, ...words.COUNTRY_CODES_3])],
  ['currency currencycode iso4217 isocurrencycode', oneOf(words.CURRENCIES)],
  ['language languagecode iso6391 lang', oneOf(words.LANGUAGE_CODES)],
  [
    'locale languagetag bcp47',
    (hint, random) => pickFitting(words.LOCALES, hint, random) ?? pickFitting(words.LANGUAGE_CODES, hint, random),
  ],
  ['timezone tz ianatimezone', oneOf(words.TIMEZONES)],
  ['semver version', oneOf(['0.9.1', '1.4.2', '2.0.0', '2.11.3', '3.1.0'])],
  ['cron cronexpression', oneOf(['0 6 * * 1-5', '30 2 * * *', '*/15 * * * *'])],
  ['zipcode postalcode postcode', oneOf(words.POSTCODES)],
  ['iban', oneOf(['DE89370400440532013000', 'FR1420041010050500013M02606', 'NL91ABNA0417164300'])],
  ['bic swift', oneOf(['EXAMDEFF', 'EXAMNL2AXXX'])],
  ['isbn isbn13', oneOf(['9783161484100', '978-3-16-148410-0'])],
  ['creditcard cardnumber', oneOf(['4111111111111111', '4242424242424242'])],
  ['emoji', oneOf(['🎉', '👍', '🌱'])],
])

/** The maker for a format; one that nobody knows goes by its last words: `merchant_email_address_v2` is an email address. */
function makerFor(format: string): Maker | undefined {
  const exact = FORMATS.get(format.toLowerCase().replace(/[^a-z0-9]/g, ''))
  if (exact !== undefined) return exact
  const parts = wordsOf(format).filter((word) => !/^v?\d+$/.test(word))
  for (const count of [3, 2, 1]) {
    const maker = parts.length > count ? FORMATS.get(parts.slice(-count).join('')) : undefined
    if (maker !== undefined) return maker
  }
  return undefined
}

/**
 * A text of this format (any case, with `-`, `_` or neither), as the name around it suggests: a `birthday` lies far back, an `avatar` is a picture.
 * Undefined for a format nobody knows, and where none of its texts is as long as the hint asks. Only reserved names, networks and telephone numbers are used.
 */
export function sampleFormat(format: string, hint: ValueHint, random: Random): string | undefined {
  return makerFor(format)?.(hint, random)
}
