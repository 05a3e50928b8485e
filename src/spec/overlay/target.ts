// The targets of an overlay's actions: JSONPaths of names, indexes and wildcards. Source: RFC 9535 "Segments".
import { isRecord, parsePointer } from '../json-pointer.ts'

/** One step down: a member or an item by name, or all of them where there is none. */
export interface Step {
  readonly name?: string
}

export interface Target {
  readonly steps: readonly Step[]
}

/** Why a text is no target that is read here. */
export interface TargetProblem {
  /** In characters from the beginning. */
  readonly offset: number
  readonly problem: string
  readonly hint?: string
}

const SPACE = /[ \t\r\n]*/y
const WILDCARD = /\.\*|\[[ \t\r\n]*\*[ \t\r\n]*\]/y
/** Source: RFC 9535, member-name-shorthand; a hyphen is allowed as well, since `$.x-name` is common. */
const NAME = /\.([\p{L}_][\p{L}\p{N}_-]*)/uy
const INDEX = /\[[ \t\r\n]*(0|[1-9]\d*)[ \t\r\n]*\]/y
const QUOTED = /\[[ \t\r\n]*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")[ \t\r\n]*\]/y

export function parseTarget(text: string): Target | TargetProblem {
  if (!text.startsWith('$')) return { offset: 0, problem: 'a target begins with $' }
  const steps: Step[] = []
  let at = 1
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  for (take(SPACE); at < text.length; take(SPACE)) {
    const named = take(NAME) ?? take(INDEX)
    const quoted = named === null ? take(QUOTED) : null
    const name = named?.[1] ?? (quoted === null ? undefined : unquote(quoted[1] ?? quoted[2] ?? ''))
    if (name !== undefined) steps.push({ name })
    else if (quoted === null && take(WILDCARD) !== null) steps.push({})
    else return problemAt(text, at)
  }
  return { steps }
}

function problemAt(text: string, offset: number): TargetProblem {
  const rest = text.slice(offset)
  const hint = 'write one action for each place'
  if (rest.startsWith('..')) return { offset, problem: 'descendants (..) are not read', hint }
  if (/^\[\s*\?/.test(rest)) return { offset: offset + 1, problem: 'a filter (?) is not read', hint }
  const [, name] = /^\.([^.[\]]+)/.exec(rest) ?? []
  if (name !== undefined) return { offset: offset + 1, problem: `this name is written as ['${name}']` }
  return {
    offset: rest.startsWith('[') ? offset + 1 : offset,
    problem: 'neither .name, ["name"], [0] nor a wildcard stands here',
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

const unquote = (text: string) =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code?: string, sign = '') =>
    code === undefined ? (ESCAPES[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  )

/** The target that means exactly one place: a pointer (RFC 6901) into `root`. */
export function targetOf(pointer: string, root: unknown): string {
  let value = root
  const parts = (parsePointer(pointer) ?? []).map((token) => {
    const isItem = Array.isArray(value)
    value = isRecord(value) || Array.isArray(value) ? (value as Record<string, unknown>)[token] : undefined
    if (isItem) return `[${token}]`
    return /^[A-Za-z_]\w*$/.test(token) ? `.${token}` : `[${quote(token)}]`
  })
  return `$${parts.join('')}`
}

function quote(name: string): string {
  const escaped = JSON.stringify(name).slice(1, -1)
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** The places in `root` that a target means: the keys that lead to each. */
export function selectTarget({ steps }: Target, root: unknown): string[][] {
  let found: { readonly keys: string[]; readonly value: unknown }[] = [{ keys: [], value: root }]
  for (const { name } of steps) {
    found = found.flatMap(({ keys, value }) => {
      if (typeof value !== 'object' || value === null) return []
      const names = name === undefined ? Object.keys(value) : Object.hasOwn(value, name) && isKey(value, name) ? [name] : []
      return names.map((key) => ({ keys: [...keys, key], value: (value as Record<string, unknown>)[key] }))
    })
  }
  return found.map(({ keys }) => keys)
}

/** Lists have a property that is no item. */
const isKey = (value: object, name: string) => !Array.isArray(value) || /^\d+$/.test(name)
