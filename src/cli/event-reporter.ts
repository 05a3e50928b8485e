// Serving, told to programs: one event at a time, for stdout (--json) and for a log file. docs/log-lines.md describes them.
import type { Mockserve } from '../app/mockserve.ts'
import type { Settings } from '../config/settings.ts'
import type { Severity } from '../diagnostics/diagnostic.ts'
import type { MockRequest } from '../http/mock-request.ts'
import { MASK, masked } from '../http/secrets.ts'
import type { Exchange } from '../journal/journal.ts'
import { findingMembers } from './finding-lines.ts'
import { isTold, type LogLevel } from './log-level.ts'
import type { Reporter } from './reporter.ts'
import { type RequestRecord, recordOf, recordOfRefused, requestEvent } from './requests.ts'

export type EmitEvent = (level: LogLevel, event: string, members: Readonly<Record<string, unknown>>) => void

const LEVELS: Readonly<Record<Severity, LogLevel>> = { error: 'error', warning: 'warn', info: 'info' }

/** `level`: what nobody asked for is not even put together. */
export function createEventReporter(emit: EmitEvent, level: LogLevel): Reporter {
  const hasDebug = isTold('debug', level)
  const finding = (found: Parameters<typeof findingMembers>[0]) => emit(LEVELS[found.severity], 'finding', findingMembers(found))
  const request = (record: RequestRecord) => emit(record.defect === undefined ? 'info' : 'error', 'request', requestEvent(record))
  let mock: Mockserve | undefined

  return {
    observers: {
      request: (answered, exchange) => {
        request(recordOf(answered, exchange))
        if (hasDebug) emit('debug', 'trail', trailMembers(exchange))
      },
      refused: (...told) => request(recordOfRefused(...told)),
      log: (line, source) => emit('info', 'log', { source, line }),
      finding: (found) => {
        // `ready` is the first line; what was found before it follows there
        if (mock !== undefined) finding(found)
      },
      reload: ({ ok, files, ms, changes, findings }) => {
        const documents = mock?.documents.map(documentMembers)
        const found = findings.map(findingMembers)
        if (ok) emit('info', 'reload', { files, ms, changes, documents, findings: found })
        else emit('error', 'reload-failed', { files, ms, findings: found })
      },
    },
    ready: (started, settings) => {
      mock = started
      emit('info', 'ready', {
        url: mock.url,
        port: mock.port,
        pid: process.pid,
        docs: mock.docsUrl,
        traffic: mock.trafficUrl,
        documents: mock.documents.map(documentMembers),
        ...(mock.replacedPort !== undefined && { replacedPort: mock.replacedPort }),
      })
      if (hasDebug) emit('debug', 'settings', { settings: settingsMembers(settings) })
      for (const each of mock.findings) finding(each)
    },
    warn: (message) => emit('warn', 'warning', { message }),
    say: () => undefined,
    closing: (reason) => emit('info', 'closing', { reason }),
    coverage: (totals, reports) => emit('info', 'coverage', { ...totals, reports }),
    addresses: () => undefined,
  }
}

/** The notes that the stages of the walk left, and the headers on both sides without credentials. */
const trailMembers = ({ id, trail, request, response }: Exchange): Record<string, unknown> => ({
  exchange: id,
  notes: trail.map(({ stage, text }) => ({ stage, text })),
  requestHeaders: maskedHeaders(request.headers),
  responseHeaders: maskedHeaders(response.headers),
})

const maskedHeaders = (headers: MockRequest['headers']) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, masked(name, value)]))

const settingsMembers = ({ controlToken, ...others }: Settings) => ({
  ...others,
  ...(controlToken !== undefined && { controlToken: MASK }),
})

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
