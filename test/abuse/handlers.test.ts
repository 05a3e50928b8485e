// Handlers that fail in every way code can; and what there is no feature for yet. Cases F, G and X of docs/security.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t, { type Test } from 'tap'
import { defaultSettings } from '../../src/config/settings.ts'
import { serve, until } from '../cli/command.ts'
import { ask, documentOf, mockOf, patient } from './kit.ts'

const boom = documentOf(
  ['boom', 'other', 'loop', 'spin', 'late', 'header', 'status', 'value', 'exit', 'pollute', 'floating']
    .map(
      (id) =>
        `  /${id}: { get: { operationId: ${id}, responses: { '200': { description: ok, content: { application/json: { example: { is: ${id} } } } } } } }`,
    )
    .join('\n'),
)

/** What handlers are given, without the types that would keep them from misusing it. */
interface Loose {
  reply(...given: unknown[]): { header(name: string, value: unknown): unknown }
  next(): Promise<object>
}

t.test('handlers of a running command', async (t) => {
  const cwd = t.testdir({
    'openapi.yaml': boom,
    mocks: {
      'boom.ts': `export default {
  boom: ({ query }) => {
    throw new TypeError('boom-4711')
  },
  other: async () => {
    await null
    throw new RangeError('rejected-4712')
  },
}
`,
      'late.ts': `const later = (what) => void setTimeout(what, 1)
export default {
  late: ({ next, request }) => {
    later(() => {
      throw new Error('timer-4713')
    })
    later(() => Promise.reject(new Error('promise-4714')))
    later(() => Promise.reject('a text-4715'))
    later(() => new EventTarget().dispatchEvent(1))
    return next()
  },
  floating: ({ next }) => {
    next({ status: 418 })
    return next()
  },
}
`,
      'loop.ts': `export default {
  loop: () => {
    for (;;);
  },
  spin: async () => {
    await null
    let turns = 0
    while (true) turns++
  },
}
`,
      'exit.ts': `export default {
  exit: () => process.exit(0),
}
`,
      'top.ts': 'process.exit(0)\nexport default {}\n',
    },
  })
  const server = await serve(t, ['--no-watch'], { cwd })
  const logged = (text: string | RegExp) =>
    until(
      () => ((server.stdout() + server.stderr()).match(text) ? true : undefined),
      () => `${text} is not in the log: ${server.stdout()}${server.stderr()}`,
      server.child,
    )
  const lives = async (t: Test) => {
    t.equal((await ask(server.port, 'GET /ok')).status, 200)
    t.equal(server.child.exitCode, null)
  }
  t.test('F01 a handler that throws is a 500 that names its place', async (t) => {
    const answer = await ask(server.port, 'GET /boom')
    t.equal(answer.status, 500)
    t.match(answer.body, /mocks\/boom\.ts:3:\d+/)
    await logged(/mocks\/boom\.ts:3:\d+.*boom-4711/)
    await lives(t)
  })
  t.test('F02 a handler that rejects is one, too', async (t) => {
    const answer = await ask(server.port, 'GET /other')
    t.equal(answer.status, 500)
    t.match(answer.body, /mocks\/boom\.ts:7:\d+/)
    await logged(/mocks\/boom\.ts:7:\d+.*rejected-4712/)
    await lives(t)
  })
  t.test('F04 a handler that loops for ever is stopped, and its line is told', async (t) => {
    // the thread that watches begins beside serving
    await wait(patient(500))
    for (const [path, place] of [
      ['/loop', /mocks\/loop\.ts:3:\d+/],
      ['/spin', /mocks\/loop\.ts:8:\d+/],
    ] as const) {
      const looping = ask(server.port, `GET ${path}`, {}, '', { limitMs: 100 })
      const began = performance.now()
      t.equal((await ask(server.port, 'GET /ok', {}, '', { limitMs: 15_000 })).status, 200)
      t.ok(performance.now() - began < patient(15_000))
      await logged(place)
      await looping
    }
    await lives(t)
  })
  t.test('F05 process.exit in a handler does not end the mock', async (t) => {
    const answer = await ask(server.port, 'GET /exit')
    t.equal(answer.status, 500)
    t.match(answer.body, /mocks\/exit\.ts:2:\d+.*process\.exit\(0\) is not carried out/)
    await lives(t)
    t.match(server.stderr(), /mocks\/top\.ts:1:\d+.*\n?.*process\.exit/, 'nor in a file that is loaded')
  })
  t.test('F06 and F07 what fails after the answer is told with its place, and serving goes on', async (t) => {
    t.equal((await ask(server.port, 'GET /late')).status, 200)
    await logged(/mocks\/late\.ts:5:\d+ threw Error: timer-4713/)
    await logged(/mocks\/late\.ts:7:\d+ threw Error: promise-4714/)
    await logged(/a text-4715, which/)
    await logged(/mocks\/late\.ts:9:\d+ threw TypeError/)
    t.equal((await ask(server.port, 'GET /floating')).status, 200)
    await logged(/code=418|status 418|418.*which nobody caught/)
    await lives(t)
  })
})

t.test('handlers in this process', async (t) => {
  t.test('F03 a handler that never answers gets a 500 in time', async (t) => {
    t.ok(defaultSettings.handlerTimeoutMs > 0 && defaultSettings.handlerTimeoutMs <= 35_000)
    const mock = await mockOf(t, boom, { handlerTimeoutMs: 200 })
    mock.mocks.use({ boom: () => new Promise(() => undefined) })
    const hanging = ask(mock.port, 'GET /boom')
    t.equal((await ask(mock.port, 'GET /ok')).status, 200)
    const { status, body } = await hanging
    t.match(status, /^5/)
    t.match(body, /200 ms/)
  })
  t.test('F08 a file that cannot be parsed is named, and the rest works', async (t) => {
    const mock = await mockOf(t, { 'openapi.yaml': boom, mocks: { 'boom.ts': 'export default { boom: ( => 1 }\n' } } as never)
    t.equal((await ask(mock.port, 'GET /ok')).status, 200)
    t.ok(
      mock.findings.some(
        ({ place, severity }) => place.file === 'mocks/boom.ts' && place.position().line === 1 && severity === 'error',
      ),
    )
  })
  t.test('F09 a file that imports what is not there is named, and the rest works', async (t) => {
    const mock = await mockOf(t, {
      'openapi.yaml': boom,
      mocks: { 'boom.ts': "import { x } from 'no-such-package-4711'\nexport default { boom: () => x }\n" },
    } as never)
    t.equal((await ask(mock.port, 'GET /ok')).status, 200)
    t.ok(mock.findings.some(({ place, message }) => place.file === 'mocks/boom.ts' && message.includes('no-such-package-4711')))
  })
  t.test('places are told as well after memory was tidied up', async (t) => {
    const mock = await mockOf(t, { 'openapi.yaml': boom, mocks: '' }, { documents: ['openapi.yaml'], mocks: 'handlers' })
    mkdirSync(join(t.testdirName, 'handlers'))
    writeFileSync(
      join(t.testdirName, 'handlers', 'a.ts'),
      'type A = 1\n\nexport default {\n  boom: async () => {\n    await null\n    throw new Error()\n  },\n}\n',
    )
    await mock.reload()
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    for (let i = 0; i < 3; i++) {
      await wait(20)
      collect()
    }
    t.match((await ask(mock.port, 'GET /boom')).body, /handlers\/a\.ts:6:\d+/)
  })
  t.test('F10 a value that cannot be sent is a clear 500', async (t) => {
    const mock = await mockOf(t, boom)
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const deep: { inner?: unknown } = {}
    for (let at = deep, i = 0; i < 20_000; i++) {
      const inner = {}
      at.inner = inner
      at = inner
    }
    const values = [
      1n,
      { a: 1n },
      circle,
      () => 1,
      Symbol('s'),
      new Map([[1, 2]]),
      new Date(Number.NaN),
      Number.NaN,
      deep,
      Object.create(null),
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no keys')
          },
        },
      ),
      {
        toJSON: () => {
          throw new Error('no JSON')
        },
      },
    ]
    for (const value of values) {
      const remove = mock.mocks.use({ boom: () => value })
      const { status, body } = await ask(mock.port, 'GET /boom')
      t.match(status, /^(200|5\d\d)$/)
      if (status === 500) t.notMatch(body, /the terminal shows the reason/, 'the handler is named')
      remove()
    }
    t.equal((await ask(mock.port, 'GET /ok')).status, 200)
  })
  t.test('F11 headers that are none inject nothing', async (t) => {
    const mock = await mockOf(t, boom)
    const headers = [
      { 'x-a': 'b\r\nx-injected: yes' },
      { 'x a': 'b' },
      { 'x-a\r\nx-injected': 'yes' },
      { 'x-a': '\u0000' },
      { 'x-a': '日本' },
      { 'content-length': '3' },
      { 'transfer-encoding': 'chunked' },
      { connection: 'keep-alive' },
      { __proto__: 'x' },
      { 'set-cookie': ['a=b', 'c=d\r\nx-injected: yes'] },
      { 'x-a': undefined },
      { 'x-a': {} },
    ]
    for (const each of headers) {
      const set = <Answer extends { header(name: string, value: unknown): unknown }>(answer: Answer) => {
        for (const [name, value] of Object.entries(each)) answer.header(name, value)
        return answer
      }
      for (const mocks of [
        { boom: ({ reply }: Loose) => set(reply(200, { a: 1 })) },
        { boom: { body: { a: 1 }, headers: each } },
        { boom: async ({ next }: Loose) => Object.assign(await next(), { body: { a: 1 }, headers: each }) },
      ]) {
        let remove = () => {}
        try {
          remove = mock.mocks.use(mocks)
        } catch {
          // refused when it is read, which is as good
          continue
        }
        const answer = await ask(mock.port, 'GET /boom')
        t.match(answer.status, /^(200|500)$/, JSON.stringify(each))
        t.notOk('x-injected' in answer.headers)
        if (answer.status === 200) t.equal(answer.body, '{"a":1}', JSON.stringify(each))
        remove()
      }
    }
    t.equal((await ask(mock.port, 'GET /ok')).status, 200)
  })
  t.test('F12 a status that is none is a clear 500', async (t) => {
    const mock = await mockOf(t, boom)
    for (const status of [9999, 0, -1, 99, 100, 101, 1e9, 200.5, Number.NaN, '200', 'abc', null, {}]) {
      for (const mocks of [
        { boom: ({ reply }: Loose) => reply(status, { a: 1 }) },
        { boom: { status, body: {} } },
        { boom: async ({ next }: Loose) => Object.assign(await next(), { status }) },
      ]) {
        let remove = () => {}
        try {
          remove = mock.mocks.use(mocks)
        } catch {
          continue
        }
        const answer = await ask(mock.port, 'GET /boom')
        t.match(answer.status, status === '200' || status === null ? /^(200|500)$/ : /^500$/, String(status))
        if (answer.status === 500) t.notMatch(answer.body, /the terminal shows the reason/, String(status))
        remove()
      }
    }
  })
  t.test('F13 a handler that pollutes Object.prototype spoils no later answer', async (t) => {
    const mock = await mockOf(t, boom)
    const prototype = Object.prototype as unknown as Record<string, unknown>
    const names = ['polluted', 'status', 'fault', 'body', 'headers']
    t.teardown(() => {
      for (const name of names) delete prototype[name]
    })
    for (const name of ['/ok', '/other', '/none']) await ask(mock.port, `GET ${name}`)
    mock.mocks.use({ pollute: () => Object.assign(prototype, { polluted: 'yes-4711' }) && { is: 1 } })
    await ask(mock.port, 'GET /pollute')
    for (const path of ['/ok', '/other', '/none', '/openapi.json']) {
      const { text, status } = await ask(mock.port, `GET ${path}`)
      t.equal(status, path === '/none' ? 404 : 200)
      t.notMatch(text, 'yes-4711', path)
    }
  })
})

const notBuilt = (reason: string) => ({ skip: reason })
t.test(
  'G01 to G04 a state file that is killed, shared, garbage or on a full disk',
  notBuilt('there is no state file'),
  async () => undefined,
)
t.test(
  'X01 to X09 an upstream that is down, silent, lying or too large',
  notBuilt('there is no proxy, and nothing is recorded'),
  async () => undefined,
)
