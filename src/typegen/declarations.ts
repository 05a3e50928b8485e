// The named types of a generated file: each schema that is referred to, once for each view that differs.
import type { SchemaNode } from '../schema/schema-node.ts'
import { derivedFrom } from './derived-schemas.ts'
import { docComment } from './doc-comment.ts'
import { type Names, nameInReference } from './names.ts'
import { docOf } from './object-to-type.ts'
import { differsByView, isReference, targetOf } from './schema-parts.ts'
import { type Site, schemaType, type TypeView } from './schema-to-type.ts'
import { either, one, type TypeText, UNKNOWN } from './type-text.ts'

interface Declaration {
  readonly name: string
  readonly node: SchemaNode
  readonly view: TypeView
  state: 'waiting' | 'being written' | 'written'
}

export class Declarations {
  readonly #names: Names
  readonly #wishes = new Map<SchemaNode, string>()
  readonly #byView = { request: new Map<SchemaNode, Declaration>(), response: new Map<SchemaNode, Declaration>() }
  readonly #hoisted = { request: new Map<SchemaNode, TypeText>(), response: new Map<SchemaNode, TypeText>() }
  readonly #families = new Map<string, string>()
  readonly #texts = new Map<string, string>()
  readonly #waiting: Declaration[] = []
  readonly #schemas = new Set<string>()

  constructor(names: Names) {
    this.#names = names
  }

  /** Names that the document gives to schemas are theirs before references are asked. */
  wish(node: SchemaNode, name: string): void {
    const target = isReference(node) ? targetOf(node) : node
    if (target !== undefined && typeof target.value === 'object' && !this.#wishes.has(target)) this.#wishes.set(target, name)
  }

  /** The type of a schema by its name. */
  refer(target: SchemaNode, ref: string, site: Site): TypeText {
    if (typeof target.value === 'boolean') return schemaType(target, site)
    const base = this.#referToOne(target, ref, site)
    const derived = site.isBase === true ? [] : derivedFrom(target)
    return derived.length === 0 ? base : this.#referToFamily(base, derived, site)
  }

  #referToOne(target: SchemaNode, ref: string, site: Site): TypeText {
    const view = site.view === 'request' && differsByView(target) ? 'request' : 'response'
    let declaration = this.#byView[view].get(target)
    if (declaration === undefined) {
      const wish = this.#wishes.get(target) ?? nameInReference(ref)
      declaration = { name: this.#names.take(view === 'request' ? `${wish}Request` : wish), node: target, view, state: 'waiting' }
      this.#byView[view].set(target, declaration)
      this.#schemas.add(declaration.name)
      this.#waiting.push(declaration)
    }
    // an alias must not need itself to be known
    if (site.isTop && !isInterface(target)) {
      if (declaration.state === 'being written') return UNKNOWN
      this.#write(declaration)
    }
    return one(declaration.name)
  }

  /** A schema that others are derived from stands for each of them. Source: OpenAPI "Composition and Inheritance (Polymorphism)". */
  #referToFamily(base: TypeText, derived: readonly SchemaNode[], site: Site): TypeText {
    if (site.isTop) return base
    let name = this.#families.get(base.text)
    if (name === undefined) {
      name = this.#names.take(`Any${base.text}`)
      this.#families.set(base.text, name)
      const members = derived.map((each) =>
        this.#referToOne(each, this.#wishes.get(each) ?? 'Derived', { ...site, isTop: false }),
      )
      this.#texts.set(name, `export type ${name} = ${either([base, ...members]).text}\n`)
    }
    return one(name)
  }

  /** Declares a part that has no name in the document. */
  hoist(node: SchemaNode, type: TypeText, site: Site): TypeText {
    let reference = this.#hoisted[site.view].get(node)
    if (reference === undefined) {
      reference = one(this.declare(site.name, type))
      this.#hoisted[site.view].set(node, reference)
    }
    return reference
  }

  /** Declares a type under a name, or one like it; gives the name. */
  declare(wish: string, type: TypeText, doc = '', base = ''): string {
    const name = this.#names.take(wish)
    this.#texts.set(name, declarationText(name, type, doc, base))
    return name
  }

  #write(declaration: Declaration): void {
    if (declaration.state !== 'waiting') return
    declaration.state = 'being written'
    const { name, node, view } = declaration
    const type = schemaType(node, { view, declarations: this, name, isTop: true })
    this.#texts.set(name, declarationText(name, type, docComment(docOf(node))))
    declaration.state = 'written'
  }

  /** Writes what was referred to and what that refers to. */
  finish(): { readonly text: string; readonly schemas: readonly string[] } {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#write(next)
    const byName = [...this.#texts].sort(([a], [b]) => (a < b ? -1 : 1))
    return { text: byName.map(([, text]) => text).join('\n'), schemas: [...this.#schemas].sort() }
  }
}

function declarationText(name: string, type: TypeText, doc: string, base = ''): string {
  return type.top === 'one' && /^\{.*\}$/s.test(type.text)
    ? `${doc}export interface ${name} ${base}${type.text}\n`
    : `${doc}export type ${name} = ${type.text}\n`
}

/** Whether the declaration will be an interface, which may refer to itself as it likes. */
const isInterface = (node: SchemaNode): boolean => {
  const type = node.get('type')
  const isObject = type === 'object' || (type === undefined && node.get('properties') !== undefined)
  const nullable = node.space.dialect.nullable && (node.get('nullable') === true || node.get('x-nullable') === true)
  return (
    isObject &&
    !nullable &&
    ['allOf', 'anyOf', 'oneOf', 'enum', 'const', '$ref'].every((keyword) => node.get(keyword) === undefined)
  )
}
