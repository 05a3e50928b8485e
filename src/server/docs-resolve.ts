// The docs page's script that follows references, as text.

/**
 * Swagger UI follows every reference of an operation to its end, so that the schemas of some large APIs (Stripe's, OpenAI's) grow to
 * millions of objects when an operation is opened. Here the nearest come first and the rest stay references, which Swagger UI follows
 * one by one when they are opened.
 */
export const docsResolve = /* js */ `
/** Objects of one operation, and of all the schemas at the foot of the page. */
const MOST = 2500
const MOST_OF_LIST = 20_000
/** Under these, keys are names that the document chose. */
const NAMED = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'schemas', 'dependentSchemas'])
/** What these hold is data: a reference in it is text. */
const DATA = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue'])

const isObject = (value) => typeof value === 'object' && value !== null
const isData = (key, value) => DATA.has(key) || (key === 'examples' && Array.isArray(value))

/** In the form that Swagger UI asks for. */
export async function resolveSubtree(root, at) {
  const [kind, name] = at
  const value = walk(root, at)
  if (!isObject(value)) return { spec: value, errors: [] }
  if (kind === 'paths' && at.length > 2) {
    const shared = expand(root, walk(root, ['paths', name])?.parameters ?? [])
    return { spec: operation(root, expand(root, value), shared, at), errors: [] }
  }
  if (kind === 'paths') return { spec: pathItem(root, expand(root, value), name), errors: [] }
  if (at.at(-1) === 'schemas') {
    const most = MOST_OF_LIST / (Object.keys(value).length + 1)
    return { spec: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expand(root, each, most)])), errors: [] }
  }
  return { spec: expand(root, value), errors: [] }
}

function pathItem(root, item, path) {
  const named = Object.entries(item).map(([key, part]) => {
    if (key === 'parameters' || !isObject(part)) return [key, part]
    return [key, part.responses === undefined ? part : operation(root, part, item.parameters ?? [], ['paths', path, key])]
  })
  return Object.fromEntries(named)
}

/** With the parameters of its path, and with an id that no other operation has, since it is found by that when it is executed. */
function operation(root, own, shared, at) {
  const parameters = Array.isArray(own.parameters) ? own.parameters : []
  const isOwn = (other) => parameters.some((each) => each?.name === other?.name && each?.in === other?.in)
  const all = [...parameters, ...(Array.isArray(shared) ? shared.filter((other) => !isOwn(other)) : [])]
  return {
    ...(root.consumes !== undefined && { consumes: root.consumes }),
    ...(root.produces !== undefined && { produces: root.produces }),
    ...own,
    ...(all.length > 0 && { parameters: all }),
    ...(typeof own.operationId === 'string' && { __originalOperationId: own.operationId, operationId: at.slice(1).join(' ') }),
  }
}

/** A copy of \`start\` with its references followed, the nearest first, until it has \`most\` objects. */
function expand(root, start, most = MOST) {
  const result = {}
  const queue = [{ from: start, into: result, key: 'start', chain: undefined, hasNames: false }]
  for (let i = 0; i < queue.length; i++) {
    const { into, key, hasNames } = queue[i]
    let { from, chain } = queue[i]
    while (!hasNames && typeof from.$ref === 'string') {
      const target = queue.length > most || isIn(chain, from.$ref) ? undefined : atRef(root, from.$ref)
      if (!isObject(target)) break
      const { $ref, ...beside } = from
      chain = { ref: $ref, up: chain }
      from = Array.isArray(target) ? target : { ...target, ...beside, $$ref: $ref }
    }
    const copy = Array.isArray(from) ? [] : {}
    into[key] = copy
    for (const [name, part] of Object.entries(from)) {
      copy[name] = part
      if (!isObject(part) || (!hasNames && isData(name, part))) continue
      queue.push({ from: part, into: copy, key: name, chain, hasNames: !hasNames && NAMED.has(name) })
    }
  }
  return is31(root) ? result.start : flatten(result.start)
}

const is31 = (root) => /^3\\.[12]/.test(root.openapi ?? '')

/** Before 3.1 Swagger UI shows the parts of an \`allOf\` best as one schema. */
function flatten(value) {
  if (!isObject(value)) return value
  if (Array.isArray(value)) return value.map(flatten)
  const flat = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, isData(key, part) ? part : flatten(part)]))
  const { allOf, ...own } = flat
  if (!Array.isArray(allOf) || !allOf.every((part) => isObject(part) && part.$ref === undefined)) return flat
  const parts = allOf.length === 1 ? allOf : allOf.map(({ $$ref, ...part }) => part)
  return [...parts, own].reduce(merge, {})
}

const merge = (one, other) => ({
  ...one,
  ...other,
  ...((one.properties ?? other.properties) && { properties: { ...one.properties, ...other.properties } }),
  ...((one.required ?? other.required) && { required: [...new Set([one.required, other.required].flat())].filter(Boolean) }),
})

const isIn = (chain, ref) => chain !== undefined && (chain.ref === ref || isIn(chain.up, ref))

/** What a list of keys leads to, references on the way followed. */
function walk(root, keys) {
  let value = root
  for (const key of keys) {
    value = Object.hasOwn(Object(value), key) ? value[key] : undefined
    for (let step = 0; step < 20 && typeof value?.$ref === 'string'; step++) {
      const { $ref, ...beside } = value
      const target = atRef(root, $ref)
      value = isObject(target) ? { ...target, ...beside, $$ref: $ref } : undefined
    }
  }
  return value
}

function atRef(root, ref) {
  if (!ref.startsWith('#')) return undefined
  let pointer = ref.slice(1)
  try {
    pointer = decodeURIComponent(pointer)
  } catch {
    // a lone percent sign means itself
  }
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value, token) => (Object.hasOwn(Object(value), token) ? value[token] : undefined), root)
}
`
