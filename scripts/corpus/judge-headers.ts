// Are the documented response headers there, and do they hold what is documented?
import type { Answer } from './call.ts'
import type { Place } from './files.ts'
import { type Judging, judgeValue } from './judge-body.ts'
import { entriesOf, ownOf } from './values.ts'

/** Headers that belong to the connection or the message itself: what a document says about them cannot be kept literally. */
const ownedByHttp = /^(content-(type|length|encoding)|transfer-encoding|connection|keep-alive|trailer|upgrade|date|set-cookie)$/i

/** The reasons why the headers are wrong: a required one is missing, or a simple value breaks its schema. */
export function judgeHeaders({ headers }: Answer, response: Place, judging: Judging): string[] {
  const { files } = judging
  const documented = files.get(response, 'headers')
  return entriesOf(documented.value).flatMap(([name]) => {
    if (ownedByHttp.test(name)) return []
    const header = files.get(documented, name)
    const sent = headers[name.toLowerCase()]
    if (sent === undefined) return ownOf(header.value, 'required') === true ? [`the required header ${name} is missing`] : []
    const schema = files.child(header, 'schema')
    const isOld = ownOf(files.entry.value, 'swagger') !== undefined
    const place = schema.value !== undefined ? schema : isOld ? header : undefined
    if (!place || typeof sent !== 'string') return []
    const faults = readings(sent).map((reading) => judgeValue(reading, place, judging))
    const isObject = ownOf(files.follow(place).value, 'type') === 'object'
    if (isObject || faults.some((list) => list.length === 0)) return []
    return [`the header ${name}: ${sent.slice(0, 80)} does not fit: ${faults[0]?.[0]}`]
  })
}

/** What a header's text may stand for: the text, the number or boolean it spells, a list of either. */
function readings(text: string): unknown[] {
  const items = text === '' ? [] : text.split(',').map((item) => item.trim())
  return [text, spelled(text), items, items.map(spelled)]
}

function spelled(text: string): unknown {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text)
  if (text === 'true' || text === 'false') return text === 'true'
  return text === 'null' ? null : text
}
