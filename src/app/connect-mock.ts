// A mock that runs in another program, used by its control API.
import type { Coverage } from '../journal/coverage.ts'
import type { CallsAsync, MocksAsData, VerifyAsync, VerifyOrderAsync } from '../mocks/data-types.ts'
import type { StoredResources } from '../responders/resources/stored-resources.ts'
import { asStep } from './calls.ts'
import { connectedResources } from './connected-resources.ts'
import { controlOf } from './control-client.ts'

export interface ConnectOptions {
  /** Without it MOCKSERVE_CONTROL_TOKEN, else what the mock wrote into the state folder of its user. */
  readonly token?: string
}

/** A mock that runs elsewhere. All functions reject with what it says when it refuses. */
export interface ConnectedMock {
  /** Without a slash at the end. */
  readonly url: string
  /** Puts answers in front of all others; the function it resolves to takes them away again. Functions cannot be sent. */
  use(mocks: MocksAsData): Promise<() => Promise<void>>
  /** As at its start: no overrides, sequences anew, no calls, collections and state as they began. */
  reset(): Promise<void>
  /** The requests that reached an operation, oldest first; of all operations without a name. */
  readonly calls: CallsAsync
  /** Rejects when it was not asked so, with what came nearest. */
  readonly verify: VerifyAsync
  /** Rejects when the calls did not come in this order; others may lie between them. */
  readonly verifyOrder: VerifyOrderAsync
  /** What clients wrote. */
  readonly resources: StoredResources
  /** What of the contract was used since the mock began. */
  coverage(): Promise<Coverage>
}

/** Finds the mock at `url`, such as `http://127.0.0.1:62893`. Rejects when none answers there. */
export async function connectMock(url: string, { token }: ConnectOptions = {}): Promise<ConnectedMock> {
  const { origin, ask } = await controlOf(url, token)

  const calls = async (operation?: string) => {
    const query = operation === undefined ? '' : `?operation=${encodeURIComponent(operation)}`
    const { calls: found } = await ask('GET', `calls${query}`)
    return (found as { readonly at: string }[]).map((call) => ({ ...call, at: new Date(call.at) }))
  }
  return {
    url: origin,
    async use(mocks) {
      const { id } = await ask('POST', 'overrides', mocks)
      return async () => {
        await ask('DELETE', `overrides/${id}`)
      }
    },
    async reset() {
      await ask('POST', 'reset')
    },
    calls: calls as unknown as CallsAsync,
    async verify(operation, expectation = {}) {
      const { ok, message } = await ask('POST', 'verify', { operation, ...expectation })
      if (ok !== true) throw new Error(String(message))
    },
    async verifyOrder(calls) {
      const { ok, message } = await ask('POST', 'verify', { inOrder: calls.map(asStep) })
      if (ok !== true) throw new Error(String(message))
    },
    resources: connectedResources(ask),
    coverage: async () => (await ask('GET', 'coverage')) as unknown as Coverage,
  }
}
