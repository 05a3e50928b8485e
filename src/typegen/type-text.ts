// TypeScript types as text, put together so that brackets stand only where they must.

export interface TypeText {
  readonly text: string
  /** What holds it together at its top: nothing needs brackets, `&`, `|`. */
  readonly top: 'one' | 'both' | 'either'
  /** What a union is made of. */
  readonly parts?: readonly TypeText[]
  /** Length on one line without comments: what a message would print. */
  readonly length: number
}

export const one = (text: string, length = text.length): TypeText => ({ text, top: 'one', length })

export const UNKNOWN = one('unknown')
export const NEVER = one('never')
export const NULL = one('null')
export const STRING = one('string')

const isUnknown = ({ text }: TypeText) => text === 'unknown'
const isNever = ({ text }: TypeText) => text === 'never'

/** One of several; `unknown` swallows the others. */
export function either(types: readonly TypeText[]): TypeText {
  if (types.some(isUnknown)) return UNKNOWN
  return join(
    types.flatMap((type) => type.parts ?? [type]).filter((type) => !isNever(type)),
    'either',
    NEVER,
  )
}

/** All at once; `unknown` adds nothing. */
export function both(types: readonly TypeText[]): TypeText {
  if (types.some(isNever)) return NEVER
  return join(
    types.filter((type) => !isUnknown(type)),
    'both',
    UNKNOWN,
  )
}

function join(types: readonly TypeText[], top: 'both' | 'either', none: TypeText): TypeText {
  const distinct = [...new Map(types.map((type) => [type.text, type])).values()]
  const [only] = distinct
  if (only === undefined) return none
  if (distinct.length === 1) return only
  const sign = top === 'either' ? ' | ' : ' & '
  const text = distinct.map((type) => (type.top === 'either' && top === 'both' ? `(${type.text})` : type.text)).join(sign)
  const length = distinct.reduce((sum, each) => sum + each.length + 3, 0)
  return { text, top, length, ...(top === 'either' && { parts: distinct }) }
}

/** In brackets where something else is to be put behind. */
export const closed = ({ text, top }: TypeText): string => (top === 'one' ? text : `(${text})`)

export const listOf = (item: TypeText): TypeText => one(`${closed(item)}[]`, item.length + (item.top === 'one' ? 2 : 4))

/** The key of a property: a name or a number as it is, else a quoted text. */
export const keyText = (name: string): string => (/^([A-Za-z_$][\w$]*|[1-9]\d{0,8})$/.test(name) ? name : quoted(name))

/** A text in single quotes. */
export const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'").replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`

/** The literal type of a JSON value. */
export function literal(value: unknown): TypeText {
  if (typeof value === 'string') return one(quoted(value))
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return one(String(value))
  if (Array.isArray(value)) return one(`[${value.map((item) => literal(item).text).join(', ')}]`)
  if (typeof value !== 'object') return UNKNOWN
  const members = Object.entries(value).map(([name, part]) => `${keyText(name)}: ${literal(part).text}`)
  return one(members.length === 0 ? '{ [key: string]: never }' : `{ ${members.join('; ')} }`)
}
