// The last steps of every write: the item gets its id, its times and a shape that answers can show; then it is kept.
import { responseRandom } from '../response-random.ts'
import type { Ask } from './ask.ts'
import type { Item } from './body-path.ts'
import { withId, withParents } from './current-item.ts'
import { fittingItem } from './make-item.ts'
import { stamped } from './timestamps.ts'

export interface Write {
  readonly id: string
  readonly item: Item
  /** What the client sent: its times are its own. */
  readonly sent: Item
  readonly isNew: boolean
}

/** Keeps the item; gives it back as it is kept. Called inside `exclusive`. */
export async function writeItem(ask: Ask, { id, item, sent, isNew }: Write): Promise<Item> {
  const { exchange, runtime, resource, state, place } = ask
  const schema = resource.itemSchema
  const tick = await state.store.next('writes')
  const named = withParents(withId(item, ask, id, schema), ask, schema)
  const whole = stamped(named, schema, sent, tick, isNew)
  const fitting = fittingItem(whole, schema, responseRandom(exchange, runtime)) ?? whole
  // mending may not touch who it is
  const kept = withId(fitting, ask, id, schema)
  await state.store.put(place, { kind: 'item', id, item: kept })
  exchange.trail.note('state', `${resource.name}: ${id} is ${isNew ? 'stored' : 'changed'} from now on`)
  return kept
}
