// The tables of kinds, made ready for the walk: shapes read once, kinds linked to each other.
import type { OpenApiVersion } from '../api-document.ts'
import { kinds20 } from './kinds-2.ts'
import { kinds30, kinds31, kinds32 } from './kinds-3.ts'
import type { Kind, KindName, Kinds, Shape } from './shapes.ts'

export type CompiledShape =
  | { readonly is: 'any' | 'text' | 'flag' | 'number' | 'number|flag' | 'texts' | 'list' | 'map' }
  | { readonly is: 'word' | 'words'; readonly words: readonly string[] }
  | { readonly is: 'object' | 'objects' | 'object|objects'; readonly kind: CompiledKind }

export interface CompiledKind {
  readonly name: KindName
  readonly title: string
  readonly fields: ReadonlyMap<string, CompiledShape>
  readonly others: CompiledShape | undefined
  readonly needs: readonly string[]
  readonly wants: readonly string[]
  readonly isOpen: boolean
}

export const kindsOf: Readonly<Record<OpenApiVersion, Kinds>> = { '2.0': kinds20, '3.0': kinds30, '3.1': kinds31, '3.2': kinds32 }

const compiled = new Map<OpenApiVersion, CompiledKind>()

/** The kind of a version's root, from which the others are reached. */
export function documentKind(version: OpenApiVersion): CompiledKind {
  const kind = compiled.get(version) ?? compileKinds(kindsOf[version])('Document')
  compiled.set(version, kind)
  return kind
}

function compileKinds(kinds: Kinds): (name: KindName) => CompiledKind {
  const known = new Map<string, CompiledKind>()
  const anything: Kind = { title: 'a map', fields: {}, others: 'any' }

  const kindNamed = (name: KindName): CompiledKind => known.get(name) ?? compileKind(name, name, kinds[name] ?? anything)
  const mapOf = (name: KindName): CompiledKind => {
    const title = `the map around ${kinds[name]?.title ?? 'it'}`
    return known.get(`{${name}}`) ?? compileKind(`{${name}}`, 'Map', { title, fields: {}, others: name })
  }
  const compileKind = (
    key: string,
    name: KindName,
    { title, fields, others, needs = [], wants = [], isOpen = false }: Kind,
  ): CompiledKind => {
    const shapes = new Map<string, CompiledShape>()
    const links: { others: CompiledShape | undefined } = { others: undefined }
    // known before its fields are read, since kinds hold each other
    const kind: CompiledKind = {
      name,
      title,
      fields: shapes,
      get others() {
        return links.others
      },
      needs,
      wants,
      isOpen,
    }
    known.set(key, kind)
    for (const [field, shape] of Object.entries(fields)) shapes.set(field, compileShape(shape))
    links.others = others && compileShape(others)
    return kind
  }
  const compileShape = (shape: Shape): CompiledShape => {
    if (shape.startsWith('=[')) return { is: 'words', words: shape.slice(2, -1).split('|') }
    if (shape.startsWith('=')) return { is: 'word', words: shape.slice(1).split('|') }
    if (shape === 'Schema|Schema[]') return { is: 'object|objects', kind: kindNamed('Schema') }
    if (shape.startsWith('{')) return { is: 'object', kind: mapOf(shape.slice(1, -1) as KindName) }
    if (shape.endsWith('[]')) return { is: 'objects', kind: kindNamed(shape.slice(0, -2) as KindName) }
    if (/^[A-Z]/.test(shape)) return { is: 'object', kind: kindNamed(shape as KindName) }
    return { is: shape as 'any' }
  }
  return kindNamed
}
