// What is saved while it serves: seen at once, and never half written.
import { cpSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { aDocument, type Served, serve, until } from './command.ts'

/** Waits until a GET says a value; how long it took, in ms. A status stands for answers that are no success. */
async function says(mock: Served, path: string, value: string | number): Promise<number> {
  const began = performance.now()
  let last: unknown
  await until(
    async () => {
      const answer = await fetch(mock.url + path)
      // a truncated document may still be one, whose answer is empty
      last = answer.ok ? JSON.parse((await answer.text()) || 'null') : answer.status
      return last === value ? true : undefined
    },
    () => `${path} says ${last}, not ${value}: ${mock.stderr()}`,
  )
  return performance.now() - began
}

/** Names of the events since `from`, findings left out. */
const names = (mock: Served, from = 0) =>
  mock
    .events()
    .slice(from)
    .map(({ event }) => event)
    .filter((name) => name !== 'finding' && name !== 'request')

const start = async (t: Parameters<typeof serve>[0], cwd: string, ...args: string[]) => {
  const mock = await serve(t, [...args, '--json'], { cwd })
  // the watch begins after the first word
  await wait(250)
  return mock
}

t.test('a save is live at once, however the editor writes', async (t) => {
  const cwd = t.testdir({ 'a.yaml': aDocument('one') })
  const file = join(cwd, 'a.yaml')
  const mock = await start(t, cwd, 'a.yaml')
  await says(mock, '/t', 'one')

  writeFileSync(file, aDocument('two'))
  const ms = await says(mock, '/t', 'two')
  t.ok(ms < 600, `in place: ${Math.round(ms)} ms`)
  t.match(await mock.event('reload'), { v: 1, files: ['a.yaml'], ms: Number, changes: [] })

  for (const title of ['three', 'four', 'five']) {
    writeFileSync(`${file}.tmp`, aDocument(title))
    renameSync(`${file}.tmp`, file)
    await says(mock, '/t', title)
  }

  unlinkSync(file)
  await wait(20)
  writeFileSync(file, aDocument('six'))
  await says(mock, '/t', 'six')

  // the second of two saves within 50 ms is the one that watchers like to miss
  for (const gap of [10, 40]) {
    writeFileSync(file, aDocument(`a${gap}`))
    await wait(gap)
    writeFileSync(file, aDocument(`b${gap}`))
    await says(mock, '/t', `b${gap}`)
  }

  // truncate, then write
  for (const gap of [5, 60]) {
    writeFileSync(file, '')
    await wait(gap)
    writeFileSync(file, aDocument(`c${gap}`))
    await says(mock, '/t', `c${gap}`)
  }
  await wait(250)
  t.notOk(names(mock).includes('reload-failed'), 'no step in between was ever told as an error')
  t.equal(mock.stderr(), '')
})

t.test('sixty quick saves, half of them truncated, end on the last', async (t) => {
  const cwd = t.testdir({ 'a.yaml': aDocument('one') })
  const file = join(cwd, 'a.yaml')
  const mock = await start(t, cwd, 'a.yaml')
  for (let i = 0; i < 60; i++) {
    const text = aDocument(`save${i}`)
    writeFileSync(file, i % 2 === 0 ? text : text.slice(0, 60 + i))
    await wait((i % 7) * 3)
  }
  writeFileSync(file, aDocument('last'))
  await says(mock, '/t', 'last')
  await wait(250)
  await says(mock, '/t', 'last')
  t.equal(names(mock).at(-1), 'reload')
})

t.test('a bad save, or a deleted document, keeps the last good version and says so', async (t) => {
  const cwd = t.testdir({ 'a.yaml': aDocument('one') })
  const file = join(cwd, 'a.yaml')
  const mock = await serve(t, ['a.yaml'], { cwd })
  await wait(250)
  writeFileSync(file, 'openapi: 3.0.3\npaths: [\n')
  await until(() => (mock.stderr().includes('not reloaded') ? true : undefined), mock.stderr)
  t.match(mock.stderr(), /^a\.yaml:2:8: error: .*\n {4}1 \| openapi: 3\.0\.3\n {2}> 2 \| paths: \[\n/)
  t.match(mock.stderr(), /\n\d\d:\d\d:\d\d {2}not reloaded a\.yaml: still serving the last good version\n$/)
  await says(mock, '/t', 'one')
  await wait(250)
  t.equal(mock.stderr().split('not reloaded').length, 2, 'once')

  unlinkSync(file)
  await until(() => (mock.stderr().includes('a.yaml does not exist') ? true : undefined), mock.stderr)
  await says(mock, '/t', 'one')
  writeFileSync(file, aDocument('two', '/t', '  /u: { get: { responses: { "200": { description: ok } } } }\n'))
  await says(mock, '/t', 'two')
  await until(() => (mock.stdout().includes('+ GET /u') ? true : undefined), mock.stdout)
  t.match(mock.stdout(), /\n\d\d:\d\d:\d\d {2}reloaded a\.yaml in \d+(\.\d)? ms\n {10}\+ GET \/u\n/)
})

t.test('files behind a $ref are watched, and a folder is watched for documents that come and go', async (t) => {
  const part = (title: string) =>
    `get: { responses: { '200': { description: ok, content: { application/json: { example: ${title} } } } } }\n`
  const cwd = t.testdir({
    api: {
      'good.yaml': aDocument('good', '/t', "  /r: { $ref: './parts/p.yaml' }\n"),
      'bad.yaml': 'openapi: 3.0.0\npaths: [',
      parts: { 'p.yaml': part('p1') },
    },
  })
  const api = join(cwd, 'api')
  const mock = await start(t, cwd, 'api')
  await says(mock, '/r', 'p1')
  await wait(300)
  const since = () => mock.events().length

  writeFileSync(join(api, 'parts/p.yaml'), part('p2'))
  await says(mock, '/r', 'p2')
  let from = since()
  writeFileSync(join(api, 'parts/p.yaml'), 'get: [')
  t.match(await mock.event('reload-failed', from), { files: ['api/parts/p.yaml'], findings: [{ file: 'api/parts/p.yaml' }] })
  await says(mock, '/r', 'p2')
  writeFileSync(join(api, 'parts/p.yaml'), part('p3'))
  await says(mock, '/r', 'p3')

  writeFileSync(join(api, 'good.yaml'), aDocument('better', '/t', "  /r: { $ref: './parts/p.yaml' }\n"))
  await says(mock, '/t', 'better')
  writeFileSync(join(api, 'new.yaml'), aDocument('new', '/n'))
  await says(mock, '/n', 'new')
  unlinkSync(join(api, 'new.yaml'))
  await says(mock, '/n', 404)
  writeFileSync(join(api, 'bad.yaml'), aDocument('mended', '/b'))
  await says(mock, '/b', 'mended')
  mkdirSync(join(api, 'below'))
  writeFileSync(join(api, 'below/deep.yaml'), aDocument('deep', '/deep'))
  await says(mock, '/deep', 'deep')

  await wait(300)
  from = since()
  writeFileSync(join(api, 'bad.yaml'), 'title: no longer a document\n')
  t.match(await mock.event('reload-failed', from), {
    files: ['api/bad.yaml'],
    findings: [{ code: 'not-openapi', file: 'api/bad.yaml' }],
  })
  await says(mock, '/b', 'mended')
})

t.test('a folder that is replaced, as by a checkout, is watched on', async (t) => {
  const cwd = t.testdir({ api: { 'a.yaml': aDocument('one') } })
  const api = join(cwd, 'api')
  const mock = await start(t, cwd, 'api')
  cpSync(api, `${api}.new`, { recursive: true })
  writeFileSync(`${api}.new/a.yaml`, aDocument('two'))
  rmSync(api, { recursive: true })
  await mock.event('reload-failed')
  await says(mock, '/t', 'one')
  renameSync(`${api}.new`, api)
  await says(mock, '/t', 'two')
  await wait(400)
  writeFileSync(join(api, 'a.yaml'), aDocument('three'))
  await says(mock, '/t', 'three')
  await until(
    () => (names(mock).at(-1) === 'reload' ? true : undefined),
    () => names(mock).join(' '),
  )
  t.equal(mock.stderr(), '')
})

t.test('nothing is watched with --no-watch, nor on a build machine unless that is asked for', async (t) => {
  const cwd = t.testdir({ 'a.yaml': aDocument('one') })
  const off = await serve(t, ['a.yaml', '--json', '--no-watch'], { cwd })
  const ci = await serve(t, ['a.yaml', '--json'], { cwd, env: { CI: 'true' } })
  const asked = await serve(t, ['a.yaml', '--json'], { cwd, env: { CI: 'true', MOCKSERVE_WATCH: 'true' } })
  await wait(250)
  writeFileSync(join(cwd, 'a.yaml'), aDocument('two'))
  await says(asked, '/t', 'two')
  await wait(300)
  await says(off, '/t', 'one')
  await says(ci, '/t', 'one')
  t.strictSame([names(off), names(ci)], [['ready'], ['ready']])
})
