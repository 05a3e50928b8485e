// What a document costs as it is used: memory when ready and with every operation used once, CPU time of each operation's first answer.
import { Agent, request as httpRequest } from 'node:http'
import { type Contestant, type ContestantId, contestantOf, pathFor, type Task } from './contestants.ts'
import type { LoadRequest } from './load.ts'
import { operationRequests } from './operation-requests.ts'
import { residentMb, watchCpu } from './process-cost.ts'
import { startServer, untilQuiet } from './server-process.ts'
import { median } from './statistics.ts'
import type { Subject } from './subjects.ts'

export interface OperationsRow {
  readonly subject: string
  readonly contestant: ContestantId
  /** Resident, when nothing was asked yet. */
  readonly readyMb: number
  readonly usedMb: number
  readonly operations: number
  /** Answers of 5xx, and those that did not come. */
  readonly failed: number
  /** CPU time of the first answer of each operation, one after the other; of several processes the median, since a garbage collection meets any of them. */
  readonly firstCpuMs: { readonly median: number; readonly max: number; readonly slowest: string }
  /** CPU time of the first answer of all in a process that has answered nothing, of a few operations. */
  readonly freshCpuMs: readonly number[]
}

export interface OperationsPlan {
  readonly folder: string
  /** Processes started for `freshCpuMs`. */
  readonly fresh: number
  /** Processes of mockserve that are asked for every operation. */
  readonly passes: number
}

const ANSWER_LIMIT_MS = 20_000

/** Throws when a contestant does not start. */
export async function measureOperations(
  { id: subject, document, read }: Subject,
  contestants: readonly Contestant[],
  { folder, fresh, passes }: OperationsPlan,
): Promise<readonly OperationsRow[]> {
  const requests = await operationRequests(document)
  const task: Task = { document, folder, answers: '', readsDocument: true }
  const rows: OperationsRow[] = []
  for (const contestant of contestants) {
    const own = requests.map((each) => ({ ...each, path: pathFor(contestant, each.path, read.basePath) }))
    const runs: Used[] = []
    for (let i = 0; i < (contestant.id === 'mockserve' ? passes : 1); i++) runs.push(await useAll(contestant, task, own))
    const freshCpuMs: number[] = []
    for (let i = 0; i < fresh && contestant.id === 'mockserve'; i++)
      freshCpuMs.push(await firstOf(task, requests[Math.floor((i * requests.length) / fresh)]))
    rows.push({ subject, contestant: contestant.id, ...joined(runs, own), operations: requests.length, freshCpuMs })
  }
  return rows
}

interface Used {
  readonly readyMb: number
  readonly usedMb: number
  readonly failed: number
  /** CPU ms of each request. */
  readonly costs: readonly number[]
}

function joined(runs: readonly Used[], requests: readonly LoadRequest[]) {
  const costs = requests.map((_, i) => median(runs.map((run) => run.costs[i] ?? 0)))
  const max = Math.max(...costs)
  const { method, path } = requests[costs.indexOf(max)] ?? { method: '', path: '' }
  return {
    readyMb: median(runs.map(({ readyMb }) => readyMb)),
    usedMb: median(runs.map(({ usedMb }) => usedMb)),
    failed: Math.max(...runs.map(({ failed }) => failed)),
    firstCpuMs: { median: median(costs), max, slowest: `${method} ${path}` },
  }
}

async function useAll(contestant: Contestant, task: Task, requests: readonly LoadRequest[]): Promise<Used> {
  const server = await startServer((port) => contestant.args(task, port), task)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    await untilQuiet(server.pid)
    const readyMb = residentMb(server.pid)
    const costs: number[] = []
    let failed = 0
    for (const request of requests) {
      const spent = watchCpu(server.pid)
      const status = await send(server.url, request, agent)
      costs.push(spent())
      if (status === undefined || status >= 500) failed++
    }
    return { readyMb, usedMb: residentMb(server.pid), failed, costs }
  } finally {
    agent.destroy()
    await server.stop()
  }
}

async function firstOf(task: Task, request: LoadRequest | undefined): Promise<number> {
  const server = await startServer((port) => contestantOf('mockserve').args(task, port), task)
  try {
    await untilQuiet(server.pid)
    const spent = watchCpu(server.pid)
    if (request !== undefined) await send(server.url, request, new Agent())
    return spent()
  } finally {
    await server.stop()
  }
}

/** The status; undefined when no answer came. */
function send(url: string, { method, path, headers = {}, body }: LoadRequest, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve) => {
    // Node adds it for some methods only
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const options = { method, headers: { ...headers, ...length }, agent, timeout: ANSWER_LIMIT_MS }
    const sent = httpRequest(url + path, options, (response) =>
      response.resume().once('close', () => resolve(response.statusCode)),
    )
    sent
      .once('timeout', () => sent.destroy())
      .once('error', () => resolve(undefined))
      .end(body)
  })
}
