// What other machines and web pages can do to a mock: nothing, but for what is allowed by name. Cases A and B of docs/security.md.
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import t from 'tap'
import { run, serve, until } from '../cli/command.ts'
import { ask, documentOf, isLinux, listenersOf, mockOf, needsLinux, send } from './kit.ts'

const items = documentOf(`  /items:
    get:
      responses: { '200': { description: ok, content: { application/json: { example: [{ id: 1, name: fixture-7f3a }] } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } }, text/plain: { schema: { type: string } } } }
      responses: { '201': { description: made, content: { application/json: { example: { id: 2 } } } } }`)
const needsIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === '::1')
  ? false
  : 'needs ::1'
const EVIL = 'http://evil.example'
const ownPages = [
  '/',
  '/docs',
  '/docs/',
  '/openapi.json',
  '/openapi.yaml',
  '/__mockserve/health',
  '/__mockserve/home',
  '/__mockserve/events',
]

t.test('exposure', async (t) => {
  const folder = t.testdir({ 'a.yaml': items })
  const server = await serve(t, ['a.yaml'], { cwd: folder })
  const pid = server.child.pid ?? 0
  const others = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')

  t.test('A01 without --host every listening socket is on loopback', { skip: needsLinux }, async (t) => {
    for (const listener of listenersOf(pid)) t.match(listener, /^127\.0\.0\.1:\d+$/)
  })
  t.test(
    'A02 an address of another interface of this machine refuses the connection',
    { skip: others.length === 0 },
    async (t) => {
      for (const { address } of others) {
        const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
          const socket = connect({ host: address, port: server.port, timeout: 2_000 })
          socket.once('connect', () => resolve(undefined))
          socket.once('error', resolve)
          socket.once('timeout', () => resolve(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })))
          socket.once('close', () => socket.destroy())
        })
        t.match(error?.code, /^(ECONNREFUSED|TIMEOUT|EHOSTUNREACH)$/)
      }
    },
  )
  t.test('A03 one port listens and it is no debugger', { skip: needsLinux }, async (t) => {
    t.same(listenersOf(pid), [`127.0.0.1:${server.port}`])
  })
  t.test('A04 listening for other machines is said loudly', async (t) => {
    const open = await serve(t, ['a.yaml', '--host', '0.0.0.0'], { cwd: folder })
    await until(
      () => (open.stderr().includes('\n') ? true : undefined),
      () => 'no warning',
    )
    t.match(open.stderr(), /WARNING.*other machines can reach this mock/)
  })
  t.test('listening on every address, any address will do as Host, and still no name', async (t) => {
    const { port } = await mockOf(t, items, { host: '0.0.0.0' })
    for (const host of ['10.1.2.3', `192.168.7.7:${port}`, '[fd00::1]', '127.0.0.1'])
      t.equal((await ask(port, 'GET /ok', { Host: host })).status, 200, host)
    for (const host of ['evil.example', '10.1.2.3.nip.io', '1.2.3', '10.0.2.555', '[fd00::1].evil.example', '[::g]'])
      t.equal((await ask(port, 'GET /ok', { Host: host })).status, 403, host)
    t.equal(
      (await ask(port, 'GET /ok', { Host: '10.1.2.3', Origin: 'http://evil.example' })).status,
      403,
      'origins are judged as ever',
    )
  })
  t.test('--host localhost answers on both loopback addresses, and on no other', { skip: needsIPv6 }, async (t) => {
    const cwd = t.testdir({ 'a.yaml': items })
    const both = await serve(t, ['a.yaml', '--host', 'localhost', '--no-watch'], { cwd })
    for (const host of ['127.0.0.1', '[::1]', 'localhost'])
      t.equal((await fetch(`http://${host}:${both.port}/items`)).status, 200, host)
    if (isLinux) t.match(listenersOf(both.child.pid ?? 0).sort(), [/^0{24}01000000:\d+$/, /^127\.0\.0\.1:\d+$/])
    t.equal(both.url, `http://localhost:${both.port}`)

    const taken = createServer()
    t.teardown(() => taken.close())
    const busy = await new Promise<number>((resolve) =>
      taken.listen({ host: '::1', port: 0 }, () => resolve((taken.address() as AddressInfo).port)),
    )
    const { exitCode, stderr } = await run(['a.yaml', '--host', 'localhost', '--port', String(busy)], { cwd })
    t.match(stderr, `port ${busy} is in use`)
    t.equal(exitCode, 3, 'a port that leads half of its callers to another program is not taken')
  })
  t.test('A05 127.0.0.1 answers', async (t) => {
    t.equal((await ask(server.port, 'GET /ok')).status, 200)
  })
})

t.test('the browser next door', async (t) => {
  const mock = await mockOf(t, items)
  const { port } = mock
  const local = 'http://localhost:5173'
  const isUntouched = (answer: { body: string; headers: Readonly<Record<string, string>> }) =>
    !answer.body.includes('fixture-7f3a') && answer.headers['access-control-allow-origin'] === undefined

  t.test('B01 a foreign Host is refused, without a word of the mock', async (t) => {
    const answer = await ask(port, 'GET /items', { Host: `evil.example:${port}` })
    t.equal(answer.status, 403)
    t.ok(isUntouched(answer))
  })
  t.test('B02 look-alikes of local names are foreign', async (t) => {
    const names = [
      'localhost.evil.example',
      'evil-localhost',
      'localhost6',
      'localhost.localdomain',
      '127.0.0.1.evil.example',
      '127.0.0.1.nip.io',
      '0.0.0.0',
      '10.0.2.555',
      '1.09.0.0',
      '127.0.0.256',
      '127.1',
      '127.0.0.01',
      '0177.0.0.1',
      '0x7f.0.0.1',
      '2130706433',
      '127.0.0.1@evil.example',
      'evil.example#@localhost',
      'localhost@evil.example',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::1].evil.example',
      '[::1',
      '::1',
      '169.254.169.254',
      'localhost:1:2',
      'localhost:abc',
      'localhost\\.evil.example',
      'localhost, evil.example',
      'xn--localhost',
      'LOCALHOST.EVIL.EXAMPLE',
    ]
    for (const name of names) {
      const answer = await ask(port, 'GET /items', { Host: name })
      t.match(answer.status, /^4/, name)
      t.ok(isUntouched(answer), name)
    }
  })
  t.test('B03 garbage as Host or Origin is refused, never a defect', async (t) => {
    const garbage = [
      '%',
      '[',
      ']',
      '[]',
      '[::',
      ':',
      '@',
      '//',
      'a b',
      '%00',
      '\xff\xfe',
      'é',
      '\t',
      `${'a'.repeat(8_000)}`,
      '[::1]]:80',
      'http://',
      'null',
      '-',
      '.',
      '..',
      '*',
    ]
    for (const text of garbage) {
      t.match((await ask(port, 'GET /items', { Host: text })).status, /^4/, `Host ${text.slice(0, 20)}`)
      const answer = await ask(port, 'GET /items', { Origin: text })
      t.match(answer.status, /^4/, `Origin ${text.slice(0, 20)}`)
      t.ok(isUntouched(answer))
    }
    t.equal((await ask(port, 'GET /ok')).status, 200)
  })
  t.test('B04 the names of this machine are served', async (t) => {
    for (const host of [
      'localhost',
      `localhost:${port}`,
      'LOCALHOST',
      '127.0.0.1',
      `127.0.0.1:${port}`,
      '[::1]',
      `[::1]:${port}`,
      `shop.localhost:${port}`,
    ])
      t.equal((await ask(port, 'GET /items', { Host: host })).status, 200, host)
  })
  t.test('B05 our own pages obey the Host rule', async (t) => {
    for (const path of ownPages) t.equal((await ask(port, `GET ${path}`, { Host: 'evil.example' })).status, 403, path)
  })
  t.test('B06 a foreign origin reads nothing', async (t) => {
    for (const path of ['/items', '/none', ...ownPages]) {
      const answer = await ask(port, `GET ${path}`, { Origin: EVIL })
      t.equal(answer.status, 403, path)
      t.ok(isUntouched(answer), path)
    }
  })
  t.test('B07 credentials are never granted to a foreign origin', async (t) => {
    const answer = await ask(port, 'GET /items', { Origin: EVIL, Cookie: 'a=b' })
    t.equal(answer.headers['access-control-allow-credentials'], undefined)
  })
  t.test('B08 a preflight from a foreign origin is not granted', async (t) => {
    const answer = await ask(port, 'OPTIONS /items', {
      Origin: EVIL,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    })
    t.equal(answer.status, 403)
    t.notOk(Object.keys(answer.headers).some((name) => name.startsWith('access-control-')))
  })
  t.test('B09 the origin null is foreign', async (t) => {
    for (const line of ['GET /items', 'POST /items', 'OPTIONS /items']) {
      const answer = await ask(port, line, { Origin: 'null', 'Access-Control-Request-Method': 'POST' })
      t.equal(answer.status, 403, line)
      t.ok(isUntouched(answer), line)
    }
  })
  t.test('B10 a front end on another local port may use the mock', async (t) => {
    const read = await ask(port, 'GET /items', { Origin: local })
    t.match(read, { status: 200, headers: { 'access-control-allow-origin': local, vary: /Origin/ } })
    const preflight = await ask(port, 'OPTIONS /items', {
      Origin: local,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    })
    t.match(preflight, {
      status: 204,
      headers: {
        'access-control-allow-origin': local,
        'access-control-allow-methods': /POST/,
        'access-control-allow-headers': 'content-type',
        vary: /Origin/,
      },
    })
    t.match((await ask(port, 'GET /items')).headers, { vary: /Origin/ }, 'a cache must know, even without an origin')
  })
  t.test('B11 look-alikes of local origins are foreign', async (t) => {
    const origins = [
      'http://localhost.evil.example',
      'http://localhost:80@evil.example',
      'http://evil.example:5173',
      'http://127.0.0.1.evil.example',
      'http://localhost.',
      'http://localhostx',
      'https://localhost.evil.example',
      'http://evil.example/localhost',
      'http://[::1].evil.example',
      'http://evil.example#localhost',
      'http://localhost:5173.evil.example',
      'http://127.0.0.1:5173 http://evil.example',
      'file://',
      'chrome-extension://abc',
      'http://localhost/',
      'javascript:1',
      'http://127.0.0.300',
    ]
    for (const origin of origins) {
      const answer = await ask(port, 'GET /items', { Origin: origin })
      t.equal(answer.status, 403, origin)
      t.ok(isUntouched(answer), origin)
    }
  })
  t.test('B12 what a foreign page can send without asking has no effect', async (t) => {
    const before = Number(mock.journal.list().at(-1)?.id ?? 0)
    for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      t.equal(
        (await ask(port, 'POST /items', { Origin: EVIL, ...(type && { 'Content-Type': type }) }, type ? '{"a":1}' : '')).status,
        403,
        type ?? 'no body',
      )
    const since = mock.journal.list().filter(({ id }) => Number(id) > before)
    t.equal(since.length, 4, 'told, so that a person can see why')
    t.ok(
      since.every(({ isKeptOut, operation, request }) => isKeptOut && operation === undefined && request.body === undefined),
      'no handler or example saw it, and no body was read',
    )
  })
  t.test('B13 Sec-Fetch-Site: cross-site alone refuses a write', async (t) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      t.equal(
        (await ask(port, `${method} /items`, { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' })).status,
        403,
        method,
      )
  })
  t.test('B14 strangers get no grant for private networks', async (t) => {
    for (const origin of [EVIL, 'null', local]) {
      const answer = await ask(port, 'OPTIONS /items', {
        Origin: origin,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Private-Network': 'true',
      })
      t.equal(answer.headers['access-control-allow-private-network'], undefined, origin)
    }
  })
  t.test('B15 a foreign script element gets nothing usable', async (t) => {
    for (const dest of ['script', 'image', 'style', 'iframe']) {
      const mode = dest === 'iframe' ? 'navigate' : 'no-cors'
      const answer = await ask(port, 'GET /items', {
        'Sec-Fetch-Site': 'cross-site',
        'Sec-Fetch-Mode': mode,
        'Sec-Fetch-Dest': dest,
      })
      if (mode === 'no-cors') t.equal(answer.status, 403, dest)
      else t.match(answer.headers, { 'cross-origin-resource-policy': 'same-site', 'x-content-type-options': 'nosniff' })
    }
    // browsers that send no Sec-Fetch headers go by these
    t.match((await ask(port, 'GET /items')).headers, {
      'cross-origin-resource-policy': 'same-site',
      'x-content-type-options': 'nosniff',
    })
  })
  t.test('B16 a WebSocket of a foreign page is not opened', async (t) => {
    const wish = {
      Origin: EVIL,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    for (const path of ['/items', '/', '/__mockserve/events']) {
      const answer = await ask(port, `GET ${path}`, wish, '', { quietMs: 100 })
      t.equal(answer.status, 403, path)
    }
    t.equal((await ask(port, 'GET /ok')).status, 200)
  })
  const control = ['exchanges', 'exchanges/1', 'openapi.json', 'events', 'findings', 'reload', 'none'].map(
    (path) => `/__mockserve/api/${path}`,
  )
  t.test('B17 the control API tells and changes nothing without the token', async (t) => {
    await ask(port, 'GET /items')
    const before = mock.journal.total
    for (const path of control) {
      for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH']) {
        for (const headers of [
          {},
          { Authorization: 'Bearer' },
          { Authorization: 'Bearer x' },
          { 'Mockserve-Token': '' },
          { 'Mockserve-Token': 'x'.repeat(43) },
          { Cookie: 'token=x' },
        ]) {
          const { status } = await ask(
            port,
            `${method} ${path}?token=x`,
            { 'Content-Type': 'application/json', ...headers },
            '{}',
          )
          t.match(status, /^40[134]$/, `${method} ${path}`)
        }
      }
    }
    t.equal(mock.journal.total, before, 'nothing was cleared or sent')
    const [other] = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    if (other === undefined) return
    const open = await mockOf(t, items, { host: '0.0.0.0' })
    const { status } = await fetch(`http://${other.address}:${open.port}/__mockserve/api/exchanges`)
    t.equal(status, 401, 'reading is for programs of this machine')
  })
  t.test('B18 the control API gives pages of other origins nothing, local ones neither', async (t) => {
    for (const path of [
      ...control,
      '/__mockserve/',
      '/__mockserve/health',
      '/%5F_mockserve/api/exchanges',
      '/__mockserve/api/../api/exchanges',
    ]) {
      for (const headers of [
        { Origin: EVIL },
        { Origin: 'null' },
        { Origin: local },
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
      ]) {
        const answer = await ask(port, `GET ${path}`, headers, '', { quietMs: 200 })
        t.match(answer.status, /^40[34]$/, `${path} ${JSON.stringify(headers)}`)
        if (!path.includes('%'))
          t.notOk(
            Object.keys(answer.headers).some((name) => name.startsWith('access-control-')),
            path,
          )
      }
      const preflight = await ask(port, `OPTIONS ${path}`, {
        Origin: local,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization',
      })
      t.equal(preflight.status, 403, path)
    }
  })
  t.test('B19 CONNECT and TRACE are dead', async (t) => {
    const connected = await send(port, `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`, {
      limitMs: 2_000,
    })
    t.not(connected.status, 200)
    t.ok(connected.closed)
    const traced = await ask(port, 'TRACE /items', { 'X-Secret': 'echo-4711' })
    t.match(traced.status, /^(4|501)/)
    t.notMatch(traced.text, 'echo-4711')
  })
  t.test('B20 no request makes it call another server', async (t) => {
    let calls = 0
    const canary = createServer((_request, response) => {
      calls++
      response.end('canary')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => canary.once('listening', resolve))
    t.teardown(() => canary.close())
    const there = `127.0.0.1:${(canary.address() as AddressInfo).port}`
    const asked = [
      await ask(port, `GET http://${there}/items`),
      await ask(port, 'GET /items', { 'X-Forwarded-Host': there, Forwarded: `host=${there}` }),
      await ask(port, `GET /items?__server=http://${there}`, { Prefer: `server=http://${there}` }),
      await ask(port, `GET //${there}/items`),
      await ask(port, `GET /items?url=http://${there}/&$ref=http://${there}/`),
    ]
    for (const { text } of asked) t.notMatch(text, /canary|http:\/\/127\.0\.0\.1:\d+\/items\b.*location/i)
    t.equal(calls, 0)
  })
  t.test('B24 JSON with a foreign Origin is refused by the server itself', async (t) => {
    t.equal((await ask(port, 'POST /items', { Origin: EVIL, 'Content-Type': 'application/json' }, '{}')).status, 403)
  })
})

t.test('the docs page', async (t) => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)>'
  const mock = await mockOf(
    t,
    `openapi: 3.0.3
info: { title: ${JSON.stringify(hostile)}, version: ${JSON.stringify(hostile)}, description: ${JSON.stringify(hostile)} }
tags: [{ name: ${JSON.stringify(hostile)}, description: ${JSON.stringify(hostile)} }]
paths:
  /a: { get: { summary: ${JSON.stringify(hostile)}, operationId: ${JSON.stringify(hostile)}, responses: { '200': { description: ${JSON.stringify(hostile)} } } } }
`,
  )
  const { port } = mock
  const html = { Accept: 'text/html' }
  const page = await ask(port, 'GET /docs/', html)
  const linked = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)

  t.test('B21 the text of a document cannot become script', async (t) => {
    t.equal(page.status, 200)
    for (const path of [
      '/docs/',
      '/',
      '/__mockserve/home',
      '/__mockserve/problems/no-such-path',
      `/${encodeURIComponent(hostile)}`,
    ]) {
      const { body, headers } = await ask(port, `GET ${path}`, html)
      if (/html/.test(headers['content-type'] ?? '')) t.notMatch(body, /<script>alert|<img src=x/i, path)
    }
    const scripts = linked.filter((url) => url.endsWith('.js'))
    t.ok(scripts.length > 0)
    for (const url of scripts)
      t.notMatch((await ask(port, `GET ${new URL(url, `${mock.url}/docs/`).pathname}`)).body, /alert\(1\)/, url)
  })
  t.test('a page that a document gives has an origin of its own, and takes no protection back', async (t) => {
    const answer = (type: string, headers = '{}') =>
      `{ get: { responses: { '200': { description: ok, headers: ${headers}, content: { ${type}: { example: '<p>' } } } } } }`
    const mock = await mockOf(
      t,
      {
        'a.yaml': documentOf(`  /html: ${answer('text/html')}
  /svg: ${answer('image/svg+xml')}
  /feed: ${answer('application/atom+xml')}
  /json: ${answer('application/json', "{ X-Content-Type-Options: { example: 'off', schema: { type: string } }, Cross-Origin-Resource-Policy: { example: cross-origin, schema: { type: string } } }")}
  /own: ${answer('text/html', '{ Content-Security-Policy: { example: default-src *, schema: { type: string } } }')}
  /trusted: ${answer('text/html').replace('get: {', 'get: { operationId: trusted,')}
  /passed: ${answer('text/html').replace('get: {', 'get: { operationId: passed,')}`),
        mocks: '',
      },
      { documents: ['a.yaml'], mocks: false },
    )
    mock.mocks.use(
      { trusted: () => '<b>mine</b>', passed: ({ next }: { next: () => unknown }) => next() },
      'handler:test',
      'test',
    )
    const policy = async (path: string) => (await ask(mock.port, `GET ${path}`)).headers['content-security-policy'] ?? ''
    for (const path of ['/html', '/svg', '/feed', '/own', '/passed']) {
      t.match(await policy(path), /sandbox(?!.*allow-same-origin)/, path)
    }
    t.match(await policy('/own'), 'default-src *')
    t.equal(await policy('/json'), '')
    t.equal(await policy('/trusted'), '', 'what a handler says is the word of who wrote it')
    const { headers } = await ask(mock.port, 'GET /json')
    t.match(headers, { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-site' })
  })
  t.test('B22 our pages forbid what they do not need', async (t) => {
    for (const path of ['/docs/', '/']) {
      const { headers } = await ask(port, `GET ${path}`, html)
      const policy = headers['content-security-policy'] ?? ''
      t.match(policy, /default-src 'none'/, path)
      t.match(policy, /frame-ancestors 'none'/, path)
      t.notMatch(policy, /\*|script-src[^;]*unsafe|https?:/, path)
      t.equal(headers['x-content-type-options'], 'nosniff', path)
    }
  })
  t.test('B23 the docs page asks nobody else', async (t) => {
    t.ok(linked.length > 0)
    for (const url of linked) t.notMatch(url, /^(https?:)?\/\//)
    const initializer = await ask(port, 'GET /docs/static/swagger-initializer.js')
    t.equal(initializer.status, 200)
    t.notMatch(initializer.body, /https?:\/\/|validatorUrl:(?!\s*null)/)
  })
})
