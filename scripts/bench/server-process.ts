// A server as a child process: started, asked for the first time, watched from outside, stopped. The same for every contestant.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { get } from 'node:http'
import { connect, createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { cpuMs, watchCpu } from './process-cost.ts'

/** Since the process was started. */
export interface Moment {
  readonly wallMs: number
  readonly cpuMs: number
}

export interface ServerProcess {
  readonly pid: number
  /** `http://127.0.0.1:4010`, without a slash at the end. */
  readonly url: string
  /** It took the first connection. */
  readonly listening: Moment
  /** It answered the probe; undefined without one. */
  readonly firstAnswer: Moment | undefined
  stop(): Promise<void>
}

export interface Start {
  /** Its working folder, in which it may leave what it likes. */
  readonly folder: string
  /** Asked as soon as it listens. */
  readonly probe?: { readonly path: string; readonly headers?: Readonly<Record<string, string>> } | undefined
  readonly limitMs?: number
  /**
   * Keeps it on one core, where the system can. Threads that collect garbage beside the server find a free core or not, as the machine is busy, and
   * spin when they do: on one core an answer costs the same either way.
   */
  readonly isOnOneCore?: boolean
}

const POLL_MS = 5
const LIMIT_MS = 60_000
const STOP_MS = 3_000

const alive = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** Starts `node …args` for a free port of 127.0.0.1. Throws when it ends, or does not listen or answer within the limit. */
export async function startServer(
  argsFor: (port: number) => readonly string[],
  { folder, probe, limitMs = LIMIT_MS, isOnOneCore = false }: Start,
): Promise<ServerProcess> {
  const port = await freePort()
  const args = argsFor(port)
  const began = performance.now()
  const [program = '', ...words] = [...(isOnOneCore && canPin() ? ['taskset', '-c', '0'] : []), process.execPath, ...args]
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, XDG_STATE_HOME: folder, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-2_000)
  })
  let end: string | undefined
  const ended = new Promise<void>((resolve) => {
    const over = (how: string) => {
      end = how
      resolve()
    }
    child.once('error', (error) => over(error.message))
    child.once('exit', (code, signal) => over(signal ?? `exit code ${code}`))
  })
  const kill = () => child.kill('SIGKILL')
  alive.add(child)
  void ended.then(() => alive.delete(child))
  const pid = child.pid ?? 0
  const now = (): Moment => ({ wallMs: performance.now() - began, cpuMs: cpuMs(pid) })

  try {
    for (;;) {
      if (end !== undefined) throw new Error(`ended with ${end} before it listened: ${said.trim()}`)
      if (performance.now() - began > limitMs) throw new Error(`does not listen within ${limitMs / 1000} s`)
      if (await accepts(port)) break
      await wait(POLL_MS)
    }
    const listening = now()
    const url = `http://127.0.0.1:${port}`
    if (probe !== undefined) await firstAnswer(`${url}${probe.path}`, probe.headers ?? {}, limitMs)
    return {
      pid,
      url,
      listening,
      firstAnswer: probe && now(),
      async stop() {
        child.kill('SIGTERM')
        await Promise.race([ended, wait(STOP_MS, undefined, { ref: false })])
        kill()
        await ended
      },
    }
  } catch (error) {
    kill()
    await ended
    throw error
  }
}

/** `taskset` becomes the program that it starts, so the process is the server's own. */
const canPin = () => availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0

/** Waits until a server has nothing left to do of its own accord: three looks in turn at which it had computed next to nothing. */
export async function untilQuiet(pid: number, limitMs = 15_000): Promise<void> {
  const ends = performance.now() + limitMs
  for (let quiet = 0; quiet < 3 && performance.now() < ends; ) {
    const spent = watchCpu(pid)
    await wait(150)
    quiet = spent() < 3 ? quiet + 1 : 0
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const tell = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => tell(true)).once('error', () => tell(false))
  })
}

function firstAnswer(url: string, headers: Readonly<Record<string, string>>, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false, timeout }, (response) => response.resume().once('end', resolve))
      .once('timeout', () => reject(new Error(`does not answer within ${timeout / 1000} s`)))
      .once('error', reject)
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
