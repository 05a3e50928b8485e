// A server as a child process, with what the operating system says of its cost.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface MeasuredProcess {
  readonly url: string
  /** CPU time of the process so far, user and system, in ms. */
  cpuMs(): number
  /** Resident memory now, in MB. */
  residentMb(): number
  readonly readyMs: number
  readonly readyCpuMs: number
  stop(): Promise<void>
}

const TICKS_PER_SECOND = 100
const START_LIMIT_MS = 60_000

/** Starts `node …args`; resolves at its `{"event":"ready","url":…}` line. */
export async function startMeasured(args: readonly string[]): Promise<MeasuredProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await readyUrl(child)
  const { pid } = child
  const cpuMs = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND
  }
  return {
    url,
    cpuMs,
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    readyMs: performance.now() - started,
    readyCpuMs: cpuMs(),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready after ${START_LIMIT_MS} ms`)), START_LIMIT_MS)
    child.once('exit', (code) => reject(new Error(`exited with ${code} before it was ready`)))
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = parse(line)
      if (event?.event !== 'ready') return
      clearTimeout(timer)
      resolve(event.url.replace(/\/$/, ''))
    })
  })
}

function parse(line: string): { event: string; url: string } | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
