// The same line again and again: shown once, then counted. What differs in anything but its time is another line.
import { formatMs } from './requests.ts'

/** What comes later than this after the one before is shown anew, with its own time. */
const QUICK_MS = 2_000
/** Where lines stay as they are, a count is told at least this often. */
const TELL_MS = 10_000

export interface Repeats {
  /** Prints the text, or counts it when it has the key of the one before. */
  show(key: string, ms: number | undefined, text: () => string): void
  /** Something else is about to be printed: what was counted is told before. */
  end(): void
}

interface Run {
  readonly key: string
  count: number
  told: number
  toldAt: number
  lastAt: number
  least: number
  most: number
}

export interface RepeatsOptions {
  readonly print: (text: string) => void
  /** Prints a line over the one that was printed so before; undefined where lines stay as they are. */
  readonly reprint: ((text: string) => void) | undefined
}

export function collapseRepeats({ print, reprint }: RepeatsOptions): Repeats {
  let run: Run | undefined
  let idle: NodeJS.Timeout | undefined
  const tell = (now: number) => {
    if (run === undefined || run.count === run.told) return
    const { least, most } = run
    const times = most === 0 ? '' : `   ${formatMs(least)}${most > least ? ` to ${formatMs(most)}` : ''}`
    const line = `          × ${run.count}${times}`
    if (reprint === undefined) print(line)
    else reprint(line)
    run.told = run.count
    run.toldAt = now
  }
  const end = () => {
    tell(performance.now())
    run = undefined
  }
  return {
    show(key, ms = 0, text) {
      const now = performance.now()
      if (run === undefined || run.key !== key || now - run.lastAt > QUICK_MS) {
        end()
        run = { key, count: 1, told: 1, toldAt: now, lastAt: now, least: ms, most: ms }
        print(text())
        return
      }
      run.count++
      run.lastAt = now
      run.least = Math.min(run.least, ms)
      run.most = Math.max(run.most, ms)
      if (reprint !== undefined || now - run.toldAt > TELL_MS) tell(now)
      else idle = idle?.refresh() ?? setTimeout(end, QUICK_MS).unref()
    },
    end,
  }
}
