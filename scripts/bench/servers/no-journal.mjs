// Preloaded into mockserve: nothing is recorded, so that a run beside one with its journal tells what the journal costs.
import { Journal } from '../../../dist/journal/journal.js'

if (typeof Journal.prototype.record !== 'function')
  throw new Error('the journal records in another way now: mend scripts/bench/servers/no-journal.mjs')
// the id is all that an answer needs of its exchange
Journal.prototype.record = (id) => ({ id })
