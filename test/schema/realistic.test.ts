// Believable values: by format, by name, as numbers, and the placeholder for what no name tells.
import AjvModule from 'ajv/dist/2020.js'
import formatsModule from 'ajv-formats'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import t from 'tap'
import { createRandom } from '../../src/schema/random.ts'
import { sampleFormat, type ValueHint } from '../../src/schema/sample/formats-sample.ts'
import { realisticNumber } from '../../src/schema/sample/realistic-number.ts'
import { placeholderString, realisticString } from '../../src/schema/sample/realistic-string.ts'

const hint = (name: string, owners: readonly string[] = [], minLength = 0, maxLength = Number.POSITIVE_INFINITY): ValueHint => ({
  name,
  owners,
  minLength,
  maxLength,
})
const seeds = (count: number) => Array.from({ length: count }, (_, i) => i * 7919 + 13)
const within = (text: string, { minLength, maxLength }: ValueHint) =>
  [...text].length >= minLength && [...text].length <= maxLength

const ajv = new AjvModule.Ajv2020({ strict: false })
formatsModule.default(ajv, { mode: 'full' })
/** Formats of ajv-formats that are texts, and the ones it does not know whose grammar is that of one it does. */
const TEXT_FORMATS = Object.keys(fullFormats).filter((format) => !['int32', 'int64', 'float', 'double'].includes(format))
const SAME_AS: Record<string, string> = {
  'idn-email': 'email',
  'idn-hostname': 'hostname',
  iri: 'uri',
  'iri-reference': 'uri-reference',
  base64: 'byte',
  'date-only': 'date',
  dateTime: 'date-time',
  UUID: 'uuid',
  guid: 'uuid',
  URI: 'uri',
  ip_address: 'ipv4',
  merchant_common_email_address_v2: 'email',
}
/** Formats that no validator here knows: only their length can be judged. */
const OTHER_FORMATS =
  'decimal int32 int64 uint64 json xml html markdown jwt ulid nanoid cuid ksuid objectid snowflake hex digest etag nonce token urn phone cidr mac color country-code currency language locale timezone semver char unix-time rfc2822 partial-time local-date-time username slug endpoint path'.split(
    ' ',
  )
const judge = (format: string) => ajv.compile({ type: 'string', format: SAME_AS[format] ?? format })

t.test('a text of a format is valid in the eyes of an independent validator, for every format it knows', async (t) => {
  for (const format of [...TEXT_FORMATS, ...Object.keys(SAME_AS)]) {
    const isValid = judge(format)
    const wrong = seeds(200)
      .map((seed) => sampleFormat(format, hint('value', ['Pet']), createRandom(seed)))
      .filter((text) => text === undefined || !isValid(text))
    t.same(wrong, [], format)
  }
})

t.test('a text of a format stays valid and within any bounds, or there is none', async (t) => {
  const bounds = [0, 1, 2, 3, 5, 8, 10, 12, 16, 20, 21, 25, 32, 36, 40, 64, 100, 200, 253]
  let made = 0
  for (const format of [...TEXT_FORMATS, ...OTHER_FORMATS]) {
    const isValid = TEXT_FORMATS.includes(format) ? judge(format) : () => true
    for (const minLength of bounds) {
      for (const maxLength of [...bounds, Number.POSITIVE_INFINITY].filter((length) => length >= minLength)) {
        const place = hint('value', ['Pet'], minLength, maxLength)
        const text = sampleFormat(format, place, createRandom(minLength * 1000 + Math.min(maxLength, 999)))
        if (text === undefined) continue
        made++
        if (!within(text, place) || !isValid(text)) t.fail(`${format} ${minLength}..${maxLength}: ${text}`)
      }
    }
  }
  t.ok(made > 5000, `${made} texts were made`)
})

t.test('formats that can be of any length are made at any length', async (t) => {
  for (const format of [
    'uri',
    'url',
    'uri-reference',
    'json-pointer',
    'date-time',
    'regex',
    'byte',
    'password',
    'duration',
    'binary',
  ]) {
    for (const length of [40, 1000, 100_000]) {
      const place = hint('value', [], length, length)
      const text = sampleFormat(format, place, createRandom(length))
      t.ok(text !== undefined && within(text, place) && judge(format)(text), `${format} ${length}`)
    }
  }
})

t.test('formats seen in real documents are known in any spelling', async (t) => {
  const expected: readonly (readonly [format: string, looks: RegExp])[] = [
    ['ulid', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/],
    ['ObjectId', /^[0-9a-f]{24}$/],
    ['nanoid', /^[A-Za-z0-9]{21}$/],
    ['snowflake', /^[1-9]\d{17}$/],
    ['decimal', /^\d+\.\d\d$/],
    ['int64', /^[1-9]\d*$/],
    ['unix-time', /^1[67]\d{8}$/],
    ['date-time-rfc-2822', /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun) 2025 \d\d:\d\d:\d\d \+0000$/],
    ['phone-number', /^\+1-202-555-01\d\d$/],
    ['CIDR', /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+\/2\d$/],
    ['ipv6-cidr', /^2001:db8:\S*\/\d\d$/],
    ['mac', /^00:00:5e:00:53:[0-9a-f]{2}$/],
    ['iso-country-code', /^[A-Z]{2,3}$/],
    ['currency', /^[A-Z]{3}$/],
    ['language_tag', /^[a-z]{2}-[A-Z]{2}$/],
    ['timezone', /^[A-Z][a-zA-Z]+(\/[A-Z][a-zA-Z_]+)?$/],
    ['semver', /^\d+\.\d+\.\d+$/],
    ['color', /^#([0-9a-f]{3}){1,2}$/],
    ['jwt', /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}$/],
    ['html', /^<p>.+<\/p>$/],
    ['char', /^[a-z]$/],
    ['http-method', /^[A-Z]+$/],
    ['urn', /^urn:example:[a-z-]+$/],
    ['ppaas_common_currency_code_v2', /^[A-Z]{3}$/],
  ]
  for (const [format, looks] of expected) t.match(sampleFormat(format, hint('value'), createRandom(5)), looks, format)
  t.equal(sampleFormat('unknown-format', hint('value'), createRandom(5)), undefined)
  t.equal(sampleFormat('', hint('value'), createRandom(5)), undefined)
})

t.test('a name and what is around it say what a text looks like', async (t) => {
  const PERSON = /^[A-Z][a-z]+ [A-Z][a-z]+$/
  const MOMENT = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
  const DAY = /^\d{4}-\d\d-\d\d$/
  const expected: readonly (readonly [name: string, owners: readonly string[], looks: RegExp])[] = [
    ['email', ['User'], /^[a-z]+\.[a-z]+@example\.(com|org|net)$/],
    ['supportEmail', ['Shop'], /^support@example\.(com|org|net)$/],
    ['firstName', ['User'], /^[A-Z][a-z]+$/],
    ['last_name', ['User'], /^[A-Z][a-z]+$/],
    ['fullName', [], PERSON],
    ['name', ['UserResponse', 'users'], PERSON],
    ['customerName', ['Order'], PERSON],
    ['name', ['owner', 'Pet'], PERSON],
    ['name', ['Pet', 'pets'], /^[A-Z][a-z]+$/],
    ['name', ['Tag', 'tags', 'Pet'], /^[a-z]+$/],
    ['name', ['OrderItem'], /^[A-Z]\S+( [A-Z]\S+)*$/],
    ['name', ['Repository'], /^[a-z]+(-[a-z]+)*$/],
    ['name', ['metadata', 'io.k8s.api.core.v1.Pod'], /^[a-z-]+$/],
    ['fileName', ['Upload'], /^[a-z0-9-]+\.[a-z]{3,4}$/],
    ['name', ['File'], /^[a-z0-9-]+\.[a-z]{3,4}$/],
    ['name', ['Widget'], /^[A-Z][a-z]+ widget$/],
    ['displayName', ['GetGaugeResponse'], /^[A-Z][a-z]+ gauge$/],
    ['phone', [], /^\+1-202-555-01\d\d$/],
    ['address', ['Customer'], /^\d+ [A-Z].+, [A-Z]/],
    ['ip_address', [], /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/],
    ['macAddress', [], /^00:00:5e:00:53:..$/],
    ['state', ['Address'], /^[A-Z]/],
    ['state', ['Issue'], /^(active|closed|open|pending)$/],
    ['zipCode', [], /^\d{5}$/],
    ['countryCode', [], /^[A-Z]{2}$/],
    ['country', [], /^[A-Z][a-z]+/],
    ['title', ['Employee'], /^[A-Z]/],
    ['description', ['Event'], /\bevent\b/],
    ['message', ['ApiError'], /\.$/],
    ['website', ['Company'], /^https:\/\/example\.com$/],
    ['avatarUrl', ['User'], /^https:\/\/example\.com\/images\/[a-z]+\.(png|jpg)$/],
    ['photoUrls', ['Pet'], /^https:\/\/example\.com\/images\//],
    ['', ['photoUrls', 'Pet'], /^https:\/\/example\.com\/images\//],
    ['next', ['PetPage'], /^https:\/\/example\.com\/pets\?page=2$/],
    ['html_url', ['Repository'], /^https:\/\/example\.com\/repositories\/[a-z-]+$/],
    ['image', ['Container'], /^registry\.example\.com\/[a-z]+:\d/],
    ['username', [], /^[a-z]+\.[a-z]+$/],
    ['createdBy', ['Order'], /^[a-z]+\.[a-z]+$/],
    ['password', [], /^Example-/],
    ['apiKey', [], /^example-/],
    ['client_secret', [], /^example-/],
    ['id', ['Pet'], /^pet_[1-9][a-z0-9]{7}$/],
    ['customer_id', ['Order'], /^cus_[1-9][a-z0-9]{7}$/],
    ['id', [], /^id_[1-9][a-z0-9]{7}$/],
    ['orderUuid', [], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['slug', ['Post'], /^[a-z]+(-[a-z]+)*$/],
    ['sku', [], /^SKU-\d{5}$/],
    ['code', ['Country'], /^[A-Z]{2}$/],
    ['code', ['Error'], /^[a-z]+_[a-z]+$/],
    ['currency', [], /^[A-Z]{3}$/],
    ['locale', [], /^[a-z]{2}-[A-Z]{2}$/],
    ['status', ['Order'], /^[a-z]+$/],
    ['version', [], /^\d+\.\d+\.\d+$/],
    ['mimeType', [], /^[a-z]+\/[a-z]+$/],
    ['createdAt', [], MOMENT],
    ['updated_at', [], MOMENT],
    ['startTime', [], MOMENT],
    ['gte', ['created'], MOMENT],
    ['birthday', ['User'], /^(19[6-9]\d|200[0-4])-\d\d-\d\d$/],
    ['invoice_date', [], DAY],
    ['Last-Modified', [], /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 20\d\d \d\d:\d\d:\d\d GMT$/],
    ['ETag', [], /^"[0-9a-f]+"$/],
    ['sha256', [], /^[0-9a-f]{64}$/],
    ['commitSha', [], /^[0-9a-f]{40}$/],
    ['latitude', [], /^\d\d(\.\d+)?$/],
    ['price', [], /^\d+\.\d\d$/],
    ['quantity', [], /^\d+$/],
    ['timezone', [], /^(UTC|[A-Z][a-z]+\/[A-Z]\w+)$/],
    ['backgroundColor', [], /^#[0-9a-f]{3,6}$/],
    ['kind', ['PodList'], /^Pod$/],
    ['isbn', [], /^978/],
    ['product', ['Review'], /^[A-Z]/],
    ['first_name_kana', [], /^[A-Z][a-z]+$/],
  ]
  for (const [name, owners, looks] of expected) {
    for (const seed of seeds(12))
      t.match(realisticString(hint(name, owners), createRandom(seed)) ?? '(none)', looks, `${name} of ${owners.join(' in ')}`)
  }
})

t.test('a name that says nothing gives nothing', async (t) => {
  for (const name of ['', 'name', 'foo', 'qux_zap', '123', 'äöü', '+1']) {
    t.equal(realisticString(hint(name), createRandom(1)), undefined, name)
  }
  t.equal(realisticString(hint('name', ['Response', 'data']), createRandom(1)), undefined)
})

t.test('moments follow each other as their names promise', async (t) => {
  for (const seed of seeds(100)) {
    const at = (name: string) => realisticString(hint(name), createRandom(seed + name.length)) ?? ''
    const inOrder = ['birthDate', 'createdAt', 'publishedAt', 'startDate', 'endDate', 'updatedAt', 'deletedAt', 'expiresAt'].map(
      (name) => at(name).slice(0, 10),
    )
    t.same(inOrder, [...inOrder].sort())
  }
})

const NAMES = (
  'name title email phone address street city state zip country company url avatar username password token apiKey id uuid slug code sku currency locale timezone color status type ' +
  'version mimeType fileName path createdAt date time ip host mac sha etag latitude price gender isbn iban vin icon emoji cron branch query sort cursor next traceId userAgent ' +
  'description bio comment message note reason firstName lastName fullName html data number jobTitle language addressLine2 key value tags kind object pin digest on by'
).split(' ')

t.test('whatever the name, a text keeps to the bounds and comes again for the same seed', async (t) => {
  let made = 0
  for (const name of NAMES) {
    for (const [minLength, maxLength] of [
      [0, Number.POSITIVE_INFINITY],
      [0, 0],
      [0, 1],
      [1, 3],
      [2, 2],
      [0, 8],
      [5, 12],
      [10, 10],
      [30, 40],
      [200, 255],
      [3000, 3001],
    ] as const) {
      for (const seed of seeds(8)) {
        const place = hint(name, seed % 2 === 0 ? ['Pet'] : ['Gauge', 'gauges'], minLength, maxLength)
        const text = realisticString(place, createRandom(seed))
        if (text !== realisticString(place, createRandom(seed))) t.fail(`${name} differs for one seed`)
        if (text === undefined) continue
        made++
        if (!within(text, place)) t.fail(`${name} ${minLength}..${maxLength}: ${text}`)
      }
    }
  }
  t.ok(made > 3000, `${made} texts were made`)
})

t.test('only reserved hosts, networks and telephone numbers appear', async (t) => {
  const texts = [
    ...NAMES,
    'website',
    'callbackUrl',
    'hostname',
    'domain',
    'ipv6',
    'image',
    'nameserver',
    'issuer',
    'Link',
  ].flatMap((name) => seeds(40).flatMap((seed) => realisticString(hint(name, ['Account']), createRandom(seed)) ?? []))
  const hosts = texts.flatMap((text) => [...text.matchAll(/(?:@|\/\/)([\w.-]+)/g)].map(([, host = '']) => host))
  t.ok(hosts.length > 100)
  t.same(
    hosts.filter((host) => !/(^|\.)example(\.(com|org|net))?$|\.test$/.test(host)),
    [],
  )
})

t.test('the placeholder is "string" where that fits, and always as long as asked', async (t) => {
  t.equal(placeholderString(hint('x'), createRandom(1)), 'string')
  t.equal(placeholderString(hint('x', [], 0, 3), createRandom(1)), 'str')
  t.equal(placeholderString(hint('x', [], 0, 0), createRandom(1)), '')
  for (let minLength = 0; minLength < 60; minLength++) {
    for (const maxLength of [minLength, minLength + 1, minLength + 9]) {
      const place = hint('x', [], minLength, maxLength)
      const text = placeholderString(place, createRandom(minLength))
      if (!within(text, place) || text !== text.trim()) t.fail(`${minLength}..${maxLength}: "${text}"`)
    }
  }
  t.equal(placeholderString(hint('x', [], 100_000, 100_000), createRandom(1)).length, 100_000)
})

t.test('a name says what a number looks like', async (t) => {
  const expected: readonly (readonly [name: string, owners: readonly string[], integer: boolean, from: number, to: number])[] = [
    ['price', ['Product'], false, 1, 500],
    ['amountCents', [], true, 100, 50000],
    ['age', [], true, 18, 99],
    ['year', [], true, 2000, 2025],
    ['month', [], true, 1, 12],
    ['page', [], true, 1, 1],
    ['per_page', [], true, 10, 100],
    ['totalCount', [], true, 20, 300],
    ['latitude', [], false, -90, 90],
    ['lng', [], false, -180, 180],
    ['rating', [], false, 1, 5],
    ['percent', [], false, 0, 100],
    ['containerPort', [], true, 1024, 65535],
    ['petId', [], true, 1, 9999],
    ['createdAt', [], true, 1.7e9, 1.73e9],
    ['timestampMs', [], true, 1.7e12, 1.8e12],
    ['expires_in', [], true, 60, 86400],
    ['expirationSeconds', [], true, 1, 3600],
    ['status', ['Problem'], true, 400, 499],
    ['statusCode', [], true, 200, 204],
    ['priceFrom', [], true, 1, 500],
    ['gte', ['created'], true, 1.7e9, 1.73e9],
    ['changedFiles', [], true, 1, 60],
    ['', ['scores'], false, 0, 100],
  ]
  for (const [name, owners, integer, from, to] of expected) {
    for (const seed of seeds(12)) {
      const value = realisticNumber({ name, owners, integer }, createRandom(seed)) ?? Number.NaN
      t.ok(value >= from && value <= to && (!integer || Number.isInteger(value)), `${name}: ${value}`)
    }
  }
  for (const name of ['', 'foo', 'b', 'qux_zap'])
    t.equal(realisticNumber({ name, owners: [], integer: true }, createRandom(1)), undefined, name)
})

t.test('a number keeps to bounds, multiples and format, with few digits, and comes again for the same seed', async (t) => {
  const names =
    'price cents quantity limit offset id rating percent latitude width size age year month port duration ttl createdAt timestampMs score weight temperature version code'.split(
      ' ',
    )
  let made = 0
  for (const name of names) {
    for (const bounds of [
      {},
      { minimum: 0 },
      { maximum: 1 },
      { minimum: 5, maximum: 7 },
      { minimum: 2000 },
      { minimum: -1, maximum: 0.5 },
      { multipleOf: 5 },
      { multipleOf: 0.01 },
      { multipleOf: 0.25, maximum: 90 },
    ]) {
      for (const format of [undefined, 'int32', 'uint8', 'double'] as const) {
        for (const integer of [true, false]) {
          const isValid = ajv.compile({
            type: integer ? 'integer' : 'number',
            ...bounds,
            ...(format === 'int32' ? { format } : {}),
          })
          for (const seed of seeds(4)) {
            const place = { name, owners: [], integer, ...bounds, ...(format === undefined ? {} : { format }) }
            const value = realisticNumber(place, createRandom(seed))
            if (value !== realisticNumber(place, createRandom(seed))) t.fail(`${name} differs for one seed`)
            if (value === undefined) continue
            made++
            if (!isValid(value) || (format === 'uint8' && (value < 0 || value > 255)))
              t.fail(`${name} ${JSON.stringify(place)}: ${value}`)
            if ((`${value}`.split('.')[1] ?? '').length > 6) t.fail(`${name}: ${value} is long`)
          }
        }
      }
    }
  }
  t.ok(made > 3000, `${made} numbers were made`)
})
