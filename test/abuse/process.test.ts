// Ports, signals and what else a machine does to a process. Cases C of docs/security.md.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { run, serve, until } from '../cli/command.ts'
import { ask, descriptorsOf, documentOf, listenersOf, needsLinux, openSocket } from './kit.ts'
import { asNobody, ended, needsOtherUser, readableFolder, type Watched, watched } from './other-user.ts'

const document = documentOf(
  `  /upload: { post: { requestBody: { content: { application/json: { schema: {} } } }, responses: { '204': { description: ok } } } }`,
)
/** No stack and no help text: a person reads one to five lines. */
const hasNoStack = (t: Test, text: string) => t.notMatch(text, /\n\s+at |Usage:|node:internal/)

/** As it is shipped: the loader of TypeScript is a thread that ends when it may open no file. */
const built = [process.execPath, join(import.meta.dirname, '../../dist/cli/main.js')]

t.jobs = 2

t.test('ports', { buffered: true }, async (t) => {
  const cwd = t.testdir({ 'a.yaml': document })

  t.test('C01 a port in use ends the start and leaves the other program alone', async (t) => {
    const other = createServer((_request, response) => response.end('mine')).listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    t.teardown(() => other.close())
    const { port } = other.address() as AddressInfo
    const { exitCode, stderr } = await run(['a.yaml', '--port', String(port)], { cwd })
    t.equal(exitCode, 3)
    t.match(stderr, new RegExp(`port ${port} is in use`))
    hasNoStack(t, stderr)
    t.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'mine')
  })
  for (const [id, port] of [
    ['C02', '65536'],
    ['C03', '-1'],
    ['C04', 'abc'],
    ['C05', '628933'],
    ['C06', '3000.5'],
    ['C07', '12abc'],
  ] as const) {
    t.test(`${id} --port ${port} is refused by value and range`, async (t) => {
      const { exitCode, stderr, stdout } = await run(['a.yaml', '--port', port], { cwd })
      t.equal(exitCode, 2)
      t.ok(stderr.includes(port))
      t.match(stderr, /0 to 65535/)
      t.equal(stdout, '')
      hasNoStack(t, stderr)
    })
  }
  t.test('C08 --port 0 says which port it is', async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    t.not(server.port, 0)
    t.equal((await ask(server.port, 'GET /ok')).status, 200)
    t.test('C22 the start names the whole address', async (t) => {
      t.match(server.stdout(), `http://127.0.0.1:${server.port}/`)
    })
    t.test('C09 a second one gets another port', async (t) => {
      t.not((await serve(t, ['a.yaml'], { cwd })).port, server.port)
    })
  })
  t.test('C10 a port without rights is said to be one', { skip: needsOtherUser }, async (t) => {
    const own = readableFolder(t, { 'a.yaml': document })
    const { exitCode, stderr } = await ended(asNobody(t, ['a.yaml', '--port', '80'], own))
    // where every port is free to everybody, as in most containers, there is nothing to refuse
    if (exitCode === null) return t.comment('port 80 needs no rights here')
    t.equal(exitCode, 3)
    t.match(stderr, /EACCES.*80|80.*EACCES|port 80 is in use/)
    hasNoStack(t, stderr)
  })
  t.test('C11 a host that is not here is named', async (t) => {
    for (const host of ['no-such-host.invalid', '192.0.2.1']) {
      const { exitCode, stderr } = await run(['a.yaml', '--port', '0', '--host', host], { cwd })
      t.equal(exitCode, 2)
      t.ok(stderr.includes(host))
      hasNoStack(t, stderr)
    }
  })
  t.test('C20 an unknown option is named', async (t) => {
    const { exitCode, stderr } = await run(['a.yaml', '--no-such-option'], { cwd })
    t.equal(exitCode, 2)
    t.match(stderr, /--no-such-option/)
    hasNoStack(t, stderr)
  })
  t.test('C23 the program that has the port is named', { skip: needsLinux }, async (t) => {
    const other = await serve(t, ['a.yaml'], { cwd })
    const folder = t.testdir({ 'b.yaml': document })
    const { stderr } = await run(['b.yaml', '--port', String(other.port)], { cwd: folder })
    t.match(stderr, `pid ${other.child.pid}`)
  })
})

t.test('signals', { buffered: true }, async (t) => {
  const cwd = t.testdir({ 'a.yaml': document })
  const stuck = (port: number) =>
    openSocket(
      t,
      port,
      `POST /upload HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{"a":`,
    )

  t.test('C12 SIGTERM ends it although a connection is kept alive', async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    const socket = await openSocket(t, server.port, `GET /ok HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`)
    await new Promise((resolve) => socket.once('data', resolve))
    const { exitCode, ms } = await server.stop('SIGTERM')
    t.equal(exitCode, 0)
    t.ok(ms < 5_000)
    hasNoStack(t, server.stderr())
  })
  t.test('C13 SIGINT ends it although an upload is not finished', async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    await stuck(server.port)
    const { exitCode, ms } = await server.stop('SIGINT')
    t.equal(exitCode, 0)
    t.ok(ms < 8_000)
  })
  t.test('C14 a second SIGINT ends it at once', async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    await stuck(server.port)
    server.child.kill('SIGINT')
    await wait(300)
    t.ok((await server.stop('SIGINT')).ms < 2_000)
  })
  t.test('C15 SIGHUP ends it cleanly', async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    t.equal((await server.stop('SIGHUP')).exitCode, 0)
    hasNoStack(t, server.stderr())
  })
  t.test('C16 SIGUSR1 opens no debugger', { skip: needsLinux }, async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    server.child.kill('SIGUSR1')
    await wait(200)
    t.same(listenersOf(server.child.pid ?? 0), [`127.0.0.1:${server.port}`])
    t.notMatch(server.stderr(), /Debugger/)
  })
  t.test('C17 a reader of stdout that goes does not take the server along', async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    server.child.stdout?.destroy()
    for (let i = 0; i < 5; i++) t.equal((await ask(server.port, 'GET /ok')).status, 200)
    await wait(50)
    t.equal((await ask(server.port, 'GET /ok')).status, 200)
    hasNoStack(t, server.stderr())
  })
  t.test('C18 killed and started again on the same port', async (t) => {
    const server = await serve(t, ['a.yaml'], { cwd })
    await openSocket(t, server.port, 'GET /ok HTTP/1.1\r\n')
    await server.stop('SIGKILL')
    const again = await serve(t, ['a.yaml', '--port', String(server.port)], { cwd, choosesPort: true })
    t.equal(again.port, server.port)
    t.equal((await ask(again.port, 'GET /ok')).status, 200)
  })
  t.test('C19 few descriptors: it answers again once connections close', { skip: needsLinux }, async (t) => {
    const child = spawn('sh', ['-c', `ulimit -n 64; exec "$@"`, 'sh', ...built, 'a.yaml', '--port', '0', '--no-watch'], {
      cwd,
      env: { ...process.env, XDG_STATE_HOME: `${cwd}/state` },
    })
    const server = watched(t, child)
    const port = await portOf(server)
    const sockets: Socket[] = []
    for (let i = 0; i < 120; i++) sockets.push(await openSocket(t, port))
    await wait(100)
    for (const socket of sockets) socket.destroy()
    await until(
      async () => ((await ask(port, 'GET /ok', {}, '', { limitMs: 500 })).status === 200 ? true : undefined),
      () => `no answer: ${server.stderr()}`,
      child,
    )
    t.equal(child.exitCode, null)
    t.ok(descriptorsOf(child.pid ?? 0) < 64)
  })
  t.test('C21 a folder in which nothing can be written, and a user without rights', { skip: needsOtherUser }, async (t) => {
    const own = readableFolder(t, { 'a.yaml': document })
    const server = asNobody(t, ['a.yaml', '--port', '0'], own)
    t.teardown(() => server.child.kill('SIGKILL'))
    const port = await portOf(server)
    t.equal((await ask(port, 'GET /ok')).status, 200)
    hasNoStack(t, server.stderr())
  })
})

const portOf = async (server: Watched): Promise<number> =>
  Number(
    await until(
      () => /http:\/\/127\.0\.0\.1:(\d+)/.exec(server.stdout())?.[1],
      () => `not ready: ${server.stdout()}${server.stderr()}`,
      server.child,
    ),
  )
