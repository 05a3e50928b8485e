// The control API seen from outside: who may use it, and what it tells and does.
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t, { type Test } from 'tap'
import { registerRun } from '../../src/app/run-registry.ts'
import { connectMock, type Mock, type MockOptions, startMock } from '../../src/index.ts'
import { judgeAccess } from '../../src/server/control/access.ts'

const TOKEN = 'a-token-of-this-test'
const document = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: api_key, in: query, schema: { type: string } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }, example: [{ id: 1, name: Rex }] } } }
    post:
      operationId: createPet
      tags: [Pets at home]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getPet
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, example: { id: 1, name: Rex } } } }
        '404': { description: none }
components:
  schemas:
    Pet: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
`

async function mockOf(t: Test, options: MockOptions = {}) {
  const folder = t.testdir({ 'pets.yaml': document })
  const mock = await startMock({ documents: 'pets.yaml', folder, stateless: true, controlToken: TOKEN, ...options })
  t.teardown(() => mock.close())
  return { mock, folder, api: apiOf(mock) }
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Headers that fetch would not send. */
function send(url: string, method: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const apiOf =
  ({ url }: Mock) =>
  async (method: string, path: string, body?: unknown) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = { authorization: `Bearer ${TOKEN}`, ...(text !== undefined && { 'content-type': 'application/json' }) }
    const answer = await send(`${url}/__mockserve/api/${path}`, method, headers, text)
    return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) }
  }

const post = ({ url }: Mock, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/pets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

t.test('only the pages of this server and who has the token may read and write', async (t) => {
  const { mock } = await mockOf(t)
  const own = mock.url
  const bearer = { authorization: `Bearer ${TOKEN}` }
  const cases: readonly (readonly [string, number, Record<string, string>])[] = [
    ['GET', 401, {}],
    ['GET', 200, bearer],
    ['GET', 200, { origin: own }],
    ['GET', 200, { 'sec-fetch-site': 'same-origin' }],
    ['GET', 401, { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['GET', 403, { origin: 'http://localhost:5173' }],
    ['GET', 403, { origin: 'https://example.com' }],
    ['GET', 403, { origin: 'null' }],
    ['GET', 403, { 'sec-fetch-site': 'cross-site' }],
    ['GET', 403, { 'sec-fetch-site': 'same-site' }],
    ['GET', 403, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['GET', 403, { origin: 'https://example.com', ...bearer }],
    ['GET', 403, { host: 'rebound.example' }],
    ['DELETE', 401, {}],
    ['DELETE', 401, { 'sec-fetch-site': 'none' }],
    ['DELETE', 401, { authorization: 'Bearer another-token-of-this' }],
    ['DELETE', 403, { origin: 'http://localhost:5173', ...bearer }],
    ['DELETE', 403, { 'sec-fetch-site': 'same-site', ...bearer }],
    ['DELETE', 204, { origin: own }],
    ['DELETE', 204, { 'sec-fetch-site': 'same-origin' }],
    ['DELETE', 204, bearer],
    ['OPTIONS', 403, { origin: 'http://localhost:5173', 'access-control-request-method': 'DELETE' }],
  ]
  for (const path of ['/__mockserve/api/exchanges', '/%5f_mockserve/api/exchanges']) {
    for (const [method, status, headers] of cases) {
      const answer = await send(own + path, method, headers)
      const label = `${method} ${path} ${JSON.stringify(headers)}`
      t.equal(answer.status, status, label)
      t.notOk(
        Object.keys(answer.headers).find((name) => name.startsWith('access-control-')),
        label,
      )
      if (status >= 400) t.match(answer.headers['content-type'], /^application\/problem\+json/, label)
    }
  }
  t.equal((await send(`${own}/pets`, 'GET', { origin: 'http://localhost:5173' })).status, 200, 'the mock itself may be used')
})

t.test('another machine needs the token, whatever it says of itself', async (t) => {
  const judge = (remoteAddress: string, headers: Record<string, string> = {}) =>
    judgeAccess({ method: 'GET', headers: { host: '192.168.0.7:4010', ...headers }, remoteAddress }, TOKEN)?.status
  t.equal(judge('192.168.0.9'), 401)
  t.equal(judge('192.168.0.9', { authorization: `Bearer ${TOKEN}` }), undefined)
  t.equal(judge('192.168.0.9', { 'sec-fetch-site': 'same-origin' }), 401)
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) {
    t.equal(judge(address), 401, address)
    t.equal(judge(address, { 'sec-fetch-site': 'same-origin' }), undefined, address)
  }
})

t.test('the list is filtered, paged and hides secrets', async (t) => {
  const { mock, api } = await mockOf(t)
  await fetch(`${mock.url}/pets?limit=1&api_key=k-1`)
  await post(mock, { id: 1 })
  await fetch(`${mock.url}/nowhere`)
  const { json, text } = await api('GET', 'exchanges')
  t.match(json, {
    total: 3,
    exchanges: [
      { id: '1', method: 'GET', path: '/pets', query: 'limit=1&api_key=***', status: 200, operation: 'listPets', violations: 0 },
      { id: '2', method: 'POST', status: 422, violations: 1 },
      { id: '3', path: '/nowhere', status: 404, source: 'refusal:no-such-path' },
    ],
  })
  t.notMatch(text, /k-1/)
  const ids = async (query: string) => (await api('GET', `exchanges?${query}`)).json.exchanges.map(({ id }: { id: string }) => id)
  t.same(await ids('filter=is:refused'), ['2', '3'])
  t.same(await ids('filter=is:refused%20-method:post'), ['3'])
  t.same(await ids('limit=2'), ['2', '3'], 'the latest')
  t.same(await ids('after=1&limit=1'), ['2'], 'the next ones')
  t.same(await ids('after=3'), [])
  t.match(await api('GET', 'exchanges?filter=staus:4xx'), { status: 400, json: { detail: /did you mean status:/ } })
  t.match(await api('GET', 'exchanges?limit=0'), { status: 400, json: { errors: [{ in: 'query', pointer: '/limit' }] } })
})

t.test('an exchange is told whole, with why it was answered so', async (t) => {
  const { mock, api } = await mockOf(t)
  await post(mock, { id: 1 })
  await fetch(`${mock.url}/pets?api_key=k-1`)
  await post(mock, { id: 1, name: 'x'.repeat(70_000) })
  t.match((await api('GET', 'exchanges/1')).json, {
    id: '1',
    request: { headers: [['host', mock.url.slice(7)]], body: { text: '{"id":1}', isCut: false, bytes: 8 } },
    response: { body: { text: /name/ } },
    inputs: { body: { id: 1 } },
    why: [{ stage: 'match', at: /^pets\.yaml:12$/, docs: /#\/Pets%20at%20home\/createPet$/ }],
    broken: [{ in: 'body', rule: 'required', at: /^pets\.yaml:\d+$/ }],
  })
  t.match((await api('GET', 'exchanges/2')).json, { query: 'api_key=k-1' }, 'as it was sent')
  t.match((await api('GET', 'exchanges/3')).json, { request: { body: { isCut: true, bytes: 70_018 } } })
  t.match(await api('GET', 'exchanges/99'), {
    status: 404,
    json: { detail: 'There is no exchange "99".', hint: /1000 are kept/ },
  })
  t.equal((await api('DELETE', 'exchanges')).status, 204)
  t.match((await api('GET', 'exchanges')).json, { total: 0, exchanges: [] })
})

t.test('what the gate keeps out is remembered, too, and never drives out what was asked of the mock', async (t) => {
  const { mock, api } = await mockOf(t)
  await send(`${mock.url}/pets`, 'GET')
  await send(`${mock.url}/pets?api_key=k-1`, 'GET', { origin: 'https://evil.example' })
  await send(`${mock.url}/pets`, 'GET', { host: 'evil.example' })
  await send(`${mock.url}/pets/%zz`, 'GET')
  const socket = connect(mock.port, '127.0.0.1')
  socket.end('nonsense\r\n\r\n')
  await once(socket.resume(), 'close')
  t.match((await api('GET', 'exchanges?filter=is:kept-out')).json.exchanges, [
    {
      id: '2',
      status: 403,
      source: 'refusal:foreign-origin',
      isKeptOut: true,
      path: '/pets',
      query: 'api_key=***',
      operation: undefined,
    },
    { id: '3', status: 403, source: 'refusal:foreign-host' },
    { id: '4', status: 400, source: 'refusal:unreadable', path: '/pets/%zz' },
    { id: '5', status: 400, source: 'refusal:unreadable', method: '?', path: '' },
  ])
  t.match((await api('GET', 'exchanges/2')).json.why, [
    {
      stage: 'gate',
      text: 'It was kept out before the mock looked at it. This Origin may not use the mock. Allow it with --cors ORIGIN.',
    },
  ])
  t.match(
    (await api('POST', 'exchanges/2/replay')).json,
    { status: 403, isKeptOut: true, replayOf: '2' },
    'and not let in by a replay',
  )
  t.match(await api('POST', 'exchanges/5/replay'), { status: 409, json: { detail: /no request that could be read/ } })
  for (let i = 0; i < 120; i++) await send(`${mock.url}/pets`, 'GET', { host: 'evil.example' })
  t.equal((await api('GET', 'exchanges?filter=is:kept-out')).json.exchanges.length, 100)
  t.equal((await api('GET', 'exchanges/1')).status, 200)
})

t.test('a request is sent once more, as it was or with changes', async (t) => {
  const { mock, api } = await mockOf(t)
  await post(mock, { id: 1, name: 'Rex' }, { 'x-trace': 'abc' })
  t.match(await api('POST', 'exchanges/1/replay'), { status: 201, json: { id: '2', replayOf: '1', method: 'POST', status: 201 } })
  const same = (await api('GET', 'exchanges/2')).json.request
  t.same(same, (await api('GET', 'exchanges/1')).json.request)
  t.match((await api('POST', 'exchanges/1/replay', { body: '{"id":"x"}' })).json, {
    status: 422,
    replayOf: '1',
    requestBytes: 10,
  })
  t.match(
    (
      await api('POST', 'exchanges/1/replay', {
        method: 'get',
        target: '/pets/7?a=1',
        headers: [
          ['X-A', '1'],
          ['x-a', '2'],
        ],
      })
    ).json,
    {
      id: '4',
      method: 'GET',
      path: '/pets/7',
      query: 'a=1',
      operation: 'getPet',
    },
  )
  t.match((await api('GET', 'exchanges/4')).json, { request: { headers: [['x-a', '1, 2']] } })
  t.match(await api('POST', 'exchanges/1/replay', { headers: [['x', 'a\nb']] }), {
    status: 400,
    json: { errors: [{ in: 'body' }] },
  })
  t.match(await api('POST', 'exchanges/1/replay', { path: '/x' }), { status: 400 }, 'no such part')
  await post(mock, { id: 1, name: 'x'.repeat(70_000) })
  t.match(await api('POST', 'exchanges/5/replay'), { status: 409, json: { detail: /too long to be kept whole/ } })
  t.match(await api('POST', 'exchanges/5/replay', { body: '{"id":1,"name":"y"}' }), { status: 201 })
})

t.test('the archive hides credentials unless they are asked for', async (t) => {
  const { mock, api } = await mockOf(t)
  await fetch(`${mock.url}/pets?api_key=k-1`, { headers: { authorization: 'Bearer t-1' } })
  await post(mock, { id: 1, name: 'Rex' })
  const hidden = await api('GET', 'har?filter=method:get')
  t.match(hidden.headers['content-disposition'], /attachment; filename="mockserve.har"/)
  t.match(hidden.json, { log: { version: '1.2', entries: [{ request: { url: `${mock.url}/pets?api_key=***` } }] } })
  t.equal(hidden.json.log.entries.length, 1)
  t.notMatch(hidden.text, /k-1|t-1/)
  const shown = await api('GET', 'har?secrets=1')
  t.match(shown.text, /k-1/)
  t.match(shown.text, /Bearer t-1/)
})

t.test('verification counts, names what came nearest, and judges an order', async (t) => {
  const { mock, api } = await mockOf(t)
  await post(mock, { id: 1, name: 'Rex' })
  await fetch(`${mock.url}/pets/7`)
  const verify = async (body: unknown) => (await api('POST', 'verify', body)).json
  t.match(await verify({ operation: 'createPet', times: 1, body: { name: 'Rex' } }), { ok: true, count: 1, calls: ['1'] })
  t.match(await verify({ operation: 'GET /pets/{petId}', params: { petId: '7' } }), { ok: true, count: 1 })
  t.match(await verify({ operation: 'createPet', body: { name: 'Max' } }), {
    ok: false,
    count: 0,
    message: /found 0\n {2}nearest: exchange 1, POST \/pets → 201 .*\n {4}body \/name: expected "Max", received "Rex"/,
    nearest: { id: '1', differences: ['body /name: expected "Max", received "Rex"'] },
  })
  t.match(await verify({ inOrder: [{ operation: 'createPet' }, { operation: 'getPet' }] }), { ok: true, calls: ['1', '2'] })
  t.match(await verify({ inOrder: [{ operation: 'getPet' }, { operation: 'createPet' }] }), {
    ok: false,
    message: /came earlier/,
  })
  t.match(await api('POST', 'verify', { operation: 'createPets' }), { status: 400, json: { hint: 'did you mean createPet?' } })
  t.match(await api('POST', 'verify', { operation: 'createPet', tims: 1 }), { status: 400 }, 'a slip is no expectation')
})

t.test('answers as data are put in front, listed and taken away', async (t) => {
  const { mock, api } = await mockOf(t, { mocks: { getPet: () => ({ id: 5, name: 'Own' }) } })
  const status = async (path = '/pets/7') => (await fetch(mock.url + path)).status
  const first = await api('POST', 'overrides', { getPet: { status: 404 } })
  t.match(first, { status: 201, headers: { location: `/__mockserve/api/overrides/${first.json.id}` } })
  const second = await api('POST', 'overrides', { 'GET /pets': [{ status: 200, body: [], times: 1 }] })
  t.equal(await status(), 404)
  t.same(await (await fetch(`${mock.url}/pets`)).json(), [])
  mock.use({ createPet: () => ({ id: 1, name: 'x' }) })
  t.match((await api('GET', 'overrides')).json.overrides, [
    { id: first.json.id, mocks: { getPet: { status: 404 } } },
    { id: second.json.id },
    { mocks: { createPet: 'function' } },
  ])
  t.equal((await api('DELETE', `overrides/${first.json.id}`)).status, 204)
  t.equal((await api('DELETE', `overrides/${first.json.id}`)).status, 404)
  t.equal(await status(), 200)
  await api('POST', 'overrides', { getPet: { status: 404 } })
  t.equal((await api('DELETE', 'overrides')).status, 204)
  t.equal(await status(), 200)
  t.match(await api('POST', 'overrides', { getPets: { status: 404 } }), { status: 400, json: { detail: /did you mean getPet/ } })
  t.match(await api('POST', 'overrides', { getPet: { statsu: 404 } }), { status: 400, json: { detail: /statsu/ } })
  t.match(await api('POST', 'overrides', {}), { status: 400 })

  await api('POST', 'overrides', { getPet: { status: 404 } })
  t.equal((await api('POST', 'reset')).status, 204)
  t.match((await api('GET', 'overrides')).json, { overrides: [] })
  t.match((await api('GET', 'exchanges')).json, { total: 0 })
  t.match(await (await fetch(`${mock.url}/pets/7`)).json(), { name: 'Own' }, 'what the mock was started with stays')
})

t.test('an answer is saved as an example, after it was shown what is written', async (t) => {
  const { mock, api, folder } = await mockOf(t)
  const overlay = join(folder, 'pets.overlay.yaml')
  await post(mock, { id: 7, name: 'Max' })
  await fetch(`${mock.url}/pets/7`)
  await fetch(`${mock.url}/pets/7`, { headers: { prefer: 'code=404' } })
  await fetch(`${mock.url}/nowhere`)
  const { json } = await api('GET', 'exchanges/1/example?name=max')
  t.match(json, { name: 'max', file: 'pets.overlay.yaml', isNew: true, beside: 'pets.yaml', notes: [/usual answer/] })
  t.equal(existsSync(overlay), false, 'nothing is written before it is confirmed')
  t.equal((await send(`${mock.url}/__mockserve/api/exchanges/1/example`, 'POST', {}, '{}')).status, 401)
  t.match(await api('POST', 'exchanges/1/example', { name: 'max', yaml: 'other' }), {
    status: 409,
    json: { detail: /no longer/ },
  })
  t.equal(existsSync(overlay), false)
  const { yaml } = json
  t.match(await api('POST', 'exchanges/1/example', { name: 'max', yaml }), {
    status: 201,
    json: { file: 'pets.overlay.yaml', isServed: true },
  })
  t.equal(readFileSync(overlay, 'utf8'), yaml)
  t.equal((await post(mock, { id: 8, name: 'x' })).headers.get('mockserve-source'), 'example:max')
  t.match((await api('GET', 'exchanges/5')).json.why, [{}, {}, { at: /^pets\.overlay\.yaml:\d+$/ }])
  t.match((await api('GET', 'source?at=pets.overlay.yaml:3')).json, { lines: [/^overlay/] })

  t.match((await api('GET', 'exchanges/1/example?name=max')).json, { detail: /called max already/ })
  const second = (await api('GET', 'exchanges/2/example')).json
  t.match(second, { name: 'saved', isNew: false, notes: [/name default/] })
  t.equal((await api('POST', 'exchanges/2/example', { name: 'saved', yaml: second.yaml })).status, 201)
  t.equal(readFileSync(overlay, 'utf8'), yaml + second.yaml)
  for (const [wish, source] of [
    ['', 'example:default'],
    ['example=saved', 'example:saved'],
  ] as const)
    t.equal((await fetch(`${mock.url}/pets/7`, { headers: { prefer: wish } })).headers.get('mockserve-source'), source)
  t.same((await api('GET', 'findings')).json.findings, [])
  t.equal((await api('GET', 'exchanges/1/example')).json.name, 'saved')
  t.same(readdirSync(folder).sort(), ['pets.overlay.yaml', 'pets.yaml'], 'no draft is left')

  const [one, two] = await Promise.all(
    ['a', 'b'].map(async (name) => (await api('GET', `exchanges/1/example?name=${name}`)).json),
  )
  const both = await Promise.all([one, two].map(({ name, yaml }) => api('POST', 'exchanges/1/example', { name, yaml })))
  t.same(
    both.map(({ status }) => status),
    [201, 201],
  )
  t.equal(readFileSync(overlay, 'utf8'), yaml + second.yaml + one.yaml + two.yaml, 'two at once are two additions')

  const refused = async (id: number, query = '') => (await api('GET', `exchanges/${id}/example${query}`)).json.detail
  t.match(await refused(3), /has no body/)
  t.match(await refused(4), /no answer of an operation/)
  t.match(await refused(1, '?name=a%20b'), /is up to 60 letters/)
  for (const [text, why] of [
    ['openapi: 3.1.0\n', /is no overlay/],
    ['overlay: [', /cannot be read: pets\.overlay\.yaml:1:/],
    ['overlay: 1.0.0\nactions: []\n', /without writing it anew/],
    ['overlay: 1.0.0\nextends: ./other.yaml\nactions:\n  - target: $\n    update: {}\n', /no overlay of its own/],
  ] as const) {
    writeFileSync(overlay, text)
    t.match(await refused(1), why)
    t.equal((await api('POST', 'exchanges/1/example', { name: 'x', yaml })).status, 409)
    t.equal(readFileSync(overlay, 'utf8'), text)
  }
  const outside = join(t.testdir({ 'x.yaml': yaml }), 'x.yaml')
  rmSync(overlay, { force: true })
  writeFileSync(join(folder, 'pets.yaml'), document)
  symlinkSync(outside, overlay)
  t.match(await refused(1), /no overlay of its own/)
})

t.test('an example of a 2.0 document takes the place of the one that is there', async (t) => {
  const folder = t.testdir({
    'old.yaml': `swagger: '2.0'
info: { title: Old, version: '1' }
produces: [application/json]
paths:
  /a-b/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, type: string }]
      responses: { 200: { description: ok, schema: { type: object }, examples: { application/json: { old: true, both: 1 } } } }
`,
  })
  const mock = await startMock({ documents: 'old.yaml', folder, controlToken: TOKEN })
  t.teardown(() => mock.close())
  const api = apiOf(mock)
  const end = mock.use({ 'GET /a-b/{id}': { body: { both: 2 } } })
  await fetch(`${mock.url}/a-b/1`)
  end()
  const { json } = await api('GET', 'exchanges/1/example')
  t.match(json, { name: 'default', notes: [/one example for a media type/] })
  t.equal((await api('POST', 'exchanges/1/example', { name: 'default', yaml: json.yaml })).status, 201)
  t.same(await (await fetch(`${mock.url}/a-b/1`)).json(), { both: 2 })
  t.same((await api('GET', 'findings')).json.findings, [])
})

t.test('documents, findings and reloads are told', async (t) => {
  const { api, folder } = await mockOf(t)
  t.match((await api('GET', 'documents')).json, { documents: [{ file: 'pets.yaml', operations: [{ id: 'listPets' }] }] })
  t.match((await api('POST', 'reload')).json, { ok: true, files: [], changes: [] })
  writeFileSync(join(folder, 'pets.yaml'), document.replaceAll('getPet', 'fetchPet'))
  t.match((await api('POST', 'reload')).json, { ok: true, files: ['pets.yaml'] })
  t.match((await api('GET', 'documents')).json, { documents: [{ operations: [{}, {}, { id: 'fetchPet' }] }] })
  writeFileSync(join(folder, 'pets.yaml'), 'openapi: [')
  t.match((await api('POST', 'reload')).json, { ok: false, findings: [{ severity: 'error', file: 'pets.yaml', line: 1 }] })
  t.type((await api('GET', 'findings')).json.findings, Array)
})

t.test('what is recorded is told to pages that listen, gathered', async (t) => {
  const { mock } = await mockOf(t)
  const stream = await fetch(`${mock.url}/__mockserve/api/events`, { headers: { authorization: `Bearer ${TOKEN}` } })
  t.equal(stream.status, 200)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let i = 0; i < 70; i++) await fetch(`${mock.url}/pets`)
  let text = ''
  let total = 0
  const batches: { exchanges: unknown[]; skipped: number }[] = []
  while (total < 70) {
    const read = await reader?.read()
    if (read === undefined || read.done) break
    text += read.value
    batches.length = 0
    for (const [, data = ''] of text.matchAll(/^event: exchanges\ndata: (.*)\n\n/gm)) batches.push(JSON.parse(data))
    total = batches.reduce((sum, { exchanges, skipped }) => sum + exchanges.length + skipped, 0)
  }
  await reader?.cancel()
  t.ok(batches.length < 35, `${batches.length} events for 70 exchanges`)
  t.match(batches[0], { exchanges: [{ id: '1', path: '/pets', status: 200 }] })
})

t.test('the document of the API is one that mockserve serves without a finding, and the API keeps to it', async (t) => {
  const { mock, api } = await mockOf(t, { stateless: false })
  const { json } = await api('GET', 'openapi.json')
  t.match(json, { openapi: '3.1.0' })
  t.strictSame(
    Object.keys(json.paths)
      .map((path) => path.replace('/__mockserve/api', ''))
      .sort(),
    [
      '/calls',
      '/coverage',
      '/documents',
      '/events',
      '/exchanges',
      '/exchanges/{id}',
      '/exchanges/{id}/example',
      '/exchanges/{id}/replay',
      '/findings',
      '/har',
      '/operation',
      '/overrides',
      '/overrides/{id}',
      '/reload',
      '/reset',
      '/resources',
      '/resources/reset',
      '/resources/{resource}/items',
      '/resources/{resource}/items/{id}',
      '/resources/{resource}/reset',
      '/snapshots',
      '/snapshots/{name}',
      '/snapshots/{name}/restore',
      '/source',
      '/undo',
      '/verify',
    ],
  )
  t.strictSame(json.security, [{}, { token: [] }])
  await post(mock, { id: 1 })
  await post(mock, { id: 1, name: 'Rex' })
  await fetch(`${mock.url}/pets/7`)
  const { id } = (await api('POST', 'overrides', { listPets: { status: 200 } })).json
  // in this order: what is put in is listed before it is taken away
  const asked: readonly (readonly [request: string, status: number, body?: unknown])[] = [
    ['GET /calls?operation=createPet', 200],
    ['GET /coverage', 200],
    ['GET /documents', 200],
    ['GET /exchanges', 200],
    ['GET /exchanges/1', 200],
    ['GET /exchanges/3', 200],
    ['POST /exchanges', 201, { target: '/pets/8' }],
    ['POST /exchanges/1/replay', 201, {}],
    ['GET /exchanges/2/example', 200],
    ['GET /findings', 200],
    ['GET /har', 200],
    ['POST /overrides', 201, { getPet: { status: 404 } }],
    ['GET /overrides', 200],
    ['GET /operation?document=pets&method=get&path=/pets/%7BpetId%7D', 200],
    [`DELETE /overrides/${id}`, 204],
    ['DELETE /overrides', 204],
    ['GET /source?at=pets.yaml:3', 200],
    ['POST /verify', 200, { operation: 'createPet', times: 7 }],
    ['POST /verify', 200, { inOrder: [{ operation: 'createPet' }, { operation: 'getPet' }] }],
    ['POST /reload', 200],
    ['GET /calls?operation=nobody', 400],
    ['GET /exchanges?limit=many', 400],
    ['GET /exchanges/99', 404],
    ['POST /exchanges', 400, { target: 'pets' }],
    ['POST /exchanges/99/replay', 404, {}],
    ['GET /exchanges/99/example', 404],
    ['POST /exchanges/2/example', 409, { name: 'x', yaml: 'other' }],
    ['GET /har?id=99', 404],
    ['POST /overrides', 400, { nobody: {} }],
    ['DELETE /overrides/99', 404],
    ['GET /operation?document=pets&method=get&path=/nowhere', 404],
    ['GET /source?at=pets.yaml', 400],
    ['GET /source?at=/etc/passwd:1', 404],
    ['POST /verify', 400, {}],
    ['DELETE /coverage', 204],
    ['PUT /resources', 204, { pets: [{ id: 1, name: 'Rex' }] }],
    ['POST /resources/pets/items', 200, { id: 2, name: 'Tom' }],
    ['GET /resources', 200],
    ['GET /resources/pets/items', 200],
    ['PUT /snapshots/before', 204],
    ['GET /snapshots', 200],
    ['DELETE /resources/pets/items/2', 200],
    ['POST /undo', 200],
    ['POST /snapshots/before/restore', 204],
    ['DELETE /snapshots/before', 200],
    ['POST /resources/pets/reset', 204],
    ['POST /resources/reset', 204],
    ['DELETE /exchanges', 204],
    ['POST /reset', 204],
  ]
  const left = new Set(
    Object.entries<Record<string, object>>(json.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    ),
  )
  left.delete('get /__mockserve/api/events')
  for (const [what, status, body] of asked) {
    const [method = '', path = ''] = what.split(' ')
    const answer = await api(method, path.slice(1), body)
    t.equal(answer.status, status, what)
    const template = Object.keys(json.paths).find((each) =>
      new RegExp(`^${each.replace(/\{\w+\}/g, '[^/]+')}$`).test(`/__mockserve/api${path.split('?')[0]}`),
    )
    const { responses, operationId, summary } = json.paths[template ?? ''][method.toLowerCase()]
    t.ok(operationId && summary, `${what} is told`)
    left.delete(`${method.toLowerCase()} ${template}`)
    const { content } = responses[status] ?? responses.default
    const type = answer.headers['content-type']?.split(';')[0] ?? ''
    t.equal(type, status === 204 ? '' : status >= 400 ? 'application/problem+json' : 'application/json', what)
    if (status === 204) t.equal(content, undefined, what)
    else {
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(content[type].schema)
      t.ok(validate(answer.json), `${what} ${JSON.stringify(validate.errors)}`)
    }
  }
  t.same([...left], [], 'every route was asked')
  const folder = t.testdir({ 'control.json': JSON.stringify(json).replaceAll('"/__mockserve/', '"/') })
  const served = await startMock({ documents: 'control.json', folder, strict: true, stateless: true })
  t.teardown(() => served.close())
  t.same(served.findings, [])
  t.equal((await fetch(`${mock.url}/__mockserve/api`)).status, 401, 'no request to the mock')
  t.match((await api('GET', 'exchanges')).json, { total: 0 })
  t.match(await api('GET', 'nowhere'), { status: 404, json: { hint: /openapi\.json/ } })
})

t.test('a mock of another program is used through its address', async (t) => {
  const { mock, folder } = await mockOf(t)
  const { XDG_STATE_HOME } = process.env
  process.env['XDG_STATE_HOME'] = folder
  t.teardown(() => {
    if (XDG_STATE_HOME === undefined) delete process.env['XDG_STATE_HOME']
    else process.env['XDG_STATE_HOME'] = XDG_STATE_HOME
  })
  const stranger = await connectMock(mock.url)
  await t.rejects(stranger.reset(), /programs that have the token/)
  const entry = { pid: process.pid, url: mock.url, port: mock.port, folder, documents: [], startedAt: '', token: TOKEN }
  registerRun({ ...entry, pid: 1 }, process.env)
  await t.rejects((await connectMock(mock.url)).reset(), /programs that have the token/, 'the entry of another process')
  t.teardown(registerRun(entry, process.env))

  const remote = await connectMock(`http://localhost:${mock.port}/`)
  const end = await remote.use({ getPet: { status: 404 } })
  t.equal((await fetch(`${mock.url}/pets/7`)).status, 404)
  await end()
  t.equal((await fetch(`${mock.url}/pets/7`)).status, 200)
  t.match(await remote.calls('getPet'), [{ params: { petId: 7 }, status: 404, at: Date }, { status: 200 }])
  t.equal((await remote.calls()).length, 2)
  await t.rejects(remote.calls('getPets'), /did you mean getPet/)
  await remote.verify('getPet', { times: 2, params: { petId: 7 } })
  await t.rejects(remote.verify('createPet'), /createPet: expected at least 1 request, found 0/)
  await remote.verifyOrder(['getPet', { operation: 'GET /pets/{petId}', params: { petId: 7 } }])
  await t.rejects(remote.verifyOrder(['getPet', 'createPet']), /step 2 of 2 is missing/)
  // @ts-expect-error a function cannot be sent
  await t.rejects(remote.use({ getPet: () => ({ id: 1, name: 'x' }) }), /a function cannot be sent/)
  await t.rejects(remote.verify('getPet', { query: { q: /x/ } }), /regular expression cannot be sent/)
  await remote.reset()
  t.same(await remote.calls(), [])
  await t.rejects(connectMock('http://127.0.0.1:1'), /no mockserve answers at http:\/\/127\.0\.0\.1:1/)
})

t.test('a test verifies what its mock was asked', async (t) => {
  const { mock } = await mockOf(t)
  await post(mock, { id: 1, name: 'Rex' })
  mock.verify('createPet', { times: 1, body: { name: /^R/ } })
  mock.verify('getPet', { times: 0 })
  t.throws(() => mock.verify('createPet', { body: { name: 'Max' } }), {
    message: /body \/name: expected "Max", received "Rex"/,
    stack: /control\.test\.ts/,
  })
  t.throws(() => mock.verify('createPets'), TypeError)
  await fetch(`${mock.url}/pets/7`)
  mock.verifyOrder(['createPet', { operation: 'getPet', params: { petId: 7 }, status: 200 }])
  t.throws(() => mock.verifyOrder(['createPet', { operation: 'getPet', params: { petId: 8 } }]), {
    message:
      /step 2 of 2 is missing\n.* 1\. createPet: exchange 1, .*\n.* 2\. getPet with params \{"petId":8\}: did not come after exchange 1\n {2}nearest: exchange 2, .*\n {4}path \/petId: expected 8, received 7$/,
    stack: /control\.test\.ts/,
  })
  t.throws(() => mock.verifyOrder(['getPets']), /no operation is called "getPets"; did you mean getPet\?/)
})
