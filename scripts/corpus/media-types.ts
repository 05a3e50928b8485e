// Media types as they stand in headers and in documents.
/** `application/json; charset=utf-8` taken apart, in lower case. */
export interface MediaType {
  readonly type: string
  readonly subtype: string
  readonly parameters: ReadonlyMap<string, string>
}

/** Reads a media type or range; undefined when it is none. Source: RFC 9110 "Media Type". */
export function parseMediaType(text: string): MediaType | undefined {
  const [essence = '', ...rest] = text.split(';')
  const found = /^\s*([\w!#$&^.+*-]+)\/([\w!#$&^.+*-]+)\s*$/.exec(essence)
  if (!found) return undefined
  const parameters = new Map<string, string>()
  for (const part of rest) {
    const [name = '', ...value] = part.split('=')
    if (name.trim() !== '') parameters.set(name.trim().toLowerCase(), value.join('=').trim().replace(/^"|"$/g, '').toLowerCase())
  }
  return { type: (found[1] ?? '').toLowerCase(), subtype: (found[2] ?? '').toLowerCase(), parameters }
}

/** The documented key which covers a type best: the same one, then a range of its type, then the range of all; undefined when none does. */
export function findDocumented(answered: MediaType, documented: readonly string[]): string | undefined {
  const ranked = documented.flatMap((key) => {
    const range = parseMediaType(key)
    const rank = range ? rankOf(answered, range) : 0
    return rank > 0 ? [{ key, rank }] : []
  })
  return ranked.sort((one, other) => other.rank - one.rank)[0]?.key
}

/** 0 when the range does not cover the type. A documented charset or boundary is a remark, any other parameter a condition. */
function rankOf(answered: MediaType, range: MediaType): number {
  for (const [name, value] of range.parameters) {
    if (name !== 'charset' && name !== 'boundary' && answered.parameters.get(name) !== value) return 0
  }
  if (range.type === '*' && range.subtype === '*') return 1
  if (range.type !== answered.type) return 0
  if (range.subtype === '*') return 2
  // A range such as `application/*+json`.
  if (range.subtype.startsWith('*+')) return answered.subtype.endsWith(range.subtype.slice(1)) ? 3 : 0
  return range.subtype === answered.subtype ? 10 + range.parameters.size : 0
}

/** The family by which a body is looked at. */
export type Family = 'json' | 'json-lines' | 'event-stream' | 'xml' | 'text' | 'other'

/** Which family a media type belongs to. */
export function familyOf({ type, subtype }: MediaType): Family {
  if (/^(x-)?(ndjson|jsonl|json-lines|jsonlines|json-seq)$/.test(subtype) || /\+(json-seq|jsonl|ndjson)$/.test(subtype))
    return 'json-lines'
  if (subtype === 'event-stream') return 'event-stream'
  if (/^(x-)?json$/.test(subtype) || subtype.endsWith('+json')) return 'json'
  if (subtype === 'xml' || subtype.endsWith('+xml')) return 'xml'
  if (type === 'text' && (subtype === 'plain' || subtype === 'html')) return 'text'
  return 'other'
}
