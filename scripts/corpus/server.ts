// The server under judgement, as a child process.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ownOf, textOf } from './values.ts'

/** A server that listens. */
export interface RunningServer {
  readonly url: string
  /** From starting the process to its first word that it is ready. */
  readonly readyMs: number
  /** What its process had computed by then, on all cores; undefined where the system does not tell. */
  readonly readyCpuMs: number | undefined
  /** The most memory it ever held, in MB; undefined where the system does not tell. */
  peakMb(): number | undefined
  /** What it wrote to stderr last. */
  stderr(): string
  /** Sends SIGTERM; resolves with what was wrong about its end, if anything. */
  stop(): Promise<string | undefined>
}

const maxStartMs = 60_000
const maxStopMs = 5_000
const tickMs = 10

/** Starts `{command} {entry} --port 0 --json --no-watch {more}` and waits until it says that it is ready. Rejects when it does not. */
export function startServer(command: string, entry: string, more: readonly string[], cwd: string): Promise<RunningServer> {
  const [program = '', ...first] = command.split(/\s+/).filter((word) => word !== '')
  const started = performance.now()
  const child = spawn(program, [...first, entry, '--port', '0', '--json', '--no-watch', ...more], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4_000)
  })
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  const orphaned = () => child.kill('SIGKILL')
  process.once('exit', orphaned)
  void exited.then(() => process.off('exit', orphaned))

  const stop = async (): Promise<string | undefined> => {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, maxStopMs, undefined).unref())
    const alreadyGone = child.exitCode !== null || child.signalCode !== null
    if (alreadyGone) return `it was gone before it was told to stop (${await exited})`
    child.kill('SIGTERM')
    const end = await Promise.race([exited, late])
    if (end === undefined) child.kill('SIGKILL')
    if (end === 'exit code 0') return undefined
    return end === undefined ? `it did not stop within ${maxStopMs / 1000} s of SIGTERM` : `it stopped with ${end}`
  }

  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(late)
      child.kill('SIGKILL')
      reject(new Error(`${reason}${said === '' ? '' : `: ${said.trim().slice(0, 600)}`}`))
    }
    const late = setTimeout(() => fail(`not ready within ${maxStartMs / 1000} s`), maxStartMs)
    void exited.then((end) => fail(`ended before it was ready (${end})`))
    // Reading goes on after the first line: a full pipe would halt the server.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = parseLine(line)
      const url = textOf(ownOf(event, 'url'))
      if (ownOf(event, 'event') !== 'ready' || url === undefined) return
      clearTimeout(late)
      const pid = Number(ownOf(event, 'pid') ?? child.pid)
      resolve({
        url,
        readyMs: performance.now() - started,
        readyCpuMs: cpuMs(pid),
        peakMb: () => peakMb(pid),
        stderr: () => said,
        stop,
      })
    })
  })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** User and system time. Source: proc(5), /proc/pid/stat, fields 14 and 15 in clock ticks. */
function cpuMs(pid: number): number | undefined {
  const fields = readProc(pid, 'stat')?.split(') ').at(-1)?.split(' ')
  return fields && (Number(fields[11]) + Number(fields[12])) * tickMs
}

/** Source: proc(5), /proc/pid/status, VmHWM in kB. */
function peakMb(pid: number): number | undefined {
  const found = /^VmHWM:\s*(\d+) kB$/m.exec(readProc(pid, 'status') ?? '')
  return found ? Number(found[1]) / 1024 : undefined
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
