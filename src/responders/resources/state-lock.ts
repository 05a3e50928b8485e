// One process at a time may keep a state file: a file beside it names the one that does.
import { closeSync, openSync, readFileSync, renameSync, rmSync, unlinkSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { StoreError } from './store.ts'

interface Holder {
  readonly pid: number
  readonly command: string
  readonly folder: string
  /** When the process began, as the system counts; null where it does not tell. Numbers of processes are used again. */
  readonly began: string | null
}

const MAX_TRIES = 5

/** Takes the lock of a state file; the function given back lets it go. Throws StoreError naming the holder. */
export function lockState(path: string): () => void {
  const lock = `${path}.lock`
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (create(path, lock)) return () => release(lock)
    const holder = readHolder(lock)
    if (holder !== undefined && isAlive(holder)) throw inUse(path, holder)
    takeAway(lock, tries)
  }
  throw new StoreError(path, `${lock} can neither be made nor taken away; remove it when no mockserve runs`)
}

function create(path: string, lock: string): boolean {
  try {
    const file = openSync(lock, 'wx', 0o600)
    const holder: Holder = {
      pid: process.pid,
      command: commandLine(),
      folder: process.cwd(),
      began: beganAt(process.pid),
    }
    writeSync(file, JSON.stringify(holder))
    closeSync(file)
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    const reason = code === 'ENOENT' ? `there is no folder ${dirname(resolve(path))}; make it` : message
    throw new StoreError(path, `the state cannot be kept in ${path}: ${reason}, or name another file`, { cause: error })
  }
}

/** Other people read it, so secrets are left out. */
const commandLine = () =>
  process.argv
    .slice(1)
    .join(' ')
    .replace(/(--control-token[ =])\S+/g, '$1…')
    .slice(0, 300)

/** Undefined when it is gone, or was never finished. */
function readHolder(lock: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(lock, 'utf8'))
    return typeof holder === 'object' && holder !== null && 'pid' in holder ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // a process of somebody else is alive, too
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = beganAt(pid)
  return began === null || now === null || now === began
}

/** Source: proc(5), /proc/pid/stat, field 22. */
function beganAt(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** By renaming first: of two that find a stale lock only one can do that. */
function takeAway(lock: string, tries: number): void {
  const aside = `${lock}.${process.pid}.${tries}`
  try {
    renameSync(lock, aside)
    unlinkSync(aside)
  } catch {
    // somebody else was faster
  }
}

function release(lock: string): void {
  if (readHolder(lock)?.pid === process.pid) rmSync(lock, { force: true })
}

const inUse = (path: string, { pid, command, folder }: Holder) =>
  new StoreError(path, `${path} is in use by process ${pid} (${command}) in ${folder}; stop it, or name another file`)
