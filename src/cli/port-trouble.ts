// The port cannot be had: who has it, and what to type instead.
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { askHealth } from '../app/ask-health.ts'
import { localHost } from '../app/network-addresses.ts'
import { findPortHolders, type PortHolder } from '../app/port-holder.ts'
import type { Settings } from '../config/settings.ts'
import type { PortError } from '../diagnostics/errors.ts'
import { realPath } from '../spec/file-reader.ts'
import { findDocuments } from '../spec/find-documents.ts'
import { exitCodes, type Failure } from './failure.ts'

const MAX_COMMAND = 100
const MAX_TRIES = 20

/** Busy, not allowed, or no address of this machine: the last is wrong usage. */
export async function explainPortError(error: PortError, settings: Settings): Promise<Failure> {
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code
  const failure = (exitCode: Failure['exitCode'], message: string): Failure => ({
    exitCode,
    code: error.code,
    message,
    findings: [],
  })
  if (code === 'EACCES') return failure(exitCodes.port, error.message)
  if (code !== 'EADDRINUSE') return failure(exitCodes.usage, error.message)

  const [holder] = await findPortHolders(error.port)
  const url = `http://${localHost(settings.host)}:${error.port}`
  const by = holder === undefined ? '' : ` by ${describeHolder(holder)}`
  if (await servesTheSame(url, settings)) {
    return failure(
      exitCodes.port,
      `these documents are already served at ${url}/${by}; use that one, or start a second with --port 0`,
    )
  }
  const free = await nextFreePort(settings.host, error.port)
  const instead = free === undefined ? '--port 0' : `--port ${free}, or --port 0 for any`
  return failure(exitCodes.port, `port ${error.port} is in use${by}; choose another: ${instead}`)
}

/** `pid 4121 (node /srv/app.js, in ~/srv)` */
export function describeHolder({ pid, command, folder }: PortHolder): string {
  if (pid === undefined) return 'a process of another user'
  const home = homedir()
  const short = command !== undefined && command.length > MAX_COMMAND ? `${command.slice(0, MAX_COMMAND)}…` : command
  const place =
    folder === undefined ? undefined : `in ${folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder}`
  const details = [short, place].filter((part) => part !== undefined).join(', ')
  return `pid ${pid}${details === '' ? '' : ` (${details})`}`
}

async function servesTheSame(url: string, { documents, folder }: Settings): Promise<boolean> {
  const health = await askHealth(url)
  if (typeof health === 'string') return false
  const served = new Set(health.documents)
  const wanted = findDocuments(documents, folder).paths.map(realPath)
  return wanted.length > 0 && wanted.every((path) => served.has(path))
}

async function nextFreePort(host: string, port: number): Promise<number | undefined> {
  for (let next = port + 1; next <= Math.min(port + MAX_TRIES, 65_535); next++) if (await isFree(host, next)) return next
  return undefined
}

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host, port }, () => server.close(() => resolve(true)))
  })
