// When things were created and changed, told by a clock that counts writes: the same requests give the same times.
import { plainName } from '../../contract/resources/names.ts'
import { plainNode, propertiesOf, scalarOf } from '../../contract/resources/schema-views.ts'
import { fits } from '../../schema/compile-validator.ts'
import type { SchemaNode } from '../../schema/schema-node.ts'
import { type Item, isItem } from './json-path.ts'

/** Where the clock begins; each write is a second later. */
const BEGINNING = Date.UTC(2026, 0, 1)

const CREATED =
  /^(created|createdat|createdon|createddate|createdtime|createdatetime|datecreated|creationdate|creationtime|creationtimestamp|timecreated|insertedat|createtime|createdtimestamp)$/
const CHANGED =
  /^(updated|updatedat|updatedon|updateddate|dateupdated|modified|modifiedat|modifiedon|modifieddate|datemodified|lastmodified|lastmodifiedat|lastupdated|lastupdatedat|updatetime|changedat|updatedtime|lastmodifiedtime)$/
const HOLDERS = new Set(['metadata', 'meta', 'attributes'])

/** Sets the times that the schema has room for; `isNew` tells creation from change. What the client said stays. */
export function withTimes(node: SchemaNode, item: Item, said: Item, ticks: number, isNew: boolean): Item {
  const at = BEGINNING + ticks * 1000
  const made = new Map(Object.entries(item))
  for (const [name, schema] of propertiesOf(node)) {
    const plain = plainName(name)
    if (HOLDERS.has(name) && isItem(made.get(name))) {
      const inner = said[name]
      made.set(name, withTimes(schema, made.get(name) as Item, isItem(inner) ? inner : {}, ticks, isNew))
    } else if (said[name] === undefined && ((isNew && CREATED.test(plain)) || CHANGED.test(plain))) {
      const value = timeFor(schema, at)
      if (value !== undefined) made.set(name, value)
    }
  }
  return Object.fromEntries(made)
}

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
