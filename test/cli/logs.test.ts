// What serving tells: lines for programs and their schema, log files, repeats, links.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import t from 'tap'
import { knowsHyperlinks } from '../../src/cli/hyperlinks.ts'
import { Output } from '../../src/cli/output.ts'
import { collapseRepeats } from '../../src/cli/repeats.ts'
import { aDocument, type Event, run, serve, until } from './command.ts'

interface Schema {
  readonly properties?: object
  readonly oneOf?: readonly { readonly properties: { readonly event: { readonly const: string } } }[]
}
const schema: Schema = JSON.parse(readFileSync(new URL('../../docs/log-lines.schema.json', import.meta.url), 'utf8'))
/** Readers pass over what they do not know; here it is a member that nobody documented. */
const strict = JSON.parse(JSON.stringify(schema), (key, value) =>
  value?.properties === undefined || key === '' ? value : { ...value, additionalProperties: false },
)
const ajv = new Ajv2020({ strict: false })
formats.default(ajv)
const fits = ajv.compile(strict)

const withHandler = {
  'openapi.yaml': `openapi: 3.1.0
info: { title: one, version: '1' }
tags: 3
paths:
  /t:
    get:
      operationId: tell
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses: { '200': { description: ok, content: { application/json: { example: one } } } }
`,
  mocks: { 't.js': 'export default { tell: ({ log, next }) => { log("asked"); return next() } }\n' },
}

t.test('every line of a run fits the schema, and each of its kinds is seen', async (t) => {
  const cwd = t.testdir(withHandler)
  const mock = await serve(t, ['--json', '--log-level', 'debug', '--host', '0.0.0.0'], { cwd })
  const local = mock.url.replace('0.0.0.0', '127.0.0.1')
  await fetch(`${local}/t?n=1&api_key=hunter2`, { headers: { authorization: 'Bearer hunter3' } })
  await fetch(`${local}/t?n=x`)
  await fetch(`${local}/t`, { headers: { origin: 'https://evil.example' } })
  await mock.event('finding')
  writeFileSync(join(cwd, 'openapi.yaml'), 'openapi: [')
  await mock.event('reload-failed')
  writeFileSync(join(cwd, 'openapi.yaml'), aDocument('two'))
  await mock.event('reload')
  await mock.stop()
  const failed = JSON.parse((await run(['nowhere.yaml', '--json'], { cwd })).stdout)
  const events: readonly Event[] = [...mock.events(), failed]
  for (const event of events) t.ok(fits(event), `${event.event}: ${ajv.errorsText(fits.errors)}`)
  t.same(new Set(events.map(({ event }) => event)), new Set(schema.oneOf?.map(({ properties }) => properties.event.const)))
  t.match(
    events.filter(({ event }) => event === 'request'),
    [
      { exchange: '1', query: 'n=1&api_key=***', status: 200 },
      { exchange: '2', violations: [{ in: 'query' }] },
      { exchange: '3', source: 'refusal:foreign-origin', hint: /may not use the mock/ },
    ],
  )
  t.notMatch(mock.stdout(), /hunter/)
})

t.test('a log file holds the lines of its level, in the same form, and the terminal stays as it is', async (t) => {
  const cwd = t.testdir(withHandler)
  writeFileSync(join(cwd, 'kept.log'), 'earlier\n')
  const mock = await serve(t, ['--log-file', 'kept.log', '--log-level', 'debug', '--no-watch'], { cwd })
  await fetch(`${mock.url}/t?token=hunter2`, { headers: { cookie: 'hunter3' } })
  await mock.stop()
  t.match(mock.stdout(), /GET {5}\/t\?token=\*\*\* +200/)
  t.equal(mock.stderr().includes('trail'), false)
  const [earlier, ...lines] = readFileSync(join(cwd, 'kept.log'), 'utf8').trimEnd().split('\n')
  t.equal(earlier, 'earlier')
  const events = lines.map((line): Event => JSON.parse(line))
  for (const event of events) t.ok(fits(event), `${event.event}: ${ajv.errorsText(fits.errors)}`)
  t.match(
    events.filter(({ event }) => event !== 'finding'),
    [
      { event: 'ready', level: 'info' },
      { event: 'settings', level: 'debug' },
      { event: 'log', line: 'asked' },
      { event: 'request', level: 'info' },
      { event: 'trail', level: 'debug', requestHeaders: { cookie: '***' } },
      { event: 'coverage', used: 1, reports: [] },
      { event: 'closing' },
    ],
  )
  t.notMatch(lines.join('\n'), /hunter/)
  await run(['nowhere.yaml', '--log-file', 'new.log', '--log-level', 'error'], { cwd })
  t.match(JSON.parse(readFileSync(join(cwd, 'new.log'), 'utf8')), { event: 'error', level: 'error', exitCode: 1 })
  if (process.platform !== 'win32') t.equal(statSync(join(cwd, 'new.log')).mode & 0o777, 0o600)
  t.match(await run(['--log-file', 'nowhere/a.log'], { cwd }), {
    exitCode: 2,
    stderr: /^mockserve: --log-file nowhere\/a\.log: there is no such folder\n$/,
  })
  t.match(await run(['--log-level', 'debgu'], { cwd }), { exitCode: 2, stderr: /did you mean debug\?\n$/ })
})

t.test('what repeats in quick succession is counted, and nothing that differs is hidden', async (t) => {
  // a finding is another line
  const cwd = t.testdir({ 'openapi.yaml': withHandler['openapi.yaml'].replace('tags: 3\n', '') })
  const mock = await serve(t, ['--no-watch'], { cwd })
  for (let i = 0; i < 4; i++) await fetch(`${mock.url}/t`)
  for (const n of ['x', 'x', 'y']) await fetch(`${mock.url}/t?n=${n}`)
  await mock.stop()
  const lines = mock
    .stdout()
    .split('\n')
    .filter((line) => /GET|×|query/.test(line))
    .map((line) =>
      line
        .replace(/^\S{8} {2}|\d+(\.\d)? ms/g, '')
        .trim()
        .replace(/ +/g, ' '),
    )
  t.match(lines, [
    /^GET \/t 200 example/,
    /^× 4/,
    /^GET \/t\?n=x 422/,
    /received "x"/,
    /^× 2/,
    /^GET \/t\?n=y 422/,
    /received "y"/,
  ])
  t.equal(lines.length, 7)
})

t.test('a count takes the place of the one before only when nothing was written between', (t) => {
  const written: string[] = []
  const sink = () => {
    const stream = new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk))
        done()
      },
    })
    return Object.assign(stream, { bytesWritten: 0 })
  }
  const streams = { stdout: sink(), stderr: sink() }
  for (const stream of Object.values(streams)) {
    const write = stream.write.bind(stream)
    stream.write = ((text: string) => {
      stream.bytesWritten += text.length
      return write(text)
    }) as typeof stream.write
  }
  const output = new Output(streams)
  const repeats = collapseRepeats({ print: (text) => output.log(text), reprint: (text) => output.replaceable(text) })
  const show = (key: string) => {
    repeats.show(key, 1, () => key)
    output.flush()
  }
  for (const key of ['a', 'a', 'a']) show(key)
  streams.stderr.write('of a handler\n')
  show('a')
  show('b')
  const up = '\u001b[1A\u001b[2K'
  t.same(written, [
    'a\n',
    '          × 2   1.0 ms\n',
    `${up}          × 3   1.0 ms\n`,
    'of a handler\n',
    '          × 4   1.0 ms\n',
    'b\n',
  ])
  t.end()
})

t.test('a terminal that shows links gets them, and no other stream does', (t) => {
  const terminal = { isTTY: true }
  t.ok(knowsHyperlinks(terminal, { TERM: 'xterm-kitty' }))
  t.ok(knowsHyperlinks(terminal, { TERM: 'xterm-256color', VTE_VERSION: '7200' }))
  t.ok(knowsHyperlinks(terminal, { FORCE_HYPERLINK: '1' }))
  t.notOk(knowsHyperlinks(terminal, { TERM: 'xterm-256color' }))
  t.notOk(knowsHyperlinks(terminal, { TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }))
  t.notOk(knowsHyperlinks({}, { TERM: 'xterm-kitty', FORCE_HYPERLINK: '1' }))
  t.end()
})

t.test(
  'at a terminal requests are links, and counts are written in place',
  { skip: !existsSync('/usr/bin/script') },
  async (t) => {
    const cwd = t.testdir({ 'openapi.yaml': aDocument('one') })
    const main = join(import.meta.dirname, '../../src/cli/main.ts')
    const command = `'${process.execPath}' --import '${import.meta.resolve('tsx')}' '${main}' --port 0 --no-watch`
    const env = { ...process.env, TERM: 'xterm', FORCE_HYPERLINK: '1', XDG_STATE_HOME: `${cwd}/state`, NO_COLOR: undefined }
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env })
    let shown = ''
    child.stdout.on('data', (part) => {
      shown += part
    })
    const url = await until(
      () => /Local:\S* +\S*?(http:\/\/127\.0\.0\.1:\d+)/.exec(shown.replace(/\u001b\[\d+m/g, ''))?.[1],
      () => shown,
    )
    for (let i = 0; i < 3; i++) {
      await fetch(`${url}/t`)
      await until(
        () => (shown.includes(i === 0 ? 'example:default' : `× ${i + 1}`) ? true : undefined),
        () => shown,
      )
    }
    child.stdin.write('q\n')
    await new Promise((resolve) => child.once('close', resolve))
    t.match(shown, `\u001b]8;;${url}/__mockserve/?exchange=1\u001b\\/t\u001b]8;;\u001b\\`)
    t.match(shown, /× 2.*\r\n\u001b\[1A\u001b\[2K +× 3/)
  },
)
