#!/usr/bin/env node
// The command `mockserve`: from the command line to an exit code.
import { CommanderError } from 'commander'
import { colorsFor } from './colors.ts'
import { failureOf } from './failure.ts'
import { exitProcess, isForgiven } from './guard-process.ts'
import { Output } from './output.ts'
import { explainUsage, runProgram } from './program.ts'
import { reportFailure } from './report-failure.ts'

const args = process.argv.slice(2)
const output = new Output()

/** Tells what happened; gives the exit code. */
function report(error: unknown): number {
  const failure = error instanceof CommanderError ? explainUsage(error) : failureOf(error)
  if (failure === undefined) return 0
  const colors = colorsFor(process.stderr, process.env, !args.includes('--no-color'))
  reportFailure(failure, output, colors, args.includes('--json'))
  return failure.exitCode
}

async function leave(exitCode: number): Promise<void> {
  await output.end()
  exitProcess(exitCode)
}

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    if (!isForgiven(error)) void leave(report(error))
  })
}
await leave(await runProgram(args, output).catch(report))
