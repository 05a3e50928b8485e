// The frame of every answer that writes.
import type { Draft } from '../../pipeline/exchange.ts'
import type { Ask } from './ask.ts'
import { begin } from './items.ts'
import type { Transaction } from './transaction.ts'

/** Runs `work` on what is stored, alone; its changes are kept together with its answer. An error as the answer changes nothing. */
export const answerWriting = (ask: Ask, work: (transaction: Transaction) => Promise<Draft>): Promise<Draft> =>
  ask.state.write(async (transaction) => {
    await begin(ask, transaction)
    const draft = await work(transaction)
    if (draft.status >= 400) transaction.discard()
    return draft
  })

/** What the document says, where what was sent cannot be kept. */
export function answerUnkept({ exchange }: Ask, transaction: Transaction, draft: Draft, reason: string): Draft {
  transaction.discard()
  exchange.trail.note('stored', `${reason}, so nothing is kept`)
  return draft
}
