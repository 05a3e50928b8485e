// An item put into the answer that the document gives, as far as the answer's schema lets it.
import type { BodyPath } from '../../contract/resources/resource.ts'
import type { Chosen, Draft } from '../../pipeline/exchange.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { Random } from '../../schema/random.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { bodyValue } from './ask.ts'
import { type Item, schemaAt, valueAt, withValueAt } from './body-path.ts'
import { fittingItem, shownPart } from './make-item.ts'

/** Who says what is stored. */
export const SOURCE = 'stored'

/** The item as a schema shows it: what it knows of the item, what it requires besides from `base`. The first of these that is `right`. */
export function shownItem(
  item: Item,
  base: unknown,
  schema: SchemaNode | undefined,
  random: Random,
  isRight: (shown: Item) => boolean = (shown) => schema === undefined || fits(schema, shown, 'response'),
): Item | undefined {
  const part = shownPart(item, schema)
  if (isRight(part)) return part
  const filled = isRecord(base) ? { ...base, ...part } : part
  if (isRight(filled)) return filled
  const mended = fittingItem(filled, schema, random)
  return mended !== undefined && isRight(mended) ? mended : undefined
}

/** The draft with the item in it; undefined when its schema cannot hold the item, which the trail tells. */
export function withItem(
  draft: Draft,
  exchange: Chosen,
  path: BodyPath | undefined,
  item: Item,
  random: Random,
): Draft | undefined {
  const told: Draft = { ...draft, source: SOURCE, for: exchange }
  const body = bodyValue(draft)
  if (path === undefined || body === undefined || exchange.media === undefined) return told
  const { schema, itemSchema } = exchange.media
  const isRight = (shown: Item) => {
    const whole = withValueAt(body, path, shown)
    return whole !== undefined && (schema === undefined || fits(schema, whole, 'response'))
  }
  const shown =
    itemSchema === undefined ? shownItem(item, valueAt(body, path), schemaAt(schema, path), random, isRight) : undefined
  if (shown !== undefined) return { ...told, body: { value: withValueAt(body, path, shown) } }
  exchange.trail.note('state', 'what is stored does not fit the schema of this answer, so it is the one that the document gives')
  return undefined
}
