// The mocks of this user that run now: a file each in the user's state folder.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { askHealth } from './ask-health.ts'

export interface RunningMock {
  readonly pid: number
  /** Without a slash at the end. */
  readonly url: string
  readonly port: number
  /** The folder it was started in. */
  readonly folder: string
  /** Paths of the documents served at its start. */
  readonly documents: readonly string[]
  /** ISO 8601. */
  readonly startedAt: string
  /** What programs send to the control API to change anything. */
  readonly token: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Source: XDG Base Directory Specification; on Windows the folder for local application data. */
function runFolder(env: Env): string {
  if (process.platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'mockserve', 'run')
  const state = env['XDG_STATE_HOME']
  // a relative path there must be ignored, says the specification
  const base = state !== undefined && isAbsolute(state) ? state : join(env['HOME'] || homedir(), '.local', 'state')
  return join(base, 'mockserve', 'run')
}

/** Writes the entry, readable for its user only. Gives a function that takes it back; where nothing can be written neither does anything. */
export function registerRun(mock: RunningMock, env: Env): () => void {
  const folder = runFolder(env)
  const path = join(folder, `${mock.port}.json`)
  const draft = join(folder, `.${mock.port}.${mock.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(draft, `${JSON.stringify(mock, null, 2)}\n`, { mode: 0o600 })
    renameSync(draft, path)
  } catch {
    return () => undefined
  }
  return () => {
    // another mock may have taken the port, and the entry, since
    if (readEntry(path)?.pid === mock.pid) remove(path)
  }
}

/** The token of the mock at an address of this machine; undefined when it wrote none, or another process wrote it. */
export function findToken(
  { hostname, port, pid }: { readonly hostname: string; readonly port: number; readonly pid: number },
  env: Env,
): string | undefined {
  const mock = readEntry(join(runFolder(env), `${port}.json`))
  if (mock === undefined || mock.pid !== pid || mock.token === '') return undefined
  // what is at another machine may say any pid
  const isHere = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname) || new URL(mock.url).hostname === hostname
  return isHere ? mock.token : undefined
}

/** All that run and those that do not answer; entries that a killed process left behind are removed. */
export async function listRuns(env: Env): Promise<readonly (RunningMock & { readonly answers: boolean })[]> {
  const folder = runFolder(env)
  const asked = namesIn(folder)
    .filter((name) => /^\d+\.json$/.test(name))
    .map(async (name) => {
      const path = join(folder, name)
      const mock = readEntry(path)
      const health = mock === undefined || !isAlive(mock.pid) ? 'nobody' : await askHealth(mock.url)
      if (mock !== undefined && health === 'silent') return [{ ...mock, answers: false }]
      // another process may have got the number of one that is gone
      if (mock !== undefined && typeof health === 'object' && health.pid === mock.pid) return [{ ...mock, answers: true }]
      remove(path)
      return []
    })
  return (await Promise.all(asked)).flat().sort((a, b) => a.port - b.port)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function readEntry(path: string): RunningMock | undefined {
  try {
    const { pid, url, port, folder, documents, startedAt, token = '' } = JSON.parse(readFileSync(path, 'utf8'))
    if (!Number.isInteger(pid) || !Number.isInteger(port) || !/^http:\/\/[\w.:[\]-]+$/.test(url) || !Array.isArray(documents))
      return undefined
    return {
      pid,
      url,
      port,
      folder: String(folder),
      documents: documents.map(String),
      startedAt: String(startedAt),
      token: String(token),
    }
  } catch {
    return undefined
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // the folder may have become read-only; a stale entry does no harm
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // a process of another user is there, too
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
