// The command as people and programs meet it: words, exit codes, ports, signals, events.
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { listeningInodes } from '../../src/app/port-holder-linux.ts'
import { lsofFields, netstatPids } from '../../src/app/port-holder-tools.ts'
import { Output } from '../../src/cli/output.ts'
import { jsonLine, maskSecrets, printable } from '../../src/cli/safe-text.ts'
import { combineOrigins, parseAllowedHost, parseHost, parseOrigin, parsePort } from '../../src/config/parse-values.ts'
import { aDocument, atTerminal, run, serve, until } from './command.ts'

const ESCAPE = '\u001b'

t.test('a wrong command line gets one line with the way out, exit code 2 and no help text', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': aDocument('one') })
  const cases: readonly (readonly [args: string, stderr: string])[] = [
    ['--port abc', '--port abc: not a port number (0 to 65535)'],
    ['--port -1', '--port -1: not a port number (0 to 65535)'],
    ['--port 628933', '--port 628933: not a port number (0 to 65535); did you mean 62893?'],
    ['--prot 3000', 'unknown option --prot; did you mean --port?'],
    ['--port', '--port needs a value; mockserve --help lists what there is'],
    ['--examples fiting', '--examples fiting: not one of fitting, as-written; did you mean fitting?'],
    [
      '--cors http://localhost:5173/app',
      '--cors http://localhost:5173/app: an origin has no path; did you mean http://localhost:5173?',
    ],
    ['who', 'which port? As in: mockserve who 3000'],
    ['--host 192.0.2.1', 'cannot listen on host 192.0.2.1: it is no address of this machine (EADDRNOTAVAIL)'],
  ]
  await Promise.all(
    cases.map(async ([args, stderr]) => {
      t.strictSame(
        await run(args.split(' '), { cwd }),
        {
          exitCode: 2,
          stdout: '',
          stderr: `mockserve: ${stderr}
`,
        },
        args,
      )
    }),
  )
  const asJson = await run(['--json', '--port', 'abc'], { cwd })
  t.match(JSON.parse(asJson.stdout), { v: 1, event: 'error', code: 'settings', exitCode: 2, message: /--port abc/ })
  t.match(asJson.stderr, /^mockserve: --port abc/)
})

t.test('values are read to their last letter, or refused', async (t) => {
  t.equal(parsePort('0'), 0)
  t.equal(parsePort('65535'), 65_535)
  for (const text of ['65536', '-1', '3000.5', '12abc', '', ' 80', '0x50', '1e3'])
    t.throws(() => parsePort(text), /0 to 65535/, text)
  t.throws(
    () => parsePort('999999'),
    { message: 'not a port number (0 to 65535)' },
    'a beginning that is no port either is not proposed',
  )
  t.equal(parseHost('[::1]'), '::1')
  t.throws(() => parseHost('http://0.0.0.0'), /not a host but a URL/)
  t.throws(() => parseHost('localhost:3000'), /give host localhost and port 3000 apart/)
  t.equal(parseAllowedHost('Shop.Test'), 'shop.test')
  t.equal(parseAllowedHost('::1'), '[::1]')
  t.throws(() => parseAllowedHost('http://shop.test:80/'), /did you mean shop.test\?/)
  t.equal(parseOrigin('HTTP://Shop.test:80/'), 'http://shop.test')
  t.equal(parseOrigin('chrome-extension://abcdef'), 'chrome-extension://abcdef')
  t.equal(combineOrigins(['off']), 'off')
  t.throws(() => combineOrigins(['off', 'http://a.test']), /no other can stand beside it/)
  for (const text of ['shop.test', '*', 'http://', 'http://user@shop.test', 'null']) t.throws(() => parseOrigin(text), text)
})

t.test('unusable documents are told with their place and a code frame, exit code 1, and never a stack', async (t) => {
  const cwd = t.testdir({ 'bad.yaml': 'openapi: 3.0.0\npaths: [\n', empty: {} })
  const bad = await run(['bad.yaml'], { cwd })
  t.match(bad, {
    exitCode: 1,
    stdout: '',
    stderr: /^bad\.yaml:2:8: error: .*\n {4}1 \| openapi: 3\.0\.0\n {2}> 2 \| paths: \[\n/,
  })
  t.match(bad.stderr, /mockserve: no document can be served\n$/)
  t.notMatch(bad.stderr, /^\s+at /m)
  t.match(await run(['empty'], { cwd }), { exitCode: 1, stderr: /no file in empty is an OpenAPI document/ })
  t.match(await run(['chekc'], { cwd }), { exitCode: 1, stderr: /did you mean the command check\?\n$/ })
})

t.test('the banner is plain text when it is piped, and requests follow it line by line, safe and without secrets', async (t) => {
  const cwd = t.testdir({ openapi: { 'one.yaml': aDocument('"One\\e[31m"') } })
  const mock = await serve(t, [], { cwd })
  t.match(
    mock.stdout(),
    /^\n {2}mockserve \d+\.\d+\.\d+ {2}ready in \d+ ms\n\n {2}➜ {2}Local: {4}http:\/\/127\.0\.0\.1:\d+\/\n {2}➜ {2}Docs: {5}http:\/\/127\.0\.0\.1:\d+\/docs\n {2}➜ {2}Traffic: {2}http:\/\/127\.0\.0\.1:\d+\/__mockserve\/\n\n/,
  )
  t.match(mock.stdout(), / {2}One\\x1b\[31m 1 {3}1 operation {3}base path \/ {3}watching openapi\/\n\n/)
  await fetch(`${mock.url}/t?access_token=hunter2&api%5Fkey=hunter3&n=1`)
  const socket = connect(mock.port, '127.0.0.1')
  socket.write(Buffer.from('GET /\x9b31mred HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 'latin1'))
  socket.resume()
  await once(socket, 'close')
  await fetch(`${mock.url}/t`, { headers: { origin: 'http://evil.example' } })
  await until(() => (mock.stdout().includes(' 403 ') ? true : undefined), mock.stdout)
  const lines = mock.stdout().split('\n').slice(-4)
  t.match(lines[0], /^\d\d:\d\d:\d\d {2}GET {5}\/t\?access_token=\*\*\*&api%5Fkey=\*\*\*&n=1 +200 +\d+(\.\d)? ms {2}example/)
  t.match(lines[1], /GET {5}\/\\x9b31mred +400 +refusal:unreadable \(This is no HTTP request/)
  t.match(lines[2], /GET {5}\/t +403/)
  t.notOk(mock.stdout().includes(ESCAPE) || mock.stdout().includes('\u009b'), 'no control sequence reaches the terminal')
  t.notMatch(mock.stdout(), /hunter/)
  t.match(await mock.stop(), { exitCode: 0 })
  t.match(mock.stdout(), /\n\d\d:\d\d:\d\d {2}stopped \(SIGTERM\)\n$/)
})

t.test('--json prints events and nothing else, ready first', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': aDocument('one', '/t', 'tags: 3\n') })
  const mock = await serve(t, ['openapi.yaml', '--json', '--no-watch'], { cwd })
  const [ready] = mock.events()
  t.match(ready, { v: 1, event: 'ready', url: mock.url, port: mock.port, pid: mock.child.pid, docs: `${mock.url}/docs` })
  t.match(ready?.['documents'], [
    { name: 'openapi', title: 'one', operations: 1, basePaths: ['/'], path: join(cwd, 'openapi.yaml') },
  ])
  await fetch(`${mock.url}/t?key=hunter2`)
  t.match(await mock.event('request'), {
    v: 1,
    method: 'GET',
    path: '/t',
    query: 'key=***',
    status: 200,
    operation: 'tell',
    source: /^example/,
  })
  t.match(await mock.event('finding'), { v: 1, severity: String, code: String, file: 'openapi.yaml', line: 8 })
  await mock.stop()
  t.match(mock.events().at(-1), { v: 1, event: 'closing', reason: 'SIGTERM' })
})

const withRules = `openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /t:
    post:
      requestBody:
        content:
          application/json:
            schema:
              properties:
                name: { type: string }
                password: { type: string, minLength: 9 }
      responses: { '204': { description: done } }
`

t.test('each violation is a line below its request, with its place in the document and without secrets', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': withRules })
  const send = (url: string) =>
    fetch(`${url}/t`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":["\\u001b[31m"],"password":"hunter2"}',
    })
  const forPeople = await serve(t, ['openapi.yaml', '--no-watch'], { cwd })
  await send(forPeople.url)
  await until(() => (forPeople.stdout().includes('/password') ? true : undefined), forPeople.stdout)
  t.match(
    forPeople.stdout(),
    /POST {4}\/t +422 .*refusal:invalid-request\n {10}body \/name: expected string, received .* {2}openapi\.yaml:11\n {10}body \/password: expected .* {2}openapi\.yaml:12\n/,
  )
  t.notMatch(forPeople.stdout(), /hunter/)
  t.notOk(forPeople.stdout().includes(ESCAPE), 'no control sequence reaches the terminal')
  await forPeople.stop()
  const forPrograms = await serve(t, ['openapi.yaml', '--json', '--no-watch'], { cwd })
  await send(forPrograms.url)
  t.match(await forPrograms.event('request'), {
    status: 422,
    violations: [
      { in: 'body', pointer: '/name', rule: 'type', expected: 'string', at: 'openapi.yaml:11' },
      { in: 'body', pointer: '/password', rule: 'minLength', received: '***' },
    ],
  })
})

t.test('a port that was asked for is never replaced: who holds it is said, and what to type instead', async (t) => {
  const cwd = t.testdir({ 'one.yaml': aDocument('one'), 'two.yaml': aDocument('two') })
  const first = await serve(t, ['one.yaml', '--json'], { cwd })
  const other = await run(['two.yaml', '--port', String(first.port)], { cwd })
  t.equal(other.exitCode, 3)
  t.match(
    other.stderr,
    new RegExp(`^mockserve: port ${first.port} is in use.*; choose another: --port \\d+, or --port 0 for any\n$`),
  )
  // a long command is cut, and this one has the checkout's path in it twice
  if (process.platform === 'linux') t.match(other.stderr, new RegExp(`by pid ${first.child.pid} \\(.*node.*, in .*\\)`))
  const same = await run(['one.yaml', '--port', String(first.port)], { cwd })
  t.match(same, { exitCode: 3, stderr: new RegExp(`already served at http://127\\.0\\.0\\.1:${first.port}/`) })

  const stranger = createServer((_request, response) => response.end('{"name":"mockserve"')).listen(0, '127.0.0.1')
  t.teardown(() => stranger.close())
  await once(stranger, 'listening')
  const { port } = stranger.address() as AddressInfo
  t.match(
    await run(['one.yaml', '--port', String(port)], { cwd }),
    { exitCode: 3, stderr: /is in use/ },
    'another program is asked, and not believed',
  )
})

t.test('without --port a document keeps its port, and another is used visibly when that is taken', async (t) => {
  const cwd = t.testdir({ 'one.yaml': aDocument('one') })
  const first = await serve(t, ['one.yaml', '--json'], { cwd, choosesPort: true })
  const second = await serve(t, ['one.yaml'], { cwd, choosesPort: true })
  const usual = first.events()[0]?.['replacedPort'] ?? first.port
  t.ok(Number(usual) >= 61_000)
  t.not(second.port, first.port)
  t.match(second.stdout(), `port ${usual} is taken, so this start uses ${second.port}`)
})

t.test('a signal ends it in time, whatever hangs; a second one at once', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': aDocument('one') })
  const upload = await serve(t, ['--json'], { cwd })
  const socket = connect(upload.port, '127.0.0.1').on('error', () => undefined)
  socket.write('POST /t HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{')
  const idle = connect(upload.port, '127.0.0.1').on('error', () => undefined)
  idle.write('GET /t HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(idle, 'data')
  const { exitCode, ms } = await upload.stop('SIGINT')
  t.equal(exitCode, 0)
  t.ok(ms < 1_500, `${ms} ms`)

  const hasty = await serve(t, ['--json'], { cwd })
  const stuck = connect(hasty.port, '127.0.0.1').on('error', () => undefined)
  stuck.write('GET /t HTTP/1.1\r\nHost: localhost\r\nPrefer: delay=5000\r\n\r\n')
  await wait(150)
  hasty.child.kill('SIGINT')
  await wait(200)
  const second = await hasty.stop('SIGINT')
  t.equal(second.exitCode, 0)
  t.ok(second.ms < 400, `${second.ms} ms`)
  t.equal(hasty.stderr(), '')

  const closed = await serve(t, ['--json'], { cwd })
  t.match(await closed.stop('SIGHUP'), { exitCode: 0 })
})

t.test('a debugger port is not opened by SIGUSR1', { skip: process.platform === 'win32' }, async (t) => {
  const mock = await serve(t, ['--json'], { cwd: t.testdir({ 'openapi.yaml': aDocument('one') }) })
  mock.child.kill('SIGUSR1')
  await wait(200)
  t.equal((await fetch(`${mock.url}/t`)).status, 200)
  t.equal(mock.stderr(), '')
})

t.test('a reader that has gone, or does not read, is nothing to the server', async (t) => {
  const mock = await serve(t, ['--json'], { cwd: t.testdir({ 'openapi.yaml': aDocument('one') }) })
  mock.child.stdout?.destroy()
  for (let i = 0; i < 3; i++) t.equal((await fetch(`${mock.url}/t`)).status, 200)
  t.match(await mock.stop(), { exitCode: 0 })
  t.equal(mock.stderr(), '')

  const written: string[] = []
  let release: (() => void) | undefined
  const slow = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk))
      release = done
    },
  })
  const output = new Output({ stdout: slow, stderr: slow })
  const long = 'x'.repeat(1_000)
  for (let i = 0; i < 5_000; i++) {
    output.log(long)
    output.flush()
  }
  t.ok(slow.writableLength < 2 * 2 ** 20, 'what waits is bounded')
  for (let i = 0; i < 5_000 && slow.writableLength > 0; i++) release?.()
  output.log('the next')
  output.flush()
  for (let i = 0; i < 10 && slow.writableLength > 0; i++) release?.()
  t.match(written.join(''), /\n\(\d+ lines are missing here: this output was not read fast enough\)\nthe next\n$/)
})

t.test('settings: a flag wins over the environment, that over the config file, that over the default', async (t) => {
  const config = { seed: 1, host: '127.0.0.1', cors: ['http://config.test'], documents: 'one.yaml' }
  const cwd = t.testdir({ 'one.yaml': aDocument('one'), 'mockserve.config.json': JSON.stringify(config) })
  const grants = async (url: string, origin: string) => (await fetch(`${url}/t`, { headers: { origin } })).status === 200
  const byConfig = await serve(t, ['--json'], { cwd })
  t.ok(await grants(byConfig.url, 'http://config.test'))
  const byEnvironment = await serve(t, ['--json'], { cwd, env: { MOCKSERVE_CORS: 'http://env.test, http://env2.test' } })
  t.notOk(await grants(byEnvironment.url, 'http://config.test'))
  t.ok(await grants(byEnvironment.url, 'http://env2.test'))
  const byFlag = await serve(t, ['--json', '--cors', 'http://flag.test'], { cwd, env: { MOCKSERVE_CORS: 'http://env.test' } })
  t.notOk(await grants(byFlag.url, 'http://env.test'))
  t.ok(await grants(byFlag.url, 'http://flag.test'))
})

t.test('a bad setting is named with where it came from', async (t) => {
  const cases: readonly (readonly [file: string, text: string, stderr: RegExp])[] = [
    [
      'mockserve.config.json',
      '{"prot": 3000, "strict": "yes"}',
      /^mockserve: mockserve\.config\.json: strict must be a boolean\n {2}mockserve\.config\.json: there is no setting "prot"; did you mean port\?\n$/,
    ],
    ['mockserve.config.yaml', 'port: [1\n', /^mockserve: mockserve\.config\.yaml:1:7: error/],
    ['mockserve.config.mjs', 'export const port = 1', /no default export/],
    [
      'mockserve.config.js',
      "import { a } from 'not-installed'",
      /^mockserve: mockserve\.config\.js:1:19: error: the package "not-installed" is not installed \(npm install not-installed\)/,
    ],
    [
      'mockserve.config.ts',
      "const port: string = 'abc'\nexport default { port }",
      /^mockserve: mockserve\.config\.ts: port abc: not a port number \(0 to 65535\)\n$/,
    ],
  ]
  const folders = cases.map(([file, text], i) => [`case${i}`, { 'openapi.yaml': aDocument('one'), [file]: text }] as const)
  const cwd = t.testdir(Object.fromEntries(folders))
  const env = { MOCKSERVE_PORT: '628933' }
  const fromEnvironment = run([], { cwd, env })
  await Promise.all(
    cases.map(async ([file, , stderr], i) => {
      t.match(await run([], { cwd: join(cwd, `case${i}`) }), { exitCode: 2, stdout: '', stderr }, file)
    }),
  )
  t.match(await fromEnvironment, {
    exitCode: 2,
    stderr: /^mockserve: MOCKSERVE_PORT=628933: not a port number .*did you mean 62893\?\n$/,
  })
})

t.test('other machines are invited only loudly', async (t) => {
  const mock = await serve(t, ['--host', '0.0.0.0'], { cwd: t.testdir({ 'openapi.yaml': aDocument('one') }) })
  t.match(mock.url, 'http://127.0.0.1:')
  t.equal((await fetch(`${mock.url}/t`)).status, 200)
  await until(() => (mock.stderr() === '' ? undefined : true), mock.stderr)
  t.equal(mock.stderr(), 'mockserve: WARNING: --host 0.0.0.0: other machines can reach this mock\n')
  const network = /Network: {2}(http:\S+)/.exec(mock.stdout())?.[1]
  if (network !== undefined) t.equal((await fetch(`${network}t`)).status, 200, 'the addresses it names are let in')
})

t.test('check tells all findings in the form that was asked for, exit code 1 on errors', async (t) => {
  const broken = `openapi: 3.0.3
info: { title: a, version: '1' }
paths:
  /t:
    get:
      responses:
        '200':
          description: "a, b: c"
          content: { application/json: { schema: { $ref: '#/components/schemas/Pte' } } }
components: { schemas: { Pet: { type: string } } }
`
  const cwd = t.testdir({ 'bad.yaml': broken, 'good.yaml': aDocument('one'), check: { 'openapi.yaml': aDocument('two') } })
  const check = (...args: string[]) => run(['check', ...args], { cwd })
  const as = async (format: string) => (await check('bad.yaml', '--format', format)).stdout
  const [pretty, good, unix, github, json] = await Promise.all([
    check('bad.yaml'),
    check('good.yaml'),
    as('unix'),
    as('github'),
    as('json'),
  ])
  t.match(pretty, { exitCode: 1, stderr: '', stdout: /^bad\.yaml:9:\d+: error: .*did you mean Pet\?.*\n.*\n {2}> {1,2}9 \| /m })
  t.match(pretty.stdout, /\n1 error, 0 warnings in 1 document \(1 operation\)\n$/)
  t.match(good, { exitCode: 0, stdout: '0 errors, 0 warnings in 1 document (1 operation)\n' })
  t.match(unix, /^bad\.yaml:9:\d+: error: [^\n]+\[ref-unresolved\]\n$/)
  t.match(github, /^::error file=bad\.yaml,line=9,col=\d+,title=ref-unresolved::/)
  t.match(JSON.parse(json), {
    v: 1,
    errors: 1,
    findings: [{ severity: 'error', code: 'ref-unresolved', file: 'bad.yaml', line: 9 }],
  })
  const folder = await serve(t, ['./check', '--json'], { cwd })
  t.match(folder.events()[0]?.['documents'], [{ title: 'two' }], 'a folder named like a command is reached by ./')
})

t.test('who and list know the mocks that run, and only those', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': aDocument('one') })
  t.match(await run(['list'], { cwd }), { exitCode: 0, stdout: 'no mock runs\n' })
  const mock = await serve(t, ['--json'], { cwd })
  const entry = join(cwd, 'state/mockserve/run', `${mock.port}.json`)
  await until(
    () => (existsSync(entry) ? true : undefined),
    () => 'no entry',
  )
  if (process.platform !== 'win32') t.equal(statSync(entry).mode & 0o777, 0o600)
  t.match(JSON.parse(readFileSync(entry, 'utf8')), {
    pid: mock.child.pid,
    url: mock.url,
    folder: cwd,
    documents: [join(cwd, 'openapi.yaml')],
  })
  const listed = await run(['list'], { cwd })
  t.match(
    listed.stdout,
    new RegExp(
      `^http://127\\.0\\.0\\.1:${mock.port}/ {3}pid ${mock.child.pid} {3}openapi\\.yaml {3}in .* {3}since .*\\(\\d+ s ago\\)\n$`,
    ),
  )
  const who = await run(['who', String(mock.port)], { cwd })
  t.match(who, { exitCode: 0, stdout: new RegExp(`^port ${mock.port}\n {2}pid {6}${mock.child.pid}\n`) })
  t.match(who.stdout, /\n {2}serves {3}.*openapi\.yaml\n/)

  await mock.stop('SIGKILL')
  t.ok(existsSync(entry))
  t.match(await run(['list'], { cwd }), { stdout: 'no mock runs\n' })
  t.notOk(existsSync(entry), 'what a killed mock left behind is cleared away')
  t.match(await run(['who', String(mock.port)], { cwd }), { exitCode: 1, stdout: `nothing listens on port ${mock.port}\n` })

  const again = await serve(t, ['--json'], { cwd })
  await until(
    () => (existsSync(entry.replace(String(mock.port), String(again.port))) ? true : undefined),
    () => 'no entry',
  )
  await again.stop()
  t.notOk(existsSync(entry.replace(String(mock.port), String(again.port))), 'a mock that stops takes its entry back')
})

t.test('a state folder that cannot be written is no hindrance', async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': aDocument('one') })
  const mock = await serve(t, ['--json'], { cwd, env: { XDG_STATE_HOME: join(cwd, 'openapi.yaml') } })
  t.equal((await fetch(`${mock.url}/t`)).status, 200)
  t.match(await mock.stop(), { exitCode: 0 })
  t.equal(mock.stderr(), '')
})

t.test('who listens on a port is read from what each system says', async (t) => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:F5B5 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:F5B5 0100007F:8000 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0000000000000000 20 4 30 10 -1
   2: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4713 1 0000000000000000 100 0 0 10 0
`
  t.strictSame(listeningInodes(table, 0xf5b5), ['4711'])
  t.strictSame(listeningInodes(table, 80), ['4713'])
  t.strictSame(listeningInodes(table, 8080), [])
  t.strictSame(lsofFields('p4121\nf19\np4121\nf20\np77\n', 'p'), ['4121', '77'])
  const netstat = `
  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:3000         0.0.0.0:0              ABHÖREN          4121\r
  TCP    127.0.0.1:53000        127.0.0.1:3000         HERGESTELLT      99\r
  TCP    [::1]:3000             [::]:0                 ABHÖREN          4121\r
  TCP    127.0.0.1:13000        0.0.0.0:0              ABHÖREN          5\r
`
  t.strictSame(netstatPids(netstat, 3000), ['4121'])
})

t.test('texts of others cannot steer a terminal, and secrets in queries are hidden', async (t) => {
  t.equal(printable('a\u001b[31m\r\n\u009b\u202e'), 'a\\x1b[31m\\x0d\\x0a\\x9b\\u202e')
  t.equal(jsonLine({ a: '\u001b\u009b\u2028' }), '{"a":"\\u001b\\u009b\\u2028"}')
  t.equal(
    maskSecrets('author=a&apiKey=b&sort=c&session_id=d&X-Amz-Signature=e&%zz=f&token'),
    'author=a&apiKey=***&sort=c&session_id=***&X-Amz-Signature=***&%zz=f&token',
  )
})

t.test('at a terminal there are colours and keys, and URLs stay whole', { skip: !existsSync('/usr/bin/script') }, async (t) => {
  const cwd = t.testdir({ 'openapi.yaml': aDocument('one'), 'mockserve.config.json': '{"port": 0}' })
  const { stdout } = await atTerminal([], ['h', 'u', 'q'], { cwd })
  const [, url = ''] = /Local: {3}\u001b\[22m (\S+)\r\n/.exec(stdout) ?? []
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/)
  t.match(stdout, /press h \+ enter for help/)
  t.match(stdout, /press q \+ enter to quit/)
  t.equal(stdout.split(url).length - 1, 6, 'Local, Docs and Traffic in the banner, and once more for u')
  t.match(stdout, /stopped \(q\)\r\n/)
  const plain = await atTerminal(['--no-color'], ['q'], { cwd })
  t.notMatch(plain.stdout, ESCAPE)
})
