// What the mock's own way past Fastify must keep: the same request again gets the same answer, and anything else never does.

import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type Mock, type MockOptions, startMock } from '../../src/index.ts'
import type { Answered } from '../../src/pipeline/answer-request.ts'
import type { LiveResponder } from '../../src/pipeline/responder.ts'
import type { Runtime } from '../../src/pipeline/runtime.ts'
import { Trail } from '../../src/pipeline/trail.ts'
import type { AskedMock } from '../../src/server/asked-mock.ts'
import { MockDoor } from '../../src/server/mock-door.ts'
import { RepeatedRequests } from '../../src/server/repeated-requests.ts'

const document = (greeting: string) => `openapi: 3.1.0
info: { title: Door, version: '1' }
paths:
  /greeting:
    get:
      operationId: greet
      responses: { '200': { description: ok, content: { application/json: { schema: { type: string }, example: ${greeting} }, text/plain: { example: plain } } } }
  /login:
    post:
      operationId: login
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Login' } } } }
      responses:
        '200': { description: in, content: { application/json: { schema: { type: object }, example: { token: abc } } } }
        '422': { description: wrong, content: { application/json: { schema: { type: object, required: [message], properties: { message: { type: string } } } } } }
  /orders:
    get: { operationId: listOrders, responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } }, example: [] } } } } }
    post:
      operationId: createOrder
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
  /orders/{id}: { get: { operationId: getOrder, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }, { name: tags, in: query, schema: { type: array, items: { type: string } } }], responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } } }
  /calls: { get: { operationId: countCalls, responses: { '200': { description: ok, content: { application/json: { schema: { type: integer } } } } } } }
components:
  schemas:
    Login: { type: object, required: [name], properties: { name: { type: string, pattern: '^[a-z]+$' } } }
    Order: { type: object, required: [id, what], properties: { id: { type: integer, readOnly: true }, what: { type: string } } }
`

async function mockOf(
  t: Test,
  options: MockOptions = {},
): Promise<{ mock: Mock; file: string; ask: (line: string, body?: string) => Promise<string> }> {
  const folder = t.testdir({ 'door.yaml': document('hello') })
  const mock = await startMock({ documents: 'door.yaml', folder, ...options })
  t.teardown(() => mock.close())
  return {
    mock,
    file: join(folder, 'door.yaml'),
    async ask(line, body) {
      const [method = 'GET', path = '/', accept = '*/*'] = line.split(' ')
      const headers = { accept, ...(body !== undefined && { 'content-type': 'application/json' }) }
      const response = await fetch(mock.url + path, { method, headers, ...(body !== undefined && { body }) })
      return `${response.status} ${await response.text()}`
    },
  }
}

t.test('the same request again and again gets the same answer, each with an exchange of its own', async (t) => {
  const { mock, ask } = await mockOf(t)
  for (let i = 0; i < 4; i++) {
    t.equal(await ask('GET /greeting'), '200 "hello"')
    t.equal(await ask('GET /greeting text/plain'), '200 plain', 'another Accept is another request')
    t.equal(await ask('POST /login', '{"name":"ada"}'), '200 {"token":"abc"}')
    t.match(await ask('POST /login', '{"name":"A7a"}'), /^422 .*\/name/, 'as long, and ends alike')
    t.match(await ask('HEAD /greeting'), /^200 $/)
  }
  const calls = mock.calls('login')
  t.same(calls.map(({ body, status }) => [body, status]).slice(-2), [
    [{ name: 'ada' }, 200],
    [{ name: 'A7a' }, 422],
  ])
  t.equal(new Set(calls.map(({ id }) => id)).size, 8)
  t.equal(calls.length === 8, true)
})

t.test('what is no page of ours after all is answered by the address that was asked', async (t) => {
  const { ask } = await mockOf(t)
  for (const [line, path] of [
    ['PUT /docs', '/docs'],
    ['POST /', '/'],
    ['GET /__mockserve/nope', '/__mockserve/nope'],
  ] as const)
    t.match(await ask(line), new RegExp(`^404 .*${path}`))
  t.match(await ask('POST /'), /matches POST \/\./)
})

t.test('what may differ is decided anew: handlers, what is written, overrides, the document', async (t) => {
  let calls = 0
  const { mock, file, ask } = await mockOf(t, { mocks: { countCalls: () => ++calls } })
  for (let i = 1; i < 5; i++) {
    t.equal(await ask('GET /calls'), `200 ${i}`)
    t.equal(await ask('POST /orders', '{"what":"tea"}'), `201 {"id":${i},"what":"tea"}`)
    t.equal((JSON.parse((await ask('GET /orders')).slice(4)) as unknown[]).length, i)
    t.equal(await ask('POST /login', '{"name":"ada"}'), '200 {"token":"abc"}')
    t.equal(await ask('GET /greeting'), '200 "hello"')
  }
  const undo = mock.use({ greet: { body: 'overridden' }, login: { status: 200, body: { token: 'other' } } })
  t.equal(await ask('GET /greeting'), '200 "overridden"')
  t.equal(await ask('POST /login', '{"name":"ada"}'), '200 {"token":"other"}')
  undo()
  t.equal(await ask('GET /greeting'), '200 "hello"')
  writeFileSync(file, document('changed'))
  await mock.reload()
  t.equal(await ask('GET /greeting'), '200 "changed"')
})

t.test('a handler that is asked again is given values of its own, and each exchange its whole trail', async (t) => {
  const { mock, ask } = await mockOf(t, {
    mocks: {
      getOrder({ params, query, call }: { params: Record<string, unknown>; query: Record<string, unknown>; call: number }) {
        const { id } = params
        params['id'] = 99
        const { tags } = query
        if (Array.isArray(tags)) tags.push('more')
        return { id, what: `${call} ${JSON.stringify(tags)}` }
      },
    },
  })
  for (let i = 1; i < 5; i++) t.equal(await ask('GET /orders/7?tags=a'), `200 {"id":7,"what":"${i} [\\"a\\",\\"more\\"]"}`)
  t.match(await ask('GET /orders/x?tags=a'), /^422 /)
  const calls = mock.calls('getOrder').filter(({ status }) => status === 200)
  t.same(new Set(calls.map(({ params }) => params['id'])).size, 1)
  const api = `${mock.url}/__mockserve/api/exchanges`
  const trails = await Promise.all(
    calls.map(async ({ id }) => {
      const { why } = (await (await fetch(`${api}/${id}`)).json()) as { readonly why: readonly { readonly text: string }[] }
      return JSON.stringify(why)
    }),
  )
  t.equal(new Set(trails).size, 1, 'told alike each time')
})

t.test('a body in pieces is the same body, and what follows on the connection is the next request', async (t) => {
  const { mock } = await mockOf(t)
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  const head = 'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`
  let text = ''
  socket.on('data', (data) => {
    text += data
  })
  for (const piece of [
    chunked,
    '8\r\n{"name":\r\n',
    '6\r\n"ada"}\r\n0\r\n\r\n',
    chunked,
    'e\r\n{"name":"ada"}\r\n0\r\n\r\n',
    `${head}Content-Length: 2\r\n\r\n`,
    '{}',
  ])
    await new Promise<void>((resolve) => socket.write(piece, () => setTimeout(resolve, 10)))
  while ((text.match(/HTTP\/1\.1 \d+/g) ?? []).length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
  t.same(text.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 422'])
})

t.test('a defect is a 500 that says so, and ends nothing', async (t) => {
  const told: unknown[] = []
  const broken = () => {
    throw new Error('a defect')
  }
  const mock = { answer: async () => broken(), again: broken, keepOut: broken, send: broken } as unknown as AskedMock
  const door = new MockDoor(mock, {
    runtime: () => ({ live: [] }) as unknown as Runtime,
    gate: { hosts: [], origins: [] },
    observeRefused: ({ method, url }, status, reason) => told.push([method, url, status, reason.split('\n')[0]]),
    bodyLimit: 100,
  })
  const server = createServer((request, response) => door.take(request, response)).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const [path, init] of [
    ['/a?b=1', {}],
    ['/post', { method: 'POST', body: 'x' }],
    ['/large', { method: 'POST', body: 'x'.repeat(200) }],
    ['/%zz', {}],
  ] as const) {
    const response = await fetch(url + path, init)
    t.match(await response.json(), { status: 500, detail: /terminal/ }, path)
    t.equal(response.headers.get('x-content-type-options'), 'nosniff')
  }
  t.same(told, [
    ['GET', '/a?b=1', 500, 'Error: a defect'],
    ['POST', '/post', 500, 'Error: a defect'],
    ['POST', '/large', 500, 'Error: a defect'],
    ['GET', '/%zz', 500, 'Error: a defect'],
  ])
})

t.test('an answer is kept from the second time on, and forgotten with the version it was decided in', (t) => {
  let version = 1
  const live: LiveResponder = { name: 'test', answersLast: true, version: () => version, answer: () => undefined }
  let runtime = { live: [live] } as unknown as Runtime
  const repeated = new RepeatedRequests(() => runtime)
  const request = (body?: string, url = '/x') =>
    ({
      method: 'POST',
      url,
      httpVersion: '1.1',
      rawHeaders: ['Host', 'x', 'Content-Length', String(body?.length)],
      headers: {},
      body,
    }) as unknown as IncomingMessage
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text))
  const answered = (body?: string, lasts = true): Answered => ({
    request: { method: 'POST', path: '/x', query: '', headers: {}, body: bytes(body) },
    response: { status: 200, headers: {}, body: Buffer.from('ok') },
    trail: new Trail(),
    operation: undefined,
    inputs: undefined,
    sent: undefined,
    refusal: undefined,
    violations: [],
    lasts,
    chosen: undefined,
    noted: 0,
  })
  const keep = (body?: string, lasts?: boolean) =>
    repeated.keep(request(body), repeated.mark(), { answered: answered(body, lasts), head: [], own: {}, inspectBase: '' })
  const isKnown = (body?: string) => repeated.find(request(body), bytes(body))?.lasting !== undefined

  keep('abc')
  t.notOk(isKnown('abc'), 'once')
  keep('abc')
  t.ok(isKnown('abc'), 'twice')
  t.notOk(isKnown('abd'))
  t.notOk(isKnown(), 'without a body')
  const [edge, tail] = ['a'.repeat(64), 'z'.repeat(64)]
  keep(`${edge}1${tail}`)
  keep(`${edge}2${tail}`)
  t.ok(isKnown(`${edge}2${tail}`), 'taken for seen, as it begins and ends like another')
  t.notOk(isKnown(`${edge}1${tail}`))
  version++
  t.notOk(isKnown('abc'), 'something changed')
  const old = repeated.mark()
  version++
  repeated.keep(request('abc'), old, { answered: answered('abc'), head: [], own: {}, inspectBase: '' })
  t.notOk(isKnown('abc'), 'decided before the change')
  keep('abc', false)
  t.notOk(isKnown('abc'), 'does not last')
  keep('abc')
  runtime = { live: [live] } as unknown as Runtime
  t.notOk(isKnown('abc'), 'another runtime')
  for (let i = 0; i < 7; i++) keep(`${edge}${i}${tail}`)
  t.same(
    [0, 1, 2, 3, 4, 5, 6].filter((i) => isKnown(`${edge}${i}${tail}`)),
    [3, 4, 5, 6],
    'the latest few of one address',
  )
  t.end()
})
