// Handlers that never give back the processor: a thread beside the server notices, ends the call and tells the line.
import { url as inspectorUrl } from 'node:inspector'
import { Worker } from 'node:worker_threads'
import { BUNDLE_PATH } from '../responders/handlers/run-bundle.ts'
import { handlerWatchThread } from './handler-watch-thread.ts'

const BEAT_MS = 500
/** After so long without a beat somebody is looked for. */
const LIMIT_MS = 5_000
/** What stands in native code, such as a regular expression, cannot be stopped: it is tried for no longer than this. */
const PAUSE_MS = 1_500

/**
 * `tell` is given the line of a stack where a handler was stopped. Gives a function that ends the watch. A process that is debugged stands
 * still on purpose, so it is not watched.
 */
export function watchHandlers(tell: (frame: string) => void, failed: (error: Error) => void): () => void {
  const options = [...process.execArgv, process.env['NODE_OPTIONS'] ?? '']
  if (inspectorUrl() !== undefined || options.some((text) => text.includes('--inspect'))) return () => undefined
  const beat = new Int32Array(new SharedArrayBuffer(4))
  const beating = setInterval(() => Atomics.add(beat, 0, 1), BEAT_MS).unref()
  const thread = new Worker(handlerWatchThread, {
    eval: true,
    execArgv: [],
    workerData: { beat, beatMs: BEAT_MS, limitMs: LIMIT_MS, pauseMs: PAUSE_MS, bundlePath: BUNDLE_PATH },
  })
  thread.on('message', (frame: string) => tell(frame))
  thread.on('error', failed)
  thread.unref()
  return () => {
    clearInterval(beating)
    void thread.terminate()
  }
}
