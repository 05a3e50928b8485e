// What hostile clients are made of: raw bytes on a socket, a mock to send them to, and a look at a process from outside.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { availableParallelism, loadavg } from 'node:os'
import type { Test } from 'tap'
import { type Mockserve, type Observers, startMockserve } from '../../src/app/mockserve.ts'
import type { Settings } from '../../src/config/settings.ts'

export const isLinux = process.platform === 'linux'
/** Why a test that looks into /proc is left out elsewhere. */
export const needsLinux = isLinux ? false : 'reads /proc'

/** A limit in ms as it is meant on a machine that has nothing else to do: longer where others wait for the processor, too. */
export const patient = (ms: number): number => ms * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())

export interface Answer {
  /** 0: nothing that begins like an answer came. */
  readonly status: number
  /** Names in lower case; values of a repeated name are joined. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** All that came, one character a byte. */
  readonly text: string
  /** The server ended the connection. */
  readonly closed: boolean
  readonly ms: number
}

export interface SendOptions {
  /** Our side of the connection ends behind the bytes: what is not answered at once never is. */
  readonly ends?: boolean
  /** How long to wait at most; default 4,000 ms. */
  readonly limitMs?: number
  /** Done when nothing more comes for so long after the first byte; default: wait for the end. */
  readonly quietMs?: number
}

/** Sends bytes as they are and reads what comes back. Never rejects. */
export function send(port: number, bytes: string | Buffer, options: SendOptions = {}): Promise<Answer> {
  const { ends = false, limitMs = 4_000, quietMs } = options
  const began = performance.now()
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const parts: Buffer[] = []
    let quiet: NodeJS.Timeout | undefined
    const done = (closed: boolean) => {
      clearTimeout(limit)
      clearTimeout(quiet)
      socket.destroy()
      resolve({ ...readAnswer(Buffer.concat(parts).toString('latin1')), closed, ms: performance.now() - began })
    }
    const limit = setTimeout(() => done(false), patient(limitMs))
    socket.on('data', (part) => {
      parts.push(part)
      clearTimeout(quiet)
      if (quietMs !== undefined) quiet = setTimeout(() => done(false), quietMs)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => done(true))
    if (ends) socket.end(bytes, 'latin1')
    else socket.write(bytes, 'latin1')
  })
}

/** The first answer in a text; the body as it came, chunks and all. */
export function readAnswer(text: string): Omit<Answer, 'closed' | 'ms'> {
  const cut = text.indexOf('\r\n\r\n')
  const head = cut < 0 ? text : text.slice(0, cut)
  const [line = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string> = {}
  for (const each of lines) {
    const colon = each.indexOf(':')
    const name = each.slice(0, colon).trim().toLowerCase()
    const value = each.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? 0),
    headers,
    body: cut < 0 ? '' : text.slice(cut + 4),
    text,
  }
}

/** One request, told by its line (`GET /items`), with exactly these headers besides Host, length and the wish to close. */
export function ask(
  port: number,
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
  options: SendOptions = {},
): Promise<Answer> {
  const bytes = Buffer.from(body)
  const all: Record<string, string> = { Host: `127.0.0.1:${port}`, Connection: 'close', ...headers }
  if (bytes.length > 0) all['Content-Length'] ??= String(bytes.length)
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return send(port, Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1'), bytes]), options)
}

/** A mock in this process, of files that a test gives; closed at the test's end. */
export async function mockOf(
  t: Test,
  files: string | Readonly<Record<string, string>>,
  settings: Partial<Settings> = {},
  observers: Observers = {},
): Promise<Mockserve> {
  const folder = t.testdir(typeof files === 'string' ? { 'a.yaml': files } : { ...files })
  const documents = typeof files === 'string' ? ['a.yaml'] : []
  const mock = await startMockserve({ documents, folder, port: 0, ...settings }, observers)
  t.teardown(() => mock.close())
  return mock
}

/** A connection that is open, its errors swallowed; destroyed at the test's end. */
export async function openSocket(t: Test, port: number, bytes: string | Buffer = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  t.teardown(() => socket.destroy())
  await new Promise((resolve) => socket.once('connect', resolve))
  if (bytes.length > 0) socket.write(bytes, 'latin1')
  return socket
}

/** Memory of a process that is in use now, in MB. Source: proc(5), "status". */
export const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** Open descriptors of a process. */
export const descriptorsOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** `127.0.0.1:62893` for each TCP socket on which a process listens. Source: proc(5), "/proc/net/tcp". */
export function listenersOf(pid: number): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
      } catch {
        return []
      }
    }),
  )
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((row) => {
        const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/)
        if (state !== '0A' || !inodes.has(inode)) return []
        const [address = '', port = ''] = local.split(':')
        return `${table === 'tcp' ? addressOf(address) : address}:${Number.parseInt(port, 16)}`
      }),
  )
}

/** The bytes of an address are written in the order of this machine. */
const addressOf = (hex: string) => [...Buffer.from(hex, 'hex').reverse()].join('.')

/** A document whose paths are given in YAML, indented by two. */
export const documentOf = (paths: string, more = ''): string =>
  `openapi: 3.0.3\ninfo: { title: abuse, version: '1' }\npaths:\n  /ok: { get: { operationId: ok, responses: { '200': { description: ok, content: { application/json: { example: { ok: true } } } } } } }\n${paths}\n${more}`
