// Deleting an item: it is gone from then on, whoever made it.
import type { Draft } from '../../pipeline/exchange.ts'
import { type Ask, writtenOf } from './ask.ts'
import { notFound } from './not-found.ts'

export function answerRemove(ask: Ask): Promise<Draft | undefined> {
  const { exchange, id, place, state } = ask
  return state.exclusive(place, async () => {
    if (id === undefined) return undefined
    const written = await writtenOf(ask)
    if (written?.kind === 'gone') return notFound(exchange)
    await state.store.put(place, { kind: 'gone', id })
    exchange.trail.note('state', `${exchange.request.path} is gone from now on`)
    return undefined
  })
}
