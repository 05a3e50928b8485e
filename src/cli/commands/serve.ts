// `mockserve [documents]`: serves until it is told to stop.
import { type Mockserve, startMockserve } from '../../app/mockserve.ts'
import { isLoopbackHost } from '../../app/network-addresses.ts'
import { loadSettings } from '../../config/load-settings.ts'
import type { Settings } from '../../config/settings.ts'
import { PortError, SpecError } from '../../diagnostics/errors.ts'
import { Refusal } from '../../diagnostics/refusal.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { accompany } from '../accompany.ts'
import { colorsFor } from '../colors.ts'
import { conclude } from '../conclude.ts'
import { type ExitCode, exitCodes, FailureError, failureOf, formatError } from '../failure.ts'
import type { Presentation, ServeFlags } from '../flags.ts'
import { exitProcess, forbidExit, forgiveStrayErrors } from '../guard-process.ts'
import { createHumanReporter } from '../human-reporter.ts'
import { knowsHyperlinks } from '../hyperlinks.ts'
import { createJsonReporter } from '../json-lines.ts'
import type { Log } from '../log-file.ts'
import type { LogLevel } from '../log-level.ts'
import type { Output } from '../output.ts'
import { type Reporter, together } from '../reporter.ts'
import { keepInspectorShut, onStopSignal } from '../signals.ts'

/** Requests that are still being answered have this long to end. */
const CLOSE_MS = 700

/** Resolves when it has stopped. Throws SettingsError, SpecError and FailureError when it cannot start. */
export async function serve({ settings: given, presentation }: ServeFlags, output: Output): Promise<ExitCode> {
  keepInspectorShut()
  forbidExit()
  let stop: (reason: string) => void = () => exitProcess(exitCodes.fine)
  onStopSignal((signal) => stop(signal))

  const { settings, warnings } = await loadSettings(given, process.cwd(), process.env)
  const hasKeys = process.stdin.isTTY === true && !presentation.json
  const colors = colorsFor(process.stdout, process.env, presentation.color)
  const errorColors = colorsFor(process.stderr, process.env, presentation.color)
  const level = shownLevel(presentation)
  const isTerminal = process.stdout.isTTY === true && process.env['TERM'] !== 'dumb'
  const hasLinks = presentation.color && knowsHyperlinks(process.stdout, process.env)
  const shown = presentation.json
    ? createJsonReporter(output, level)
    : createHumanReporter({ output, colors, errorColors, level, hasKeys, canRewrite: isTerminal, hasLinks })
  const log = await openLog(presentation, output, shown)
  const reporter = log === undefined ? shown : together(shown, log.reporter)

  const mock = await start(settings, reporter).catch((error: unknown) => {
    log?.fail(failureOf(error))
    log?.end()
    throw error
  })
  forgiveStrayErrors((error) => reporter.warn(describeStray(error, mock)))
  const stopped = new Promise<string>((resolve) => {
    stop = resolve
  })
  reporter.ready(mock, settings)
  for (const warning of warnings) reporter.warn(warning)
  if (!isLoopbackHost(settings.host)) reporter.warn(`--host ${settings.host}: other machines can reach this mock`)

  const leave = accompany({
    mock,
    settings,
    reporter,
    output,
    hasKeys,
    opensBrowser: presentation.open,
    stop: (reason) => stop(reason),
  })

  const reason = await stopped
  leave()
  await closeWithin(mock, CLOSE_MS)
  const exitCode = await conclude(mock, presentation.reports, reporter, output)
  reporter.closing(reason)
  log?.end()
  return exitCode
}

/** What stdout tells: debug lines stand in the log file, when there is one. */
function shownLevel({ quiet, logLevel, logFile }: Presentation): LogLevel {
  if (quiet) return 'error'
  return logLevel === 'debug' && logFile !== undefined ? 'info' : logLevel
}

/** The log file; without one people get their debug lines on stderr, and programs theirs among the others. */
async function openLog(
  { json, quiet, logLevel, logFile }: Presentation,
  output: Output,
  shown: Reporter,
): Promise<Log | undefined> {
  if (logFile === undefined && (json || quiet || logLevel !== 'debug')) return undefined
  const { createDebugLog, createFileLog } = await import('../log-file.ts')
  if (logFile === undefined) return createDebugLog((line) => output.errorLine(line))
  return createFileLog(logFile, logLevel, (error) =>
    shown.warn(`--log-file ${logFile}: ${error.message}; nothing more is written there`),
  )
}

/** An error that nobody caught: of a handler after its answer, or a defect. */
function describeStray(error: unknown, { mocks }: Mockserve): string {
  const place = mocks.placeOf(error)
  const what = `${error instanceof Refusal ? error.details.detail : formatError(error)}, which nobody caught; serving goes on`
  if (place !== undefined) return `${place} threw ${what}`
  // handlers begin what no frame of theirs is left of: a stream, a promise of ours that they do not wait for
  return mocks.files.length > 0 ? `${what} (it came from a handler, or is a defect)` : `${what}; please report this defect`
}

async function start(settings: Settings, reporter: Reporter): Promise<Mockserve> {
  try {
    return await startMockserve(settings, reporter.observers)
  } catch (error) {
    if (error instanceof SpecError) throw new SpecError(`${error.message}${meantCommand(settings)}`, error.diagnostics)
    if (!(error instanceof PortError)) throw error
    const { explainPortError } = await import('../port-trouble.ts')
    throw new FailureError(await explainPortError(error, settings), { cause: error })
  }
}

/** A command that was misspelt is taken for a document. */
function meantCommand({ documents: [name = '', ...others] }: Settings): string {
  const near = others.length === 0 && /^\w+$/.test(name) ? suggest(name, ['check', 'explain', 'list', 'types', 'who']) : undefined
  return near === undefined ? '' : `; did you mean the command ${near}?`
}

async function closeWithin(mock: Mockserve, ms: number): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, ms))
  await Promise.race([mock.close(), late])
  mock.app.server.closeAllConnections()
}
