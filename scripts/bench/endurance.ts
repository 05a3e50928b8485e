// A long run over all operations of a big document: whether memory stays where it was.
import { contestantOf } from './contestants.ts'
import { startLoad } from './load.ts'
import { operationRequests } from './operation-requests.ts'
import { residentMb } from './process-cost.ts'
import { startServer } from './server-process.ts'
import { median } from './statistics.ts'
import type { Subject } from './subjects.ts'

export interface Endurance {
  readonly folder: string
  readonly minutes: number
  readonly isStateless: boolean
}

/** What an hour of about 1,400 requests a second asks. */
const REQUESTS = 5_000_000
const AT_ONCE = 20_000
const CONNECTIONS = 8
/** How much more memory than at its first tenth it may hold at its end. */
const MOST_GROWTH = 1.1

/** Ends after so many requests or minutes, whichever comes first. The exit code: 1 when memory grew beyond the bar or answers failed. */
export async function endure(subjects: readonly Subject[], options: Endurance, tell: (line: string) => void): Promise<number> {
  const subject = subjects.find(({ id }) => id === 'github') ?? subjects.find(({ id }) => id === 'synthetic1000')
  if (subject === undefined) throw new Error('no document to run')
  const { document, title } = subject
  const { requests } = await operationRequests(document)
  const task = { document, answers: '', folder: options.folder, readsDocument: true }
  const more = options.isStateless ? ['--stateless'] : []
  const server = await startServer((port) => [...contestantOf('mockserve').args(task, port), ...more], task)
  const load = startLoad()
  try {
    tell(`${title}, ${requests.length} operations in turn, ${CONNECTIONS} connections${options.isStateless ? ', stateless' : ''}`)
    const began = performance.now()
    const samples: { readonly progress: number; readonly mb: number }[] = []
    let answers = 0
    let failed = 0
    let told = 0
    for (let progress = 0; progress < 1; ) {
      const result = await load.run({ url: server.url, requests, connections: CONNECTIONS, amount: AT_ONCE })
      answers += result.answers
      failed += result.errors + countOf(result.statuses, (status) => status >= 500)
      progress = Math.min(1, Math.max(answers / REQUESTS, (performance.now() - began) / (options.minutes * 60_000)))
      samples.push({ progress, mb: residentMb(server.pid) })
      if (Math.floor(progress * 10) > told) {
        told = Math.floor(progress * 10)
        tell(
          `${String(told * 10).padStart(3)} %  ${answers.toLocaleString('en').padStart(9)} answers  ${samples.at(-1)?.mb.toFixed(0).padStart(4)} MB`,
        )
      }
    }
    const first = between(samples, 0.05, 0.15)
    const last = between(samples, 0.9, 1)
    const isMet = last <= first * MOST_GROWTH
    tell(
      `memory ${first.toFixed(0)} MB at the first tenth, ${last.toFixed(0)} MB at the end: ${(last / first).toFixed(2)} ×, ` +
        `at most ${MOST_GROWTH.toFixed(2)} × is the bar: ${isMet ? 'met' : 'SHORT'}`,
    )
    tell(`${failed.toLocaleString('en')} of ${answers.toLocaleString('en')} answers were 5xx or did not come`)
    return isMet ? 0 : 1
  } finally {
    load.stop()
    await server.stop()
  }
}

const countOf = (statuses: Readonly<Record<string, number>>, counts: (status: number) => boolean) =>
  Object.entries(statuses).reduce((sum, [status, count]) => (counts(Number(status)) ? sum + count : sum), 0)

const between = (samples: readonly { readonly progress: number; readonly mb: number }[], from: number, to: number) =>
  median(samples.filter(({ progress }) => progress >= from && progress <= to).map(({ mb }) => mb))
