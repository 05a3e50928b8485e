// The errors mockserve throws to its callers; each says what happened in one line.
import type { Diagnostic } from './diagnostic.ts'

/** Base of all: `code` is stable, the message is for people. */
export class MockserveError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** No usable document was found. Carries every finding, so that one run shows all there is to mend. */
export class SpecError extends MockserveError {
  readonly diagnostics: readonly Diagnostic[]

  constructor(message: string, diagnostics: readonly Diagnostic[]) {
    super('spec-unusable', message)
    this.diagnostics = diagnostics
  }
}

/** A setting has no usable value; the message names the setting, the value and what is allowed. */
export class SettingsError extends MockserveError {
  constructor(message: string, options?: ErrorOptions) {
    super('settings', message, options)
  }
}

/** The port that was asked for cannot be listened on: busy, or without the right to. */
export class PortError extends MockserveError {
  readonly port: number

  constructor(port: number, message: string, options?: ErrorOptions) {
    super('port', message, options)
    this.port = port
  }
}
