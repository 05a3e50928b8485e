// The server as a process: started, looked at from outside, stopped.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Observed {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** In use now; undefined where the system does not tell. */
  memoryMb(): number | undefined
  descriptors(): number | undefined
  /** How it ended; undefined while it runs. */
  end(): string | undefined
  /** What it called its own fault. */
  defects(): readonly string[]
  stderr(): string
  /** Sends SIGTERM; resolves with what was wrong about the end, if anything. */
  stop(): Promise<string | undefined>
}

const START_MS = 60_000
const STOP_MS = 5_000
const DEFECT = /defect of mockserve|please report|unexpected failure|refusal:internal/
/** Told by the handlers that are made to fail. */
const EXPECTED = /soak: |process\.exit/

/** Starts `{command} {documents} --port 0` in `folder`; words of the command that are files are looked for in `project`. */
export function observe(command: string, documents: readonly string[], folder: string, project: string): Promise<Observed> {
  const [program = '', ...first] = command.split(/\s+/).map((word) => (/^(dist|src)\//.test(word) ? `${project}/${word}` : word))
  const child = spawn(program, [...first, ...documents, '--port', '0'], {
    cwd: folder,
    env: { ...process.env, CI: undefined, XDG_STATE_HOME: `${folder}/state`, NODE_PATH: `${project}/node_modules` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pid = child.pid ?? 0
  const defects: string[] = []
  let stdout = ''
  let stderr = ''
  let end: string | undefined
  const ended = new Promise<void>((resolve) =>
    child.once('close', (code, signal) => {
      end = signal ?? `exit code ${code}`
      resolve()
    }),
  )
  process.once('exit', () => child.kill('SIGKILL'))
  const listen = (text: string) => {
    for (const line of text.split('\n')) if (DEFECT.test(line) && !EXPECTED.test(line)) defects.push(line)
  }
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = `${stderr}${text}`.slice(-8_000)
    listen(text)
  })
  const read = <T>(look: () => T): T | undefined => {
    try {
      return look()
    } catch {
      return undefined
    }
  }
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready: ${stdout}${stderr}`)), START_MS)
    void ended.then(() => reject(new Error(`ended before it was ready (${end}): ${stderr}`)))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      listen(text)
      stdout = `${stdout}${text}`.slice(-8_000)
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0]
      if (url === undefined) return
      clearTimeout(late)
      resolve({
        url,
        port: Number(new URL(url).port),
        pid,
        memoryMb: () => read(() => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024),
        descriptors: () => read(() => readdirSync(`/proc/${pid}/fd`).length),
        end: () => end,
        defects: () => defects,
        stderr: () => stderr,
        stop: async () => {
          if (end !== undefined) return end
          child.kill('SIGTERM')
          await Promise.race([ended, new Promise((over) => setTimeout(over, STOP_MS).unref())])
          if (end === undefined) child.kill('SIGKILL')
          return end === 'exit code 0' ? undefined : (end ?? `not within ${STOP_MS} ms of SIGTERM`)
        },
      })
    })
  })
}
