// Which process listens on a port, where there is no /proc: asks lsof and ps, or netstat and tasklist.
import { execFile } from 'node:child_process'
import type { PortHolder } from './port-holder.ts'

const TIMEOUT_MS = 3_000

const run = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    // a tool that finds nothing, or is not there, says nothing
    execFile(command, args, { timeout: TIMEOUT_MS, windowsHide: true, encoding: 'utf8' }, (_error, stdout) => resolve(stdout))
  })

/** macOS and other Unix systems. */
export async function findHoldersByLsof(port: number): Promise<PortHolder[]> {
  const found = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp'])
  return Promise.all(
    lsofFields(found, 'p').map(async (pid) => {
      const [command, started, folder] = await Promise.all([
        run('ps', ['-p', pid, '-o', 'command=']),
        run('ps', ['-p', pid, '-o', 'lstart=']),
        run('lsof', ['-a', '-p', pid, '-d', 'cwd', '-Fn']),
      ])
      const since = new Date(started.trim())
      return {
        pid: Number(pid),
        command: command.trim() || undefined,
        folder: lsofFields(folder, 'n')[0],
        since: Number.isNaN(since.getTime()) ? undefined : since,
      }
    }),
  )
}

/** The values of one field in `lsof -F` output: a line each, its first letter the field. Source: lsof(8) "OUTPUT FOR OTHER PROGRAMS". */
export const lsofFields = (output: string, field: string): string[] => [
  ...new Set(
    output
      .split('\n')
      .filter((line) => line.startsWith(field))
      .map((line) => line.slice(1)),
  ),
]

/** Windows. */
export async function findHoldersByNetstat(port: number): Promise<PortHolder[]> {
  const pids = netstatPids(await run('netstat', ['-ano', '-p', 'TCP']), port)
  return Promise.all(
    pids.map(async (pid) => {
      const listed = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
      return { pid: Number(pid), command: /^"([^"]+)"/m.exec(listed)?.[1], folder: undefined, since: undefined }
    }),
  )
}

/** The state is translated on other Windows languages, so a listener is told by its foreign address, which is port 0. */
export const netstatPids = (output: string, port: number): string[] => {
  const rows = output.split('\n').map((line) => line.trim().split(/\s+/))
  const listening = rows.filter(
    ([protocol, local, foreign]) => protocol === 'TCP' && local?.endsWith(`:${port}`) && foreign?.endsWith(':0'),
  )
  return [...new Set(listening.flatMap((row) => row.at(-1) ?? []))]
}
