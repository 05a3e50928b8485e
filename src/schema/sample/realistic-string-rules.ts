// What text is usual under a name: the table to add a row to when a name deserves better than "string" and a list of words is not enough.
import type { Random } from '../random.ts'
import { CHOICES } from './realistic-choices.ts'
import { dateText, dateTimeText, httpDateText, localTimeText, namesMoment, unixTimeText } from './realistic-dates.ts'
import { firstFitting, type Maker, pickFitting, table, type ValueHint, wordsOf } from './realistic-hint.ts'
import * as internet from './realistic-internet.ts'
import {
  addressText,
  codeByOwner,
  kindText,
  nameText,
  objectText,
  oneOf,
  personName,
  streetText,
  titleText,
} from './realistic-names.ts'
import { realisticNumber } from './realistic-number.ts'
import { isAbout } from './realistic-subject.ts'
import * as text from './realistic-text.ts'
import * as tokens from './realistic-tokens.ts'
import * as words from './words.ts'

const of = (owners: string): ReadonlySet<string> => new Set(owners.split(' '))
const PLACES = of('address location billing shipping postal city venue')
const CODE_HOSTING = of('repository repo commit branch pull push git check workflow deployment release tag ref head build')
const CONTAINERS = of('container docker pod deployment registry droplet')
const MAILS = of('email mail message envelope')

/** One maker for values that belong to certain things, another for the rest. */
const when =
  (owners: ReadonlySet<string>, then: Maker, otherwise: Maker): Maker =>
  (hint, random) =>
    (isAbout(hint, owners) ? then : otherwise)(hint, random)

/** `19.99`, `12`: numbers that travel as text are made as numbers. */
const numberText =
  (integer: boolean): Maker =>
  ({ name, owners, ...bounds }, random) => {
    const value = realisticNumber({ name, owners, integer }, random)
    return value === undefined
      ? undefined
      : firstFitting([/price|amount|total|cost/i.test(name) && !integer ? value.toFixed(2) : String(value)], bounds)
  }

/** `createdAt`, `updated_on`: what follows a participle; `postedBy` is a person. */
const afterParticiple =
  (make: Maker): Maker =>
  (hint, random) =>
    namesMoment(hint.name) || /ed$/.test(wordsOf(hint.name).at(-2) ?? '') ? make(hint, random) : undefined

const countryText: Maker = (hint, random) => {
  const long = /code|iso/i.test(hint.name) ? undefined : pickFitting(words.COUNTRIES, hint, random)
  return long ?? pickFitting(words.COUNTRY_CODES, hint, random) ?? pickFitting(words.COUNTRY_CODES_3, hint, random)
}

/** A header has a hyphen where a property has none: `Last-Modified` is written as HTTP writes dates. */
const lastModified: Maker = (hint, random) => (hint.name.includes('-') ? httpDateText : dateTimeText)(hint, random)

/** The header `Location` leads somewhere; a property `location` is a place. */
const locationText: Maker = (hint, random) =>
  hint.name === 'Location' ? internet.itemPathText(hint, random) : pickFitting(words.CITIES, hint, random)

/** The header `Link` holds more than a URL. Source: RFC 8288. */
const linkText: Maker = (hint, random) => {
  const url = internet.urlText({ ...hint, name: hint.name === 'Link' ? 'next' : hint.name }, random)
  return hint.name === 'Link' ? firstFitting([`<${url}>; rel="next"`], hint) : url
}

const dayText: Maker = (hint, random) => dateText(hint, random) ?? dateTimeText(hint, random)

/** A moment; where it is too long for the bounds, a day or a time. */
const momentText: Maker = (hint, random) => dateTimeText(hint, random) ?? dateText(hint, random) ?? localTimeText(hint, random)

/** For findByName: joined words in lower case, looked up by the longest ending first. Later rows win. */
export const STRING_RULES = table<Maker>([
  ...CHOICES.map(([names, choices]) => [names, oneOf(choices)] as const),

  // people
  ['firstname givenname forename fname middlename nickname nick preferredname', oneOf(words.FIRST_NAMES)],
  ['lastname familyname surname lname maidenname secondname', oneOf(words.LAST_NAMES)],
  [
    'fullname findname legalname realname holdername cardholdername accountholdername contactname authorname ownername customername personname author ' +
      'owner assignee reviewer creator recipient attendee contact manager guest customer employee',
    personName,
  ],
  ['name names displayname friendlyname commonname localname shortname longname', nameText],
  ['username login handle user screenname loginname actor', internet.usernameText],
  ['by', afterParticiple(internet.usernameText)],
  [
    'phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber cell cellphone fax faxnumber msisdn',
    internet.phoneText,
  ],
  ['jobtitle occupation profession job headline', oneOf(words.JOBS)],
  ['bio about biography aboutme', text.bioText],
  ['petname dogname catname', oneOf(words.PET_NAMES)],

  // places
  [
    'address fulladdress formattedaddress mailingaddress',
    when(of('mac'), internet.macText, when(of('ip ipv4'), internet.ipv4Text, addressText)),
  ],
  ['street streetaddress streetname addressline line1 address1 addressline1 addressline01 street1 thoroughfare', streetText],
  [
    'addressline2 line2 address2 addressline3 line3 apartment suite unitnumber',
    oneOf(['Apt. 4', 'Apt. 12B', 'Floor 2', 'Suite 300']),
  ],
  ['housenumber streetnumber buildingnumber housenumberorname', oneOf(['7', '12', '48', '118a'])],
  ['city town locality municipality suburb adminarea2 addresscity district village', oneOf(words.CITIES)],
  ['state', when(PLACES, stateText, oneOf(['active', 'closed', 'open', 'pending']))],
  ['stateorprovince province adminarea1 statecode regioncode provincecode county addressstate', stateText],
  ['region', when(PLACES, stateText, oneOf(words.CLOUD_REGIONS))],
  [
    'zip zipcode postcode postalcode postal addresszip plz',
    (hint, random) => pickFitting(words.POSTCODES, hint, random) ?? tokens.digitsText(5)(hint, random),
  ],
  ['country countrycode countryname countryiso addresscountry countryofresidence countryoforigin', countryText],
  ['location', locationText],
  ['venue place', oneOf(words.VENUES)],
  ['latitude lat longitude lon lng', numberText(false)],

  // organisations
  [
    'company companyname employer organization organisation organizationname organisationname org businessname merchant',
    oneOf(words.COMPANIES),
  ],
  ['team', oneOf(words.TEAMS)],

  // texts
  ['commitmessage committitle', text.commitText],
  ['title subject headline heading caption subtitle', titleText],
  ['description summary details desc shortdescription longdescription overview abstract excerpt', text.descriptionText],
  ['message msg errormessage statusmessage', text.messageText],
  ['comment comments note notes memo remark remarks feedback review testimonial', text.commentText],
  ['detail', (hint, random) => (text.isAboutErrors(hint) ? text.errorText : text.descriptionText)(hint, random)],
  ['reason rationale cause explanation justification failurereason statusreason', text.reasonText],
  [
    'text body content contents paragraph sentence lorem snippet transcript markdown plaintext quote delta input output refusal',
    text.messageText,
  ],
  ['errordescription failuremessage errordetail', text.errorText],
  [
    'error errorcode errortype failurecode',
    oneOf(['already_exists', 'invalid_value', 'not_found', 'rate_limited', 'value_required']),
  ],
  ['warning warnings errors', text.errorText],
  ['question prompt', text.questionText],
  ['instruction instructions hint help directions', text.instructionText],
  ['html bodyhtml', (hint, random) => wrapped('<p>', text.messageText(hint, random), '</p>', hint)],

  // the internet
  ['email mail emailaddress mailaddress mailbox', internet.emailText],
  ['from to cc bcc replyto sender recipientaddress', when(MAILS, internet.emailText, () => undefined)],
  [
    'url uri href website homepage webpage site avatar image photo picture thumbnail thumb logo banner cover poster favicon callback webhook hook redirect ' +
      'endpoint permalink download self next prev previous first last canonical documentation docs',
    internet.urlText,
  ],
  [
    'image',
    when(
      CONTAINERS,
      oneOf(['registry.example.com/billing:1.4.2', 'registry.example.com/search:2.0.1', 'registry.example.com/web:3.1.0']),
      internet.urlText,
    ),
  ],
  ['link', linkText],
  ['urltemplate uritemplate', internet.uriTemplateText],
  ['urn arn', internet.urnText],
  ['host hostname fqdn', internet.hostText],
  ['domain domainname domainalias subdomain', internet.domainText],
  ['nameserver dnsserver', oneOf(['ns1.example.com', 'ns2.example.com'])],
  ['ip ipaddress ipaddr ipv4 ipv4address clientip hostip podip remoteaddr gateway', internet.ipv4Text],
  ['ipv6 ipv6address', internet.ipv6Text],
  ['cidr iprange subnet cidrblock ipv4cidr podcidr', internet.cidrText],
  ['mac macaddress', internet.macText],
  ['slug identifier', internet.slugText],
  [
    'path filepath route pathname subpath fieldpath',
    oneOf(['/docs/getting-started', '/documents/report.pdf', '/images/logo.png', '/reports/2025']),
  ],
  ['directory dir folder workingdir workingdirectory mountpath devicepath', oneOf(['/data/reports', '/srv/app', '/var/lib/app'])],
  ['file filename attachment document originalname originalfilename', oneOf(words.FILES)],

  // identifiers, digests, secrets
  ['id ids identifier', tokens.idText],
  ['uuid guid uid', tokens.uuidText],
  ['requestid correlationid', (hint, random) => tokens.uuidText(hint, random) ?? tokens.idText(hint, random)],
  [
    'reference ref referenceid referencenumber confirmationnumber',
    when(CODE_HOSTING, oneOf(['main', 'refs/heads/main', 'refs/tags/v1.4.0']), tokens.numbered('REF-', 5)),
  ],
  ['resourceversion', tokens.digitsText(6)],
  ['number serialnumber serial trackingnumber', tokens.numbered('', 8)],
  ['ordernumber', tokens.numbered('ORD-', 5)],
  ['invoicenumber', tokens.numbered('INV-', 5)],
  ['sku partnumber productcode articlenumber', tokens.numbered('SKU-', 5)],
  ['code', codeByOwner],
  ['promocode couponcode coupon voucher discountcode', oneOf(['SPRING25', 'SUMMER10', 'WELCOME15'])],
  ['pin otp verificationcode passcode', tokens.digitsText(6)],
  ['currency currencycode', oneOf(words.CURRENCIES)],
  ['currencysymbol', oneOf(['$', '€', '£', 'kr'])],
  [
    'language languagecode lang',
    (hint, random) => pickFitting(words.LANGUAGE_CODES, hint, random) ?? pickFitting(words.LANGUAGES, hint, random),
  ],
  [
    'locale languagetag',
    (hint, random) => pickFitting(words.LOCALES, hint, random) ?? pickFitting(words.LANGUAGE_CODES, hint, random),
  ],
  ['timezone tz timezoneid', oneOf(words.TIMEZONES)],
  [
    'color colour hex hexcolor backgroundcolor textcolor',
    (hint, random) =>
      (/hex|background|text|primary|secondary/i.test(hint.name) ? tokens.colorCode : oneOf(words.COLORS))(hint, random),
  ],
  ['sha sha1 commit commitsha commitid hash revision treesha blobsha gitcommit', tokens.hexText(40)],
  ['sha256 checksum fingerprint', tokens.hexText(64)],
  ['digest', tokens.digestText],
  ['md5', tokens.hexText(32)],
  ['sha512', tokens.hexText(128)],
  ['etag', tokens.etagText],
  ['traceid', tokens.hexText(32)],
  ['spanid', tokens.hexText(16)],
  ['nonce salt', tokens.opaqueText(16)],
  ['password passphrase passwd pwd', tokens.passwordText],
  ['secret token apikey accesskey secretkey privatekey publickey credential authtoken', tokens.secretText],
  ['jwt idtoken', (hint, random) => tokens.jwtText(hint, random) ?? tokens.secretText(hint, random)],
  ['cursor continuationtoken pagetoken nextpagetoken nextmarker marker startcursor endcursor after before', tokens.base64Text],
  ['data payload blob bytes base64 b64json', tokens.base64Text],
  ['kind', kindText],
  ['object', objectText],

  // versions and numbers as text
  [
    'version appversion latestversion semver',
    (hint, random) => firstFitting([`${random.int(1, 4)}.${random.int(0, 12)}.${random.int(0, 9)}`, '1.4', '1'], hint),
  ],
  ['apiversion', oneOf(['v1', 'v2', '2025-01-15'])],
  [
    'price amount cost balance fee subtotal tax discount rate exchangerate weight height width depth length distance score rating percentage percent',
    numberText(false),
  ],
  [
    'size',
    (hint, random) =>
      (wordsOf(hint.name).length > 1 ? tokens.digitsText(5) : oneOf(['S', 'M', 'L', 'XL', 'medium']))(hint, random),
  ],
  ['total', numberText(false)],
  ['quantity count port limit offset page pagesize perpage expiresin ttl timeout duration', numberText(true)],

  // time
  ['date birthday birthdate dateofbirth dob startdate enddate duedate', dayText],
  [
    'at datetime timestamp time created updated modified expires expiry expiration deadline start end since until published deleted birth started ended past future recent soon',
    momentText,
  ],
  ['openingtime closingtime opentime closetime opensat closesat', localTimeText],
  ['lastmodified', lastModified],
  ['on', afterParticiple(dayText)],
  ['epoch unixtime', unixTimeText],
])

function stateText(hint: ValueHint, random: Random): string | undefined {
  const long = /code/i.test(hint.name) ? undefined : pickFitting(words.STATES, hint, random)
  return long ?? pickFitting(words.STATE_CODES, hint, random)
}

function wrapped(before: string, inner: string | undefined, after: string, hint: ValueHint): string | undefined {
  return inner === undefined ? undefined : firstFitting([before + inner + after], hint)
}
