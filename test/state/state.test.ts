// What clients wrote: how it is kept, that it repeats, and that it outlives reloads but no reset.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startMockserve } from '../../src/app/mockserve.ts'
import { jsonPatch } from '../../src/responders/resources/json-patch.ts'
import { pageOf } from '../../src/responders/resources/list-query.ts'
import { ResourceState } from '../../src/responders/resources/resource-state.ts'
import { MemoryStore } from '../../src/responders/resources/store.ts'

t.test('a store keeps the order in which ids came; what was gone and comes back is last', async (t) => {
  const store = new MemoryStore()
  t.equal(store.isTouched('p'), false)
  for (const id of ['a', 'b', 'c']) await store.put('p', { kind: 'item', id, item: { id } })
  await store.put('p', { kind: 'item', id: 'a', item: { id: 'a', changed: true } })
  await store.put('p', { kind: 'gone', id: 'b' })
  await store.put('p', { kind: 'item', id: 'b', item: { id: 'b' } })
  const ids: string[] = []
  for await (const { id } of store.entries('p')) ids.push(id)
  t.strictSame(ids, ['a', 'c', 'b'])
  t.strictSame(await store.get('p', 'a'), { kind: 'item', id: 'a', item: { id: 'a', changed: true } })
  t.equal(await store.get('q', 'a'), undefined)
  t.strictSame([await store.next('n'), await store.next('n'), await store.next('m')], [1, 2, 1])
  await store.reset()
  t.equal(store.isTouched('p'), false)
  t.equal(await store.next('n'), 1)
})

t.test('writes at one place wait for each other, also behind one that fails', async (t) => {
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
  const first = state.exclusive('p', write('first', true))
  const second = state.exclusive('p', write('second'))
  await t.rejects(first, { message: 'first' })
  await second
  t.strictSame(log, ['first begins', 'first ends', 'second begins', 'second ends'])
})

t.test('a JSON Patch is done as a whole or not at all', async (t) => {
  const target = { a: [1, 2], b: { c: 'x' }, 'd/e': 1 }
  t.strictSame(jsonPatch(target, [{ op: 'add', path: '/a/1', value: 9 }]), { ...target, a: [1, 9, 2] })
  t.strictSame(jsonPatch(target, [{ op: 'move', from: '/b/c', path: '/f' }]), { a: [1, 2], b: {}, 'd/e': 1, f: 'x' })
  t.strictSame(jsonPatch(target, [{ op: 'copy', from: '/a', path: '/b/c' }]), { ...target, b: { c: [1, 2] } })
  t.strictSame(jsonPatch(target, [{ op: 'remove', path: '/d~1e' }]), { a: [1, 2], b: { c: 'x' } })
  t.strictSame(jsonPatch(target, [{ op: 'replace', path: '', value: 5 }]), 5)
  t.strictSame(jsonPatch(target, [{ op: 'test', path: '/b', value: { c: 'x' } }]), target)
  const wrong: [unknown, RegExp][] = [
    [{ op: 'remove', path: '/nothing' }, /operation 0: there is nothing at "\/nothing"/],
    [{ op: 'add', path: '/a/7', value: 1 }, /nothing at "\/a\/7"/],
    [{ op: 'add', path: '/a/01', value: 1 }, /nothing at/],
    [{ op: 'test', path: '/a/0', value: 2 }, /is another one/],
    [{ op: 'sing', path: '/a' }, /"sing" is no operation/],
    [{ op: 'add', path: 'a', value: 1 }, /no JSON Pointer/],
    ['text', /is no object/],
  ]
  for (const [operation, message] of wrong) t.throws(() => jsonPatch(target, [operation]), { message }, JSON.stringify(operation))
  t.throws(
    () => jsonPatch({}, [{ op: 'remove', path: '/toString' }]),
    { message: /nothing at/ },
    'what is inherited is not there',
  )
  const polluted = jsonPatch({}, [{ op: 'add', path: '/__proto__', value: { bad: 1 } }])
  t.equal(({} as Record<string, unknown>)['bad'], undefined)
  t.ok(Object.hasOwn(polluted as object, '__proto__'))
  t.strictSame(target, { a: [1, 2], b: { c: 'x' }, 'd/e': 1 }, 'what was given is as it was')
})

t.test('a page counts what is left after filters, and ends behind the last item', async (t) => {
  const items = Array.from({ length: 5 }, (_, i) => ({ id: i + 1, kind: i % 2 === 0 ? 'a' : 'b', name: `n${5 - i}` }))
  const wish = { filters: [], sort: [], search: undefined, limit: 2, offset: 0, after: undefined, firstPage: 1, mover: undefined }
  const ids = (page: ReturnType<typeof pageOf>) => page.items.map(({ id }) => id)
  t.strictSame(ids(pageOf(items, { ...wish, filters: [{ property: 'kind', values: ['a'] }] }, ['id'])), [1, 3])
  t.match(pageOf(items, { ...wish, offset: 4 }, ['id']), { total: 5, offset: 4, hasMore: false })
  t.match(pageOf(items, { ...wish, offset: 40 }, ['id']), { items: [], total: 5, offset: 5, hasMore: false })
  t.strictSame(ids(pageOf(items, { ...wish, after: '3' }, ['id'])), [4, 5])
  t.strictSame(ids(pageOf(items, { ...wish, sort: [{ property: 'name', descending: false }] }, ['id'])), [5, 4])
  t.strictSame(ids(pageOf(items, { ...wish, search: 'N4' }, ['id'])), [2])
  t.match(pageOf(items, { ...wish, limit: 0 }, ['id']), { items: [], total: 5 })
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
})
