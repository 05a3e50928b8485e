// What went wrong, in words for people, and the exit code that says it to programs.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { SettingsError, SpecError } from '../diagnostics/errors.ts'

/** Exit codes; `--help` lists them. */
export const exitCodes = { fine: 0, failed: 1, usage: 2, port: 3 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends a command. */
export interface Failure {
  readonly exitCode: ExitCode
  /** For programs: `settings`, `spec-unusable`, `port`, `usage`, `internal`. */
  readonly code: string
  /** One or more lines; the first says what happened. */
  readonly message: string
  /** Shown with their code frames, before the message. */
  readonly findings: readonly Diagnostic[]
}

/** Thrown by a command that knows how to say what went wrong. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options)
    this.failure = failure
  }
}

/** What any error means to who typed the command. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  if (error instanceof SettingsError)
    return { exitCode: exitCodes.usage, code: error.code, message: withStack(error), findings: [] }
  if (error instanceof SpecError) {
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error')
    const findings = errors.length > 0 ? errors : error.diagnostics
    return { exitCode: exitCodes.failed, code: error.code, message: withStack(error), findings }
  }
  return defect(error)
}

const withStack = (error: Error) => (wantsStacks() ? `${error.message}\n${error.stack}` : error.message)

/** `DEBUG=mockserve` shows stacks. */
export const wantsStacks = (env: NodeJS.ProcessEnv = process.env): boolean =>
  /(^|[\s,])(mockserve|\*)($|[\s,:])/.test(env['DEBUG'] ?? '')

/** An error as one line, or as its stack when that was asked for. */
export function formatError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return wantsStacks() && error.stack !== undefined ? error.stack : `${error.name}: ${error.message.split('\n')[0]}`
}

/** A failure that nobody foresaw. */
const defect = (error: unknown): Failure => ({
  exitCode: exitCodes.failed,
  code: 'internal',
  message: `unexpected failure: ${formatError(error)}${wantsStacks() ? '' : '; please report this, with what DEBUG=mockserve shows'}`,
  findings: [],
})
