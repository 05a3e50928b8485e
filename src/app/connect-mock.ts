// A mock that runs in another program, used by its control API.
import type { Coverage } from '../journal/coverage.ts'
import type { CallsAsync, MocksAsData, VerifyAsync } from '../mocks/data-types.ts'
import { askHealth } from './ask-health.ts'
import { findToken } from './run-registry.ts'

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
  /** What of the contract was used since the mock began. */
  coverage(): Promise<Coverage>
}

const API = '/__mockserve/api/'
const TIMEOUT_MS = 10_000

/** Finds the mock at `url`, such as `http://127.0.0.1:62893`. Rejects when none answers there. */
export async function connectMock(url: string, { token }: ConnectOptions = {}): Promise<ConnectedMock> {
  const { origin, hostname, port } = new URL(url)
  const health = await askHealth(origin)
  if (typeof health === 'string') throw new Error(`no mockserve answers at ${origin}`)
  const secret =
    token ??
    (process.env['MOCKSERVE_CONTROL_TOKEN'] || findToken({ hostname, port: Number(port || 80), pid: health.pid }, process.env))

  async function ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${origin}${API}${path}`, {
      method,
      headers: {
        ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: asJson(body) }),
      // a token goes to nobody else
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const text = await response.text()
    const told = text === '' ? {} : JSON.parse(text)
    if (response.ok) return told
    const { detail = `${method} ${API}${path} was answered ${response.status}`, hint } = told
    throw new Error(hint === undefined ? detail : `${detail} (${hint})`)
  }

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
    coverage: async () => (await ask('GET', 'coverage')) as unknown as Coverage,
  }
}

/** Throws TypeError for what JSON would leave out in silence. */
const asJson = (value: unknown): string =>
  JSON.stringify(value, (key, part) => {
    if (typeof part === 'function' || part instanceof RegExp)
      throw new TypeError(
        `${key}: ${part instanceof RegExp ? 'a regular expression' : 'a function'} cannot be sent to a mock in another program`,
      )
    return part
  })
