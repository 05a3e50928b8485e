// What was received for one value, to be looked at as its schema asks: as one text, as a list, or as names with values.

/** The parts of an object in the order in which they came; a name stands once. */
export type Entries = readonly (readonly [string, Wire])[]

/** Each view is undefined where the text cannot be looked at so. All texts are decoded and stay what was received. */
export interface Wire {
  /** How it is read when no schema says how. */
  readonly natural: 'text' | 'items' | 'entries'
  text(): string | undefined
  items(): readonly Wire[] | undefined
  entries(): Entries | undefined
  /** A list or object written as JSON: what clients send for values inside values, for which no style has a form. */
  json(): unknown
  /** Why `entries` gave nothing, as the end of a sentence that begins with the text. */
  readonly problem: string | undefined
}

/** One text inside a list or an object. */
export class TextWire implements Wire {
  readonly natural = 'text'
  readonly problem = undefined
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  text(): string {
    return this.#text
  }

  items(): undefined {}

  entries(): undefined {}

  json(): unknown {
    if (!/^\s*[[{]/.test(this.#text)) return undefined
    try {
      return JSON.parse(this.#text)
    } catch {
      return undefined
    }
  }
}

/** What came under one name, once or more; perhaps with parts that have names of their own. */
export class ListWire implements Wire {
  readonly problem = undefined
  readonly #parts: readonly Wire[]
  readonly #entries: Entries | undefined

  constructor(parts: readonly Wire[], entries?: Entries) {
    this.#parts = parts
    this.#entries = entries
  }

  get natural(): Wire['natural'] {
    if (this.#parts.length === 0 && this.#entries !== undefined) return 'entries'
    return this.#parts.length === 1 ? 'text' : 'items'
  }

  get #only(): Wire | undefined {
    return this.#parts.length === 1 ? this.#parts[0] : undefined
  }

  text(): string | undefined {
    return this.#only?.text()
  }

  items(): readonly Wire[] | undefined {
    return this.#parts.length === 0 ? undefined : this.#parts
  }

  entries(): Entries | undefined {
    return this.#entries
  }

  json(): unknown {
    return this.#only?.json()
  }
}

/** The same at the top, where the style itself has a form for lists and objects, so that JSON there is a mistake. */
export class ExplodedWire extends ListWire {
  override json(): undefined {}
}

/** How a text is cut, and how its parts are read after that: an encoded delimiter is part of a value. */
export interface Delimiting {
  readonly separator: string | RegExp
  readonly decode: (raw: string) => string
  /** Parts are `name=value`, else names and values take turns. */
  readonly explode: boolean
  /** Empty parts are none. */
  readonly skipsEmpty?: boolean
  /** What an item is made of; a text unless lists stand in lists (2.0). */
  readonly item?: (raw: string) => Wire
}

/** A text as it was sent, cut where the schema asks for parts. */
export class DelimitedWire implements Wire {
  readonly natural = 'text'
  problem: string | undefined
  readonly #raw: string
  readonly #how: Delimiting

  constructor(raw: string, how: Delimiting) {
    this.#raw = raw
    this.#how = how
  }

  text(): string {
    return this.#how.decode(this.#raw)
  }

  items(): readonly Wire[] {
    const { decode, item = (raw) => new TextWire(decode(raw)) } = this.#how
    return this.#parts().map(item)
  }

  entries(): Entries | undefined {
    const { decode, explode } = this.#how
    const parts = this.#parts()
    const pairs: (readonly [string, string])[] = []
    if (explode) {
      for (const part of parts) {
        const at = part.indexOf('=')
        if (at < 0) {
          this.problem = `should hold name=value in each part, but "${part}" has no "="`
          return undefined
        }
        pairs.push([decode(part.slice(0, at)), decode(part.slice(at + 1))])
      }
    } else {
      if (parts.length % 2 === 1) {
        this.problem = `should hold names and values in turn, but has ${parts.length} part${parts.length === 1 ? '' : 's'}`
        return undefined
      }
      for (let i = 0; i < parts.length; i += 2) pairs.push([decode(parts[i] ?? ''), decode(parts[i + 1] ?? '')])
    }
    return grouped(pairs)
  }

  json(): undefined {}

  #parts(): string[] {
    if (this.#raw === '') return []
    const parts = this.#raw.split(this.#how.separator)
    return this.#how.skipsEmpty ? parts.filter((part) => part.trim() !== '') : parts
  }
}

/** Pairs of decoded texts as entries; what came twice under a name is a list there. */
export function grouped(pairs: Iterable<readonly [string, string]>): Entries {
  const lists = new Map<string, TextWire[]>()
  for (const [name, text] of pairs) {
    const known = lists.get(name)
    if (known === undefined) lists.set(name, [new TextWire(text)])
    else known.push(new TextWire(text))
  }
  return [...lists].map(([name, parts]) => [name, new ListWire(parts)])
}
