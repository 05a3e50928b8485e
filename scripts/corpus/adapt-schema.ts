// A document's schemas as Ajv can read them: as near to what is written as it allows.
import { type Dialect, inPlace, isPattern, keywords } from './dialect.ts'
import { type Files, type Place, walk } from './files.ts'
import { isPlain, ownOf, setOwn, textOf } from './values.ts'

/**
 * From where a schema is looked at. `resource` is the schema with the nearest `$id`; `anchors` are the `$dynamicAnchor`s of the schemas that
 * led here, the outermost first (JSON Schema 2020-12, "Dynamic References"); `forgiven` are required names that a response must not carry.
 */
export interface View {
  readonly resource?: Place
  readonly anchors: ReadonlyMap<string, Place>
  readonly forgiven: readonly string[]
}

/** A view with nothing special about it, which nearly every schema has. */
export const plainView: View = { anchors: new Map(), forgiven: [] }

/** What adapting needs from outside: the name under which a referenced schema will be found, and somebody to tell what was left out. */
export interface Adapting {
  readonly files: Files
  readonly dialect: Dialect
  readonly nameOf: (target: Place, view: View) => string
  readonly leftOut: (sentence: string) => void
  /** Whether `nullable` admits null wherever it stands, as authors mean it: beside a `$ref`, `allOf` or `enum` it does not by the letter. */
  readonly isNullMeant: boolean
}

/** The schema at that place, every `$ref` replaced by the name of its target. Values that are no schema allow everything, and are told. */
export function adaptSchema(place: Place, view: View, context: Adapting): unknown {
  const adapted = adaptToTheLetter(place, view, context)
  const saysNull = ownOf(place.value, 'nullable') === true || ownOf(place.value, 'x-nullable') === true
  return context.isNullMeant && saysNull ? { anyOf: [adapted, { type: 'null' }] } : adapted
}

function adaptToTheLetter(place: Place, view: View, context: Adapting): unknown {
  const { files, dialect } = context
  const { value } = place
  if (typeof value === 'boolean') return value
  if (!isPlain(value)) {
    context.leftOut(`the schema at ${place.pointer || place.file}, which is none`)
    return true
  }
  const ref = textOf(ownOf(value, '$ref'))
  if (ref !== undefined && dialect.refStandsAlone) return refer(place, ref, view, context)

  const here = enter(place, view, context)
  const hidden = dialect.writeOnly && files.mentions('writeOnly') ? writeOnlyNames(files, place) : []
  const within: View = hidden.length > 0 ? { ...here, forgiven: [...new Set([...here.forgiven, ...hidden])].sort() } : here
  const adapted: Record<string, unknown> = {}
  for (const [keyword, written] of Object.entries(modernized(place, context))) {
    const known = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined
    if (!known) continue
    if (!known.fits(written)) {
      context.leftOut(`${keyword} at ${place.pointer}: ${JSON.stringify(written)?.slice(0, 80)}`)
      continue
    }
    const below: View = inPlace.has(keyword) ? within : { ...within, forgiven: [] }
    const at: Place = { ...files.child(place, keyword), value: written }
    if (known.kind === 'schema') adapted[keyword] = adaptSchema(at, below, context)
    else if (known.kind === 'schemas') adapted[keyword] = listOf(at).map((item) => adaptSchema(item, below, context))
    else if (known.kind === 'schemaMap') adapted[keyword] = adaptMap(at, below, context, keyword === 'properties' ? hidden : [])
    else adapted[keyword] = written
  }
  if (within.forgiven.length > 0 && Array.isArray(adapted['required'])) {
    adapted['required'] = adapted['required'].filter((name) => !within.forgiven.includes(name))
  }
  const dynamicRef = textOf(ownOf(value, '$dynamicRef'))
  const both = [
    ...(ref === undefined ? [] : [refer(place, ref, here, context)]),
    ...(dynamicRef === undefined ? [] : [referDynamically(place, dynamicRef, here, context)]),
  ]
  if (both.length === 1 && both[0] !== true) return { ...adapted, ...(both[0] as object) }
  return both.length > 1 ? { allOf: [adapted, ...both] } : adapted
}

/** What older drafts wrote differently, in today's words; other keywords as they are. */
function modernized(place: Place, { dialect, leftOut }: Adapting): Record<string, unknown> {
  const modern: Record<string, unknown> = { ...(place.value as Record<string, unknown>) }
  if (modern['type'] === 'file') delete modern['type']
  if (dialect.nullable && modern['nullable'] === true && modern['type'] !== undefined) {
    modern['type'] = [...new Set([modern['type'], 'null'].flat())]
  }
  if (dialect.booleanBounds) {
    for (const [bound, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ] as const) {
      if (typeof modern[exclusive] !== 'boolean') continue
      const moved = modern[exclusive] === true && modern[bound] !== undefined
      delete modern[exclusive]
      if (!moved) continue
      modern[exclusive] = modern[bound]
      delete modern[bound]
    }
  }
  if (Array.isArray(modern['items'])) {
    // A list of schemas was a tuple before 2020-12.
    if (modern['items'].length > 0) modern['prefixItems'] = modern['items']
    delete modern['items']
    if (modern['additionalItems'] !== undefined) modern['items'] = modern['additionalItems']
    leftOut(`items at ${place.pointer}: a list, read as a tuple`)
  }
  return modern
}

function adaptMap(map: Place, view: View, context: Adapting, hidden: readonly string[]): Record<string, unknown> {
  const adapted: Record<string, unknown> = {}
  for (const key of Object.keys(map.value as object)) {
    if (map.pointer.endsWith('/patternProperties') && !isPattern(key)) {
      context.leftOut(`patternProperties at ${map.pointer}: ${key}`)
      continue
    }
    const schema = hidden.includes(key) ? false : adaptSchema(context.files.child(map, key), view, context)
    setOwn(adapted, key, schema)
  }
  return adapted
}

function listOf(list: Place): Place[] {
  return (list.value as readonly unknown[]).map((value, index) => ({ ...list, pointer: `${list.pointer}/${index}`, value }))
}

function refer(place: Place, ref: string, view: View, context: Adapting): object | true {
  const target = context.files.resolve(place, ref, view.resource)
  if (!target) {
    context.leftOut(`$ref at ${place.pointer}: ${ref} leads nowhere`)
    return true
  }
  // Within the same resource the base stays; elsewhere the target's own file or `$id` decides.
  const { resource, ...rest } = view
  const stays = resource && target.file === resource.file && `${target.pointer}/`.startsWith(`${resource.pointer}/`)
  return { $ref: context.nameOf(target, stays ? view : rest) }
}

function referDynamically(place: Place, ref: string, view: View, context: Adapting): object | true {
  const target = context.files.resolve(place, ref, view.resource)
  const anchor = textOf(ownOf(target?.value, '$dynamicAnchor'))
  const outermost = anchor !== undefined && ref.endsWith(`#${anchor}`) ? view.anchors.get(anchor) : undefined
  return outermost ? { $ref: context.nameOf(outermost, view) } : refer(place, ref, view, context)
}

/** The view from inside a schema: one with an `$id`, or a whole file's first, brings its dynamic anchors along. */
function enter(place: Place, view: View, { files }: Adapting): View {
  if (!files.mentions('$dynamicAnchor'))
    return typeof ownOf(place.value, '$id') === 'string' ? { ...view, resource: place } : view
  const isResource = typeof ownOf(place.value, '$id') === 'string'
  const anchors = new Map(view.anchors)
  const root = isResource ? place : view.resource ? undefined : files.rootOf(place)
  if (root) for (const [name, at] of anchorsIn(files, root)) if (!anchors.has(name)) anchors.set(name, at)
  return isResource ? { ...view, anchors, resource: place } : { ...view, anchors }
}

const anchorCache = new WeakMap<object, ReadonlyMap<string, Place>>()

function anchorsIn(files: Files, root: Place): ReadonlyMap<string, Place> {
  const cached = anchorCache.get(root.value as object)
  if (cached) return cached
  const anchors = new Map<string, Place>()
  walk(files, root, (at) => {
    const anchor = textOf(ownOf(at.value, '$dynamicAnchor'))
    if (anchor !== undefined && !anchors.has(anchor)) anchors.set(anchor, at)
    // A nested `$id` is a resource of its own.
    return at === root || typeof ownOf(at.value, '$id') !== 'string'
  })
  anchorCache.set(root.value as object, anchors)
  return anchors
}

/** Names of properties that are writeOnly, in the schema itself and in all it is composed of. */
function writeOnlyNames(files: Files, place: Place, seen = new Set<unknown>()): string[] {
  const at = files.follow(place)
  const { value } = at
  if (!isPlain(value) || seen.has(value)) return []
  seen.add(value)
  const own = Object.keys(isPlain(value['properties']) ? value['properties'] : {}).filter(
    (name) => ownOf(files.get(at, 'properties', name).value, 'writeOnly') === true,
  )
  const parts = files.child(at, 'allOf')
  const inherited = Array.isArray(parts.value) ? listOf(parts).flatMap((part) => writeOnlyNames(files, part, seen)) : []
  return [...own, ...inherited]
}
