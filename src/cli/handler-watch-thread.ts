// The thread of `handler-watch.ts`, as text: Node starts it so from source and built alike, without a loader.

/**
 * As long as the server gets its turns the thread only counts. Else it halts the server; when that is in a handler the call ends there and its
 * frame is posted, as it would stand in a stack; otherwise the server goes on. Source: Chrome DevTools Protocol, "Debugger", "Runtime.terminateExecution".
 */
export const handlerWatchThread = `
const { Session } = require('node:inspector')
const { parentPort, workerData } = require('node:worker_threads')
const { beat, beatMs, limitMs, pauseMs, bundlePath } = workerData

function stopHandler() {
  const session = new Session()
  session.connectToMainThread()
  return new Promise((resolve) => {
    const end = (frame) => {
      clearTimeout(late)
      session.disconnect()
      resolve(frame)
    }
    const late = setTimeout(end, pauseMs)
    // scripts that were there before are told on enabling; frames know only their numbers
    const names = new Map()
    session.on('Debugger.scriptParsed', ({ params }) => names.set(params.scriptId, params.url))
    session.on('Debugger.paused', ({ params }) => {
      const frames = params.callFrames.map(({ functionName, location }) => ({ functionName, location, name: names.get(location.scriptId) }))
      const frame = frames.find(({ name }) => bundlePath.test(name))
      if (frame !== undefined) session.post('Runtime.terminateExecution')
      session.post('Debugger.resume', () => end(frame))
    })
    session.post('Debugger.enable', () => session.post('Debugger.pause'))
  })
}

// lines and columns of stacks count from 1
const lineOf = ({ functionName, name, location }) =>
  '    at ' + (functionName || 'handler') + ' (' + name + ':' + (location.lineNumber + 1) + ':' + ((location.columnNumber || 0) + 1) + ')'

async function watch() {
  const nobody = new Int32Array(new SharedArrayBuffer(4))
  for (let last = -1, missed = 0; ; ) {
    // counted in waits of our own: a machine that slept has not missed a beat
    Atomics.wait(nobody, 0, 0, beatMs)
    const now = Atomics.load(beat, 0)
    missed = now === last ? missed + 1 : 0
    last = now
    if (missed * beatMs < limitMs) continue
    missed = 0
    const frame = await stopHandler()
    if (frame !== undefined) parentPort.postMessage(lineOf(frame))
  }
}

watch()
`
