// The mock as it is asked: judged by the gate, answered by the walk, kept by the journal.
import { PROBLEM_PAGES } from '../diagnostics/refusal.ts'
import type { MockRequest, MockResponse } from '../http/mock-request.ts'
import type { Exchange, Journal } from '../journal/journal.ts'
import { type Answered, answerRequest, type Surroundings } from '../pipeline/answer-request.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { Trail } from '../pipeline/trail.ts'
import { type GateOptions, judge, type KeptOut } from './browser-gate.ts'
import { TRAFFIC_PATH } from './traffic/traffic.ts'

export interface AskOptions {
  /** The runtime of this moment: asked once a request, so that a request ends on the one it began with. */
  readonly runtime: () => Runtime
  readonly gate: GateOptions
  /** Keeps what is asked and answered. */
  readonly journal: Journal
  /** Told of each answer of the mock, after it is made. */
  readonly observe: (answered: Answered, exchange: Exchange) => void
  /** Told of what was answered otherwise, and why; `exchange` when the journal has it. */
  readonly observeRefused: ObserveRefused
}

/** `reason` is a sentence, or the stack of a defect. */
export type ObserveRefused = (
  request: { readonly method: string; readonly url: string },
  status: number,
  reason: string,
  exchange?: Exchange,
) => void

export interface Asked {
  readonly answered: Answered
  readonly exchange: Exchange
}

export interface AskedMock {
  /** Past the gate: the walk answers. */
  answer(
    request: MockRequest,
    surroundings?: Pick<Surroundings, 'clientSignal' | 'understood'>,
    replayOf?: string,
  ): Promise<Asked>
  /** Answered before, and now once more: `at` in ms since 1970. */
  again(answered: Answered, at: number, ms: number): Exchange
  /** Kept, and answered with a problem document. */
  keepOut(request: MockRequest, keptOut: KeptOut, replayOf?: string): Exchange
  /** A request of ours, judged and answered as if a client had sent it. */
  send(request: MockRequest, replayOf: string | undefined): Promise<Exchange>
}

/** The page that shows one exchange; its id follows. */
export const INSPECT_PATH = `${TRAFFIC_PATH}?exchange=`

export function createAskedMock({ runtime, gate, journal, observe, observeRefused }: AskOptions): AskedMock {
  const answer: AskedMock['answer'] = async (request, { clientSignal, understood } = {}, replayOf) => {
    const id = journal.begin()
    const at = Date.now()
    const started = performance.now()
    const answered = await answerRequest(request, runtime(), { inspectUrl: INSPECT_PATH + id, clientSignal, understood })
    const exchange = journal.record(id, at, performance.now() - started, answered, { replayOf })
    observe(answered, exchange)
    return { answered, exchange }
  }
  const again: AskedMock['again'] = (answered, at, ms) => {
    const exchange = journal.record(journal.begin(), at, ms, answered)
    observe(answered, exchange)
    return exchange
  }
  const keepOut: AskedMock['keepOut'] = (request, keptOut, replayOf) => {
    const trail = new Trail()
    trail.note('gate', keptOut.detail)
    const nothing = {
      operation: undefined,
      inputs: undefined,
      sent: undefined,
      refusal: undefined,
      violations: [],
      lasts: false,
      chosen: undefined,
      noted: 0,
    }
    const answered: Answered = { request, response: problemOf(keptOut), trail, ...nothing }
    const exchange = journal.record(journal.begin(), Date.now(), 0, answered, { replayOf, isKeptOut: true })
    const { method, path, query } = request
    observeRefused({ method, url: query === '' ? path : `${path}?${query}` }, keptOut.status, keptOut.detail, exchange)
    return exchange
  }
  return {
    answer,
    again,
    keepOut,
    async send(request, replayOf) {
      const { method, headers } = request
      const named = { host: 'localhost', ...headers }
      const verdict = judge({ method, headers: named, httpVersion: '1.1', hostCount: 1, isOwnPage: false }, gate)
      if (verdict.kind === 'refuse') return keepOut(request, verdict, replayOf)
      return (await answer(request, {}, replayOf)).exchange
    },
  }
}

/** What is wrong with a request that the mock itself does not answer. */
export function problemOf({ status, code, detail, hint }: KeptOut): MockResponse {
  const title = status === 403 ? 'Refused' : 'The request cannot be served'
  const problem = { type: `${PROBLEM_PAGES}bad-request`, title, status, detail, ...(hint !== undefined && { hint }) }
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'mockserve-source': `refusal:${code}` },
    body: Buffer.from(JSON.stringify(problem)),
  }
}
