// Before a measure: what each contestant has to be asked, what it answers, and the requests that warm it up.
import { type Contestant, pathFor } from './contestants.ts'
import type { Load, LoadRequest } from './load.ts'
import type { LoadRow } from './measure-load.ts'
import type { Measure } from './measures.ts'
import { ask, prepare } from './requests.ts'
import type { ServerProcess } from './server-process.ts'

export interface Running {
  readonly contestant: Contestant
  readonly server: ServerProcess
}

export interface Prepared extends Running {
  readonly request: LoadRequest
  /** Of its first answer, as the body: under load they are to be the same. */
  readonly status: number
  readonly expectBody: string | undefined
}

export interface PreparedMeasure {
  readonly measure: Measure
  readonly ready: readonly Prepared[]
  /** Rows of those that cannot do it. */
  readonly lacking: readonly LoadRow[]
}

const WARM_UP_CONNECTIONS = 16

/** Instead of figures. */
export const absent = ({ id: measure, title }: Measure, { id }: Contestant, lack: string): LoadRow => ({
  measure,
  title,
  contestant: id,
  connections: 0,
  windows: [],
  lack,
})

/** Asks each once: what it answers now it has to answer under load. Throws when mockserve or a bare contestant answers wrongly. */
export async function prepareAll(measure: Measure, running: readonly Running[]): Promise<PreparedMeasure> {
  const ready: Prepared[] = []
  const lacking: LoadRow[] = []
  for (const each of running) {
    const { contestant, server } = each
    if (contestant.id === 'unrecorded' && measure.isJournalCosted !== true) continue
    const written = contestant.kind === 'bare' ? measure.request : await prepare(measure, server.url)
    const request = { ...written, path: pathFor(contestant, written.path, measure.basePath) }
    const answer = await ask(server.url, request)
    const lack = measure.lack(answer)
    if (lack === undefined) {
      const expectBody = measure.isFixed && contestant.kind !== 'peer' ? answer.body : undefined
      ready.push({ ...each, request, status: answer.status, expectBody })
    } else if (contestant.kind === 'peer' || contestant.id === 'unchecked') {
      lacking.push(absent(measure, contestant, lack))
    } else throw new Error(`${measure.title}: ${contestant.title}: ${lack}`)
  }
  return { measure, ready, lacking }
}

export async function warmUp(ready: readonly Prepared[], requests: number, load: Load): Promise<void> {
  for (const { contestant, server, request } of ready) {
    const amount = contestant.kind === 'peer' ? Math.ceil(requests / 10) : requests
    await load.run({
      url: server.url,
      requests: [request],
      connections: WARM_UP_CONNECTIONS,
      amount: Math.max(amount, WARM_UP_CONNECTIONS),
    })
  }
}
