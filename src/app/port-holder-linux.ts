// Which process listens on a port, from /proc: nothing else is sure to be there, least of all in a container.
// Source: proc(5), proc_net_tcp, proc_pid_fd, proc_pid_stat.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { PortHolder } from './port-holder.ts'

const LISTEN = '0A'
/** Clock ticks a second, the unit of start times; it is 100 on every architecture that Node runs on. */
const TICKS = 100

export function findHoldersByProc(port: number): PortHolder[] {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(read(table), port)))
  if (inodes.size === 0) return []
  const pids = namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => holdsSocket(pid, inodes))
  // other users' descriptors cannot be read, but that somebody listens is known
  return pids.length === 0
    ? [{ pid: undefined, command: undefined, folder: undefined, since: undefined }]
    : pids.map(describeProcess)
}

/** Inodes of the sockets that listen on the port. A line: `0: 0100007F:F5B5 00000000:0000 0A … uid timeout inode …`. */
export function listeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return table.split('\n').flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
    return state === LISTEN && inode !== undefined && local?.split(':')[1] === wanted ? [inode] : []
  })
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  return namesIn(`/proc/${pid}/fd`).some((fd) => {
    const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`) ?? '')?.[1]
    return inode !== undefined && inodes.has(inode)
  })
}

function describeProcess(pid: string): PortHolder {
  const command = read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim()
  return {
    pid: Number(pid),
    command: command === '' ? undefined : command,
    folder: link(`/proc/${pid}/cwd`),
    since: startOf(read(`/proc/${pid}/stat`), read('/proc/stat')),
  }
}

/** The name in field 2 may hold spaces and brackets, so fields are counted behind its last bracket. */
function startOf(processStat: string, systemStat: string): Date | undefined {
  const ticks = Number(processStat.slice(processStat.lastIndexOf(')') + 2).split(' ')[19])
  const boot = Number(/^btime (\d+)$/m.exec(systemStat)?.[1])
  const start = new Date((boot + ticks / TICKS) * 1_000)
  return Number.isNaN(start.getTime()) ? undefined : start
}

// processes end while we look at them: what cannot be read is empty

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
