// Addresses -> what answers there: a tree of segments in which the literal wins over the mixed, and that over the template.
import type { PathText } from '../codecs/parameter-texts.ts'
import { decodeSegment, type PathTemplate, type Segment } from './path-template.ts'

export interface Route<T> {
  readonly method: string
  readonly template: PathTemplate
  readonly target: T
}

export interface RouteMatch<T> {
  readonly target: T
  /** The texts of path parameters by name. */
  readonly parameters: ReadonlyMap<string, PathText>
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>
  /** The longest literal part first. */
  readonly mixed: { readonly segment: Segment & { kind: 'mixed' }; readonly node: Node<T> }[]
  parameter: Node<T> | undefined
  rest: Node<T> | undefined
  readonly routes: Route<T>[]
}

const newNode = <T>(): Node<T> => ({ literals: new Map(), mixed: [], parameter: undefined, rest: undefined, routes: [] })

export class Router<T> {
  readonly #root = newNode<T>()

  /**
   * Adds a route under a prefix ('' or `/v1`). Returns the route that already answers there, if one does: the first stays.
   */
  add(prefix: string, route: Route<T>): Route<T> | undefined {
    let node = this.#root
    for (const text of prefix.split('/').slice(1)) node = literal(node, text)
    for (const segment of route.template.segments) node = step(node, segment)
    const twin = node.routes.find(({ method, template }) => method === route.method && sameQuery(template, route.template))
    if (twin !== undefined) return twin
    node.routes.push(route)
    // a path with a fixed query is more specific than the same path without
    node.routes.sort((a, b) => b.template.query.length - a.template.query.length)
    return undefined
  }

  /** The route for a request; `path` as sent. Undefined when no route of this method answers there. */
  find(method: string, path: string, query: string): RouteMatch<T> | undefined {
    const take = (node: Node<T>) => choose(node.routes, method, query)
    const segments = path.split('/').slice(1)
    const found =
      search(this.#root, segments, 0, NO_VALUES, take) ?? search(this.#root, otherSpelling(segments), 0, NO_VALUES, take)
    return found && { target: found.route.target, parameters: name(found.route.template, found.values) }
  }

  /** The methods that some route answers at this path. */
  methodsAt(path: string): string[] {
    const methods = new Set<string>()
    const take = (node: Node<T>) => {
      for (const route of node.routes) methods.add(route.method)
      return undefined
    }
    const segments = path.split('/').slice(1)
    search(this.#root, segments, 0, NO_VALUES, take)
    if (methods.size === 0) search(this.#root, otherSpelling(segments), 0, NO_VALUES, take)
    return [...methods]
  }
}

function literal<T>(node: Node<T>, text: string): Node<T> {
  let next = node.literals.get(text)
  if (next === undefined) {
    next = newNode()
    node.literals.set(text, next)
  }
  return next
}

function step<T>(node: Node<T>, segment: Segment): Node<T> {
  switch (segment.kind) {
    case 'literal':
      return literal(node, segment.text)
    case 'parameter':
      node.parameter ??= newNode()
      return node.parameter
    case 'rest':
      node.rest ??= newNode()
      return node.rest
    case 'mixed': {
      const shape = segment.source.replace(/\{[^{}]+\}/g, '{}')
      const known = node.mixed.find((each) => each.segment.source.replace(/\{[^{}]+\}/g, '{}') === shape)
      if (known !== undefined) return known.node
      const next = newNode<T>()
      node.mixed.push({ segment, node: next })
      node.mixed.sort((a, b) => b.segment.literalLength - a.segment.literalLength)
      return next
    }
  }
}

/** With the last slash taken away or added: `/pets/` means `/pets` unless both are documented. */
function otherSpelling(segments: readonly string[]): readonly string[] {
  if (segments.at(-1) !== '') return segments.length === 0 ? segments : [...segments, '']
  return segments.length > 1 ? segments.slice(0, -1) : segments
}

const NO_VALUES: readonly PathText[] = []

interface Search<T> {
  readonly route: Route<T>
  readonly values: readonly PathText[]
}

function search<T>(
  node: Node<T>,
  segments: readonly string[],
  at: number,
  values: readonly PathText[],
  take: (node: Node<T>) => Route<T> | undefined,
): Search<T> | undefined {
  const raw = segments[at]
  if (raw === undefined) {
    const route = take(node)
    return route === undefined ? undefined : { route, values }
  }
  const text = decodeSegment(raw)
  const next = node.literals.get(text)
  const byLiteral = next && search(next, segments, at + 1, values, take)
  if (byLiteral !== undefined) return byLiteral
  if (text === '') return undefined
  for (const { segment, node: after } of node.mixed) {
    const match = segment.pattern.exec(text)
    const found =
      match && search(after, segments, at + 1, [...values, ...match.slice(1).map((part) => textOf(part, raw === text))], take)
    if (found) return found
  }
  const byParameter = node.parameter && search(node.parameter, segments, at + 1, [...values, { raw, decoded: text }], take)
  if (byParameter !== undefined) return byParameter
  if (node.rest === undefined) return undefined
  const route = take(node.rest)
  if (route === undefined) return undefined
  const rest = segments.slice(at)
  return { route, values: [...values, { raw: rest.join('/'), decoded: rest.map(decodeSegment).join('/') }] }
}

/** A part of a mixed segment: what was sent is only known where nothing of the segment was encoded. */
const textOf = (part: string, isPlain: boolean): PathText => ({ raw: isPlain ? part : undefined, decoded: part })

/** Values by the names of the route's own template: two templates may name one place differently. */
function name(template: PathTemplate, values: readonly PathText[]): ReadonlyMap<string, PathText> {
  if (template.names.length === 0) return NO_NAMES
  return new Map(template.names.map((each, i) => [each, values[i] ?? { raw: '', decoded: '' }]))
}

const NO_NAMES: ReadonlyMap<string, PathText> = new Map()

const sameQuery = (a: PathTemplate, b: PathTemplate) =>
  a.query.length === b.query.length && a.query.every(([key, value]) => b.query.some(([k, v]) => k === key && v === value))

/** The route whose written query the request has; else one that fixes no value, since a parameter may be optional. */
function choose<T>(routes: readonly Route<T>[], method: string, query: string): Route<T> | undefined {
  const fitting = routes.filter((route) => route.method === method)
  return (
    fitting.find(({ template }) => hasQuery(query, template)) ??
    fitting.find(({ template }) => template.query.every(([, value]) => value === undefined))
  )
}

function hasQuery(query: string, template: PathTemplate): boolean {
  if (template.query.length === 0) return true
  const sent = new URLSearchParams(query)
  return template.query.every(([key, value]) => (value === undefined ? sent.has(key) : sent.getAll(key).includes(value)))
}
