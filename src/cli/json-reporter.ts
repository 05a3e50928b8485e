// Serving, told to programs: JSON lines on stdout, one event each, and nothing else there.
import type { Mockserve } from '../app/mockserve.ts'
import { findingMembers } from './finding-lines.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'
import { type RequestRecord, recordOf, recordOfRefused, requestEvent } from './requests.ts'
import { jsonLine, printable } from './safe-text.ts'

export interface JsonOptions {
  readonly output: Output
  /** No event for each request. */
  readonly isQuiet: boolean
}

export function createJsonReporter({ output, isQuiet }: JsonOptions): Reporter {
  const event = (name: string, members: Record<string, unknown>) => output.line(jsonLine({ v: 1, event: name, ...members }))
  const request = (record: RequestRecord) => {
    if (!isQuiet) output.log(jsonLine(requestEvent(record, new Date())))
  }
  let mock: Mockserve | undefined

  return {
    observers: {
      request: (answered, ms) => request(recordOf(answered, ms)),
      refused: (asked, status, reason) => request(recordOfRefused(asked, status, reason)),
      log: (line, source) => event('log', { source, line }),
      finding: (finding) => {
        // `ready` is the first line; what was found before it follows there
        if (mock !== undefined) event('finding', findingMembers(finding))
      },
      reload: ({ ok, files, ms, changes, findings }) => {
        if (ok)
          event('reload', {
            files,
            ms,
            changes,
            documents: mock?.documents.map(documentMembers),
            findings: findings.map(findingMembers),
          })
        else event('reload-failed', { files, ms, findings: findings.map(findingMembers) })
      },
    },
    ready: (started) => {
      mock = started
      event('ready', {
        url: mock.url,
        port: mock.port,
        pid: process.pid,
        docs: mock.docsUrl,
        traffic: mock.trafficUrl,
        documents: mock.documents.map(documentMembers),
        ...(mock.replacedPort !== undefined && { replacedPort: mock.replacedPort }),
      })
      output.flush()
      for (const finding of mock.findings) event('finding', findingMembers(finding))
    },
    coverage: (totals, reports) => event('coverage', { ...totals, reports }),
    warn: (message) => output.errorLine(`mockserve: WARNING: ${printable(message)}`),
    say: () => undefined,
    closing: (reason) => event('closing', { reason }),
    addresses: () => undefined,
  }
}

function documentMembers({
  document,
  title,
  version,
  operations,
  basePaths,
}: Mockserve['documents'][number]): Record<string, unknown> {
  return {
    name: document.name,
    title,
    version,
    operations: operations.length,
    basePaths: basePaths.map((path) => path || '/'),
    path: document.file.path,
  }
}
