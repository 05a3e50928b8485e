// What a process has cost so far, as the operating system tells it from outside: CPU time of all its threads, and memory.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Of Linux on every common processor; proc(5) counts in these. */
const TICK_MS = 10
const hasProc = process.platform === 'linux'

/** User and system time in ms, threads that have ended too. Throws when there is no such process. Source: proc(5), /proc/pid/stat, fields 14 and 15. */
export function cpuMs(pid: number): number {
  if (!hasProc) return fromPs(pid).cpuMs
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** Begins to watch; the function given back tells what the process computed since, in ms, where the system allows exact to the microsecond. */
export function watchCpu(pid: number): () => number {
  const [coarse, fine] = [cpuMs(pid), threadsCpuMs(pid)]
  return () => {
    const spent = cpuMs(pid) - coarse
    const exact = threadsCpuMs(pid) - fine
    // a thread that ended took its time along
    return Math.abs(exact - spent) <= 2 * TICK_MS ? exact : spent
  }
}

/** Of the threads that live. Source: the kernel's scheduler statistics, /proc/pid/task/tid/schedstat, first field in ns. */
function threadsCpuMs(pid: number): number {
  if (!hasProc) return Number.NaN
  const threads = `/proc/${pid}/task`
  let nanoseconds = 0
  for (const thread of readdirSync(threads))
    nanoseconds += Number.parseInt(readFileSync(`${threads}/${thread}/schedstat`, 'utf8'), 10)
  return nanoseconds / 1e6
}

/** Resident memory now, in MB of 2^20 bytes. */
export function residentMb(pid: number): number {
  if (!hasProc) return fromPs(pid).residentMb
  return Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/** macOS and the BSDs: `1:02.34   56789`, minutes, seconds and KB. */
function fromPs(pid: number): { readonly cpuMs: number; readonly residentMb: number } {
  const [time = '', kilobytes] = execFileSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
  const seconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return { cpuMs: seconds * 1000, residentMb: Number(kilobytes) / 1024 }
}
