// Handlers seen from outside: what clients get, what happens on save, what a test can ask.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type Mock, type Mocks, startMock } from '../../src/index.ts'

const document = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: /v1 }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: limit, in: query, schema: { type: integer, default: 10 } }]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }
              examples: { none: { value: [] }, one: { value: [{ id: 1, name: Rex }] } }
            text/csv: { schema: { type: string }, example: 'id,name' }
    post:
      operationId: createPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        '409': { description: there, content: { application/json: { schema: { type: object, required: [message], properties: { message: { type: string } } } } } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getPet
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, example: { id: 1, name: Rex } } } }
        '404': { description: none, content: { application/json: { schema: { type: object, required: [message], properties: { message: { type: string } } } } } }
    delete: { operationId: deletePet, responses: { '204': { description: gone } } }
components:
  schemas:
    Pet: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
`

async function mockOf(t: Test, mocks: Mocks | Record<string, string>, options: Parameters<typeof startMock>[0] = {}) {
  const isFolder = Object.keys(mocks).some((name) => /\.[mc]?[jt]s$/.test(name))
  const folder = t.testdir({ 'pets.yaml': document, ...(isFolder && { mocks: mocks as Record<string, string> }) })
  const mock = await startMock({ documents: 'pets.yaml', folder, mocks: isFolder ? 'mocks' : (mocks as Mocks), ...options })
  t.teardown(() => mock.close())
  const save = async (name: string, text: string) => {
    writeFileSync(join(folder, 'mocks', name), text)
    await mock.reload()
  }
  return { mock, folder, save }
}

async function ask({ url }: Mock, target: string, init: RequestInit = {}) {
  const [method = 'GET', path = target] = target.split(' ').length > 1 ? target.split(' ') : ['GET', target]
  const headers = {
    ...(init.body !== undefined && { 'content-type': 'application/json' }),
    ...(init.headers as Record<string, string>),
  }
  const response = await fetch(url + path, { ...init, method, headers })
  const text = await response.text()
  const read = () => {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  return { status: response.status, body: read(), headers: Object.fromEntries(response.headers) }
}

t.test(
  'a plain value is the documented success; reply gives another status; both are found by id or by method and path',
  async (t) => {
    const { mock } = await mockOf(t, {
      getPet: ({ params, reply }) =>
        params['petId'] === 7 ? { id: 7, name: 'Ada' } : reply(404, { message: `no pet ${params['petId']}` }),
      'delete /pets/{petId}': ({ reply }) => reply(204).header('X-Gone', 'yes'),
      'POST /v1/pets': ({ body, reply }) => reply(201, { ...body, id: 9 }),
    })
    t.match(await ask(mock, '/pets/7'), {
      status: 200,
      body: { id: 7, name: 'Ada' },
      headers: { 'mockserve-source': 'handler:startMock' },
    })
    t.match(await ask(mock, '/v1/pets/8'), { status: 404, body: { message: 'no pet 8' } })
    t.match(await ask(mock, 'DELETE /pets/8'), { status: 204, headers: { 'x-gone': 'yes' } })
    t.match(await ask(mock, 'POST /pets', { body: '{"id":1,"name":"Bo"}' }), { status: 201, body: { id: 9, name: 'Bo' } })
    t.match(await ask(mock, '/pets/x'), { status: 422 }, 'the request is held to the contract before a handler sees it')
  },
)

t.test('next gives what would have been sent, by status, by example or patched, and it may be edited', async (t) => {
  const { mock } = await mockOf(t, {
    listPets: ({ next }) => next({ example: 'one' }),
    async getPet({ next, params, query }) {
      if (query['gone'] !== undefined) return next({ status: 404 })
      const draft = await next({ patch: { id: params['petId'] } })
      draft.body.name = draft.body.name.toUpperCase()
      draft.headers['x-edited'] = 'yes'
      return draft
    },
    createPet: async ({ next, reply }) => {
      try {
        return await next({ status: 418 })
      } catch {
        return reply(409)
      }
    },
  })
  t.match((await ask(mock, '/pets')).body, [{ id: 1, name: 'Rex' }])
  t.match(await ask(mock, '/pets/5'), { status: 200, body: { id: 5, name: 'REX' }, headers: { 'x-edited': 'yes' } })
  t.match(await ask(mock, '/pets/5'), { body: { id: 5, name: 'REX' } }, 'the example itself was not changed')
  t.match(await ask(mock, '/pets/5?gone=1'), { status: 404, body: { message: String } })
  t.match(await ask(mock, 'POST /pets', { body: '{"id":1,"name":"Bo"}' }), { status: 409, body: { message: String } })
})

t.test(
  'what next gives is made once and handed out anew each time: edits, another status and repeated headers do not stick',
  async (t) => {
    const { mock } = await mockOf(t, {
      listPets: [({ next }) => next({ example: 'one' }), ({ next }) => next({ example: 'one' })],
      getPet: async ({ next, query }) => {
        const draft = await next()
        if (query['as'] === 'edited') draft.body.name = 'Edited'
        if (query['as'] === 'broken') draft.body.name = 7
        if (query['as'] === 'other') draft.status = 404
        return draft
      },
    })
    for (let i = 0; i < 3; i++) {
      const { body, headers } = await ask(mock, '/pets')
      t.same(body, [{ id: 1, name: 'Rex' }])
      t.equal(headers['vary']?.match(/Accept\b(?!-)/g)?.length, 1)
      t.match(await ask(mock, '/pets/1?as=edited'), { body: { name: 'Edited' }, headers: { 'mockserve-violations': undefined } })
      t.match(await ask(mock, '/pets/1?as=broken'), { body: { name: 7 }, headers: { 'mockserve-violations': /name/ } })
      t.match(await ask(mock, '/pets/1?as=other'), { status: 404, headers: { 'mockserve-violations': /message/ } })
      t.match(await ask(mock, '/pets/1'), { status: 200, body: { name: 'Rex' }, headers: { 'mockserve-violations': undefined } })
    }
  },
)

t.test('answers as data: status, example, body, patch, headers, delay, sequences and rates', async (t) => {
  const { mock } = await mockOf(t, {
    listPets: { example: 'one', headers: { 'X-Total': 1 } },
    getPet: [
      { status: 404, times: 2 },
      { patch: { name: 'Zoe' }, delayMs: 30 },
    ],
    createPet: { status: 409, body: { message: 'again' } },
    deletePet: { status: 404, rate: 0.5 },
  })
  t.match(await ask(mock, '/pets'), { body: [{ id: 1 }], headers: { 'x-total': '1' } })
  t.same([(await ask(mock, '/pets/1')).status, (await ask(mock, '/pets/1')).status], [404, 404])
  const began = Date.now()
  t.match(await ask(mock, '/pets/1'), { status: 200, body: { id: 1, name: 'Zoe' } })
  t.ok(Date.now() - began >= 25, 'it waited')
  t.match(await ask(mock, 'POST /pets', { body: '{"id":1,"name":"Bo"}' }), { status: 409, body: { message: 'again' } })
  const statuses = []
  for (let i = 0; i < 40; i++) statuses.push((await ask(mock, 'DELETE /pets/1')).status)
  t.ok(statuses.includes(404) && statuses.includes(204), statuses.join(' '))
})

t.test('wrappers run around what is below them, the widest outside', async (t) => {
  const mark =
    (name: string): NonNullable<Mocks[string]> =>
    async ({ next }) => {
      const draft = await next()
      draft.headers['x-order'] = `${name} ${draft.headers['x-order'] ?? ''}`.trim()
      return draft
    }
  const { mock } = await mockOf(t, { '/pets/*': mark('pets'), '*': mark('all'), 'DELETE *': mark('delete'), getPet: mark('own') })
  t.equal((await ask(mock, '/pets/1')).headers['x-order'], 'all pets own')
  t.equal((await ask(mock, '/pets')).headers['x-order'], 'all')
  t.equal((await ask(mock, 'DELETE /pets/1')).headers['x-order'], 'all delete pets')
})

t.test('an answer can be made to fail: reset, truncated, malformed, hanging', async (t) => {
  const { mock } = await mockOf(t, {
    listPets: ({ fault }) => fault.reset,
    getPet: [{ fault: { truncate: 5 }, times: 1 }, { fault: 'malformed', times: 1 }, ({ fault }) => fault.hang],
  })
  await t.rejects(ask(mock, '/pets'))
  await t.rejects(ask(mock, '/pets/1'))
  t.type((await ask(mock, '/pets/1')).body, 'string', 'no JSON')
  await t.rejects(ask(mock, '/pets/1', { signal: AbortSignal.timeout(150) }), { name: 'TimeoutError' })
})

t.test('a handler that fails answers a 500 that names the place, and the others go on', async (t) => {
  const { mock } = await mockOf(
    t,
    {
      'pets.ts': `import { mocks } from 'mockserve'
export default mocks({
  getPet({ params }) {
    const pet: any = undefined
    return pet.name + params.petId
  },
  listPets: () => { },
  createPet: async ({ delay }) => { await delay(5_000); return { id: 1, name: 'late' } },
  deletePet: () => ({ big: 1n }),
})
`,
    },
    { handlerTimeoutMs: 80 },
  )
  t.match(await ask(mock, '/pets/1'), {
    status: 500,
    body: {
      code: 'handler-failed',
      at: 'mocks/pets.ts:5:16',
      detail: /"getPet" in mocks\/pets\.ts:5:16 threw TypeError: Cannot read/,
    },
    headers: { 'mockserve-handler-error': 'mocks/pets.ts:5:16' },
  })
  t.match(await ask(mock, '/pets'), {
    status: 500,
    body: { detail: /"listPets" in mocks\/pets\.ts:7:3 gave nothing back; return/ },
  })
  t.match(await ask(mock, 'POST /pets', { body: '{"id":1,"name":"Bo"}' }), {
    status: 500,
    body: { detail: /did not answer within 80 ms/ },
  })
  t.match(await ask(mock, 'DELETE /pets/1'), { status: 500, body: { detail: /cannot be sent: TypeError.*BigInt/ } })
  t.match(await ask(mock, '/pets/x'), { status: 422 })
})

t.test('what a handler answers is held to the contract: told, or with errors a 500', async (t) => {
  const wrong: Mocks = {
    getPet: () => ({ id: 'seven' }),
    deletePet: ({ reply }) => reply(299 as never),
    listPets: ({ reply }) => reply.undocumented(418, 'short'),
  }
  const told = await mockOf(t, wrong)
  const answer = await ask(told.mock, '/pets/1')
  t.match(answer, { status: 200, body: { id: 'seven' }, headers: { 'mockserve-violations': /"id".*type|type.*"id"/ } })
  t.match(answer.headers['mockserve-violations'], /"required"/)
  t.match(await ask(told.mock, 'DELETE /pets/1'), { status: 299, headers: { 'mockserve-violations': /a documented status/ } })
  const deliberate = await ask(told.mock, '/pets')
  t.match(deliberate, { status: 418, body: 'short', headers: { 'content-type': 'text/plain; charset=utf-8' } })
  t.notOk(deliberate.headers['mockserve-violations'])
  const strict = await mockOf(t, wrong, { errors: true })
  t.match(await ask(strict.mock, '/pets/1'), {
    status: 500,
    body: { code: 'broken-answer', errors: [{ in: 'answer' }, { in: 'answer' }] },
  })
})

t.test('saves are seen, data stays, and what is broken keeps its last good version and says so', async (t) => {
  const { mock, save } = await mockOf(t, {
    'pets.ts': `import { counts } from './_shared'\nexport default { getPet: ({ params, state }) => ({ id: state.seen = (state.seen ?? 0) + 1, name: counts.word }) }`,
    '_shared.ts': `export const counts = { word: 'one' }`,
    '_state.ts': `export default { seen: 40 }`,
    '_db.ts': `import { collections } from 'mockserve'\nexport default collections({ toys: [{ id: 3, name: 'ball' }] })`,
    'toys.ts': `export default { listPets: ({ db }) => db.toys.all(), createPet: ({ db, body, reply }) => reply(201, db.toys.add(body)) }`,
  })
  t.same((await ask(mock, '/pets/1')).body, { id: 41, name: 'one' })
  t.same((await ask(mock, '/pets')).body, [{ id: 3, name: 'ball' }])
  await ask(mock, 'POST /pets', { body: '{"id":4,"name":"rope"}' })
  await save('_shared.ts', `export const counts = { word: 'two' }`)
  t.same((await ask(mock, '/pets/1')).body, { id: 42, name: 'two' }, 'a helper was seen, the state stayed')
  await save('pets.ts', `export default { getPet: (}`)
  const stale = await ask(mock, '/pets/1')
  t.same(stale.body, { id: 43, name: 'two' })
  t.match(stale.headers['mockserve-handler-error'], /mocks\/pets\.ts:1:\d+: error/)
  t.same((await ask(mock, '/pets')).body.length, 2, 'the other file and its data go on')
  t.match(mock.findings, [{ code: 'module-syntax' }])
  await save('pets.ts', `export default { getPet: () => ({ id: 0, name: 'mended' }) }`)
  const mended = await ask(mock, '/pets/1')
  t.same(mended.body, { id: 0, name: 'mended' })
  t.notOk(mended.headers['mockserve-handler-error'])
  await save('new.ts', `export default { deletePet: ({ reply }) => reply(204).header('x-new', '1') }`)
  t.equal((await ask(mock, 'DELETE /pets/1')).headers['x-new'], '1')
  await mock.reset()
  t.same((await ask(mock, '/pets')).body, [{ id: 3, name: 'ball' }], 'reset begins anew')
  t.equal(mock.state['seen'], 40)
})

t.test('a key that names no operation, a value that is no answer and a second answer are findings with their line', async (t) => {
  const { mock } = await mockOf(t, {
    'a.ts': `export default {\n  getPets: () => 1,\n  listPets: { bdy: [] },\n  getPet: () => ({ id: 1, name: 'a' }),\n}`,
    'b.ts': `export default {\n  'GET /pets/{petId}': () => ({ id: 2, name: 'b' }),\n}`,
  })
  const lines = mock.findings.map(
    ({ code, message, hint, place }) => `${place.file}:${place.position().line} ${code} ${message} ${hint ?? ''}`,
  )
  t.match(lines.join('\n'), /mocks\/a\.ts:2 handler-unknown-operation no operation is called "getPets" did you mean getPet\?/)
  t.match(lines.join('\n'), /mocks\/a\.ts:3 handler-invalid "listPets": an answer has no field "bdy"; did you mean body\?/)
  t.match(lines.join('\n'), /mocks\/b\.ts:2 handler-duplicate getPet already has an answer in mocks\/a\.ts/)
  t.same((await ask(mock, '/pets/1')).body, { id: 1, name: 'a' })
})

t.test('a test puts answers in front, sees what was called, and takes them back', async (t) => {
  const { mock } = await mockOf(t, { getPet: () => ({ id: 1, name: 'file' }) })
  const off = mock.use({ getPet: [{ status: 404, times: 1 }] })
  t.same([(await ask(mock, '/pets/4')).status, (await ask(mock, '/pets/5?x=1')).body.name], [404, 'file'])
  t.match(mock.calls('getPet'), [
    { params: { petId: 4 }, status: 404 },
    { params: { petId: 5 }, status: 200 },
  ])
  t.equal(mock.calls().length, 2)
  t.throws(() => mock.calls('getPets'), { message: 'no operation is called "getPets"; did you mean getPet?' })
  t.throws(() => mock.use({ getPets: {} }), { message: /no operation is called "getPets" \(did you mean getPet\?\)/ })
  t.throws(() => mock.use(7 as never), TypeError)
  mock.use({ getPet: ({ call }) => ({ id: call, name: 'call' }) })
  t.same((await ask(mock, '/pets/6')).body, { id: 3, name: 'call' })
  off()
  await mock.reset()
  t.same((await ask(mock, '/pets/6')).body.name, 'file', 'what startMock was given stays')
  t.equal(mock.calls('getPet').length, 1)
})

t.test('several mocks in one process do not know of each other', async (t) => {
  const count: Mocks[string] = ({ state }) => {
    state['n'] = 1
    return { id: 1, name: 'one' }
  }
  const [one, two] = [await mockOf(t, { getPet: count }), await mockOf(t, {})]
  one.mock.db['pets']?.add({ id: 5 })
  await ask(one.mock, '/pets/1')
  t.same([two.mock.db['pets']?.all(), two.mock.state, two.mock.calls().length], [[], {}, 0])
  t.equal((await ask(two.mock, '/pets/1')).body.name, 'Rex')
})

t.test('the request is given decoded, and the client that goes is noticed', async (t) => {
  let seen: Record<string, unknown> = {}
  const gone: string[] = []
  const { mock } = await mockOf(t, {
    listPets: ({ query, headers, cookies, auth, operation, random, now }) => {
      seen = { query, agent: headers['x-agent'], cookies, auth, operation, chance: random(), now: now() }
      return []
    },
    getPet: ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          gone.push('gone')
          resolve({ id: 1, name: 'late' })
        })
      }),
  })
  await ask(mock, '/pets?limit=3&other=x', { headers: { 'x-agent': 'test', cookie: 'a=1; b=2' } })
  t.match(seen, {
    query: { limit: 3, other: 'x' },
    agent: 'test',
    cookies: { a: '1', b: '2' },
    auth: undefined,
    operation: { id: 'listPets', method: 'GET', path: '/pets' },
    chance: Number,
    now: Date,
  })
  await ask(mock, '/pets')
  t.match(seen, { query: { limit: 10 } }, 'documented defaults are filled in')
  await t.rejects(ask(mock, '/pets/1', { signal: AbortSignal.timeout(100) }))
  for (let i = 0; i < 50 && gone.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 10))
  t.same(gone, ['gone'])
})

t.test('a folder of handlers that goes leaves what the document gives', async (t) => {
  const { mock, folder } = await mockOf(t, { 'pets.ts': `export default { getPet: () => ({ id: 9, name: 'file' }) }` })
  t.equal((await ask(mock, '/pets/1')).body.id, 9)
  rmSync(join(folder, 'mocks'), { recursive: true })
  await mock.reload()
  t.equal((await ask(mock, '/pets/1')).body.id, 1)
  t.same(readdirSync(folder), ['pets.yaml'], 'nothing was written beside the document')
})
