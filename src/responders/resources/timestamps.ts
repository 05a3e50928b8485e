// When an item was made and last changed, by a clock that only writes advance: the same requests give the same answers.
import { propertiesOf } from '../../codecs/read-shape.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Item, withMember } from './body-path.ts'

/** The time of no write at all, in ms; each write is a second later. */
const BEGIN_MS = Date.UTC(2026, 0, 1)

const MADE = /^(date)?(created|inserted|added)(at|on|date|time|timestamp)?$|^creation(date|time|timestamp)?$/
const CHANGED =
  /^(date|last)?(updated|modified|changed|edited)(at|on|date|time|timestamp)?$|^(modification|update)(date|time|timestamp)$/

/** Sets the times that the server keeps, where the item has them, they were not sent, and the schema takes them. */
export function stamped(item: Item, schema: SchemaNode | undefined, sent: Item, tick: number, isNew: boolean): Item {
  let best = item
  for (const [name, property] of propertiesOf(schema)) {
    const plain = name.toLowerCase().replace(/[^a-z]/g, '')
    const isMeant = CHANGED.test(plain) || (isNew && MADE.test(plain))
    if (!isMeant || Object.hasOwn(sent, name) || (!Object.hasOwn(item, name) && !CHANGED.test(plain))) continue
    const time = timeLike(item[name], property, BEGIN_MS + tick * 1000)
    if (time !== undefined && fits(property, time, 'response')) best = withMember(best, name, time)
  }
  return best
}

/** The time in the form of a value that stands there: ISO date and time, ISO date, seconds or milliseconds. */
function timeLike(value: unknown, schema: SchemaNode, ms: number): unknown {
  const iso = new Date(ms).toISOString()
  const format = (schema.target ?? schema).get('format')
  if (typeof value === 'number') return value > 1e11 ? ms : ms / 1000
  if (format === 'date' || (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))) return iso.slice(0, 10)
  const isTime = format === 'date-time' || (typeof value === 'string' && !Number.isNaN(Date.parse(value)))
  return isTime ? iso.replace('.000', '') : undefined
}
