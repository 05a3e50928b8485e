// Requests of every kind: as the documents ask for them, with something changed, not HTTP at all, given up in the middle.
import { connect } from 'node:net'
import { buildRuntime } from '../../src/app/build-runtime.ts'
import { defaultSettings } from '../../src/config/settings.ts'
import { sampleRequest } from '../../src/contract/sample-request.ts'
import { headerText, type MockRequest } from '../../src/http/mock-request.ts'
import type { Random } from '../../src/schema/random.ts'

export interface Mischief {
  /** One request, of a kind that chance decides; resolves when it is over. */
  next(): Promise<void>
  total(): number
  /** How often each kind came to which end. */
  counts(): ReadonlyMap<string, number>
}

const MAX_REQUESTS = 3_000
const ANSWER_MS = 10_000
const PREFERENCES = [
  'code=404',
  'code=default',
  'code=999',
  'example=none',
  'dynamic=true',
  'delay=20',
  'seed=7',
  'validate=off',
  '__proto__=1',
]
const OWN_PAGES = [
  '/',
  '/docs/',
  '/openapi.json',
  '/openapi.yaml',
  '/__mockserve/health',
  '/__mockserve/docs/content',
  '/__mockserve/documents/none.json',
  '/__mockserve/problems/no-such-path',
  '/none/%zz',
]

/** Makes requests for the operations of the documents; the server at `port` gets them. */
export async function createMischief(
  documents: readonly string[],
  folder: string,
  port: number,
  random: Random,
): Promise<Mischief> {
  const { contract } = buildRuntime({ ...defaultSettings, documents, folder, mocks: false }, () => undefined)
  const requests: Buffer[] = []
  for (const [i, operation] of contract.operations.entries()) {
    if (requests.length >= MAX_REQUESTS) break
    const made = await sampleRequest(operation, { random: random.fork(i) })
    if ('request' in made) requests.push(written(made.request, port))
  }
  const counts = new Map<string, number>()
  let total = 0
  const note = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
  const valid = () => random.pick(requests)
  const get = (path: string, more = '') =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n${more}\r\n`, 'latin1')
  const withHeader = (bytes: Buffer, header: string) =>
    Buffer.concat([
      bytes.subarray(0, bytes.indexOf('\r\n') + 2),
      Buffer.from(`${header}\r\n`, 'latin1'),
      bytes.subarray(bytes.indexOf('\r\n') + 2),
    ])
  const kinds: readonly (readonly [name: string, weight: number, run: () => Promise<string>])[] = [
    ['valid', 40, () => exchange(port, valid())],
    ['with a wish', 10, () => exchange(port, withHeader(valid(), `Prefer: ${random.pick(PREFERENCES)}`))],
    ['our own pages', 6, () => exchange(port, get(random.pick(OWN_PAGES)))],
    ['a byte changed', 15, () => exchange(port, changed(valid(), random))],
    [
      'foreign',
      4,
      () =>
        exchange(
          port,
          withHeader(valid(), random.pick(['Origin: http://evil.example', 'Sec-Fetch-Site: cross-site', 'Host: evil.example'])),
        ),
    ],
    ['noise', 5, () => exchange(port, Buffer.from(Array.from({ length: random.int(1, 400) }, () => random.int(0, 255))))],
    ['cut off and gone', 10, () => abandon(port, valid(), random)],
    ['never read', 3, () => ignore(port, valid(), random)],
    [
      'ten at once',
      5,
      () =>
        exchange(
          port,
          Buffer.concat([
            ...Array.from({ length: 9 }, () =>
              Buffer.from(get(random.pick(OWN_PAGES)).toString('latin1').replace('Connection: close\r\n', ''), 'latin1'),
            ),
            valid(),
          ]),
        ),
    ],
    [
      'a large body',
      1,
      () =>
        exchange(
          port,
          Buffer.concat([
            Buffer.from(
              `POST /none HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 12000000\r\n\r\n`,
            ),
            Buffer.alloc(3_000_000, '['),
          ]),
        ),
    ],
    [
      'many headers',
      1,
      () => exchange(port, withHeader(valid(), Array.from({ length: 300 }, (_, i) => `X-${i}: ${'y'.repeat(30)}`).join('\r\n'))),
    ],
  ]
  const all = kinds.flatMap(([name, weight, run]) => Array.from({ length: weight }, () => ({ name, run })))
  return {
    async next() {
      total++
      const { name, run } = random.pick(all)
      const end = await run()
      note(end === LATE ? LATE : `${name}: ${end}`)
    },
    total: () => total,
    counts: () => counts,
  }
}

const LATE = 'no answer in 10 s'

function written({ method, path, query, headers, body }: MockRequest, port: number): Buffer {
  const lines = Object.keys(headers)
    .filter((name) => !['host', 'content-length', 'connection'].includes(name))
    .map((name) => `${name}: ${headerText(headers, name)}\r\n`)
  const length = body === undefined ? '' : `Content-Length: ${body.length}\r\n`
  const head = `${method} ${path}${query === '' ? '' : `?${query}`} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n${lines.join('')}${length}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)])
}

function changed(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes)
  for (let i = random.int(1, 4); i > 0; i--) copy[random.int(0, copy.length - 1)] = random.int(0, 255)
  return copy
}

/** Sends and reads to the end. What was changed may promise bytes that never come: then our side ends the wait. */
function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let head = ''
    const over = (what: string) => {
      clearTimeout(idle)
      clearTimeout(late)
      socket.destroy()
      resolve(what)
    }
    const status = () => /^HTTP\/1\.1 (\d)/.exec(head)?.[1]
    const answered = () => (status() === undefined ? 'closed' : `${status()}xx`)
    // a request that is not whole gets no answer, and is none of the server's faults
    const idle = setTimeout(() => socket.end(), 700)
    const late = setTimeout(() => over(LATE), ANSWER_MS)
    socket.on('data', (part) => {
      if (head.length < 20) head += part.toString('latin1', 0, 20)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => over(answered()))
    socket.write(bytes)
  })
}

/** Leaves in the middle of the request, or just after it. */
function abandon(port: number, bytes: Buffer, random: Random): Promise<string> {
  const sent = bytes.subarray(0, random.int(1, bytes.length))
  const staysMs = random.int(0, 15)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(sent)
      setTimeout(() => socket.resetAndDestroy(), staysMs)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve('reset'))
  })
}

/** Asks, and does not read for a while. */
function ignore(port: number, bytes: Buffer, random: Random): Promise<string> {
  const staysMs = random.int(50, 400)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.pause()
      socket.write(bytes)
      setTimeout(() => socket.destroy(), staysMs)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve('left'))
  })
}
