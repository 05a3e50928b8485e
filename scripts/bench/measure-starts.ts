// From starting a process to its first answer, contestants turn by turn.
import { type Contestant, type ContestantId, pathFor, type Task } from './contestants.ts'
import { recordAnswers } from './record-answers.ts'
import { type Moment, startServer } from './server-process.ts'
import { rotated } from './statistics.ts'
import type { Subject } from './subjects.ts'

export interface StartRow {
  readonly subject: string
  readonly contestant: ContestantId
  /** One a round, in order. */
  readonly starts: readonly { readonly listening: Moment; readonly firstAnswer: Moment }[]
  /** Why there are none. */
  readonly lack?: string
}

/** Milliseconds that a start may take. */
const LIMIT_MS = 60_000

/** `rounds` for each contestant, `peerRounds` for peers. Throws when mockserve or a bare contestant does not start. */
export async function measureStarts(
  { id: subject, document, read }: Subject,
  contestants: readonly Contestant[],
  { rounds, peerRounds, folder }: { readonly rounds: number; readonly peerRounds: number; readonly folder: string },
): Promise<readonly StartRow[]> {
  const task: Task = { document, folder, answers: `${folder}/${subject}.answers.json`, readsDocument: true }
  await recordAnswers(task, [read])
  const rows = new Map(contestants.map((each) => [each.id, { starts: [] as StartRow['starts'][number][], lack: '' }]))
  for (let round = 0; round < Math.max(rounds, peerRounds); round++) {
    for (const contestant of rotated(contestants, round)) {
      const row = rows.get(contestant.id)
      if (row === undefined || row.lack !== '' || round >= (contestant.kind === 'peer' ? peerRounds : rounds)) continue
      try {
        const { path, headers = {} } = read.request
        const server = await startServer((port) => contestant.args(task, port), {
          folder,
          probe: { path: pathFor(contestant, path, read.basePath), headers },
          limitMs: LIMIT_MS,
        })
        const { listening, firstAnswer = listening } = server
        row.starts.push({ listening, firstAnswer })
        await server.stop()
      } catch (error) {
        if (contestant.kind !== 'peer' || !(error instanceof Error)) throw error
        row.lack = error.message.split('\n')[0]?.slice(0, 200) ?? 'does not start'
      }
    }
  }
  return [...rows].map(([contestant, { starts, lack }]) => ({ subject, contestant, starts, ...(lack !== '' && { lack }) }))
}
