// A path of the document -> segments to match. Source: OpenAPI "Paths Object", "Path Templating".

export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  /** A whole segment, `{id}`. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** Text and parameters mixed, `{a}-{b}`, `{id}.json`, `{id}:cancel`. */
  | {
      readonly kind: 'mixed'
      readonly pattern: RegExp
      readonly names: readonly string[]
      readonly literalLength: number
      readonly source: string
    }
  /** `{path*}`, `{+path}`, `{proxy+}`: all that is left, slashes too. */
  | { readonly kind: 'rest'; readonly name: string }

export interface PathTemplate {
  /** As written in the document. */
  readonly written: string
  readonly segments: readonly Segment[]
  readonly names: readonly string[]
  /** The query that some documents write into a path, `/?action=list&id={id}`: a value, or undefined where any will do. */
  readonly query: readonly (readonly [string, string | undefined])[]
  /** Whether the path has a `#fragment`, which never reaches a server. */
  readonly hasFragment: boolean
}

/** `multiSegment` names parameters that the document lets hold slashes (`x-multi-segment: true`). */
export function parseTemplate(written: string, multiSegment: ReadonlySet<string> = new Set()): PathTemplate {
  const beforeFragment = splitOutside(written, '#')
  const [path, query] = splitOutside(beforeFragment[0], '?')
  const parts = splitSegments(path.startsWith('/') ? path.slice(1) : path)
  const segments = parts.map((part, i) => parseSegment(part, i === parts.length - 1, multiSegment))
  return {
    written,
    segments,
    names: segments.flatMap((segment) =>
      segment.kind === 'literal' ? [] : segment.kind === 'mixed' ? segment.names : [segment.name],
    ),
    query:
      query === undefined
        ? []
        : [...new URLSearchParams(query)].map(([key, value]) => [key, /^(\{.*\})?$/.test(value) ? undefined : value]),
    hasFragment: beforeFragment[1] !== undefined,
  }
}

/** Cuts at the first mark that stands outside of braces. */
function splitOutside(text: string, mark: string): [string, string | undefined] {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}') depth = Math.max(0, depth - 1)
    else if (text[i] === mark && depth === 0) return [text.slice(0, i), text.slice(i + 1)]
  }
  return [text, undefined]
}

function splitSegments(path: string): string[] {
  const parts: string[] = []
  let rest: string | undefined = path
  while (rest !== undefined) {
    const [part, more]: [string, string | undefined] = splitOutside(rest, '/')
    parts.push(part)
    rest = more
  }
  return parts
}

const PARAMETER = /\{([^{}]+)\}/g

function parseSegment(part: string, isLast: boolean, multiSegment: ReadonlySet<string>): Segment {
  const found = [...part.matchAll(PARAMETER)]
  if (found.length === 0) return { kind: 'literal', text: decodeSegment(part) }
  const whole = found.length === 1 && found[0]?.[0] === part ? (found[0][1] ?? '') : undefined
  if (whole !== undefined) {
    const name = whole.replace(/^\+|[*+]$/g, '')
    if (isLast && (name !== whole || multiSegment.has(name))) return { kind: 'rest', name }
    return { kind: 'parameter', name }
  }
  const names = found.map((match) => match[1] ?? '')
  let source = ''
  let at = 0
  for (const match of found) {
    // encoded and plain spellings of the literal text are the same, so both sides are compared decoded
    source += escapeRegExp(decodeSegment(part.slice(at, match.index)))
    at = match.index + match[0].length
    source += at === part.length ? '(.+)' : '(.+?)'
  }
  const tail = decodeSegment(part.slice(at))
  return {
    kind: 'mixed',
    pattern: new RegExp(`^${source}${escapeRegExp(tail)}$`, 's'),
    names,
    literalLength: part.replace(PARAMETER, '').length,
    source: part,
  }
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Percent-decoding of one segment; what is badly encoded stays as it is. */
export function decodeSegment(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
