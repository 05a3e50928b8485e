// The library: start a mock from a program or a test.
import { type Mockserve, startMockserve } from './app/mockserve.ts'
import type { Settings } from './config/settings.ts'

export interface MockOptions extends Partial<Omit<Settings, 'documents' | 'watch'>> {
  /** A document, a folder, or several of them; without it the usual places of the working folder. */
  readonly documents?: string | readonly string[]
}

/** A running mock; `await using` closes it at the end of the block. */
export interface Mock extends Mockserve, AsyncDisposable {}

/**
 * Starts a mock; resolves when it listens. Without `port` it takes any free one, so that tests beside each other do not meet.
 * Throws SpecError (`code: 'spec-unusable'`) when no document can be served, PortError (`code: 'port'`) when the port cannot be had.
 */
export async function startMock({ documents = [], ...settings }: MockOptions = {}): Promise<Mock> {
  const mock = await startMockserve({
    port: 0,
    ...settings,
    documents: typeof documents === 'string' ? [documents] : documents,
    watch: false,
  })
  return Object.defineProperty(mock, Symbol.asyncDispose, { value: () => mock.close() }) as Mock
}

export { type Config, defineConfig } from './config/define-config.ts'
export type { Diagnostic } from './diagnostics/diagnostic.ts'
export { MockserveError, PortError, SettingsError, SpecError } from './diagnostics/errors.ts'
