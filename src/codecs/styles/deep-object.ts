// Style "deepObject", in queries: `filter[a]=1&filter[b]=2`. OpenAPI leaves open what is inside; nested names and lists are read as PHP, Rails and qs write them.
import type { Query } from '../../http/query.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { type Entries, ExplodedWire, ListWire, TextWire, type Wire } from './wire.ts'
import { type Encode, isNothing, textOf } from './write-parts.ts'

/** Deeper names are refused: real ones have three or four levels. */
const MOST_LEVELS = 32

interface Branch {
  readonly texts: string[]
  readonly children: Map<string, Branch>
  /** The index that the next `[]` gets. */
  next: number
}

const newBranch = (): Branch => ({ texts: [], children: new Map(), next: 0 })

/** Undefined when no pair has the name; a text is the sentence that says why the names cannot be read. Badly encoded values count as ''. */
export function openDeepObject(name: string, query: Pick<Query, 'all' | 'under'>): Wire | string | undefined {
  const plain = query.all(name)
  const under = query.under(name)
  if (plain.length === 0 && under.length === 0) return undefined
  const root = newBranch()
  for (const { value = '' } of plain) root.texts.push(value)
  for (const { name: full, value = '' } of under) {
    const brackets = full.slice(name.length)
    if (!/^(?:\[[^[\]]*\])+$/.test(brackets)) return `the name ${full} has brackets that do not close, or text behind them`
    const tokens = brackets.slice(1, -1).split('][')
    if (tokens.length > MOST_LEVELS) return `the name ${full.slice(0, 60)}… is nested more than ${MOST_LEVELS} deep`
    let at = root
    for (const [i, token] of tokens.entries()) {
      if (at.texts.length > 0) return clash(full)
      at = childOf(at, token, tokens.slice(i + 1))
    }
    if (at.children.size > 0) return clash(full)
    at.texts.push(value)
  }
  return root.children.size === 0 ? new ExplodedWire(root.texts.map((text) => new TextWire(text))) : toWire(root)
}

const clash = (name: string) => `${name} is given beside a value of its own parent or parts`

/** `[]` at the end is always one more item; in the middle it stays with the last item until that has the rest already. */
function childOf(branch: Branch, token: string, rest: readonly string[]): Branch {
  let key = token
  if (token === '') {
    const last = branch.children.get(String(branch.next - 1))
    const goesOn = last !== undefined && rest.length > 0 && !has(last, rest)
    key = String(goesOn ? branch.next - 1 : branch.next)
  }
  if (isIndex(key)) branch.next = Math.max(branch.next, Number(key) + 1)
  let child = branch.children.get(key)
  if (child === undefined) {
    child = newBranch()
    branch.children.set(key, child)
  }
  return child
}

function has(branch: Branch, path: readonly string[]): boolean {
  let at: Branch | undefined = branch
  for (const token of path) {
    if (token === '') return false
    at = at?.children.get(token)
  }
  return at !== undefined
}

const isIndex = (key: string) => /^(?:0|[1-9]\d{0,14})$/.test(key)

function toWire(branch: Branch): Wire {
  if (branch.children.size === 0) return new ListWire(branch.texts.map((text) => new TextWire(text)))
  return new BranchWire([...branch.children].map(([key, child]) => [key, toWire(child)] as const))
}

/** Parts with names; also a list when all names are indexes, gaps closed up. */
class BranchWire implements Wire {
  readonly problem = undefined
  readonly #entries: Entries

  constructor(entries: Entries) {
    this.#entries = entries
  }

  /** Names that count from 0 are a list; `[2024]` alone is rather a name. */
  get natural(): 'items' | 'entries' {
    const indexes = new Set(this.#entries.map(([key]) => key))
    return this.#entries.every((_, i) => indexes.has(String(i))) ? 'items' : 'entries'
  }

  text(): undefined {}

  items(): readonly Wire[] | undefined {
    if (!this.#entries.every(([key]) => isIndex(key))) return undefined
    return this.#entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, wire]) => wire)
  }

  entries(): Entries {
    return this.#entries
  }

  json(): undefined {}
}

/** The pairs in their encoded form; what is empty has none. */
export function writeDeepObject(value: unknown, name: string, encode: Encode): string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item, i) => writeDeepObject(item, `${name}[${i}]`, encode))
  if (isRecord(value)) return Object.entries(value).flatMap(([key, part]) => writeDeepObject(part, `${name}[${key}]`, encode))
  return [`${encode(name)}=${isNothing(value) ? '' : encode(textOf(value))}`]
}
