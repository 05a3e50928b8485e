// The running mock: ports, strictness, reloads, repeatable answers.

import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Fastify from 'fastify'
import t from 'tap'
import { type Mockserve, type Reload, startMockserve } from '../../src/app/mockserve.ts'
import { stablePort } from '../../src/config/stable-port.ts'
import type { SpecError } from '../../src/diagnostics/errors.ts'
import * as library from '../../src/index.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const head = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n"
const pets = (properties: string, more = '') =>
  `${head}paths:\n  /pets: { get: { operationId: listPets, responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [id], properties: ${properties} } } } } } } }\n${more}`
const withBody = `${head}paths:
  /pets:
    post:
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [kind], additionalProperties: false, properties: { id: { type: integer }, kind: { type: string }, name: { type: string } } }
      responses: { '204': { description: done } }
`
const codesOf = async (starting: Promise<Mockserve>) => {
  const error = await starting.then(
    () => undefined,
    (reason: SpecError) => reason,
  )
  return error?.diagnostics.map(({ code }) => code) ?? []
}
const get = async (mock: Mockserve, path: string) => (await fetch(mock.url + path)).text()

t.test('a port that was asked for is never replaced; a drawn one is, and it says so', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.teardown(() => other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const folder = t.testdir({ 'a.yaml': pets('{ id: { type: integer } }') })
  await t.rejects(startMockserve({ documents: ['a.yaml'], folder, port }), {
    code: 'port',
    message: new RegExp(`port ${port} is in use`),
  })

  const drawn = stablePort([join(folder, 'a.yaml')])
  t.ok(drawn >= 61_000 && drawn <= 65_535)
  const blocker = createServer().listen(drawn, '127.0.0.1')
  t.teardown(() => blocker.close())
  await new Promise((resolve) => blocker.once('listening', resolve))
  const mock = await startMockserve({ documents: ['a.yaml'], folder })
  t.teardown(() => mock.close())
  t.equal(mock.replacedPort, drawn)
  t.not(mock.port, drawn)
})

t.test('nothing to serve is an error that carries what was found', async (t) => {
  const folder = t.testdir({ 'a.yaml': 'a: [1', 'b.json': '{"hello": 1}', empty: {} })
  await t.rejects(startMockserve({ documents: ['nowhere.yaml'], folder, port: 0 }), {
    code: 'spec-unusable',
    diagnostics: [{ code: 'file-missing' }],
  })
  t.match(await codesOf(startMockserve({ documents: ['a.yaml'], folder, port: 0 })), ['syntax'])
  t.match(await codesOf(startMockserve({ documents: ['b.json'], folder, port: 0 })), ['not-openapi'])
  t.match(await codesOf(startMockserve({ documents: ['empty'], folder, port: 0 })), ['folder-without-documents'])
})

t.test('--strict refuses what is otherwise served with a finding', async (t) => {
  const folder = t.testdir({
    'a.yaml': pets('{ id: { type: integer } }', "  /x: { get: { reponses: { '200': { description: ok } } } }\n"),
  })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0 })
  await mock.close()
  await t.rejects(startMockserve({ documents: ['a.yaml'], folder, port: 0, strict: true }), {
    code: 'spec-unusable',
    message: /strict/,
  })
})

t.test('findings of the rules arrive after listening', async (t) => {
  const folder = t.testdir({
    'a.yaml': pets('{ id: { type: integer } }', "  /x: { get: { reponses: { '200': { description: ok } } } }\n"),
  })
  const found: string[] = []
  const mock = await startMockserve(
    { documents: ['a.yaml'], folder, port: 0 },
    { finding: ({ message, hint }) => found.push(`${message} ${hint ?? ''}`) },
  )
  t.teardown(() => mock.close())
  for (let i = 0; i < 100 && found.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 10))
  t.match(found.join('\n'), /reponses.*responses/)
})

t.test('a good save is served at once and says what changed; a bad one keeps the last good version', async (t) => {
  const folder = t.testdir({ 'a.yaml': pets('{ id: { const: 1 }, weight: { const: 2 } }') })
  const file = join(folder, 'a.yaml')
  const reloads: Reload[] = []
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0 }, { reload: (reload) => reloads.push(reload) })
  t.teardown(() => mock.close())
  t.equal(await get(mock, '/pets'), '{"id":1,"weight":2}')

  writeFileSync(file, pets('{ id: { const: 2 } }', "  /cats: { delete: { responses: { '204': { description: gone } } } }\n"))
  const good = await mock.reload()
  t.ok(good.ok)
  t.equal(await get(mock, '/pets'), '{"id":2}')
  t.same([...good.changes].sort(), [
    '+ DELETE /cats',
    '~ GET /pets response 200: id: const 1 is now 2',
    '~ GET /pets response 200: property weight removed (breaking)',
  ])

  for (const [text, code] of [
    ['openapi: [', 'syntax'],
    ['', 'syntax'],
    ['hello: world', 'not-openapi'],
  ] as const) {
    writeFileSync(file, text)
    const bad = await mock.reload()
    t.notOk(bad.ok)
    t.ok(
      bad.findings.some((finding) => finding.code === code || finding.code === 'not-openapi'),
      `${JSON.stringify(text)}: ${bad.findings.map((finding) => finding.code)}`,
    )
    t.equal(await get(mock, '/pets'), '{"id":2}', 'the last good version answers')
  }
  rmSync(file)
  t.notOk((await mock.reload()).ok)
  t.equal(await get(mock, '/pets'), '{"id":2}', 'also when the file is gone')

  writeFileSync(`${file}.tmp`, pets('{ id: { const: 3 } }'))
  renameSync(`${file}.tmp`, file)
  t.ok((await mock.reload()).ok)
  t.equal(await get(mock, '/pets'), '{"id":3}')
  t.equal(reloads.length, 6)
})

t.test('a file behind a document that breaks keeps the last good version too', async (t) => {
  const folder = t.testdir({
    'a.yaml': `${head}paths: { /pets: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: 'pet.yaml' } } } } } } } }`,
    'pet.yaml': '{ const: 1 }',
  })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0 })
  t.teardown(() => mock.close())
  t.equal(await get(mock, '/pets'), '1')
  writeFileSync(join(folder, 'pet.yaml'), '{ const: [')
  const bad = await mock.reload()
  t.match(bad, { ok: false, findings: [{ code: 'syntax', place: { file: 'pet.yaml' } }] })
  t.equal(await get(mock, '/pets'), '1')
  writeFileSync(join(folder, 'pet.yaml'), '{ const: 22 }')
  t.ok((await mock.reload()).ok)
  t.equal(await get(mock, '/pets'), '22')
})

t.test('one good and one broken document in a folder: the good one is served, the broken one named', async (t) => {
  const folder = t.testdir({ api: { 'good.yaml': pets('{ id: { const: 1 } }'), 'bad.yaml': 'openapi: 3.0.0\npaths: [' } })
  const mock = await startMockserve({ documents: ['api'], folder, port: 0 })
  t.teardown(() => mock.close())
  t.equal(await get(mock, '/pets'), '{"id":1}')
  t.ok(mock.findings.some(({ code, place }) => code === 'syntax' && place.file === 'api/bad.yaml'))
  writeFileSync(join(folder, 'api/good.yaml'), pets('{ id: { const: 2 } }'))
  t.ok((await mock.reload()).ok, 'what was broken before does not stand in the way')
  t.equal(await get(mock, '/pets'), '{"id":2}')
})

t.test('during 50 reloads under load no request fails, and memory does not climb', async (t) => {
  const many = Array.from(
    { length: 200 },
    (_, i) =>
      `  /p${i}: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { id: { type: integer }, name: { type: string } } } } } } } } }\n`,
  ).join('')
  const folder = t.testdir({ 'a.yaml': pets('{ id: { const: 0 } }', many) })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0 })
  t.teardown(() => mock.close())
  let isRunning = true
  let answered = 0
  const failures: string[] = []
  const load = async () => {
    for (let i = 0; isRunning; i++) {
      const response = await fetch(`${mock.url}/p${i % 200}`).catch((error: Error) => error)
      if (response instanceof Error || response.status !== 200) failures.push(String(response))
      else await response.arrayBuffer()
      answered++
    }
  }
  const clients = [load(), load(), load(), load()]
  const heap: number[] = []
  for (let i = 1; i <= 50; i++) {
    writeFileSync(join(folder, 'a.yaml'), pets(`{ id: { const: ${i} } }`, many))
    if (!(await mock.reload()).ok) failures.push(`reload ${i}`)
    const body = await get(mock, '/pets')
    if (body !== `{"id":${i}}`) failures.push(`stale after reload ${i}: ${body}`)
    if (i % 10 === 0) {
      collectGarbage()
      heap.push(process.memoryUsage().heapUsed)
    }
  }
  isRunning = false
  await Promise.all(clients)
  t.same(failures, [])
  t.ok(answered > 50, `${answered} requests were answered meanwhile`)
  t.ok((heap.at(-1) ?? 0) < (heap[0] ?? 0) + 20e6, `heap after 10 and 50 reloads: ${heap[0]} and ${heap.at(-1)}`)
})

t.test('two starts with one seed answer byte for byte the same; another seed differs', async (t) => {
  const schema =
    '{ type: object, properties: { id: { type: integer }, email: { type: string }, tags: { type: array, items: { type: string } } } }'
  const paths = Array.from(
    { length: 20 },
    (_, i) =>
      `  /p${i}: { get: { responses: { '200': { description: ok, content: { application/json: { schema: ${schema} }, application/xml: { schema: ${schema} } } } } } }\n`,
  )
  const folder = t.testdir({ 'a.yaml': `${head}paths:\n${paths.join('')}` })
  const answers = async (seed: number, accept: string) => {
    const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0, seed })
    const bodies = await Promise.all(
      paths.map(async (_, i) => (await fetch(`${mock.url}/p${i}`, { headers: { accept } })).text()),
    )
    await mock.close()
    return bodies
  }
  for (const accept of ['application/json', 'application/xml']) {
    const first = await answers(7, accept)
    t.strictSame(await answers(7, accept), first)
    t.ok(
      (await answers(8, accept)).every((body, i) => body !== first[i]),
      'every answer of another seed differs',
    )
  }
})

t.test('dynamic answers differ from request to request, and a seed in Prefer holds them still', async (t) => {
  const folder = t.testdir({ 'a.yaml': pets('{ id: { type: integer, minimum: 1, maximum: 1000000000 } }') })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0, dynamic: true })
  t.teardown(() => mock.close())
  const ask = async (prefer?: string) =>
    (await fetch(`${mock.url}/pets`, { headers: prefer === undefined ? {} : { prefer } })).text()
  t.not(await ask(), await ask())
  t.equal(await ask('seed=3'), await ask('seed=3'))
  t.equal(await ask('dynamic=false'), await ask('dynamic=false'))
})

t.test('an app of the user answers below a prefix, with its own hooks around', async (t) => {
  const folder = t.testdir({ 'a.yaml': pets('{ id: { const: 1 } }') })
  const app = Fastify()
  t.teardown(() => app.close())
  app.addHook('onSend', async (_request, reply) => void reply.header('x-own', 'yes'))
  app.get('/own', async () => 'own')
  await app.register(library.mockservePlugin, {
    documents: 'a.yaml',
    folder,
    prefix: '/api',
    mocks: { listPets: { headers: { 'x-mock': 'yes' } } },
  })
  const answer = await app.inject('/api/pets')
  t.match(answer, {
    statusCode: 200,
    body: '{"id":1}',
    headers: { 'x-own': 'yes', 'x-mock': 'yes', 'mockserve-operation': 'listPets' },
  })
  t.equal((await app.inject('/own')).body, 'own')
  t.match((await app.inject({ method: 'POST', url: '/api/pets', body: '{' })).statusCode, 405)
  t.equal((await app.inject('/pets')).statusCode, 404)
  const broken = Fastify()
  await t.rejects(async () => void (await broken.register(library.mockservePlugin, { documents: 'none.yaml', folder })), {
    code: 'spec-unusable',
  })
})

t.test('10,000 requests that break the contract leave memory as it was', async (t) => {
  const folder = t.testdir({ 'a.yaml': withBody })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0 })
  t.teardown(() => mock.close())
  const send = async (times: number) => {
    for (let i = 0; i < times; i += 20) {
      const statuses = Array.from({ length: 20 }, async (_, k) => {
        const response = await mock.app.inject({
          method: 'POST',
          url: `/pets?n=${i + k}x`,
          headers: { host: 'localhost', 'content-type': 'application/json' },
          body: `{"id":"${i + k}","name":${k},"more":true}`,
        })
        return response.statusCode
      })
      for (const status of await Promise.all(statuses)) if (status !== 422) throw new Error(`answered ${status}`)
    }
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  const before = await send(2_000)
  const after = await send(10_000)
  t.ok(after - before < 2 * 2 ** 20, `heap ${before} -> ${after}`)
})

t.test('the library starts a mock in a test, and disposing of it closes it', async (t) => {
  t.same(Object.keys(library).sort(), [
    'MockserveError',
    'PortError',
    'SettingsError',
    'SpecError',
    'collections',
    'connectMock',
    'defineConfig',
    'mocks',
    'mockservePlugin',
    'startMock',
  ])
  const folder = t.testdir({ 'a.yaml': pets('{ id: { const: 1 } }') })
  const mock = await library.startMock({ documents: 'a.yaml', folder, seed: 7 })
  t.equal(await (await fetch(`${mock.url}/pets`)).text(), '{"id":1}')
  await mock[Symbol.asyncDispose]()
  await t.rejects(fetch(`${mock.url}/pets`))
})
