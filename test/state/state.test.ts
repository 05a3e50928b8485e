// What clients wrote: how it is kept, that it repeats, and that it outlives reloads but no reset.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startMockserve } from '../../src/app/mockserve.ts'
import { formatDiagnostic } from '../../src/diagnostics/diagnostic.ts'
import { applyJsonPatch } from '../../src/responders/resources/json-patch.ts'
import { ResourceState } from '../../src/responders/resources/resource-state.ts'
import type { StoredResources } from '../../src/responders/resources/stored-resources.ts'

t.test('writes wait for each other, also behind one that fails', async (t) => {
  const state = new ResourceState()
  const log: string[] = []
  const write =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      log.push(`${name} ends`)
      if (fails) throw new Error(name)
    }
  const first = state.write(write('first', true))
  const second = state.write(write('second'))
  await t.rejects(first, { message: 'first' })
  await second
  t.strictSame(log, ['first begins', 'first ends', 'second begins', 'second ends'])
})

t.test('a JSON Patch is done as a whole or not at all', async (t) => {
  const target = { a: [1, 2], b: { c: 'x' }, 'd/e': 1 }
  const patched = (...operations: unknown[]) => applyJsonPatch(target, operations)
  t.strictSame(patched({ op: 'add', path: '/a/1', value: 9 }), { value: { ...target, a: [1, 9, 2] } })
  t.strictSame(patched({ op: 'move', from: '/b/c', path: '/f' }), { value: { a: [1, 2], b: {}, 'd/e': 1, f: 'x' } })
  t.strictSame(patched({ op: 'copy', from: '/a', path: '/b/c' }), { value: { ...target, b: { c: [1, 2] } } })
  t.strictSame(patched({ op: 'remove', path: '/d~1e' }), { value: { a: [1, 2], b: { c: 'x' } } })
  t.strictSame(patched({ op: 'replace', path: '', value: 5 }), { value: 5 })
  t.strictSame(patched({ op: 'test', path: '/b', value: { c: 'x' } }), { value: target })
  const wrong: [unknown, RegExp][] = [
    [{ op: 'remove', path: '/nothing' }, /operation 1: there is nothing at "\/nothing"/],
    [{ op: 'add', path: '/a/7', value: 1 }, /no place 7 in the list/],
    [{ op: 'add', path: '/a/01', value: 1 }, /no place 01 in the list/],
    [{ op: 'add', path: '/a/0' }, /has no value/],
    [{ op: 'test', path: '/a/0', value: 2 }, /is another one/],
    [{ op: 'sing', path: '/a' }, /"sing" is no operation/],
    [{ op: 'add', path: 'a', value: 1 }, /no JSON Pointer/],
    [{ op: 'remove', path: '/toString' }, /nothing at/],
    ['text', /is no object/],
  ]
  for (const [operation, problem] of wrong) t.match(patched(operation), { problem }, JSON.stringify(operation))
  const polluted = patched({ op: 'add', path: '/__proto__', value: { bad: 1 } }) as { value: object }
  t.equal(({} as Record<string, unknown>)['bad'], undefined)
  t.ok(Object.hasOwn(polluted.value, '__proto__'))
  t.strictSame(target, { a: [1, 2], b: { c: 'x' }, 'd/e': 1 }, 'what was given is as it was')
})

const PETS = `
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } }
    delete: { responses: { '204': { description: gone } } }
components:
  schemas:
    Pet: { type: object, required: [id, name], properties: { id: { type: string, format: uuid }, name: { type: string }, created: { type: string, format: date-time } } }
`

async function story(url: string): Promise<string> {
  const post = (name: string) =>
    fetch(`${url}/pets`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name }) })
  const made = (await (await post('Rex')).json()) as { id: string }
  const texts = [await (await post('Ada')).text()]
  await fetch(`${url}/pets/${made.id}`, { method: 'DELETE' })
  texts.push(await (await fetch(`${url}/pets`)).text())
  return texts.join('\n')
}

t.test('the same requests give the same bytes; another seed gives others; reset forgets', async (t) => {
  const folder = t.testdir({ 'a.yaml': PETS })
  const start = (seed: number) => startMockserve({ documents: ['a.yaml'], folder, port: 0, mocks: false, seed })
  const [one, other, third] = [await start(1), await start(1), await start(2)]
  t.teardown(() => Promise.all([one.close(), other.close(), third.close()]))
  const told = await story(one.url)
  t.match(told, /"name":"Ada"/)
  t.equal(await story(other.url), told)
  t.not(await story(third.url), told)
  await one.mocks.reset()
  t.equal((await fetch(`${one.url}/pets`)).headers.get('mockserve-source'), 'sample')
  t.equal(await story(one.url), told, 'ids and times begin anew')
})

t.test('what was written outlives a reload of the document', async (t) => {
  const folder = t.testdir({ 'a.yaml': PETS })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0, mocks: false, watch: false })
  t.teardown(() => mock.close())
  await story(mock.url)
  writeFileSync(
    join(folder, 'a.yaml'),
    PETS.replace('required: [id, name]', 'required: [id, name, age]').replace('created:', 'age: { type: integer }, created:'),
  )
  t.equal((await mock.reload()).ok, true)
  const list = (await (await fetch(`${mock.url}/pets`)).json()) as { name: string; age: unknown }[]
  const ada = list.find(({ name }) => name === 'Ada')
  t.type(ada?.age, 'number', 'what the new schema requires is filled in')
})

t.test('many writes at once get ids of their own', async (t) => {
  const folder = t.testdir({ 'a.yaml': PETS.replace('format: uuid', 'maxLength: 40') })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0, mocks: false })
  t.teardown(() => mock.close())
  const made = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const answer = await fetch(`${mock.url}/pets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: `n${i}` }),
      })
      return (await answer.json()) as { id: string; name: string }
    }),
  )
  t.equal(new Set(made.map(({ id }) => id)).size, 40)
  const list = (await (await fetch(`${mock.url}/pets`)).json()) as { id: string }[]
  for (const { id } of made) t.ok(list.some((pet) => pet.id === id))
})

t.test('a handler may build on what is stored', async (t) => {
  const folder = t.testdir({ 'a.yaml': PETS })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0, mocks: false })
  t.teardown(() => mock.close())
  await story(mock.url)
  mock.mocks.use({
    listPets: async ({ next }: { next: () => Promise<{ body: { name: string }[] }> }) => {
      const answer = await next()
      for (const pet of answer.body) pet.name = pet.name.toUpperCase()
      return answer
    },
  })
  t.match(await (await fetch(`${mock.url}/pets`)).text(), /"name":"ADA"/)
  mock.mocks.use({
    'GET /pets/{id}': async ({ params, resources }: { params: { id: string }; resources: StoredResources }) => {
      await resources.put('pets', { id: params.id, name: 'put by a handler' })
      return (await resources.items('pets')).items.at(-1)
    },
  })
  const id = '0e9d1d35-3d1e-4d66-9a2f-8c7e0f6b3e21'
  t.strictSame(await (await fetch(`${mock.url}/pets/${id}`)).json(), { id, name: 'put by a handler' })
})

t.test('what does not fit an answer is a finding at that answer', async (t) => {
  const folder = t.testdir({
    'a.yaml': PETS.replace('schema: { type: array, items', 'schema: { type: array, minItems: 3, items'),
  })
  const mock = await startMockserve({ documents: ['a.yaml'], folder, port: 0, mocks: false })
  t.teardown(() => mock.close())
  await mock.mocks.stored.resources.seed({ pets: [] })
  const answer = await fetch(`${mock.url}/pets`)
  t.equal(answer.headers.get('mockserve-source'), 'sample', 'nobody wrote three pets')
  t.equal(((await answer.json()) as unknown[]).length, 3)
  t.ok(
    mock.findings
      .map(formatDiagnostic)
      .some((each) => /^a\.yaml:6:\d+: warning: GET \/pets 200: what is stored does not fit .* \[stored-unfit\]$/.test(each)),
  )
})
