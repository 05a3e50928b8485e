// Stores, the state over them, and the file that survives its process.
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openFileStore } from '../../src/responders/resources/file-store.ts'
import { MemoryStore } from '../../src/responders/resources/memory-store.ts'
import { ResourceState } from '../../src/responders/resources/resource-state.ts'
import type { Row, Store } from '../../src/responders/resources/store.ts'
import { NOTES, notesPath, serve } from './serve-document.ts'

const put = (key: string, value: unknown, order?: number) =>
  ({
    kind: 'put',
    collection: 'c',
    key,
    text: JSON.stringify(value),
    isWritten: true,
    ...(order !== undefined && { order }),
  }) as const
const keys = (rows: readonly Row[]) => rows.map(({ key }) => key)
const silent = { report: () => {} }

for (const [name, open] of [
  ['memory', async (_folder: string): Promise<Store> => new MemoryStore()],
  ['file', (folder: string): Promise<Store> => openFileStore(join(folder, 'state'), silent)],
] as const) {
  t.test(`a store in ${name} keeps order, counts what is there and remembers what was removed`, async (t) => {
    const store = await open(t.testdir({}))
    await store.apply([put('a', 1), put('b', 2), put('c', 3)])
    await store.apply([{ kind: 'remove', collection: 'c', key: 'b' }, put('a', 10)])
    t.strictSame(keys(await store.range('c', 0, 10)), ['a', 'c'])
    t.strictSame((await store.get('c', 'b'))?.text, undefined)
    t.ok(await store.get('c', 'b'), 'removed is not unknown')
    t.equal(await store.get('c', 'z'), undefined)
    t.equal((await store.head('c'))?.count, 2)
    await store.apply([put('b', 4)])
    t.strictSame(keys(await store.range('c', 1, 10)), ['c', 'b'], 'what comes again comes last')
    await store.apply([put('b', 4, 1)])
    t.strictSame(keys(await store.range('c', 0, 10)), ['a', 'b', 'c'], 'unless its place is given')
    await store.apply([{ kind: 'forget', collection: 'c', key: 'a' }])
    t.equal(await store.get('c', 'a'), undefined)
    const scanned: string[] = []
    for await (const rows of store.scan('c')) scanned.push(...keys(rows))
    t.strictSame(scanned, ['b', 'c'])
    await store.apply([{ kind: 'drop', collection: 'c' }])
    t.equal(await store.head('c'), undefined)
    await store.close()
  })
}

t.test('a file is read again with order, removed items and heads', async (t) => {
  const path = join(t.testdir({}), 'state')
  const store = await openFileStore(path, silent)
  await store.apply([{ kind: 'head', collection: 'c', isClosed: true, lastId: 7 }, put('a', 'ä\n'), put('b', 2)])
  await store.apply([{ kind: 'remove', collection: 'c', key: 'b' }])
  await store.close()
  t.notOk(existsSync(`${path}.lock`), 'the lock goes with the process')
  const again = await openFileStore(path, silent)
  t.strictSame(await again.head('c'), { count: 1, written: 1, isClosed: true, lastId: 7 })
  t.equal((await again.get('c', 'a'))?.text, '"ä\\n"')
  t.ok(await again.get('c', 'b'))
  await again.close()
})

t.test('a last write that was not finished is taken away and reported; damage further up is refused', async (t) => {
  const path = join(t.testdir({}), 'state')
  const store = await openFileStore(path, silent)
  for (const key of ['a', 'b', 'c']) await store.apply([put(key, key)])
  await store.close()
  const whole = readFileSync(path)
  truncateSync(path, whole.length - 5)
  const said: string[] = []
  const torn = await openFileStore(path, { report: (message) => said.push(message) })
  t.strictSame(keys(await torn.range('c', 0, 9)), ['a', 'b'])
  t.match(said.join(), /not finished/)
  await torn.apply([put('d', 4)])
  await torn.close()
  const mended = await openFileStore(path, { report: (message) => said.push(message) })
  t.strictSame(keys(await mended.range('c', 0, 9)), ['a', 'b', 'd'])
  await mended.close()
  t.equal(said.length, 1, 'it is reported once')
  const damaged = Buffer.from(whole)
  damaged[60] = 0x23
  writeFileSync(path, damaged)
  await t.rejects(openFileStore(path, silent), { message: /state:2: the state file is damaged/ })
  writeFileSync(path, 'my shopping list')
  await t.rejects(openFileStore(path, silent), { message: /no state file/ })
  t.equal(readFileSync(path, 'utf8'), 'my shopping list', 'what is no state file is left alone')
})

t.test('the journal is written anew when most of it is past', async (t) => {
  const path = join(t.testdir({}), 'state')
  const store = await openFileStore(path, silent)
  const text = 'x'.repeat(100_000)
  for (let i = 0; i < 120; i++) await store.apply([put(String(i % 3), text + i)])
  await store.close()
  t.ok(statSync(path).size < 6_000_000, `${statSync(path).size} bytes for 300 KB of items`)
  const again = await openFileStore(path, silent)
  t.strictSame(keys(await again.range('c', 0, 9)), ['0', '1', '2'])
  t.equal((await again.get('c', '2'))?.text, JSON.stringify(`${text}119`))
  await again.close()
})

t.test('a second process on the same file is refused, with the first one named', async (t) => {
  const path = join(t.testdir({}), 'state')
  const store = await openFileStore(path, silent)
  await t.rejects(openFileStore(path, silent), { message: new RegExp(`in use by process ${process.pid} .* in `) })
  await store.close()
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, command: 'gone', folder: '/', began: null }))
  const next = await openFileStore(path, silent)
  await next.close()
})

t.test(
  'where the disk takes no more, the write is refused and what was there stays',
  { skip: !existsSync('/dev/full') },
  async (t) => {
    const path = join(t.testdir({}), 'state')
    const store = await openFileStore(path, silent)
    await store.apply([put('a', 1)])
    const file = (await import('node:fs/promises')).open
    const full = await file('/dev/full', 'r+')
    const real = Reflect.get(full, 'write') as (...args: unknown[]) => Promise<unknown>
    const own = await file(path, 'r+')
    const prototype = Object.getPrototypeOf(own) as { write: unknown }
    const kept = prototype.write
    prototype.write = (...args: unknown[]) => real.apply(full, args)
    await t.rejects(store.apply([put('b', 2)]), { message: /could not be kept in .*: ENOSPC/ })
    prototype.write = kept
    await Promise.all([full.close(), own.close()])
    t.equal(await store.get('c', 'b'), undefined, 'memory holds no more than the file')
    await store.apply([put('c', 3)])
    await store.close()
    const again = await openFileStore(path, silent)
    t.strictSame(keys(await again.range('c', 0, 9)), ['a', 'c'])
    await again.close()
  },
)

t.test('undo takes back the last change, snapshots bring all of it back', async (t) => {
  const { send, state } = serve(notesPath(t.testdir({})), { text: NOTES })
  const texts = async () => ((await send('GET', '/notes')).body as { items: { text: string }[] }).items.map(({ text }) => text)
  await send('POST', '/notes', { text: 'one' })
  await send('POST', '/notes', { text: 'two' })
  await state.snapshot('two notes')
  await send('DELETE', '/notes/1')
  await send('PATCH', '/notes/2', { text: 'changed' })
  t.strictSame(await texts(), ['changed'])
  t.equal(await state.undo(), true)
  t.equal(await state.undo(), true)
  t.strictSame(await texts(), ['one', 'two'], 'in their order')
  await send('POST', '/notes', { text: 'three' })
  t.equal(await state.restore('two notes'), true)
  t.strictSame(await texts(), ['one', 'two'])
  t.equal(await state.restore('never taken'), false)
  t.strictSame(state.snapshots, ['two notes'])
  await state.reset()
  t.strictSame(await texts(), [], 'as the document has it')
  t.equal(await state.undo(), false)
})

t.test('seeds replace what a resource holds; what is not among them does not exist', async (t) => {
  const { send, resources } = serve(notesPath(t.testdir({})), { text: NOTES })
  await resources.seed({
    notes: [
      { id: 5, text: 'seeded' },
      { id: 9, text: 'too' },
    ],
  })
  t.strictSame((await send('GET', '/notes')).body, {
    items: [
      { id: 5, text: 'seeded' },
      { id: 9, text: 'too' },
    ],
    total: 2,
  })
  t.equal((await send('GET', '/notes/6')).status, 404)
  t.strictSame(((await send('POST', '/notes', { text: 'new' })).body as { id: number }).id, 10)
  t.strictSame((await resources.items('notes', { limit: 2 })).total, 3)
  await t.rejects(resources.seed({ note: [] }), { message: /did you mean notes/ })
})

t.test('100 writers at once lose nothing, and the same requests give the same bytes', async (t) => {
  const run = async (folder: string) => {
    const served = serve(notesPath(folder), { text: NOTES, seed: 5 })
    const made = await Promise.all(
      Array.from({ length: 100 }, (_, i) => served.send('POST', '/notes', { text: `n${i}`, count: 0 })),
    )
    await Promise.all(Array.from({ length: 50 }, (_, i) => served.send('PATCH', '/notes/1', { count: i })))
    return { made: made.map(({ text }) => text), list: (await served.send('GET', '/notes?limit=100')).text }
  }
  const [one, other] = [await run(t.testdir({ a: {} })), await run(t.testdir({ b: {} }))]
  const ids = new Set(one.made.map((text) => (JSON.parse(text) as { id: number }).id))
  t.equal(ids.size, 100)
  t.equal((JSON.parse(one.list) as { total: number }).total, 100)
  t.strictSame(one, other)
})

t.test('writes that a file keeps are there after a restart', async (t) => {
  const folder = t.testdir({})
  const path = join(folder, 'state')
  const first = new ResourceState(await openFileStore(path, silent))
  await first.open()
  const { send } = serve(notesPath(folder), { text: NOTES, state: first })
  await send('POST', '/notes', { text: 'kept' })
  await first.close()
  appendFileSync(path, '')
  const second = new ResourceState(await openFileStore(path, silent))
  await second.open()
  const again = serve(notesPath(folder), { text: NOTES, state: second })
  t.match((await again.send('GET', '/notes/1')).body, { id: 1, text: 'kept' })
  t.match((await again.send('POST', '/notes', { text: 'next' })).body, { id: 2, createdAt: '2026-01-01T00:00:02Z' })
  await second.close()
})
