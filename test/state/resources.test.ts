// State as something to hold: by the library, by the control API, from another program, and from seed files.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { connectMock, type Mock, type MockOptions, startMock } from '../../src/index.ts'

const TOKEN = 'a-token-of-this-test'
const document = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }, example: [{ id: 1, name: Rex }, { id: 2, name: Ada }] } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, '404': { description: none } } }
    delete: { responses: { '204': { description: gone } } }
  /owners/{ownerId}/toys:
    parameters: [{ name: ownerId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /owners/{ownerId}/toys/{id}:
    parameters:
      - { name: ownerId, in: path, required: true, schema: { type: string } }
      - { name: id, in: path, required: true, schema: { type: integer } }
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } }
  /settings:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Settings' }, example: { theme: light } } } } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Settings' } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Settings' } } } } }
components:
  schemas:
    Pet: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
    Settings: { type: object, properties: { theme: { enum: [light, dark] } } }
`

async function mockOf(t: Test, options: MockOptions = {}, files: Record<string, string> = {}) {
  const folder = t.testdir({ 'pets.yaml': document })
  mkdirSync(join(folder, 'mocks/seeds'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'mocks/seeds', name), text)
  const mock = await startMock({ documents: 'pets.yaml', folder, mocks: 'mocks', controlToken: TOKEN, ...options })
  t.teardown(() => mock.close())
  return { mock, folder }
}

const json = async (mock: Mock, path: string) => (await fetch(mock.url + path)).json()
const names = async (mock: Mock) => ((await json(mock, '/pets')) as { name: string }[]).map(({ name }) => name)
const post = async (mock: Mock, name: string) =>
  (
    await fetch(`${mock.url}/pets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
  ).json()

for (const kind of ['library', 'connected'] as const) {
  t.test(`${kind}: resources are listed, read, seeded, changed, kept and put back`, async (t) => {
    const { mock } = await mockOf(t)
    const { resources } = kind === 'library' ? mock : await connectMock(mock.url, { token: TOKEN })
    t.strictSame(await resources.list(), [
      { name: 'pets', path: '/pets', kind: 'collection', count: undefined, written: 0, places: [] },
      { name: 'toys', path: '/owners/{ownerId}/toys', kind: 'collection', count: undefined, written: 0, places: [] },
      { name: 'settings', path: '/settings', kind: 'singleton', count: undefined, written: 0, places: [] },
    ])
    t.strictSame(
      await resources.items('pets', { limit: 1 }),
      { items: [{ id: 1, name: 'Rex' }], total: 2 },
      'what the document says',
    )
    t.equal((await fetch(`${mock.url}/pets`)).headers.get('mockserve-source'), 'example:default', 'looking writes nothing')

    t.equal(await resources.put('/pets', { name: 'Bo' }), '3', 'an id is given')
    t.equal(await resources.put('pets', { id: 2, name: 'Eve' }), '2')
    t.strictSame(await names(mock), ['Rex', 'Eve', 'Bo'])
    t.equal(await resources.remove('pets', 1), true)
    t.equal(await resources.remove('pets', 1), false)
    t.strictSame(await names(mock), ['Eve', 'Bo'])
    t.match(await resources.list(), [{ count: 2, written: 2, places: ['/pets'] }])

    await resources.snapshot('two pets')
    await resources.seed({
      pets: [{ id: 7, name: 'Kit' }, { name: 'Cat' }],
      settings: { theme: 'dark' },
      '/owners/a b/toys': [{ id: 1, name: 'ball' }],
    })
    t.strictSame(await json(mock, '/pets'), [
      { id: 7, name: 'Kit' },
      { id: 8, name: 'Cat' },
    ])
    t.strictSame(await json(mock, '/settings'), { theme: 'dark' })
    t.strictSame(await json(mock, '/owners/a%20b/toys'), [{ id: 1, name: 'ball' }])
    t.equal((await fetch(`${mock.url}/pets/1`)).status, 404, 'what is not among seeds does not exist')
    t.strictSame(await resources.items('/owners/a%20b/toys'), { items: [{ id: 1, name: 'ball' }], total: 1 })
    t.match(await post(mock, 'New'), { id: 9 })

    t.equal(await resources.undo(), true)
    t.strictSame(await names(mock), ['Kit', 'Cat'])
    t.equal(await resources.undo(), true, 'a seed is one change')
    t.strictSame(await names(mock), ['Eve', 'Bo'])
    await resources.put('pets', { name: 'gone soon' })
    await resources.restore('two pets')
    t.strictSame(await names(mock), ['Eve', 'Bo'])
    t.strictSame(await resources.snapshots(), ['two pets'])
    t.equal(await resources.removeSnapshot('two pets'), true)
    t.equal(await resources.removeSnapshot('two pets'), false)
    await t.rejects(resources.restore('two pets'), { message: /no snapshot "two pets"; none was taken/ })

    await resources.seed({ settings: { theme: 'dark' } })
    await resources.reset('pets')
    t.strictSame(await names(mock), ['Rex', 'Ada'])
    t.strictSame(await json(mock, '/settings'), { theme: 'dark' }, 'another one stays')
    await resources.reset()
    t.strictSame(await json(mock, '/settings'), { theme: 'light' })
    t.equal(await resources.undo(), false)

    await t.rejects(resources.items('pet'), { message: /no resource "pet"; did you mean pets\?/ })
    await t.rejects(resources.items('toys'), { message: /many places; name one/ })
    await t.rejects(resources.seed({ pets: [{ id: 1, name: 'ok' }, { id: 'x' }] }), {
      message: /\/pets\/1\/id: expected integer, received "x"/,
    })
    await t.rejects(resources.put('pets', { id: 1 }), { message: /name/ })
    t.strictSame(await names(mock), ['Rex', 'Ada'], 'what is refused changes nothing')
  })
}

t.test('the control API says what is wrong with what statuses', async (t) => {
  const { mock } = await mockOf(t)
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${mock.url}/__mockserve/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  t.match(await api('GET', 'resources'), { status: 200, body: { resources: [{ name: 'pets', written: 0 }, {}, {}] } })
  t.match(await api('GET', 'resources/%2Fpets/items?limit=1&offset=1'), {
    status: 200,
    body: { items: [{ name: 'Ada' }], total: 2 },
  })
  t.match(await api('GET', 'resources/pets/items?limit=0'), { status: 400, body: { detail: /query \/limit/ } })
  t.match(await api('GET', 'resources/dogs/items'), { status: 404, body: { detail: /there are pets, toys, settings/ } })
  t.match(await api('PUT', 'resources', { pets: [{ id: 'x', name: 'y' }] }), {
    status: 422,
    body: { errors: [{ in: 'body', pointer: '/pets/0/id', detail: 'expected integer, received "x"' }] },
  })
  t.match(await api('PUT', 'resources', { pets: 'x' }), { status: 400 })
  t.match(await api('POST', 'snapshots/none/restore'), { status: 404 })
  t.match(await api('POST', 'undo'), { status: 200, body: { undone: false } })
  const { mock: stateless } = await mockOf(t, { stateless: true })
  await t.rejects(stateless.resources.list(), { message: /stateless and stores nothing/ })
})

t.test('seed files begin resources, are told where they are wrong, and are what a reset goes back to', async (t) => {
  const { mock, folder } = await mockOf(
    t,
    {},
    {
      'pets.yaml': '- id: 5\n  name: Kit\n- id: six\n  name: Cat\n',
      'all.json': '{\n  "settings": { "theme": "dark" },\n  "/owners/a/toys": [{ "id": 1, "name": "ball" }],\n  "dogs": []\n}\n',
      'broken.json': '{ "pets": [',
    },
  )
  t.strictSame(await json(mock, '/pets'), [{ id: 5, name: 'Kit' }])
  t.strictSame(await json(mock, '/settings'), { theme: 'dark' })
  t.strictSame(await json(mock, '/owners/a/toys'), [{ id: 1, name: 'ball' }])
  const findings = mock.findings.map(formatDiagnostic)
  const has = (pattern: RegExp) =>
    t.ok(
      findings.some((each) => pattern.test(each)),
      `${pattern} in ${findings.join('\n')}`,
    )
  has(/^mocks\/seeds\/pets\.yaml:3:7: error: pets: expected integer, received "six" \[seed-unfit\]$/)
  has(/^mocks\/seeds\/all\.json:4:11: error: there is no resource "dogs"; .*\[seed-unknown-resource\]$/)
  has(/^mocks\/seeds\/broken\.json:1:\d+: error: .*\[syntax\]$/)

  await post(mock, 'New')
  t.strictSame(await names(mock), ['Kit', 'New'])
  t.equal(await mock.resources.undo(), true)
  t.equal(await mock.resources.undo(), false, 'seeds are the beginning')
  await mock.resources.remove('pets', 5)
  await mock.resources.reset('pets')
  t.strictSame(await names(mock), ['Kit'])

  await post(mock, 'New')
  await mock.resources.put('settings', { theme: 'light' })
  writeFileSync(join(folder, 'mocks/seeds/pets.yaml'), '- { id: 6, name: Cat }\n')
  await mock.reload()
  t.strictSame(await names(mock), ['Cat'], 'a saved file is put in at once')
  t.strictSame(await json(mock, '/settings'), { theme: 'light' }, 'and no other is')
  rmSync(join(folder, 'mocks/seeds/pets.yaml'))
  await mock.reload()
  await mock.reset()
  t.strictSame(await names(mock), ['Rex', 'Ada'], 'without a file the document speaks again')
  t.strictSame(await json(mock, '/settings'), { theme: 'dark' })
})

t.test('a folder of seeds that appears while the mock runs is put in as a whole', async (t) => {
  const folder = t.testdir({ 'pets.yaml': document })
  const mock = await startMock({ documents: 'pets.yaml', folder, mocks: 'mocks' })
  t.teardown(() => mock.close())
  mkdirSync(join(folder, 'mocks/seeds'), { recursive: true })
  writeFileSync(join(folder, 'mocks/seeds/pets.yaml'), '- { id: 6, name: Cat }\n')
  writeFileSync(join(folder, 'mocks/seeds/settings.yaml'), 'theme: dark\n')
  await mock.reload()
  t.strictSame(await names(mock), ['Cat'])
  t.strictSame(await json(mock, '/settings'), { theme: 'dark' })
})

t.test('what a state file holds wins over seeds until a reset', async (t) => {
  const { mock, folder } = await mockOf(t, { state: 'pets.state' }, { 'pets.json': '[{"id":1,"name":"Seed"}]' })
  await post(mock, 'Kept')
  await mock.close()
  const again = await startMock({ documents: 'pets.yaml', folder, mocks: 'mocks', state: 'pets.state' })
  t.teardown(() => again.close())
  t.strictSame(await names(again), ['Seed', 'Kept'])
  await again.resources.reset()
  t.strictSame(await names(again), ['Seed'])
  await t.rejects(startMock({ documents: 'pets.yaml', folder, state: 'pets.state' }), {
    code: 'settings',
    message: /is in use by process/,
  })
})
