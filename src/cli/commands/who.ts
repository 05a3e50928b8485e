// `mockserve who <port>`: which process listens there.
import { findPortHolders } from '../../app/port-holder.ts'
import { listRuns } from '../../app/run-registry.ts'
import { type ExitCode, exitCodes } from '../failure.ts'
import type { Output } from '../output.ts'
import { printable } from '../safe-text.ts'
import { formatSince } from '../since.ts'

/** Resolves with 1 when nothing listens there. */
export async function who(port: number, output: Output): Promise<ExitCode> {
  const [holders, runs] = await Promise.all([findPortHolders(port), listRuns(process.env)])
  if (holders.length === 0) {
    output.line(`nothing listens on port ${port}`)
    return exitCodes.failed
  }
  for (const { pid, command, folder, since } of holders) {
    const mock = runs.find((run) => run.pid === pid && run.port === port)
    const rows: readonly (readonly [string, string | undefined])[] = [
      ['pid', pid === undefined ? 'hidden: a process of another user' : String(pid)],
      ['command', command],
      ['folder', folder],
      ['since', since && formatSince(since, new Date())],
      ['serves', mock?.documents.join(', ')],
      ['at', mock && `${mock.url}/`],
    ]
    output.line(`port ${port}`)
    for (const [name, value] of rows) if (value !== undefined) output.line(`  ${name.padEnd(8)} ${printable(value)}`)
  }
  return exitCodes.fine
}
