// Instructions that a process executes, counted by the processor: the figure that a busy machine disturbs least. Needs Linux with `perf`.
import { spawn, spawnSync } from 'node:child_process'

/** Of user code: what the kernel does for the network is much the same for everyone. */
const EVENT = 'instructions:u'

/** Virtual machines often have no counters. */
export function canCountInstructions(): boolean {
  const { status, stderr } = spawnSync('perf', ['stat', '-x,', '-e', EVENT, 'true'], { encoding: 'utf8' })
  return status === 0 && readCount(stderr) !== undefined
}

/** Begins to count; the function given back ends it and resolves with the count. */
export function countInstructions(pid: number): () => Promise<number | undefined> {
  const child = spawn('perf', ['stat', '-x,', '-e', EVENT, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()))
  return async () => {
    child.kill('SIGINT')
    await ended
    return readCount(said)
  }
}

/** `1234567,,instructions:u,…`; `<not supported>` in its place where there is no counter. */
function readCount(text: string): number | undefined {
  const count = Number.parseFloat(text.trim().split('\n').at(-1) ?? '')
  return Number.isNaN(count) ? undefined : count
}
