// From the journal to the pages that are open: what was recorded, a few times a second.
import type { Exchange, Journal } from '../../journal/journal.ts'
import { type ExchangeSummary, summarize } from '../../journal/summary.ts'
import type { LiveEvents } from '../live-events.ts'

/** An event each so many ms at most, however many requests come. */
const BATCH_MS = 100
/** Exchanges in one event: a page shows a few hundred, so the earlier ones of a flood are only counted. */
const MAX_BATCH = 60

/** The data of the event `exchanges`, oldest first. */
export interface Batch {
  readonly exchanges: readonly ExchangeSummary[]
  /** How many more there were, before these. */
  readonly skipped: number
  /** See `Journal.total`. */
  readonly total: number
}

/** Tells the pages; costs nothing while none is open. The function given back ends it. */
export function feedTraffic(journal: Journal, live: LiveEvents): () => void {
  let waiting: Exchange[] = []
  let skipped = 0
  let timer: NodeJS.Timeout | undefined
  const send = () => {
    timer = undefined
    const batch: Batch = {
      exchanges: waiting.slice(-MAX_BATCH).map(summarize),
      skipped: skipped + Math.max(0, waiting.length - MAX_BATCH),
      total: journal.total,
    }
    waiting = []
    skipped = 0
    live.sendTraffic('exchanges', batch)
  }
  const end = journal.listen({
    recorded(exchange) {
      if (!live.hasTrafficStreams) return
      waiting.push(exchange)
      if (waiting.length >= 2 * MAX_BATCH) {
        waiting = waiting.slice(-MAX_BATCH)
        skipped += MAX_BATCH
      }
      timer ??= setTimeout(send, BATCH_MS).unref()
    },
    cleared() {
      clearTimeout(timer)
      timer = undefined
      waiting = []
      skipped = 0
      live.sendTraffic('cleared', {})
    },
  })
  return () => {
    end()
    clearTimeout(timer)
  }
}
