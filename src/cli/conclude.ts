// What is left to say and to write when serving has ended: contract coverage.
import type { Mockserve } from '../app/mockserve.ts'
import { writeReport } from '../app/write-report.ts'
import { SettingsError } from '../diagnostics/errors.ts'
import { type ExitCode, exitCodes, formatError } from './failure.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'
import { printable } from './safe-text.ts'

/** Writes the reports, and tells in a few words what was used unless nothing was asked. A report that cannot be written makes the exit code 1. */
export async function conclude(
  { coverage }: Mockserve,
  reports: readonly string[],
  reporter: Reporter,
  output: Output,
): Promise<ExitCode> {
  const written: string[] = []
  for (const file of reports) {
    try {
      await writeReport(file, coverage)
      written.push(file)
    } catch (error) {
      const told = error instanceof SettingsError ? error.message : `${file}: ${formatError(error)}`
      output.errorLine(`mockserve: a report could not be written: ${printable(told)}`)
    }
  }
  const { totals } = coverage
  if (totals.requests > 0) reporter.coverage(totals, written)
  return written.length === reports.length ? exitCodes.fine : exitCodes.failed
}
