// Path keys as patterns: what they match, and which of two is the more specific.
/** A path key taken apart: `/pets/{id}.json?beta=true#old`. */
export interface Template {
  /** As written in the document. */
  readonly key: string
  /** Path segments as written, without query and fragment: `['pets', '{id}.json']`. */
  readonly segments: readonly string[]
  /** `beta=true`, or empty. */
  readonly query: string
  readonly fragment: string
  /** Equal for keys which no request can tell apart: parameter names and the fragment do not count. */
  readonly shape: string
}

const parameter = /\{[^{}]*\}/g

/** Reads a path key; `base` is a server path to put in front. */
export function parseTemplate(key: string, base = ''): Template {
  // Braces may hold any character: hide them while the query and the fragment are cut off.
  const names = key.match(parameter) ?? []
  const restore = (text: string) => text.replaceAll('\0', () => names.shift() ?? '')
  const [beforeHash = '', ...fragment] = key.replaceAll(parameter, '\0').split('#')
  const [path = '', ...query] = beforeHash.split('?')
  const joined = `${base.replace(/\/+$/, '')}/${path.replace(/^\//, '')}`
  const queryText = query.join('?')
  return {
    key,
    segments: restore(joined.slice(1)).split('/'),
    query: queryText,
    fragment: fragment.join('#'),
    shape: `${joined}?${queryText}`,
  }
}

/** The names between braces, in order. */
export function parameterNames(key: string): string[] {
  return (key.match(parameter) ?? []).map((braced) => braced.slice(1, -1))
}

/** Whether the segments (decoded) and the query of a request fit the template. */
export function matchesTemplate(template: Template, segments: readonly string[], query: string): boolean {
  if (template.segments.length !== segments.length) return false
  if (template.query !== '' && !query.split('&').includes(template.query)) return false
  return template.segments.every((written, index) => segmentPattern(written).test(segments[index] ?? ''))
}

/** True when every segment of `one` is at least as specific as that of `other` and one is more so: `/pets/mine` before `/pets/{id}`. */
export function isMoreSpecific(one: Template, other: Template): boolean {
  let more = one.query.length > other.query.length
  for (const [index, segment] of one.segments.entries()) {
    const difference = literalness(segment) - literalness(other.segments[index] ?? '')
    if (difference < 0) return false
    if (difference > 0) more = true
  }
  return more
}

const patterns = new Map<string, RegExp>()

function segmentPattern(segment: string): RegExp {
  let pattern = patterns.get(segment)
  if (!pattern) {
    const literals = segment.split(/\{[^{}]*\}/).map((literal) => literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    pattern = new RegExp(`^${literals.join('(?:.+)')}$`, 's')
    patterns.set(segment, pattern)
  }
  return pattern
}

function literalness(segment: string): number {
  if (!/\{[^{}]*\}/.test(segment)) return Number.POSITIVE_INFINITY
  return segment.replaceAll(parameter, '').length
}
