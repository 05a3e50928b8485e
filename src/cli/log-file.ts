// Events as lines of a log file, or as debug lines beside what people read; the door of pino.
import { openSync } from 'node:fs'
import pino from 'pino'
import { SettingsError } from '../diagnostics/errors.ts'
import { createEventReporter } from './event-reporter.ts'
import type { Failure } from './failure.ts'
import { failureMembers } from './finding-lines.ts'
import { LOG_VERSION, type LogLevel } from './log-level.ts'
import type { Reporter } from './reporter.ts'
import { escapeUnsafe } from './safe-text.ts'

export interface Log {
  readonly reporter: Reporter
  /** It did not start. */
  fail(failure: Failure): void
  /** Writes what has gathered. */
  end(): void
}

/** Lines are added at the end; a new file is for its user alone. Throws SettingsError when it cannot be written. `failed` is told once. */
export function createFileLog(path: string, level: LogLevel, failed: (error: Error) => void): Log {
  const destination = pino.destination({ dest: openLog(path), sync: false })
  destination.once('error', failed)
  // a full disk says so at every line
  destination.on('error', () => undefined)
  return createLog(level, { write: (line) => destination.write(line), end: () => destination.flushSync() })
}

/** Debug lines, one at a time. */
export const createDebugLog = (print: (line: string) => void): Log =>
  createLog('debug', { write: (line) => print(line.trimEnd()), end: () => undefined }, true)

interface Sink {
  readonly write: (line: string) => void
  readonly end: () => void
}

function createLog(level: LogLevel, { write, end }: Sink, onlyDebug = false): Log {
  const logger = pino(
    {
      level,
      // process and host are the same in every line
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write(`${escapeUnsafe(line.trimEnd())}\n`) },
  )
  const emit = (of: LogLevel, event: string, members: Readonly<Record<string, unknown>>) => {
    if (!onlyDebug || of === 'debug') logger[of]({ v: LOG_VERSION, event, ...members })
  }
  return { reporter: createEventReporter(emit, level), fail: (failure) => emit('error', 'error', failureMembers(failure)), end }
}

function openLog(path: string): number {
  try {
    return openSync(path, 'a', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why =
      code === 'ENOENT' ? 'there is no such folder' : code === 'EISDIR' ? 'it is a folder' : `cannot be written (${code})`
    throw new SettingsError(`--log-file ${path}: ${why}`, { cause: error })
  }
}
