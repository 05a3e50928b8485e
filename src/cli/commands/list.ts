// `mockserve list`: the mocks of this user that run now.
import { relative } from 'node:path'
import { listRuns, type RunningMock } from '../../app/run-registry.ts'
import { type ExitCode, exitCodes } from '../failure.ts'
import type { Output } from '../output.ts'
import { printable } from '../safe-text.ts'
import { formatSince } from '../since.ts'

export async function list(output: Output): Promise<ExitCode> {
  const runs = await listRuns(process.env)
  if (runs.length === 0) output.line('no mock runs')
  const width = Math.max(0, ...runs.map(({ url }) => url.length + 1))
  for (const run of runs) {
    const more = [
      `pid ${run.pid}`,
      documentsOf(run),
      `in ${run.folder}`,
      `since ${formatSince(new Date(run.startedAt), new Date())}`,
    ]
    output.line(printable([`${run.url}/`.padEnd(width), ...more, ...(run.answers ? [] : ['does not answer'])].join('   ')))
  }
  return exitCodes.fine
}

const MAX_NAMES = 3

/** Relative to the folder it was started in, where that is shorter. */
function documentsOf({ documents, folder }: RunningMock): string {
  const names = documents.slice(0, MAX_NAMES).map((path) => [path, relative(folder, path)].sort((a, b) => a.length - b.length)[0])
  return documents.length > MAX_NAMES ? `${names.join(', ')} and ${documents.length - MAX_NAMES} more` : names.join(', ')
}
