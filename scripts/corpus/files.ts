// The raw files of one document, and the places which $refs lead to.
import { readFileSync } from 'node:fs'
import { dirname, resolve as resolvePath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml'
import { parse as parseLenient } from 'yaml'
import { entriesOf, isPlain, ownOf, textOf } from './values.ts'

/** A value and where it stands: file `/a/openapi.yaml`, JSON pointer `/paths/~1pets/get`. */
export interface Place {
  readonly file: string
  readonly pointer: string
  readonly value: unknown
}

interface Loaded {
  readonly value: unknown
}

const maxHops = 64
const rareWords = ['$id', '$dynamicAnchor', 'writeOnly'] as const
/** Keywords that cost a search wherever they are used, and are used seldom. */
export type RareWord = (typeof rareWords)[number]

/** One document's files, each read and parsed once, untouched. */
export class Files {
  readonly entry: Place
  readonly #loaded = new Map<string, Loaded | undefined>()
  readonly #notes = new Set<string>()
  readonly #ids = new Map<string, Place>()
  readonly #mentioned = new Set<RareWord>()

  constructor(entry: string) {
    const loaded = this.#read(entry)
    if (!loaded) throw new Error([...this.#notes][0] ?? `${entry} cannot be read`)
    this.entry = { file: entry, pointer: '', value: loaded.value }
    const self = textOf(ownOf(loaded.value, '$self'))
    if (self !== undefined) this.#ids.set(self, this.entry)
  }

  /** What could not be read or followed, one sentence each. */
  get notes(): readonly string[] {
    return [...this.#notes]
  }

  /** The whole file in which a place stands. */
  rootOf(place: Place): Place {
    return { file: place.file, pointer: '', value: this.#read(place.file)?.value }
  }

  /** Whether the word occurs anywhere in the files read so far: what is not there need not be looked for. */
  mentions(word: RareWord): boolean {
    return this.#mentioned.has(word)
  }

  /** The direct child, refs not followed; its value is undefined when there is none. */
  child(place: Place, key: string): Place {
    const pointer = `${place.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return { file: place.file, pointer, value: ownOf(place.value, key) }
  }

  /** Walks down the keys; the refs met on the way and at the end are followed. */
  get(place: Place, ...keys: readonly string[]): Place {
    return keys.reduce((at, key) => this.follow(this.child(at, key)), this.follow(place))
  }

  /** The place a chain of $refs ends at; the place itself when it is no reference. The value is undefined when a link leads nowhere. */
  follow(place: Place): Place {
    let at = place
    for (let hop = 0; hop < maxHops; hop += 1) {
      const ref = textOf(ownOf(at.value, '$ref'))
      if (ref === undefined) return at
      const next = this.resolve(at, ref)
      if (!next) return { ...at, value: undefined }
      at = next
    }
    this.note(`${place.file}#${place.pointer}: the $ref leads in a circle`)
    return { ...at, value: undefined }
  }

  /**
   * The place which `ref` names, seen from a place. A schema inside a resource with its own `$id` (JSON Schema 2020-12, "Base URI")
   * gives that resource; what does not resolve there is looked up in the file, as authors mean it.
   */
  resolve(from: Place, ref: string, resource?: Place): Place | undefined {
    const hash = ref.indexOf('#')
    const uri = hash < 0 ? ref : ref.slice(0, hash)
    const fragment = hash < 0 ? '' : decode(ref.slice(hash + 1))
    const roots = uri === '' ? [resource, this.rootOf(from)] : [this.#byUri(from, uri, resource)]
    for (const root of roots) {
      const found = root && this.#inside(root, fragment)
      if (found && found.value !== undefined) return found
    }
    this.note(`${from.file}#${from.pointer}: the $ref ${ref} leads nowhere`)
    return undefined
  }

  /** Remembers a sentence for the report. */
  note(sentence: string): void {
    this.#notes.add(sentence)
  }

  #byUri(from: Place, uri: string, resource?: Place): Place | undefined {
    if (this.mentions('$id')) this.#collectIds(this.rootOf(from))
    const base = textOf(ownOf(resource?.value, '$id'))
    const absolute = base !== undefined && URL.canParse(uri, base) ? new URL(uri, base).href : uri
    const known = this.#ids.get(uri) ?? this.#ids.get(absolute)
    if (known) return known
    if (/^https?:/i.test(uri)) return undefined
    const file = uri.startsWith('file:') ? fileURLToPath(uri) : resolvePath(dirname(from.file), decode(uri))
    const loaded = this.#read(file)
    return loaded && { file, pointer: '', value: loaded.value }
  }

  #collectIds(place: Place): void {
    if (this.#ids.has(`collected:${place.file}`)) return
    this.#ids.set(`collected:${place.file}`, place)
    walk(this, place, (at) => {
      const id = textOf(ownOf(at.value, '$id'))
      if (id !== undefined && URL.canParse(id)) this.#ids.set(new URL(id).href, at)
    })
  }

  #inside(root: Place, fragment: string): Place | undefined {
    if (fragment !== '' && !fragment.startsWith('/')) return findAnchor(this, root, fragment)
    let at = root
    for (const token of fragment.split('/').slice(1)) {
      const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
      const direct = this.child(at, key)
      at = direct.value === undefined && isPlain(at.value) ? this.child(this.follow(at), key) : direct
      if (at.value === undefined) return undefined
    }
    return at
  }

  #read(file: string): Loaded | undefined {
    if (!this.#loaded.has(file)) this.#loaded.set(file, this.#parse(file))
    return this.#loaded.get(file)
  }

  #parse(file: string): Loaded | undefined {
    try {
      const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
      for (const word of rareWords) if (text.includes(word)) this.#mentioned.add(word)
      return { value: parseText(text) }
    } catch (error) {
      this.note(`${file} cannot be read: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : error}`)
      return undefined
    }
  }
}

/** Visits a place and everything below it, refs not followed; `visit` gives false where it wants to go no deeper. */
export function walk(files: Files, place: Place, visit: (at: Place) => unknown): void {
  if (typeof place.value !== 'object' || place.value === null || visit(place) === false) return
  const keys = Array.isArray(place.value) ? place.value.keys() : entriesOf(place.value).map(([key]) => key)
  for (const key of keys) walk(files, files.child(place, String(key)), visit)
}

function findAnchor(files: Files, root: Place, name: string): Place | undefined {
  let found: Place | undefined
  walk(files, root, (at) => {
    if (ownOf(at.value, '$anchor') === name || ownOf(at.value, '$dynamicAnchor') === name) found ??= at
    return found === undefined
  })
  return found
}

function parseText(text: string): unknown {
  if (/^\s*[{[]/.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      // Flow style YAML may begin with a brace too.
    }
  }
  try {
    return load(text, { json: true, schema: CORE_SCHEMA.withTags(mergeTag), maxTotalMergeKeys: -1 })
  } catch {
    // Real files close a bracket too far to the left, which one parser refuses and the other forgives.
    return parseLenient(text, { uniqueKeys: false, merge: true, strict: false, maxAliasCount: -1, logLevel: 'silent' })
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
