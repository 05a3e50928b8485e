// What is left to say and to write when serving has ended: contract coverage.
import type { Mockserve } from '../app/mockserve.ts'
import { writeReport } from '../app/write-report.ts'
import { type ExitCode, exitCodes, formatError } from './failure.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'

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
      output.errorLine(`mockserve: the report ${file} could not be written: ${formatError(error)}`)
    }
  }
  const { totals } = coverage
  if (totals.requests > 0) reporter.coverage(totals, written)
  return written.length === reports.length ? exitCodes.fine : exitCodes.failed
}
