// Hostile and broken requests to one server that must outlive them all. Cases E of docs/security.md.
import { Agent, request as httpRequest } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { serve, until } from '../cli/command.ts'
import { ask, descriptorsOf, documentOf, isLinux, memoryOf, mockOf, needsLinux, openSocket, patient, send } from './kit.ts'

const MB = 2 ** 20
const folder = t.testdir({
  'a.yaml': documentOf(`  /items:
    get:
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object } }
        - { name: c, in: cookie, schema: { type: object } }
      responses: { '200': { description: ok, content: { application/json: { example: [{ id: 1 }] } } }, '404': { description: none } }
    post:
      requestBody:
        required: true
        content:
          application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } }
      responses: { '201': { description: made, content: { application/json: { example: { id: 2 } } } } }
  /form: { post: { requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object } }, multipart/form-data: { schema: { type: object } } } }, responses: { '204': { description: ok } } } }
  /bytes: { post: { requestBody: { content: { application/octet-stream: {} } }, responses: { '204': { description: ok } } } }
  /big: { get: { responses: { '200': { description: ok, content: { application/json: { example: ${'x'.repeat(4 * MB)} } } } } } }
  /items/{id}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '200': { description: ok, content: { application/json: { example: { id: 1 } } } } } } }`),
})
const server = await serve(t, ['a.yaml'], { cwd: folder })
const { port } = server
const pid = server.child.pid ?? 0
const host = `Host: 127.0.0.1:${port}\r\n`
const json = { 'Content-Type': 'application/json' }
const lives = async (t: Test) => t.equal((await ask(port, 'GET /ok')).status, 200, 'the server lives')
const memory = () => (isLinux ? memoryOf(pid) : 0)
const isProblem = /^\{"type":/
const hasNoStack = (t: Test, text: string) => t.notMatch(text, /\n?\s+at |node_modules|\/src\//)

/** Sends a body of zeros until the server stops reading, or all is sent. */
async function pour(t: Test, head: string, bytes: number, isChunked: boolean): Promise<{ answer: string; sent: number }> {
  const socket = await openSocket(t, port, head)
  let answer = ''
  let isOpen = true
  socket.on('data', (part) => (answer += part.toString('latin1')))
  socket.on('close', () => (isOpen = false))
  const part = Buffer.alloc(256 * 1024, 48)
  let sent = 0
  while (sent < bytes && isOpen && answer === '') {
    if (isChunked) socket.write(`${part.length.toString(16)}\r\n`)
    const isTaken = socket.write(isChunked ? Buffer.concat([part, Buffer.from('\r\n')]) : part)
    sent += part.length
    if (!isTaken)
      await Promise.race([
        new Promise((resolve) => socket.once('drain', resolve)),
        new Promise((resolve) => socket.once('close', resolve)),
        wait(2_000),
      ])
    else await wait(0)
  }
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), wait(1_000)])
  socket.destroy()
  return { answer, sent }
}

// these wait for time limits, so they begin first and are looked at last
const began = performance.now()
const endOf = async (socket: Socket) => {
  let text = ''
  socket.on('data', (part) => (text += part.toString('latin1')))
  await new Promise((resolve) => socket.once('close', resolve))
  return { text, ms: performance.now() - began }
}
const slowHeaders = await openSocket(t, port, `GET /ok HTTP/1.1\r\n${host}`)
const drip = setInterval(() => slowHeaders.write('X-A: b\r\n'), 500)
const slowHeadersEnded = endOf(slowHeaders).finally(() => clearInterval(drip))
const slowBodyEnded = endOf(
  await openSocket(t, port, `POST /items HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`),
)

t.test('limits', async (t) => {
  const post = `POST /bytes HTTP/1.1\r\n${host}Content-Type: application/octet-stream\r\n`
  t.test('E01 a body of 100 MB is refused before it is read', async (t) => {
    const before = memory()
    const { answer, sent } = await pour(t, `${post}Content-Length: ${100 * MB}\r\n\r\n`, 100 * MB, false)
    t.match(answer, /^HTTP\/1\.1 413 /)
    t.ok(sent < 20 * MB, `${sent} bytes were sent`)
    t.ok(memory() - before < 150)
    await lives(t)
  })
  t.test('E02 the same without a declared length', async (t) => {
    const before = memory()
    const { answer, sent } = await pour(t, `${post}Transfer-Encoding: chunked\r\n\r\n`, 100 * MB, true)
    t.match(answer, /^HTTP\/1\.1 413 /)
    t.ok(sent < 40 * MB, `${sent} bytes were sent`)
    t.ok(memory() - before < 150)
    await lives(t)
  })
  t.test('E03 a gzip bomb is not inflated', async (t) => {
    const before = memory()
    const bomb = gzipSync(Buffer.alloc(100 * MB, 48))
    const asked = [
      await ask(port, 'POST /items', { ...json, 'Content-Encoding': 'gzip' }, bomb),
      await ask(port, 'POST /bytes', { 'Content-Type': 'application/octet-stream', 'Content-Encoding': 'gzip' }, bomb),
      await ask(port, 'POST /items', { ...json, 'Content-Encoding': 'gzip, gzip, gzip, gzip' }, bomb),
    ]
    for (const { status } of asked) t.match(status, /^4(13|15|00)$/)
    t.ok(memory() - before < 150)
    await lives(t)
  })
  t.test('E04 100 kB of headers and 64 kB of URL are refused', async (t) => {
    const headers = await send(port, `GET /ok HTTP/1.1\r\n${host}X-A: ${'a'.repeat(100_000)}\r\n\r\n`)
    t.match(headers.status, /^4(31|00)$/)
    t.match(headers.body, isProblem)
    t.ok(headers.closed)
    const url = await send(port, `GET /ok?${'a'.repeat(65_536)} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
    t.match(url.status, /^4(14|31|00)$/)
    t.match(url.body, isProblem)
    t.equal((await ask(port, `GET /ok?${'a'.repeat(9_000)}`)).status, 414)
    await lives(t)
  })
  t.test(
    'E07 beside 2,000 idle connections a request is answered, and their descriptors come back',
    { skip: needsLinux },
    async (t) => {
      const before = descriptorsOf(pid)
      const sockets = await Promise.all(Array.from({ length: 2_000 }, () => openSocket(t, port)))
      const answer = await ask(port, 'GET /ok')
      t.equal(answer.status, 200)
      t.ok(answer.ms < patient(1_000), `${answer.ms} ms`)
      for (const socket of sockets) socket.destroy()
      await until(
        () => (descriptorsOf(pid) < before + 20 ? true : undefined),
        () => `${descriptorsOf(pid)} descriptors, ${before} before`,
      )
    },
  )
  t.test('E08 40 clients that never read 4 MB hold nobody up', async (t) => {
    const whole = await ask(port, 'GET /big')
    t.ok(whole.body.length > 4 * MB, `${whole.status}: ${whole.body.length} bytes in ${whole.ms} ms`)
    const before = memory()
    const sockets = await Promise.all(Array.from({ length: 40 }, () => openSocket(t, port, `GET /big HTTP/1.1\r\n${host}\r\n`)))
    for (const socket of sockets) socket.pause()
    await wait(300)
    const answer = await ask(port, 'GET /ok')
    t.equal(answer.status, 200)
    t.ok(answer.ms < patient(1_000), `${answer.ms} ms`)
    t.ok(memory() - before < 400, `${memory() - before} MB`)
    for (const socket of sockets) socket.destroy()
  })
  t.test('E09 8,000 requests of 20 kB do not pile up', { skip: needsLinux }, async (t) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 8 })
    t.teardown(() => agent.destroy())
    const body = JSON.stringify({ name: 'x'.repeat(20_000) })
    const post = () =>
      new Promise<number>((resolve, reject) => {
        httpRequest(
          { port, path: '/items', method: 'POST', agent, headers: { ...json, 'content-length': body.length } },
          (response) => {
            response.resume().once('end', () => resolve(response.statusCode ?? 0))
          },
        )
          .once('error', reject)
          .end(body)
      })
    const many = (times: number) =>
      Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let i = 0; i < times / 8; i++) if ((await post()) !== 201) throw new Error('not answered')
        }),
      )
    await many(400)
    const before = memory()
    await many(8_000)
    t.ok(memory() - before < 120, `${memory() - before} MB`)
  })
})

t.test('parsing', async (t) => {
  t.test('E10 broken JSON is told readably', async (t) => {
    for (const body of ['{', '{"a":}', '', '[1,]', 'nul', '{"name":"a"}}', '"\u0001"', '\u0000']) {
      const answer = await ask(port, 'POST /items', json, body)
      t.match(answer.status, /^4/, body)
      t.match(answer.body, isProblem, body)
      hasNoStack(t, answer.body)
    }
  })
  t.test('a million mistakes are told as the first thousand', async (t) => {
    const mock = await mockOf(
      t,
      documentOf(`  /lines: { post: { requestBody: { content: { application/x-ndjson: { itemSchema: { type: object } } } }, responses: { '204': { description: ok } } } }
  /list: { post: { requestBody: { content: { application/json: { schema: { type: array, items: { anyOf: [{ type: string }, { type: object }] } } } } }, responses: { '204': { description: ok } } } }`).replace(
        '3.0.3',
        '3.2.0',
      ),
    )
    for (const [path, type, body] of [
      ['/lines', 'application/x-ndjson', '1\n'.repeat(1_000_000)],
      ['/list', 'application/json', `[${'1,'.repeat(1_000_000)}1]`],
    ] as const) {
      const answer = await ask(mock.port, `POST ${path}`, { 'Content-Type': type }, body, { limitMs: 10_000 })
      t.equal(answer.status, 422, path)
      t.match(answer.body, '"rule":"more"')
      t.ok(answer.body.length < 1_000_000, `${answer.body.length} bytes`)
    }
  })
  t.test('E11 bytes that are no UTF-8, marks and lone surrogates', async (t) => {
    for (const body of [
      '\xff\xfe{}',
      '\xef\xbb\xbf{"name":"a"}',
      '{"name":"\xff"}',
      '{"name":"\\ud800"}',
      '{"\\udfff":1,"name":"a"}',
      '\xed\xa0\x80',
      '\xfe\xff\x00{\x00}',
    ])
      t.match((await ask(port, 'POST /items', json, Buffer.from(body, 'latin1'))).status, /^[24]/, body)
  })
  t.test('E12 JSON nested 100,000 deep', async (t) => {
    for (const body of [
      '['.repeat(100_000) + ']'.repeat(100_000),
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      '['.repeat(1_000_000),
    ])
      t.match((await ask(port, 'POST /items', json, body)).status, /^[24]/)
    await lives(t)
  })
  t.test('E13 __proto__ and constructor in a body change nothing', async (t) => {
    for (const body of [
      '{"__proto__":{"polluted":1},"name":"a"}',
      '{"constructor":{"prototype":{"polluted":1}},"name":"a"}',
      '[{"__proto__":null}]',
    ])
      t.match((await ask(port, 'POST /items', json, body)).status, /^[24]/)
    t.notMatch((await ask(port, 'GET /items')).body, 'polluted')
  })
  t.test('E14 __proto__ in query, cookie and form changes nothing', async (t) => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    for (const answer of [
      await ask(
        port,
        'GET /items?__proto__=1&__proto__[polluted]=1&filter[__proto__][polluted]=1&filter[constructor][prototype][polluted]=1&filter[__proto__]=1',
      ),
      await ask(port, 'GET /items', { Cookie: '__proto__=1; c=__proto__,1; constructor=2' }),
      await ask(port, 'POST /form', form, '__proto__=1&__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__]=2'),
    ])
      t.match(answer.status, /^[24]/)
    t.notMatch((await ask(port, 'GET /items')).body, 'polluted')
    await lives(t)
  })
  t.test('E15 no spelling of the content type gets past the check', async (t) => {
    for (const type of [
      'application/json\tx',
      ' application/json',
      'APPLICATION/JSON',
      'application/json garbage',
      'application/json;',
      'application/json; charset=utf-8',
      'application/json;charset',
      'application/json,text/plain',
    ])
      t.match((await ask(port, 'POST /items', { 'Content-Type': type }, '{"no":"name"}')).status, /^4/, type)
  })
  t.test('E16 missing, unknown and absurd content types', async (t) => {
    for (const type of [
      undefined,
      '',
      '/',
      ';',
      'a',
      'a/b/c',
      'text/plain; charset=nope',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      '*/*',
      'é/ü',
      `a/${'b'.repeat(5_000)}`,
      'application/json; charset=utf-99',
      'application/vnd.x+json; a="\\"',
    ])
      for (const path of ['/items', '/form', '/bytes', '/ok'])
        t.match(
          (await ask(port, `POST ${path}`, type === undefined ? {} : { 'Content-Type': type }, '{"name":"a"}')).status,
          /^[24]/,
          type ?? 'none',
        )
    await lives(t)
  })
  t.test('E17 bad percent-encoding, NUL and control characters in the path', async (t) => {
    for (const path of [
      '/items/%',
      '/%',
      '/%zz',
      '/items/%c3%28',
      '/items/%00',
      '/%ff',
      '/items/%u0041',
      '/\x01',
      '/items/\x7f',
      '/items?a=%',
      '/items?page=%zz',
      '/items/%0d%0aX-A:%20b',
      '/é',
      '/docs/%',
      '/__mockserve/%',
      '/__mockserve/documents/%c3%28',
    ]) {
      const answer = await send(port, `GET ${path} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
      t.match(answer.status, /^[24]/, path)
      hasNoStack(t, answer.body)
    }
    await lives(t)
  })
  t.test('E18 no spelling of ../ reaches a file', async (t) => {
    const ups = [
      '../',
      '..%2f',
      '%2e%2e/',
      '%2e%2e%2f',
      '..\\',
      '..%5c',
      '.../',
      '....//',
      '%252e%252e%252f',
      '..;/',
      '%c0%ae%c0%ae/',
    ]
    for (const base of [
      '/',
      '/docs/',
      '/docs/static/',
      '/__mockserve/',
      '/__mockserve/docs/static/',
      '/__mockserve/documents/',
      '/__mockserve/problems/',
      '/items/',
    ])
      for (const up of ups)
        for (const file of ['etc/passwd', 'package.json', 'a.yaml']) {
          const answer = await send(port, `GET ${base}${up.repeat(8)}${file} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
          t.notMatch(answer.body, /root:x?:|"dependencies"|^openapi:/, `${base}${up}${file}`)
          t.match(answer.status, /^[234]/)
        }
  })
  t.test('E19 a request that two readers would cut differently is refused, and its hidden part is not answered', async (t) => {
    const hidden = `GET /items/hidden-4711 HTTP/1.1\r\n${host}\r\n`
    const post = (headers: string, body: string) =>
      `POST /items HTTP/1.1\r\n${host}Content-Type: application/json\r\n${headers}\r\n${body}`
    const shapes = {
      'length and chunks': post(`Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`, `0\r\n\r\n${hidden}`),
      'chunks and length': post(`Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, `0\r\n\r\n${hidden}`),
      'two lengths': post(`Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n`, hidden),
      'lengths in a list': post(`Content-Length: 0, ${hidden.length}\r\n`, hidden),
      'a signed length': post(`Content-Length: +0\r\n`, hidden),
      'a hexadecimal length': post(`Content-Length: 0x0\r\n`, hidden),
      'an unknown coding': post(`Transfer-Encoding: xchunked\r\n`, `0\r\n\r\n${hidden}`),
      'chunked not last': post(`Transfer-Encoding: chunked, identity\r\n`, `0\r\n\r\n${hidden}`),
      'a space before the colon': post(`Transfer-Encoding : chunked\r\n`, `0\r\n\r\n${hidden}`),
      'a vertical tab': post(`Transfer-Encoding: \x0bchunked\r\n`, `0\r\n\r\n${hidden}`),
      'a bad chunk size': post(`Transfer-Encoding: chunked\r\n`, `zz\r\n\r\n${hidden}`),
      'a bad chunk end': post(`Transfer-Encoding: chunked\r\n`, `1\r\naXX0\r\n\r\n${hidden}`),
      'a folded header': `GET /ok HTTP/1.1\r\n${host}X-A: b\r\n c\r\nContent-Length: 0\r\n\r\n${hidden}`.replace(
        'X-A: b\r\n c',
        ' X-A: b',
      ),
      'bare line feeds': `GET /ok HTTP/1.1\nHost: 127.0.0.1:${port}\n\n${hidden}`,
      'a bare carriage return': `GET /ok HTTP/1.1\r\n${host}X-A: b\rContent-Length: 3\r\n\r\n${hidden}`,
    }
    for (const [name, bytes] of Object.entries(shapes)) {
      const answer = await send(port, bytes, { limitMs: 3_000 })
      t.equal(answer.status, 400, name)
      t.ok(answer.closed, `${name}: closed`)
      t.equal(answer.text.match(/^HTTP\/1\.1 /gm)?.length, 1, `${name}: one answer`)
      t.match(answer.body, isProblem, name)
    }
    t.notMatch(server.stdout(), 'hidden-4711')
  })
  t.test('E1A two Host headers are refused', async (t) => {
    for (const second of [host, 'Host: evil.example\r\n', 'hOST: localhost\r\n'])
      t.equal((await send(port, `GET /ok HTTP/1.1\r\n${host}${second}Connection: close\r\n\r\n`)).status, 400)
  })
})

t.test('robustness', async (t) => {
  t.test('E20 what is no HTTP is refused', async (t) => {
    const hello = Buffer.from('16030100c8010000c40303', 'hex')
    for (const bytes of [
      hello,
      Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
      Buffer.from('PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\nGET /ok HTTP/1.1\r\n\r\n'),
      Buffer.alloc(5_000, 0),
      Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256)),
      Buffer.from('\r\n\r\n\r\nHELO\r\n'),
      Buffer.from('GET /ok HTTP/3.0\r\n\r\n'),
      Buffer.from('GET /ok\r\n\r\n'),
    ]) {
      const answer = await send(port, bytes)
      t.match(answer.status, /^(0|400|505)$/)
      t.ok(answer.closed)
    }
    await lives(t)
  })
  t.test('E21 300 clients that vanish in the middle of a request', async (t) => {
    const sockets = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        openSocket(
          t,
          port,
          `POST /items HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 50\r\n\r\n${'{"name":"abc'.slice(0, i % 12)}`,
        ),
      ),
    )
    await wait(20)
    for (const socket of sockets) socket.resetAndDestroy()
    await lives(t)
  })
  t.test('E22 1,000 requests on one connection without waiting are answered in order', async (t) => {
    const bytes = Array.from(
      { length: 1_000 },
      (_, i) => `GET ${i % 2 === 0 ? '/ok' : `/none-${i}`} HTTP/1.1\r\n${host}${i === 999 ? 'Connection: close\r\n' : ''}\r\n`,
    ).join('')
    const { text, closed } = await send(port, bytes, { limitMs: 10_000 })
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    t.ok(closed)
    t.equal(statuses.length, 1_000)
    t.ok(statuses.every((status, i) => status === (i % 2 === 0 ? '200' : '404')))
  })
  t.test('E23 HTTP/1.0 without Host is answered and closed, HTTP/1.1 without Host refused', async (t) => {
    const old = await send(port, 'GET /ok HTTP/1.0\r\n\r\n')
    t.match(old, { status: 200, closed: true })
    t.notMatch(old.headers['transfer-encoding'], 'chunked')
    t.equal((await send(port, 'GET /ok HTTP/1.1\r\nConnection: close\r\n\r\n')).status, 400)
    t.equal((await send(port, 'GET /ok HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n')).status, 400)
  })
  t.test('E24 HEAD has no body, OPTIONS answers', async (t) => {
    for (const path of ['/ok', '/items', '/none', '/docs/', '/openapi.json', '/']) {
      const head = await ask(port, `HEAD ${path}`)
      t.match(head.status, /^[24]/, path)
      t.equal(head.body, '', path)
    }
    for (const target of ['/items', '*'])
      t.equal((await ask(port, `OPTIONS ${target}`)).status, target === '*' ? 204 : 204, target)
  })
  t.test('E25 a method that is not documented, and one that nobody knows', async (t) => {
    const put = await ask(port, 'PUT /items')
    t.equal(put.status, 405)
    t.match(put.headers['allow'], /GET/)
    for (const method of ['FOO', 'get', 'G', 'GET2', '', 'PROPFIND', 'M-SEARCH', 'BREW', 'X'.repeat(2_000)]) {
      const answer = await send(port, `${method} /items HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
      t.match(answer.status, /^(4|501)/, method)
      t.match(answer.body, isProblem, method)
    }
    await lives(t)
  })
  t.test('E26 Expect, sensible and not', async (t) => {
    const body = '{"name":"a"}'
    const wish = (expect: string) =>
      `POST /items HTTP/1.1\r\n${host}Content-Type: application/json\r\nExpect: ${expect}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`
    t.match((await send(port, wish('100-continue'))).text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /)
    const nonsense = await send(port, wish('nonsense'))
    t.match(nonsense.status, /^(201|417)$/)
    t.ok(nonsense.closed)
  })
  t.test('E27 hostile wishes are refused or ignored', async (t) => {
    const wishes = [
      'code=99999',
      'code=100',
      'code=101',
      'code=-1',
      'code=__proto__',
      'code=1e3',
      'example=constructor',
      'example=__proto__',
      'example=toString',
      'seed=__proto__',
      'seed=1e999',
      'delay=-5',
      'delay=abc',
      'dynamic=constructor',
      'validate=__proto__',
      '__proto__=1',
      ';;;,,,',
      'code="',
      'code=200, code=404',
      'a='.repeat(2_000),
    ]
    for (const wish of wishes) {
      t.match((await ask(port, 'GET /items', { Prefer: wish })).status, /^[24]/, wish)
      const [name = '', value = ''] = wish.split('=')
      t.match(
        (await ask(port, `GET /items?__${encodeURIComponent(name)}=${encodeURIComponent(value)}`)).status,
        /^[24]/,
        `__${wish}`,
      )
    }
    await lives(t)
  })
  t.test('E28 5,000 parts and 10,000 parameters', async (t) => {
    const parts = Array.from(
      { length: 5_000 },
      (_, i) => `--b\r\nContent-Disposition: form-data; name="p${i}"\r\n\r\nx\r\n`,
    ).join('')
    const multipart = await ask(port, 'POST /form', { 'Content-Type': 'multipart/form-data; boundary=b' }, `${parts}--b--\r\n`)
    t.match(multipart.status, /^[24]/)
    t.ok(multipart.ms < patient(3_000), `${multipart.ms} ms`)
    const parameters = await ask(port, `GET /items?${'a=1&'.repeat(1_900)}`)
    t.match(parameters.status, /^[24]/)
    t.ok(parameters.ms < patient(3_000))
    const form = await ask(
      port,
      'POST /form',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      Array.from({ length: 10_000 }, (_, i) => `p${i}=1`).join('&'),
    )
    t.match(form.status, /^[24]/)
    t.ok(form.ms < patient(3_000), `${form.ms} ms`)
    t.match((await ask(port, `GET /items?${'a=1&'.repeat(10_000)}`)).status, /^4/)
  })
  t.test('E29 an unknown path is answered shortly and as text that no browser runs', async (t) => {
    const answer = await ask(port, 'GET /none/<script>alert(1)</script>', { Accept: 'text/html' })
    t.equal(answer.status, 404)
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
    t.equal(answer.headers['x-content-type-options'], 'nosniff')
    t.ok(answer.body.length < 2_000)
    t.notMatch(answer.body, folder)
    hasNoStack(t, answer.body)
  })
  t.test('E2A no header names the software', async (t) => {
    for (const path of ['/ok', '/none', '/docs/', '/%']) {
      const { headers } = await ask(port, `GET ${path}`)
      t.notOk('x-powered-by' in headers || 'server' in headers, path)
    }
  })
})

t.test('logs', async (t) => {
  t.test('E30 escape sequences and line ends of clients do not reach the terminal', async (t) => {
    await ask(port, 'GET /log/%1b%5b2J%0d%0aforged%20line?a=%1b]0;x%07', { 'User-Agent': '\x1b[31mred', Prefer: 'code=\x1b[2J' })
    await send(port, `GET /log/\x1b[2J HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
    await send(port, `GET /log/\x9b2J HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
    await send(port, `\x1b[2J /log HTTP/1.1\r\n\r\n`)
    await wait(50)
    t.notMatch(server.stdout() + server.stderr(), /[\u001b\u009b\u0007\r]|^forged/m)
  })
  t.test('a name of a megabyte is no line of a megabyte', async (t) => {
    const before = server.stdout().length
    await ask(port, 'POST /form', { 'Content-Type': 'application/x-www-form-urlencoded' }, '%'.repeat(1_000_000))
    await wait(200)
    t.ok(server.stdout().length - before < 10_000, `${server.stdout().length - before} characters`)
  })
  t.test('E31 secrets are not in the logs', async (t) => {
    const secrets = {
      Authorization: 'Bearer secret-4711',
      Cookie: 'session=secret-4712',
      'X-Api-Key': 'secret-4713',
      'Proxy-Authorization': 'Basic secret-4714',
    }
    for (const line of ['GET /items?api_key=secret-4715&access_token=secret-4716&page=abc', 'POST /items', 'GET /none'])
      await ask(
        port,
        line,
        { ...secrets, ...(line.startsWith('POST') && json) },
        line.startsWith('POST') ? '{"password":"secret-4717"}' : '',
      )
    await wait(50)
    t.notMatch(server.stdout() + server.stderr(), 'secret-47')
  })
  t.test('E32 every request leaves a trace, refused ones too', async (t) => {
    const from = server.stdout().length
    await ask(port, 'GET /items/trace-1')
    await ask(port, 'GET /trace-2')
    await ask(port, 'GET /trace-3', { Host: 'evil.example' })
    await ask(port, 'GET /trace-4', { Origin: 'http://evil.example' })
    await send(port, `FOO /trace-5 HTTP/1.1\r\n${host}\r\n`)
    await wait(50)
    const log = server.stdout().slice(from)
    for (const line of [
      /GET +\/items\/trace-1 +200/,
      /GET +\/trace-2 +404/,
      /GET +\/trace-3 +403/,
      /GET +\/trace-4 +403/,
      /FOO +\/trace-5 +501/,
    ])
      t.match(log, line)
  })
})

t.test('what waits for time limits', async (t) => {
  t.test('E05 headers that drip are cut off', async (t) => {
    const { ms } = await slowHeadersEnded
    t.ok(ms < 20_000, `${ms} ms`)
  })
  t.test('E06 a body that never arrives is cut off', async (t) => {
    const { ms, text } = await slowBodyEnded
    t.ok(ms < 40_000, `${ms} ms`)
    t.match(text, /^(HTTP\/1\.1 408 |$)/)
  })
  t.test('after all that it answers, has told no defect, and its descriptors came back', async (t) => {
    await lives(t)
    t.equal(server.child.exitCode, null)
    t.notMatch(server.stderr(), /defect|unexpected failure|\n\s+at /)
    if (isLinux) t.ok(descriptorsOf(pid) < 60)
  })
})
