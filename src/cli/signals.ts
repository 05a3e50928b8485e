// Signals: the first ends serving in good order, the second at once.
import { exitProcess } from './guard-process.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** Package runners pass on a key press that reached us already: the same signal within this time is the same wish. */
const SAME_WISH_MS = 100

/** `stop` is told the signal's name, once. */
export function onStopSignal(stop: (signal: string) => void): void {
  let stoppedAt: number | undefined
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (stoppedAt === undefined) {
        stoppedAt = performance.now()
        stop(signal)
      } else if (performance.now() - stoppedAt > SAME_WISH_MS) exitProcess(0)
    })
  }
}

/** Without a listener Node opens its inspector on SIGUSR1: a second port, through which any local program could run code here. */
export function keepInspectorShut(): void {
  const asked = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((text) => text.includes('--inspect'))
  if (!asked && process.platform !== 'win32') process.on('SIGUSR1', () => undefined)
}
