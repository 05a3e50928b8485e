// Samples: valid by an engine that shares nothing with the generator, repeatable, honest about what is impossible.
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import t from 'tap'
import { fits, validate } from '../../src/schema/compile-validator.ts'
import { createRandom } from '../../src/schema/random.ts'
import { Contradiction, isFound } from '../../src/schema/sample/outcome.ts'
import { sample } from '../../src/schema/sample/sample.ts'
import { aSchema } from '../helpers/schema.ts'
import { nastySchemas } from './nasty-schemas.ts'

const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true })
;(formats as unknown as (ajv: Ajv2020) => void)(ajv)
const sampled = (schema: unknown, seed = 1, more = {}) =>
  sample(aSchema(schema), { random: createRandom(seed), view: 'response', ...more })
const made = (schema: unknown, seed = 1, more = {}) => {
  const outcome = sampled(schema, seed, more)
  if (!isFound(outcome)) throw new Error(outcome.reason)
  return outcome.value
}

t.test('every hard schema gets a value that Ajv accepts, whatever the seed', async (t) => {
  for (const [title, schema] of Object.entries(nastySchemas)) {
    const check = ajv.compile(schema as object)
    for (let seed = 1; seed <= 12; seed++) {
      const outcome = sampled(schema, seed)
      const value = isFound(outcome) ? outcome.value : outcome.reason
      t.ok(isFound(outcome) && check(value), `${title}, seed ${seed}: ${JSON.stringify(value)?.slice(0, 200)}`)
    }
  }
})

t.test('a list of a thousand different items is found wherever there are so many', async (t) => {
  const kinds = {
    integers: { type: 'integer' },
    'just enough integers': { type: 'integer', minimum: 1, maximum: 1000 },
    multiples: { type: 'integer', multipleOf: 7, maximum: 0 },
    numbers: { type: 'number', exclusiveMinimum: 0 },
    texts: { type: 'string' },
    'short texts': { type: 'string', maxLength: 2 },
    'long texts': { type: 'string', minLength: 20, maxLength: 21 },
    days: { type: 'string', format: 'date' },
    moments: { type: 'string', format: 'date-time' },
    addresses: { type: 'string', format: 'email' },
    patterns: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{4}$' },
    'listed values': { enum: Array.from({ length: 1000 }, (_, i) => `v${i}`) },
    objects: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
    anything: {},
  }
  for (const [title, items] of Object.entries(kinds)) {
    const schema = { type: 'array', minItems: 1000, uniqueItems: true, items }
    const outcome = sampled(schema)
    t.ok(isFound(outcome) && ajv.validate(schema, outcome.value), isFound(outcome) ? title : `${title}: ${outcome.reason}`)
  }
})

t.test('a long text with a pattern is found, or given up', async (t) => {
  for (const pattern of ['^(a|b)+$', '^(a|aa)+$', '^([a-z]+ ?)+$'])
    t.ok(String(made({ type: 'string', minLength: 300_000, pattern })).length >= 300_000, pattern)
  t.notOk(isFound(sampled({ minLength: 300_000, allOf: [{ pattern: '^(a|aa)+$' }, { pattern: '^(b|bb)+$' }], type: 'string' })))
})

t.test('the same seed gives the same bytes, another seed another value', async (t) => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      email: { type: 'string', format: 'email' },
      tags: { type: 'array', items: { type: 'string' } },
    },
  }
  t.equal(JSON.stringify(made(schema, 5)), JSON.stringify(made(schema, 5)))
  t.not(JSON.stringify(made(schema, 5)), JSON.stringify(made(schema, 6)))
})

t.test('a property that is added leaves the values of the others as they were', async (t) => {
  const before = made({ type: 'object', properties: { email: { type: 'string' }, age: { type: 'integer' } } }) as Record<
    string,
    unknown
  >
  const after = made({
    type: 'object',
    properties: { city: { type: 'string' }, email: { type: 'string' }, age: { type: 'integer' } },
  }) as Record<string, unknown>
  t.same({ email: after['email'], age: after['age'] }, before)
})

t.test('what nothing can satisfy is proved so, with the reason', async (t) => {
  const impossible: [unknown, RegExp][] = [
    [false, /false/],
    [{ allOf: [{ type: 'string' }, { type: 'integer' }] }, /types string and integer/],
    [{ type: 'integer', minimum: 5, maximum: 4 }, /at least 5 and at most 4/],
    [{ type: 'string', minLength: 3, maxLength: 2 }, /at least 3 and at most 2/],
    [{ enum: ['a'], type: 'integer' }, /listed value/],
    [{ type: 'array', minItems: 3, maxItems: 1 }, /at least 3 and at most 1/],
    [
      { $defs: { n: { type: 'object', properties: { n: { $ref: '#/$defs/n' } }, required: ['n'] } }, $ref: '#/$defs/n' },
      /contain itself/,
    ],
    [{ type: 'object', required: ['a'], properties: { a: false } }, /false/],
    [
      { oneOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'integer', minimum: 2, maximum: 1 } } }, false] },
      /no branch/,
    ],
  ]
  for (const [schema, reason] of impossible) {
    const outcome = sampled(schema)
    t.ok(outcome instanceof Contradiction && outcome.proven, JSON.stringify(schema))
    if (outcome instanceof Contradiction) t.match(outcome.reason, reason)
  }
})

t.test('a schema beyond the limits is told from one that is impossible', async (t) => {
  for (const schema of [
    { type: 'array', items: { type: 'integer' }, minItems: 100_000_000 },
    { type: 'string', minLength: 1_000_000_000 },
  ]) {
    const outcome = sampled(schema)
    t.ok(outcome instanceof Contradiction && !outcome.proven && /at most/.test(outcome.reason), JSON.stringify(outcome))
  }
})

t.test('an example that does not fit is mended: what fits stays, the rest is made', async (t) => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      name: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      owner: { type: 'object', properties: { email: { type: 'string', format: 'email' } }, required: ['email'] },
      optional: { type: 'string' },
    },
    required: ['id', 'name', 'createdAt'],
    additionalProperties: false,
  }
  const wrong = { id: 'seven', name: 'Rex', tags: ['a', 2, 'c'], owner: { email: 'nobody' }, extra: true }
  const mended = made(
    { ...schema, properties: { ...schema.properties, createdAt: { type: 'string', format: 'date-time' } } },
    1,
    { mend: wrong },
  ) as Record<string, unknown>
  t.equal(mended['name'], 'Rex')
  t.type(mended['id'], 'number')
  t.match(mended['tags'], ['a', String, 'c'])
  t.match((mended['owner'] as { email: string }).email, /@/)
  t.notOk('extra' in mended || 'optional' in mended, 'nothing is added that was neither written nor required')
  t.ok('createdAt' in mended)
})

t.test('answers leave out writeOnly, requests leave out readOnly', async (t) => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer', readOnly: true },
      password: { type: 'string', writeOnly: true },
      name: { type: 'string' },
    },
    required: ['id', 'password'],
  }
  const node = aSchema(schema, 'openapi-3.0')
  const give = (view: 'request' | 'response') => sample(node, { random: createRandom(1), view })
  const [answer, request] = [give('response'), give('request')]
  t.ok(isFound(answer) && isFound(request))
  if (!isFound(answer) || !isFound(request)) return
  t.strictSame(Object.keys(answer.value as object).sort(), ['id', 'name'])
  t.strictSame(Object.keys(request.value as object).sort(), ['name', 'password'])
  t.match(validate(node, { id: 1, name: 'a', password: 'b' }, 'response'), [{ keyword: 'writeOnly', pointer: '/password' }])
})

t.test('OpenAPI 3.0: nullable allows null, boolean exclusive bounds count, siblings of $ref do not', async (t) => {
  t.ok(fits(aSchema({ type: 'string', nullable: true }, 'openapi-3.0'), null))
  t.notOk(fits(aSchema({ type: 'string' }, 'openapi-3.0'), null))
  t.notOk(fits(aSchema({ type: 'integer', minimum: 5, exclusiveMinimum: true }, 'openapi-3.0'), 5))
  const sibling = { definitions: { s: { type: 'string' } }, allOf: [{ $ref: '#/definitions/s', minLength: 50 }] }
  t.ok(fits(aSchema(sibling, 'openapi-3.0'), 'short'))
  t.notOk(fits(aSchema(sibling, '2020-12'), 'short'))
})

t.test('later items of a list differ in what identifies them', async (t) => {
  const list = made({
    type: 'array',
    items: { type: 'object', properties: { id: { type: 'integer', example: 10 }, name: { type: 'string', example: 'doggie' } } },
  }) as { id: number; name: string }[]
  t.same(
    list.map(({ id }) => id),
    [10, 11],
  )
  t.same(
    list.map(({ name }) => name),
    ['doggie', 'doggie'],
  )
})
