// The frame of every answer that writes.
import type { Draft } from '../../pipeline/exchange.ts'
import type { Ask } from './ask.ts'
import { begin } from './items.ts'
import type { Change } from './store.ts'
import type { Transaction } from './transaction.ts'

/** Runs `work` on what is stored, alone; its changes are kept together with its answer. An error as the answer changes nothing. */
export const answerWriting = (ask: Ask, work: (transaction: Transaction) => Promise<Draft>): Promise<Draft> =>
  ask.state.write(async (transaction) => {
    await begin(ask, transaction)
    const draft = await work(transaction)
    if (draft.status >= 400) transaction.discard()
    tell(ask, transaction.changes)
    return draft
  })

/** What a client should know has changed. */
const MAX_TOLD = 5

function tell({ exchange, resource }: Ask, changes: readonly Change[]): void {
  const told = changes.flatMap((change) => {
    if (change.kind === 'put' && change.isWritten) return [`${resource.name}: ${change.key} is stored from now on`]
    return change.kind === 'remove' ? [`${resource.name}: ${change.key} is gone from now on`] : []
  })
  for (const text of told.slice(0, MAX_TOLD)) exchange.trail.note('state', text)
  if (told.length > MAX_TOLD) exchange.trail.note('state', `… and ${told.length - MAX_TOLD} more`)
}

/** What the document says, where what was sent cannot be kept. */
export function answerUnkept({ exchange }: Ask, transaction: Transaction, draft: Draft, reason: string): Draft {
  transaction.discard()
  exchange.trail.note('state', `${reason}, so nothing is kept`)
  return draft
}
