// Names with brackets, `filter[owner][name]`, as nested values. Source: OpenAPI "Style Values", deepObject; lists inside as clients write them.
import type { SchemaNode } from '../../schema/schema-node.ts'
import { BodyFault, setOwn } from './decode-fault.ts'
import { MAX_DEPTH } from './decode-json.ts'
import { allowedTypes, itemOf, propertiesOf, restOf } from './decode-shape.ts'
import { readTyped } from './read-typed.ts'

export class BracketTree {
  readonly #texts: string[] = []
  readonly #children = new Map<string, BracketTree>()

  /** Adds a text under `[owner][name]`. What is no pair of brackets counts as part of the last name. Throws `BodyFault` when nested too deep. */
  add(brackets: string, text: string, pointer: string): void {
    let tree: BracketTree = this
    let depth = 0
    for (const key of keysOf(brackets)) {
      if (++depth > MAX_DEPTH) throw new BodyFault(400, `the name of a field has more than ${MAX_DEPTH} brackets`, { pointer })
      tree = tree.#child(key)
    }
    tree.#texts.push(text)
  }

  #child(key: string): BracketTree {
    const child = this.#children.get(key) ?? new BracketTree()
    this.#children.set(key, child)
    return child
  }

  /** The value that the texts make, typed by the schema. */
  toValue(schema: SchemaNode | undefined): unknown {
    const types = schema && allowedTypes(schema)
    const wantsList = types?.has('array') === true
    if (this.#children.size === 0) {
      const [only = ''] = this.#texts
      if (this.#texts.length === 1 && !wantsList) return readTyped(only, schema)
      return this.#texts.map((text, i) => readTyped(text, wantsList ? itemOf(schema, i) : schema))
    }
    const keys = [...this.#children.keys()]
    if (wantsList || (types === undefined && keys.every((key) => /^\d*$/.test(key)))) return this.#toList(schema)
    const properties = propertiesOf(schema)
    const value: Record<string, unknown> = {}
    for (const [key, child] of this.#children) setOwn(value, key, child.toValue(properties.get(key) ?? restOf(schema, key)))
    return value
  }

  /** `[]` may repeat, each time another item; `[0]`, `[1]` are one each. */
  #toList(schema: SchemaNode | undefined): unknown[] {
    return [...this.#children].flatMap(([key, child]) =>
      key === '' && child.#children.size === 0
        ? child.#texts.map((text, i) => readTyped(text, itemOf(schema, i)))
        : [child.toValue(itemOf(schema, 0))],
    )
  }
}

/** `[a][b]` -> a, b. */
function* keysOf(brackets: string): Generator<string> {
  for (let open = 0; open < brackets.length; ) {
    const close = brackets.indexOf(']', open)
    const isPair = brackets[open] === '[' && close >= 0
    yield isPair ? brackets.slice(open + 1, close) : brackets.slice(open)
    if (!isPair) return
    open = close + 1
  }
}
