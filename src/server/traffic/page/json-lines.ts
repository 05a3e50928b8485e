// A JSON value as lines, each knowing the pointer of what it shows, so that what is wrong can be marked in its place.

export interface JsonPart {
  readonly kind: 'key' | 'text' | 'number' | 'word' | 'mark'
  readonly text: string
}

export interface JsonLine {
  readonly indent: number
  /** RFC 6901; of a closing bracket, undefined. */
  readonly pointer: string | undefined
  readonly parts: readonly JsonPart[]
  /** The name of the property, for what must not be shown. */
  readonly name: string
}

const MAX_LINES = 1_500

export function jsonLines(value: unknown): { readonly lines: readonly JsonLine[]; readonly isCut: boolean } {
  const lines: JsonLine[] = []
  write(value, '', '', 0, [], true, lines)
  return { lines: lines.slice(0, MAX_LINES), isCut: lines.length > MAX_LINES }
}

function write(
  value: unknown,
  pointer: string,
  name: string,
  indent: number,
  before: readonly JsonPart[],
  isLast: boolean,
  lines: JsonLine[],
): void {
  if (lines.length > MAX_LINES) return
  const comma: readonly JsonPart[] = isLast ? [] : [{ kind: 'mark', text: ',' }]
  if (typeof value !== 'object' || value === null) {
    lines.push({ indent, pointer, parts: [...before, scalar(value), ...comma], name })
    return
  }
  const isList = Array.isArray(value)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  const entries = Object.entries(value)
  if (entries.length === 0) {
    lines.push({ indent, pointer, parts: [...before, { kind: 'mark', text: open + close }, ...comma], name })
    return
  }
  lines.push({ indent, pointer, parts: [...before, { kind: 'mark', text: open }], name: '' })
  for (const [i, [key, each]] of entries.entries()) {
    const own: readonly JsonPart[] = isList
      ? []
      : [
          { kind: 'key', text: JSON.stringify(key) },
          { kind: 'mark', text: ': ' },
        ]
    const token = key.replaceAll('~', '~0').replaceAll('/', '~1')
    write(each, `${pointer}/${token}`, isList ? name : key, indent + 1, own, i === entries.length - 1, lines)
  }
  lines.push({ indent, pointer: undefined, parts: [{ kind: 'mark', text: close }, ...comma], name: '' })
}

function scalar(value: unknown): JsonPart {
  if (typeof value === 'string') return { kind: 'text', text: JSON.stringify(value) }
  return { kind: typeof value === 'number' ? 'number' : 'word', text: String(value) }
}

/** Things by the line they belong to: that of their pointer, else of the nearest value around it. */
export function byPointer<T extends { readonly pointer: string }>(
  lines: readonly JsonLine[],
  things: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const known = new Set(lines.map(({ pointer }) => pointer))
  const found = new Map<string, T[]>()
  for (const thing of things) {
    let { pointer } = thing
    while (pointer !== '' && !known.has(pointer)) pointer = pointer.slice(0, pointer.lastIndexOf('/'))
    const there = found.get(pointer)
    if (there === undefined) found.set(pointer, [thing])
    else there.push(thing)
  }
  return found
}
