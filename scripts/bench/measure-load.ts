// Puts the same load on all contestants turn by turn, round by round, and tells what each answer cost.
import { join } from 'node:path'
import type { Contestant, ContestantId, Task } from './contestants.ts'
import { countInstructions } from './instructions.ts'
import { type Load, startLoad } from './load.ts'
import type { Measure } from './measures.ts'
import { absent, type Prepared, type PreparedMeasure, prepareAll, type Running, warmUp } from './prepare-load.ts'
import { watchCpu } from './process-cost.ts'
import { recordAnswers } from './record-answers.ts'
import { startServer } from './server-process.ts'
import { rotated } from './statistics.ts'

/** One contestant under load for a moment. */
export interface Window {
  readonly answers: number
  /** Of another status or body than the first answer, and those that never came. */
  readonly wrong: number
  readonly perSecond: number
  /** Answers a second of the server's CPU time, all its threads together. */
  readonly perCpuSecond: number
  /** Microseconds. */
  readonly p50: number
  readonly p99: number
  /** Of user code, an answer; undefined where they cannot be counted. */
  readonly instructions?: number | undefined
}

export interface LoadRow {
  readonly measure: string
  readonly title: string
  readonly contestant: ContestantId
  readonly connections: number
  /** One a round, in order. */
  readonly windows: readonly Window[]
  /** Why there are none. */
  readonly lack?: string
}

/** How many connections, how often, how long. */
export interface Level {
  readonly connections: number
  readonly rounds: number
  readonly seconds: number
}

export interface LoadPlan {
  readonly levels: readonly Level[]
  /** Peers are so much slower that less will do. */
  readonly peerLevels: readonly Level[]
  /** Requests of each server before anything is measured, so that what is measured is compiled. */
  readonly warmUp: number
  readonly countsInstructions: boolean
}

/** `folder` takes what servers leave. Throws when mockserve or a bare contestant does not start or answers wrongly; a peer that does not is told of in its rows. */
export async function measureLoad(
  document: string,
  measures: readonly Measure[],
  contestants: readonly Contestant[],
  plan: LoadPlan,
  { folder, tell }: { readonly folder: string; readonly tell: (line: string) => void },
): Promise<readonly LoadRow[]> {
  const load = startLoad()
  const running: Running[] = []
  try {
    const task: Task = { document, folder, answers: join(folder, 'answers.json'), readsDocument: false }
    const rows: LoadRow[] = []
    await recordAnswers(task, measures)
    for (const contestant of contestants) {
      try {
        running.push({
          contestant,
          server: await startServer((port) => contestant.args(task, port), { folder, isOnOneCore: true }),
        })
      } catch (error) {
        if (contestant.kind !== 'peer' || !(error instanceof Error)) throw error
        tell(`${contestant.title} does not start: ${error.message}`)
        rows.push(...measures.map((measure) => absent(measure, contestant, 'does not start')))
      }
    }
    const prepared: PreparedMeasure[] = []
    for (const measure of measures) prepared.push(await prepareAll(measure, running))
    tell(`warm-up of ${running.length} servers`)
    for (const { ready } of prepared) await warmUp(ready, Math.ceil(plan.warmUp / prepared.length), load)
    for (const { measure, ready, lacking } of prepared) {
      tell(measure.title)
      rows.push(...(await measureOne(measure, ready, plan, load)), ...lacking)
    }
    return rows
  } finally {
    load.stop()
    for (const { server } of running) await server.stop()
  }
}

async function measureOne(measure: Measure, ready: readonly Prepared[], plan: LoadPlan, load: Load): Promise<readonly LoadRow[]> {
  const rows: LoadRow[] = []
  const peers = ready.filter(({ contestant }) => contestant.kind === 'peer')
  const others = ready.filter(({ contestant }) => contestant.kind !== 'peer')
  for (const level of plan.levels) rows.push(...(await measureLevel(measure, others, level, load, plan.countsInstructions)))
  for (const level of plan.peerLevels) rows.push(...(await measureLevel(measure, peers, level, load, plan.countsInstructions)))
  return rows
}

async function measureLevel(
  { id: measure, title }: Measure,
  ready: readonly Prepared[],
  { connections, rounds, seconds }: Level,
  load: Load,
  countsInstructions: boolean,
): Promise<readonly LoadRow[]> {
  const windows = new Map<ContestantId, Window[]>(ready.map(({ contestant }) => [contestant.id, []]))
  for (let round = 0; round < rounds; round++) {
    for (const each of rotated(ready, round))
      windows.get(each.contestant.id)?.push(await runWindow(each, connections, seconds, load, countsInstructions))
  }
  return ready.map(({ contestant: { id } }) => ({ measure, title, contestant: id, connections, windows: windows.get(id) ?? [] }))
}

async function runWindow(
  { server, request, status, expectBody }: Prepared,
  connections: number,
  seconds: number,
  load: Load,
  countsInstructions: boolean,
): Promise<Window> {
  const counter = countsInstructions ? countInstructions(server.pid) : undefined
  const spent = watchCpu(server.pid)
  const result = await load.run({ url: server.url, requests: [request], connections, seconds, expectBody })
  const cpuSeconds = spent() / 1000
  const instructions = await counter?.()
  return {
    answers: result.answers,
    wrong: result.answers - (result.statuses[status] ?? 0) + result.errors + result.mismatches,
    perSecond: result.answers / result.seconds,
    perCpuSecond: result.answers / cpuSeconds,
    p50: result.p50,
    p99: result.p99,
    ...(instructions !== undefined && { instructions: instructions / result.answers }),
  }
}
