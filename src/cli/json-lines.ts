// --json: events as lines on stdout, and nothing else there.
import { createEventReporter, type EmitEvent } from './event-reporter.ts'
import { isTold, LOG_VERSION, type LogLevel } from './log-level.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'
import { jsonLine, printable } from './safe-text.ts'

/** `level` says whether requests (`info`) and what led to their answers (`debug`) are told; all else always is. */
export function createJsonReporter(output: Output, level: LogLevel): Reporter {
  const emit: EmitEvent = (_level, event, members) => {
    // one each request, and no use to a reader who has fallen behind
    const isRequest = event === 'request' || event === 'trail'
    if (isRequest && !isTold('info', level)) return
    const line = jsonLine({ v: LOG_VERSION, event, time: new Date().toISOString(), ...members })
    if (isRequest) output.log(line)
    else output.line(line)
    // whoever started it waits for this line
    if (event === 'ready') output.flush()
  }
  const reporter = createEventReporter(emit, level)
  return {
    ...reporter,
    warn(message) {
      reporter.warn(message)
      output.errorLine(`mockserve: WARNING: ${printable(message)}`)
    },
  }
}
