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
const CONNECTIONS = 8
const SAMPLE_MS = 250
/** How much more memory than at its first tenth it may hold at its end. */
const MOST_GROWTH = 1.1

/** Ends after five million requests or so many minutes. The exit code: 1 when memory grew beyond the bar or answers failed. */
export async function endure(subjects: readonly Subject[], options: Endurance, tell: (line: string) => void): Promise<number> {
  const subject = subjects.find(({ id }) => id === 'github') ?? subjects.find(({ id }) => id === 'synthetic1000')
  if (subject === undefined) throw new Error('no document to run')
  const { document, title } = subject
  const requests = await operationRequests(document)
  const task = { document, answers: '', folder: options.folder, readsDocument: true }
  const more = options.isStateless ? ['--stateless'] : []
  const server = await startServer((port) => [...contestantOf('mockserve').args(task, port), ...more], task)
  const load = startLoad()
  try {
    tell(`${title}, ${requests.length} operations in turn, ${CONNECTIONS} connections${options.isStateless ? ', stateless' : ''}`)
    const mb: number[] = []
    const sampling = setInterval(() => mb.push(residentMb(server.pid)), SAMPLE_MS)
    const job = { url: server.url, requests, connections: CONNECTIONS, amount: REQUESTS, seconds: options.minutes * 60 }
    const { answers, statuses, errors, seconds } = await load.run(job).finally(() => clearInterval(sampling))
    const part = (from: number, to: number) => median(mb.slice(Math.floor(from * mb.length), Math.ceil(to * mb.length)))
    const tenths = Array.from({ length: 10 }, (_, i) => part(i / 10, (i + 1) / 10))
    tell(`${answers.toLocaleString('en')} answers in ${seconds.toFixed(0)} s; memory, tenth by tenth, in MB:`)
    tell(tenths.map((each) => each.toFixed(0).padStart(5)).join(' '))
    const growth = part(0.9, 1) / part(0.05, 0.15)
    const failed = errors + countOf(statuses, (status) => status >= 500)
    tell(
      `${growth.toFixed(2)} × from the end of the first to the last, at most ${MOST_GROWTH.toFixed(2)} × is the bar: ${growth <= MOST_GROWTH ? 'met' : 'SHORT'}`,
    )
    tell(`${failed.toLocaleString('en')} answers were 5xx or did not come`)
    return growth <= MOST_GROWTH && failed === 0 ? 0 : 1
  } finally {
    load.stop()
    await server.stop()
  }
}

const countOf = (statuses: Readonly<Record<string, number>>, counts: (status: number) => boolean) =>
  Object.entries(statuses).reduce((sum, [status, count]) => (counts(Number(status)) ? sum + count : sum), 0)
