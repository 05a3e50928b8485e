// State in a file, as the built program keeps it: over restarts, a killed process, a second one, files that are none.
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOTES } from './serve-document.ts'

const program = join(import.meta.dirname, '../../dist/cli/main.js')

interface Running {
  readonly child: ChildProcess
  readonly url: string
  readonly stderr: () => string
  kill(signal: NodeJS.Signals): Promise<void>
}

interface Ended {
  readonly exitCode: number | null
  readonly stderr: string
}

/** Without NODE_OPTIONS, by which the test runner would take part. `limit`: KiB that a file may grow to, which stands for a full disk. Resolves when it listens, or when it has ended. */
function start(t: Test, cwd: string, more: readonly string[], limit = 'unlimited'): Promise<Running | Ended> {
  const command = [process.execPath, program, 'notes.json', '--port', '0', '--no-watch', ...more]
  const child = spawn('bash', ['-c', `unset NODE_OPTIONS; ulimit -f ${limit}; exec "$@"`, 'bash', ...command], {
    cwd,
    env: { ...process.env, XDG_STATE_HOME: join(cwd, 'xdg') },
  })
  t.teardown(() => child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (part) => {
    stderr += part
  })
  const over = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return over
  }
  return new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (part) => {
      stdout += part
      const url = /Local: +(http:\S+)\/\n/.exec(stdout)?.[1]
      if (url !== undefined) resolve({ child, url, stderr: () => stderr, kill })
    })
    void over.then(() => resolve({ exitCode: child.exitCode, stderr }))
  })
}

const KEPT = ['--state', 'notes.state']

async function started(t: Test, cwd: string, more: readonly string[] = KEPT, limit?: string): Promise<Running> {
  const running = await start(t, cwd, more, limit)
  if ('url' in running) return running
  throw new Error(`it did not start: ${running.stderr}`)
}

/** The id of a new note; undefined when no whole answer came. */
function create(url: string, agent: Agent, text: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      `${url}/notes`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (part) => {
          body += part
        })
        answer.on('end', () => resolve(answer.statusCode === 201 ? (JSON.parse(body) as { id: number }).id : undefined))
        answer.on('error', () => resolve(undefined))
      },
    )
    asked.on('error', () => resolve(undefined))
    asked.end(JSON.stringify({ text }))
  })
}

const idsAt = async (url: string) => {
  const { items } = (await (await fetch(`${url}/notes?limit=1000000`)).json()) as { items: { id: number }[] }
  return new Set(items.map(({ id }) => id))
}

const KILLS = 20
const WRITERS = 8

/** Kills it `rounds` times in the middle of writes; the ids that were acknowledged, and those of them that were missing afterwards. */
async function killAgainAndAgain(t: Test, cwd: string, rounds: number) {
  const acknowledged = new Set<number>()
  const missing = new Set<number>()
  const look = async ({ url }: Running) => {
    const there = await idsAt(url)
    for (const id of acknowledged) if (!there.has(id)) missing.add(id)
  }
  for (let round = 0; round < rounds; round++) {
    const mock = await started(t, cwd)
    await look(mock)
    const agent = new Agent({ keepAlive: true })
    const write = async (writer: number) => {
      for (let i = 0; ; i++) {
        const id = await create(mock.url, agent, `${round} ${writer} ${i}`)
        if (id === undefined) return
        acknowledged.add(id)
      }
    }
    const enough = acknowledged.size + 40 + round * 7
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
    while (acknowledged.size < enough) await new Promise((resolve) => setTimeout(resolve, 1))
    await mock.kill('SIGKILL')
    await writing
    agent.destroy()
  }
  const last = await started(t, cwd)
  await look(last)
  await last.kill('SIGTERM')
  return { acknowledged, missing }
}

t.test('kill -9 at full speed, twenty times: every write that was acknowledged is there', async (t) => {
  const cwd = t.testdir({ one: { 'notes.json': NOTES }, other: { 'notes.json': NOTES } })
  const folders = [join(cwd, 'one'), join(cwd, 'other')]
  for (const { acknowledged, missing } of await Promise.all(folders.map((folder) => killAgainAndAgain(t, folder, KILLS / 2)))) {
    t.strictSame([...missing], [], `${acknowledged.size} writes`)
    t.ok(acknowledged.size > 40 * (KILLS / 2))
  }
  for (const folder of folders) t.notOk(existsSync(join(folder, 'notes.state.lock')), 'the lock goes with the process')
})

t.test('a torn last line is told with its place, and what was whole is there', async (t) => {
  const cwd = t.testdir({ 'notes.json': NOTES })
  const first = await started(t, cwd)
  const agent = new Agent()
  t.equal(await create(first.url, agent, 'kept'), 1)
  await first.kill('SIGTERM')
  appendFileSync(join(cwd, 'notes.state'), '1a2b3c4d [{"kind":"put"')
  const second = await started(t, cwd)
  t.strictSame([...(await idsAt(second.url))], [1])
  await second.kill('SIGTERM')
  t.match(second.stderr(), /notes\.state:3:1: warning: the last write was not finished.*\[state-torn\]/)
})

t.test('a second process on the same file is refused in one line that names the first', async (t) => {
  const cwd = t.testdir({ 'notes.json': NOTES })
  const first = await started(t, cwd, [...KEPT, '--control-token', 'nobody-must-read-this'])
  const second = (await start(t, cwd, KEPT)) as Ended
  t.equal(second.exitCode, 2)
  t.match(
    second.stderr,
    new RegExp(`notes\\.state is in use by process ${first.child.pid} \\(.*main\\.js notes\\.json.*name another file\n$`),
  )
  t.equal(second.stderr.trim().split('\n').length, 1)
  t.notMatch(second.stderr, /nobody-must-read-this/)
  await first.kill('SIGTERM')
})

t.test('what is no state file, and what cannot be one, is refused and left as it is', async (t) => {
  const cwd = t.testdir({ 'notes.json': NOTES, 'list.txt': 'milk\neggs\n' })
  mkdirSync(join(cwd, 'folder'))
  const cases: [string, RegExp][] = [
    ['list.txt', /list\.txt:1: this is no state file of this mockserve, and is left as it is; name another file\n$/],
    ['nowhere/notes.state', /there is no folder .*nowhere; make it, or name another file\n$/],
    ['folder', /the state file .*folder cannot be used: EISDIR.*; name another one\n$/],
  ]
  for (const [file, message] of cases) {
    const { exitCode, stderr } = (await start(t, cwd, ['--state', file])) as Ended
    t.match({ exitCode, stderr }, { exitCode: 2, stderr: message }, file)
    t.equal(stderr.trim().split('\n').length, 1, file)
  }
  t.equal(readFileSync(join(cwd, 'list.txt'), 'utf8'), 'milk\neggs\n')
})

t.test('where the disk is full the write is refused with 507, and what was there stays', async (t) => {
  const cwd = t.testdir({ 'notes.json': NOTES })
  const { url } = await started(t, cwd, KEPT, '8')
  const post = (text: string) =>
    fetch(`${url}/notes`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) })
  t.equal((await post('small')).status, 201)
  const refused = await post('x'.repeat(20_000))
  t.equal(refused.status, 507)
  t.match(await refused.json(), {
    code: 'state-not-kept',
    detail: /could not be kept in .*notes\.state.*make room and send it again/,
  })
  t.strictSame([...(await idsAt(url))], [1])
  t.equal((await post('small again')).status, 201)
})

t.test('environment and config name the file, too', async (t) => {
  const cwd = t.testdir({ 'notes.json': NOTES })
  writeFileSync(join(cwd, 'mockserve.config.json'), '{"state": "kept.state"}')
  const mock = await started(t, cwd, [])
  t.equal(await create(mock.url, new Agent(), 'kept'), 1)
  await mock.kill('SIGTERM')
  t.match(readFileSync(join(cwd, 'kept.state'), 'utf8'), /"kept/)
})
