// When things were created and changed, told by a clock that counts writes: the same requests give the same times.
import { plainName } from '../../contract/resources/names.ts'
import { plainNode, propertiesOf, scalarOf } from '../../contract/resources/schema-views.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { requiredIn } from './compose.ts'
import { type Item, isItem } from './json-path.ts'

/** Where the clock begins; each write is a second later. */
const BEGINNING = Date.UTC(2026, 0, 1)

const CREATED =
  /^(created|createdat|createdon|createddate|createdtime|createdatetime|datecreated|creationdate|creationtime|creationtimestamp|timecreated|insertedat|createtime|createdtimestamp)$/
const CHANGED =
  /^(updated|updatedat|updatedon|updateddate|dateupdated|modified|modifiedat|modifiedon|modifieddate|datemodified|lastmodified|lastmodifiedat|lastupdated|lastupdatedat|updatetime|changedat|updatedtime|lastmodifiedtime)$/
/** What has not happened to something new. */
const LATER =
  /^(closed|merged|resolved|deleted|archived|completed|finished|ended|cancell?ed|rejected|dismissed|shipped|delivered|refunded|suspended|disabled|revoked|expired|failed|removed)(at|on|date|time|timestamp)$/
const HOLDERS = ['metadata', 'meta', 'attributes']

/** The times that the schema has room for; `isNew` tells creation from change. What the client said stays. */
export function timesOf(node: SchemaNode, said: Item, ticks: number, isNew: boolean): Item {
  const at = BEGINNING + ticks * 1000
  const times: Item = {}
  for (const { name, schema, isOfCreation } of timeProperties(node)) {
    const value = said[name] === undefined && (isNew || !isOfCreation) ? timeFor(schema, at) : undefined
    if (value !== undefined) times[name] = value
  }
  return times
}

/** Of a new item: null, or undefined for left out, for the times of what has not happened yet, where the schema allows that. */
export const timesToCome = (node: SchemaNode): Readonly<Item> =>
  node.once(TO_COME, () => {
    const times: Item = {}
    for (const [name, schema] of propertiesOf(node)) {
      if (!LATER.test(plainName(name))) continue
      if (fits(schema, null, 'response')) times[name] = null
      else if (!requiredIn(node).has(name)) times[name] = undefined
    }
    return times
  })

const TO_COME = Symbol('times to come')

/** The item with its times, also in the objects that hold what is said about it. */
export function withTimes(node: SchemaNode, item: Item, said: Item, ticks: number, isNew: boolean): Item {
  const made = { ...item, ...timesOf(node, said, ticks, isNew) }
  for (const name of HOLDERS) {
    const schema = propertiesOf(node).get(name)
    const [held, inner] = [made[name], said[name]]
    if (schema !== undefined && isItem(held)) made[name] = withTimes(schema, held, isItem(inner) ? inner : {}, ticks, isNew)
  }
  return made
}

interface TimeProperty {
  readonly name: string
  readonly schema: SchemaNode
  readonly isOfCreation: boolean
}

const TIMES = Symbol('times')

const timeProperties = (node: SchemaNode): readonly TimeProperty[] =>
  node.once(TIMES, () =>
    [...propertiesOf(node)].flatMap(([name, schema]) => {
      const isOfCreation = CREATED.test(plainName(name))
      return isOfCreation || CHANGED.test(plainName(name)) ? [{ name, schema, isOfCreation }] : []
    }),
  )

function timeFor(schema: SchemaNode, at: number): string | number | undefined {
  const kind = scalarOf(schema)
  const iso = new Date(at).toISOString()
  if (kind === 'integer' || kind === 'number') {
    // milliseconds where the document shows that many digits
    const shown = Number(plainNode(schema).get('example') ?? 0)
    return [shown > 1e11 ? at : at / 1000].find((value) => fits(schema, value, 'response'))
  }
  const format = plainNode(schema).get('format')
  if (kind !== 'string' || (format !== 'date-time' && format !== 'date')) return undefined
  return [format === 'date' ? iso.slice(0, 10) : iso.replace('.000', '')].find((value) => fits(schema, value, 'response'))
}
