// Runs the real command, from source, as a person or a program would: arguments in, words and exit code out.
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const loader = import.meta.resolve('tsx')

export interface Place {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The port is left to the command; otherwise it is any free one. */
  readonly choosesPort?: boolean
}

/** An environment in which nothing of the machine's shows: its state folder is the test's, and it is no build machine. */
const environment = ({ cwd, env }: Place) => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CI|NO_COLOR|DEBUG|NODE_OPTIONS|MOCKSERVE_.*|_?TAPJS?_.*)$/.test(name)),
  ),
  XDG_STATE_HOME: `${cwd}/state`,
  ...env,
})

export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs to its end; what does not end within 15 s is killed. */
export async function run(args: readonly string[], place: Place): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', loader, main, ...args], {
    cwd: place.cwd,
    env: environment(place),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  const read = collect(child)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(late)
  return { exitCode, stdout: read.stdout(), stderr: read.stderr() }
}

export interface Event {
  readonly event: string
  readonly [member: string]: unknown
}

export interface Served {
  readonly child: ChildProcess
  readonly url: string
  readonly port: number
  stdout(): string
  stderr(): string
  /** The JSON lines so far. */
  events(): Event[]
  /** Resolves with the first event of this name, past the first `after` events. Rejects after 6 s. */
  event(name: string, after?: number): Promise<Event>
  /** Sends a signal; resolves with the exit code and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly exitCode: number | null; readonly ms: number }>
}

/** Starts on a free port and waits until it listens; stopped at the test's end. */
export async function serve(t: Test, args: readonly string[], place: Place): Promise<Served> {
  const port = place.choosesPort ? [] : ['--port', '0']
  const child = spawn(process.execPath, ['--import', loader, main, ...args, ...port], {
    cwd: place.cwd,
    env: environment(place),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const read = collect(child)
  const url = await until(
    () => /http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost):\d+/.exec(read.stdout())?.[0],
    () => `not ready: ${read.stdout()}${read.stderr()}`,
    child,
  )
  const events = () =>
    read
      .stdout()
      .split('\n')
      .slice(0, -1)
      .map((line): Event => JSON.parse(line))
  return {
    child,
    url,
    port: Number(new URL(url).port),
    stdout: read.stdout,
    stderr: read.stderr,
    events,
    event: (name, after = 0) =>
      until(
        () =>
          events()
            .slice(after)
            .find(({ event }) => event === name),
        () => `no ${name}: ${read.stdout()}`,
        child,
      ),
    stop: async (signal = 'SIGTERM') => {
      const began = performance.now()
      child.kill(signal)
      return { exitCode: await ended, ms: performance.now() - began }
    },
  }
}

/** Runs at a pseudo-terminal, made by script(1), and types the keys one after the other, each with enter. */
export async function atTerminal(args: readonly string[], keys: readonly string[], place: Place): Promise<Ended> {
  const quoted = [process.execPath, '--import', loader, main, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', quoted, '/dev/null'], {
    cwd: place.cwd,
    env: { ...environment(place), TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  const read = collect(child)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await until(
    () => (read.stdout().includes('enter for help') ? true : undefined),
    () => `no banner: ${read.stdout()}`,
    child,
  )
  for (const key of keys) {
    const before = read.stdout().length
    child.stdin.write(`${key}\n`)
    await until(
      () => (read.stdout().length > before + key.length + 2 ? true : undefined),
      () => `nothing said to ${key}: ${read.stdout()}`,
    )
  }
  const exitCode = await ended
  clearTimeout(late)
  return { exitCode, stdout: read.stdout(), stderr: read.stderr() }
}

function collect(child: ChildProcess) {
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  return { stdout: () => texts.stdout, stderr: () => texts.stderr }
}

/** Asks every few ms, for at most 8 s. */
export async function until<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  otherwise: () => string,
  child?: ChildProcess,
): Promise<T> {
  const limit = performance.now() + 8_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > limit || (child !== undefined && child.exitCode !== null)) throw new Error(otherwise())
    await wait(5)
  }
}

/** The smallest document whose `GET /t` says its title. */
export const aDocument = (title: string, path = '/t', more = ''): string => `openapi: 3.0.3
info: { title: ${title}, version: '1' }
paths:
  ${path}:
    get:
      operationId: tell
      responses: { '200': { description: ok, content: { application/json: { example: ${title} } } } }
${more}`
