// The journal's own tools: the filter language, verification, the HTTP archive.
import { Ajv } from 'ajv'
import t from 'tap'
import { toHar } from '../../src/journal/har.ts'
import type { Exchange } from '../../src/journal/journal.ts'
import { parseFilter } from '../../src/journal/query.ts'
import { summarize } from '../../src/journal/summary.ts'
import { type Subject, verify, verifyOrder } from '../../src/journal/verify.ts'
import { harSchema } from './har-schema.ts'

const exchange = (
  id: number,
  {
    body,
    ...given
  }: Partial<Omit<Exchange, 'request'>> & {
    body?: unknown
    method?: string
    path?: string
    query?: string
    status?: number
    headers?: Record<string, string>
  } = {},
): Exchange => {
  const { method = 'GET', path = '/pets', query = '', status = 200, headers = {}, ...rest } = given
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
  return {
    id: String(id),
    at: Date.UTC(2026, 0, 2, 3, 4, 5),
    ms: 1.5,
    request: { method, path, query, headers, body: bytes },
    response: { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: Buffer.from('{"id":1}') },
    requestBytes: bytes?.length ?? 0,
    responseBytes: 8,
    operation: { id: `${method.toLowerCase()}Pets`, method, path: '/pets' },
    inputs: { params: {}, query: Object.fromEntries(new URLSearchParams(query)), headers: {}, cookies: {}, body },
    source: 'sample',
    trail: [],
    violationCount: 0,
    violations: () => [],
    replayOf: undefined,
    isKeptOut: false,
    ...rest,
  }
}
const nowhere = { operation: undefined, inputs: undefined, source: 'refusal:no-such-path', status: 404 }
const get: Subject = { name: 'getPets', operations: [{ method: 'GET', path: '/pets' }] }
const post: Subject = { name: 'createPet', operations: [{ method: 'POST', path: '/pets' }] }

t.test('a filter holds all of its terms', async (t) => {
  const all = [
    exchange(1),
    exchange(2, { method: 'POST', status: 201, body: { name: 'Rex' } }),
    exchange(3, { method: 'POST', status: 422, violationCount: 2, source: 'refusal:invalid-request' }),
    exchange(4, { path: '/pets/7/photos', query: 'size=Large', ms: 250, source: 'example:rex' }),
    exchange(5, { ...nowhere, path: '/nowhere', replayOf: '1' }),
  ].map(summarize)
  const found = (text: string) => all.filter(parseFilter(text).matches).map(({ id }) => Number(id))
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['', [1, 2, 3, 4, 5]],
    ['status:4xx', [3, 5]],
    ['status:200,404', [1, 4, 5]],
    ['status:>=400', [3, 5]],
    ['STATUS:<300', [1, 2, 4]],
    ['method:post', [2, 3]],
    ['method:get,POST status:2XX', [1, 2, 4]],
    ['path:/pets/', [4]],
    ['path:/pets', [1, 2, 3, 4]],
    ['path:/pets/*/photos', [4]],
    ['path:*', [1, 2, 3, 4, 5]],
    ['path:/pets/7/photos*photos', []],
    ['operation:postpets', [2, 3]],
    ['operation:=postPets', [2, 3]],
    ['operation:=postPet', []],
    ['operation:"=getPets"', [1, 4]],
    ['source:example', [4]],
    ['is:violation', [3]],
    ['is:refused', [3, 5]],
    ['is:error', [3, 5]],
    ['is:ok', [1, 2, 4]],
    ['is:replay', [5]],
    ['ms:>100', [4]],
    ['id:2,>4', [2, 5]],
    ['-method:post -is:error', [1, 4]],
    ['photos?size=large', [4]],
    ['"GET /pets"', [1, 4]],
    ['getPets', [1, 4]],
    ['nothing-like-it', []],
    ['http://pets', []],
  ]
  for (const [text, expected] of cases) t.same(found(text), expected, JSON.stringify(text))
})

t.test('a term that means nothing is told and not asked for', async (t) => {
  const problems = (text: string) => parseFilter(text).problems
  t.match(problems('staus:404'), [/did you mean status:/])
  t.match(problems('is:broken'), [/is:broken means nothing; there are violation, refused/])
  t.match(problems('status:abc'), [/no number, list or bound such as status:>=400/])
  t.match(problems('path:'), [/says nothing yet/])
  t.same(problems('http://127.0.0.1:80/pets "is:broken" status:4xx'), [])
  t.ok(parseFilter('is:broken').matches(summarize(exchange(1))))
})

t.test('verification counts the requests that fit, and only what is named is held against them', async (t) => {
  const all = [
    exchange(1, { method: 'POST', body: { name: 'Rex', owner: { id: 7, tags: ['a', 'b'] } } }),
    exchange(2, { method: 'POST', body: { name: 'Max' }, query: 'dry=true' }),
    exchange(3),
  ]
  t.same(verify(all, post, { times: 2 }), {
    ok: true,
    message: 'createPet: 2 requests, as expected',
    calls: ['1', '2'],
    nearest: undefined,
  })
  for (const body of [{ name: 'Rex' }, { owner: { tags: ['a', 'b'] } }, { name: /^R/ }, {}, undefined])
    t.ok(verify(all, post, { body }).ok, JSON.stringify(body))
  for (const body of [{ name: 'rex' }, { owner: { tags: ['a'] } }, { owner: { id: '7' } }, { name: null }, [], { toString: 'x' }])
    t.notOk(verify(all, post, { body }).ok, JSON.stringify(body))
  t.ok(verify(all, post, { query: { dry: true }, times: 1 }).ok, 'a query comes as text')
  t.ok(verify(all, post, { atLeast: 1, atMost: 2 }).ok)
  t.notOk(verify(all, post, { atMost: 1 }).ok)
  t.ok(verify(all, { name: 'other', operations: [{ method: 'PUT', path: '/pets' }] }, { times: 0 }).ok)
  t.notOk(verify([], post, {}).ok, 'without a number there must be one')
})

t.test('a failed verification shows what came nearest and how it differs', async (t) => {
  const all = [
    exchange(1, { method: 'POST', body: { name: 'Max', age: 3 } }),
    exchange(2, { method: 'POST', body: { name: 'Max', age: 4 }, headers: { 'x-trace': 'abc' } }),
    exchange(3),
  ]
  const verdict = verify(all, post, { times: 1, body: { name: 'Rex', age: 4 }, headers: { 'X-Trace': 'abc' } })
  t.equal(
    verdict.message,
    [
      'createPet: expected 1 request with headers {"X-Trace":"abc"}, body {"name":"Rex","age":4}, found 0',
      '  nearest: exchange 2, POST /pets → 200 sample',
      '    body /name: expected "Rex", received "Max"',
    ].join('\n'),
  )
  t.same(verdict.nearest, { id: '2', differences: ['body /name: expected "Rex", received "Max"'] })
  t.match(verify(all, post, { times: 1 }).message, /^createPet: expected 1 request, found 2: exchanges 1, 2$/)
  t.match(verify(all, post, { times: 3 }).message, /found 2\n {2}2 requests of it in all: exchanges 1, 2/)
  const put: Subject = { name: 'replacePet', operations: [{ method: 'PUT', path: '/pets' }] }
  const lost = exchange(9, { ...nowhere, method: 'PUT', path: '/pet' })
  t.match(
    verify([lost, ...all], put, {}).message,
    /no request reached it; 4 others came:\n {4}exchange 9, PUT \/pet → 404 refusal:no-such-path/,
  )
  t.match(verify([], put, {}).message, /no request has come at all/)
})

t.test('an order is one of arrival, and others may lie between', async (t) => {
  const all = [
    exchange(4, { method: 'POST', body: { name: 'Rex' } }),
    exchange(2),
    exchange(3, { method: 'POST', body: { name: 'Max' } }),
  ]
  const step = (subject: Subject, body?: unknown) => ({ subject, expectation: { body } })
  t.same(verifyOrder(all, [step(get), step(post, { name: 'Rex' })]).calls, ['2', '4'])
  t.equal(
    verifyOrder(all, [step(post), step(get), step(post)]).message,
    [
      'expected in order, step 2 of 3 is missing',
      '  1. createPet: exchange 3, POST /pets → 200 sample',
      '  2. getPets: did not come after exchange 3',
      '  3. createPet: not looked for',
      '  it came earlier:',
      '    exchange 2, GET /pets → 200 sample',
    ].join('\n'),
  )
  t.match(
    verifyOrder([exchange(1)], [step(post)]).message,
    /1\. createPet: did not come\n {2}no request reached it; another came:\n {4}exchange 1, GET/,
  )
  t.match(verifyOrder(all, [step(post, { name: 'Tom' })]), {
    ok: false,
    nearest: { differences: ['body /name: expected "Tom", received "Rex"'] },
  })
})

t.test('an archive fits the HAR 1.2 schema, and credentials are in it only when asked for', async (t) => {
  const all = [
    exchange(1, { query: 'api_key=k-1&limit=2', headers: { authorization: 'Bearer t-1', cookie: 'sid=c-1', host: 'x' } }),
    exchange(2, { method: 'POST', body: { name: 'Rex' }, requestBytes: 99_999, headers: { 'content-type': 'application/json' } }),
    exchange(3, {
      ...nowhere,
      response: { status: 204, headers: { 'set-cookie': ['sid=s-1; Path=/', 'a=b'] }, body: undefined },
    }),
    exchange(4, { response: { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from([137, 80, 0, 255]) } }),
  ]
  const options = { version: '1', origin: 'http://127.0.0.1:1', showsSecrets: false }
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(harSchema)
  for (const showsSecrets of [false, true]) {
    const har = toHar(all, { ...options, showsSecrets })
    t.ok(validate(JSON.parse(JSON.stringify(har))), JSON.stringify(validate.errors))
    const text = JSON.stringify(har)
    for (const secret of ['k-1', 't-1', 'c-1', 's-1']) t.equal(text.includes(secret), showsSecrets, secret)
  }
  t.match(toHar(all, options), {
    log: {
      entries: [
        { request: { url: 'http://127.0.0.1:1/pets?api_key=***&limit=2' } },
        {
          request: { postData: { text: '{"name":"Rex"}', comment: /cut after 14 of 99999/ } },
          response: { content: { text: '{"id":1}' } },
        },
        { response: { status: 204, cookies: [{ name: 'sid' }, { name: 'a' }] } },
        { response: { content: { text: 'iVAA/w==', encoding: 'base64' } } },
      ],
    },
  })
})
