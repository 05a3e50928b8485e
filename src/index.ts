// The library: start a mock from a program or a test, and write what it answers.

import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { callsOf, verifyCallOrder, verifyCalls } from './app/calls.ts'
import { startMockserve } from './app/mockserve.ts'
import { mockservePlugin as inApp, type PluginOptions } from './app/mockserve-plugin.ts'
import type { Settings } from './config/settings.ts'
import type { Diagnostic } from './diagnostics/diagnostic.ts'
import type { Coverage } from './journal/coverage.ts'
import type { VerifyFunction, VerifyOrderFunction } from './mocks/data-types.ts'
import type { CallsFunction, Database, Mocks } from './mocks/types.ts'
import type { StoredResources } from './responders/resources/stored-resources.ts'

export interface MockOptions extends Partial<Omit<Settings, 'documents' | 'watch' | 'mocks'>> {
  /** A document, a folder, or several of them; without it the usual places of the working folder. */
  readonly documents?: string | readonly string[]
  /** A map of mocks, or the folder that holds some; none without it. */
  readonly mocks?: Mocks | string
}

/** A running mock; `await using` closes it at the end of the block. */
export interface Mock extends AsyncDisposable {
  /** `http://127.0.0.1:62893`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** The Fastify app underneath. */
  readonly app: FastifyInstance
  /** Puts answers in front of all others; the function given back takes them away again. Throws TypeError for what is no map of mocks. */
  use(mocks: Mocks): () => void
  /** As at the start: no overrides, sequences anew, no calls, collections and state as they began. */
  reset(): Promise<void>
  /** The requests that reached an operation, oldest first; of all operations without a name. */
  readonly calls: CallsFunction
  /** Throws when an operation was not asked so: `mock.verify('createPet', { times: 1, body: { name: 'Rex' } })`. */
  readonly verify: VerifyFunction
  /** Throws when the calls did not come in this order: `mock.verifyOrder(['createPet', { operation: 'getPet', params: { petId: 3 } }])`. */
  readonly verifyOrder: VerifyOrderFunction
  /** What of the contract was used since the start; `reset` does not begin it anew. */
  coverage(): Promise<Coverage>
  /** Writes that to a file: `.json`, `.xml` (JUnit) or `.md`. Rejects with SettingsError for another one, and where there is no folder. */
  writeReport(file: string): Promise<void>
  /** The collections that handlers share. */
  readonly db: Database
  /** What clients wrote. */
  readonly resources: StoredResources
  /** The free state that handlers share. */
  readonly state: Record<string, unknown>
  /** What was found in the documents and handlers so far. */
  readonly findings: readonly Diagnostic[]
  /** Reads what has changed on disk. */
  reload(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts a mock; resolves when it listens. Without `port` it takes any free one, so that tests beside each other do not meet.
 * Throws SpecError (`code: 'spec-unusable'`) when no document can be served, PortError (`code: 'port'`) when the port cannot be had,
 * TypeError when `mocks` is a map that means nothing.
 */
export async function startMock({ documents = [], mocks = {}, ...settings }: MockOptions = {}): Promise<Mock> {
  const running = await startMockserve({
    port: 0,
    ...settings,
    mocks: typeof mocks === 'string' ? mocks : false,
    documents: typeof documents === 'string' ? [documents] : documents,
    watch: false,
  })
  const close = () => running.close()
  try {
    if (typeof mocks !== 'string') running.mocks.use(mocks, 'handler:startMock', 'the mocks of startMock')
  } catch (error) {
    await close()
    throw error
  }
  const calls = (key?: string) => callsOf(key, running.contract, running.journal)
  const verify: VerifyFunction = (key, expectation = {}) => verifyCalls(String(key), expectation, running, verify)
  const verifyOrder: VerifyOrderFunction = (given) => verifyCallOrder(given, running, verifyOrder)
  return {
    url: running.url,
    port: running.port,
    app: running.app,
    use: (given) => running.mocks.use(given),
    async reset() {
      await running.reset()
    },
    calls: calls as unknown as CallsFunction,
    verify,
    verifyOrder,
    coverage: async () => (await import('./journal/coverage.ts')).describeCoverage(running.coverage),
    writeReport: async (file) => (await import('./app/write-report.ts')).writeReport(file, running.coverage),
    db: running.mocks.memory.database as unknown as Database,
    resources: running.mocks.stored.resources,
    get state() {
      return running.mocks.memory.state
    },
    get findings() {
      return running.findings
    },
    async reload() {
      await running.reload()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

export interface MockPluginOptions extends Partial<Omit<PluginOptions, 'documents' | 'mocks'>> {
  /** A document, a folder, or several of them. */
  readonly documents: string | readonly string[]
  /** A map of mocks, or the folder that holds some; none without it. */
  readonly mocks?: Mocks | string
}

/**
 * A mock inside a Fastify app of yours: `await app.register(mockservePlugin, { documents: './openapi.yaml', prefix: '/api' })`.
 * The app's own hooks and CORS hold for it; there are no docs and no reload. Throws SpecError when no document can be served.
 */
export const mockservePlugin: FastifyPluginAsync<MockPluginOptions> = (app, { documents, mocks, ...options }) =>
  inApp(app, { ...options, documents: typeof documents === 'string' ? [documents] : documents, mocks })

export { type ConnectedMock, type ConnectOptions, connectMock } from './app/connect-mock.ts'
export { type Config, defineConfig } from './config/define-config.ts'
export type { Diagnostic } from './diagnostics/diagnostic.ts'
export { MockserveError, PortError, SettingsError, SpecError } from './diagnostics/errors.ts'
export type { Coverage } from './journal/coverage.ts'
export type * from './mocks/data-types.ts'
export { collections, mocks } from './mocks/define.ts'
export type * from './mocks/types.ts'
export type { Seeds } from './responders/resources/seed.ts'
export type { StoredItems, StoredResource, StoredResources } from './responders/resources/stored-resources.ts'
