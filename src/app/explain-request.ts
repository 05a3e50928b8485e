// One request, answered and explained: without a server, or by a mock that runs.
import type { Settings } from '../config/settings.ts'
import { SpecError } from '../diagnostics/errors.ts'
import { Journal } from '../journal/journal.ts'
import type { LiveResponder } from '../pipeline/responder.ts'
import { createAskedMock } from '../server/asked-mock.ts'
import { describeExchange } from '../server/control/exchange-detail.ts'
import { joined, requestOf } from '../server/control/sent-request.ts'
import type { ExchangeDetail } from '../server/control/shapes.ts'
import { buildRuntime } from './build-runtime.ts'
import { controlOf } from './control-client.ts'
import { MocksInForce } from './mocks-in-force.ts'

export interface ExplainedRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer | undefined
}

/** As a mock would answer that has just started. Throws SpecError when no document can be used. */
export async function explainRequest(request: ExplainedRequest, settings: Settings): Promise<ExchangeDetail> {
  const live: LiveResponder[] = []
  const { contract, runtime, diagnostics } = buildRuntime(settings, () => undefined, undefined, live)
  if (contract.documents.length === 0) throw new SpecError('no document can be served', diagnostics)
  // a state file belongs to the mock that runs
  const mocks = new MocksInForce(
    { ...settings, state: undefined },
    () => runtime,
    () => undefined,
  )
  live.push(...mocks.responders)
  await mocks.load()
  const mock = createAskedMock({
    runtime: () => runtime,
    gate: { hosts: settings.allowHosts.map((name) => name.toLowerCase()), origins: settings.cors },
    journal: new Journal(),
    observe: () => undefined,
    observeRefused: () => undefined,
  })
  const sent = requestOf({ ...request, headers: joined(request.headers), bytes: request.body })
  return describeExchange(await mock.send(sent, undefined), runtime)
}

/** Asks the mock at `url` as a client would: what the request changes stays changed, and its exchange is on the traffic page. Rejects with what it says when it refuses. */
export async function explainRunning(request: ExplainedRequest, url: string): Promise<ExchangeDetail> {
  const { ask } = await controlOf(url)
  const { body, ...others } = request
  const { id } = await ask('POST', 'exchanges', { ...others, ...(body !== undefined && { base64: body.toString('base64') }) })
  return (await ask('GET', `exchanges/${id}`)) as unknown as ExchangeDetail
}
