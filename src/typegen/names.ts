// Names of types: made of the names in the document, each given once.

/** `simple-user`, `io.k8s.api.core.v1.Pod` -> `SimpleUser`, `IoK8sApiCoreV1Pod`; a name of signs alone gives `fallback`. */
export function typeName(text: string, fallback = 'Value'): string {
  const words = text.split(/[^\p{ID_Continue}$]+|_+/u).filter((word) => word !== '')
  const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  if (name === '') return fallback
  return /^[\p{ID_Start}_$]/u.test(name) ? name : `_${name}`
}

/** Hands out names; a second wish for one gets a number behind it. */
export class Names {
  readonly #taken: Set<string>

  constructor(reserved: Iterable<string>) {
    this.#taken = new Set(reserved)
  }

  take(wish: string): string {
    let name = wish
    for (let n = 2; this.#taken.has(name); n++) name = `${wish}${n}`
    this.#taken.add(name)
    return name
  }
}

const EMPTY_WORDS = new Set([
  'schema',
  'properties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
  'additionalProperties',
  'content',
  'responses',
])

/** What a reference calls its target: `#/components/schemas/Pet`, `./things.yaml#/Thing`, `pet.yaml`, `#cat`. */
export function nameInReference(ref: string): string {
  const [file = '', fragment = ''] = ref.split('#', 2)
  const tokens = fragment
    .split('/')
    .map(decode)
    .filter((token) => token !== '')
  const last = tokens.at(-1)
  if (last === undefined) return typeName((file.split('/').at(-1) ?? '').replace(/\.[^.]*$/, ''), 'Document')
  const isPlain = !EMPTY_WORDS.has(last) && !/^\d+$/.test(last) && !last.includes('/')
  if (isPlain && tokens.at(-2) !== 'properties') return typeName(last)
  // a place inside of something: `#/components/schemas/Pet/properties/owner`
  return typeName(tokens.filter((token) => !EMPTY_WORDS.has(token) && token !== 'components' && token !== 'schemas').join(' '))
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return token
  }
}
