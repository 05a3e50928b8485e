// Judges values against a document's own schemas, with a plain Ajv.
import { type ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Adapting, adaptSchema, plainView, type View } from './adapt-schema.ts'
import { type Dialect, toRegExp } from './dialect.ts'
import type { Files, Place } from './files.ts'

/** Ajv says what is wrong, or could not read the schema. */
export type Verdict = { readonly errors: readonly string[] } | { readonly unreadable: string }

/** One document's schemas: adapted and compiled when a value is first held against them, each once however often it is referenced. */
export class Schemas {
  readonly #files: Files
  readonly #dialect: Dialect
  readonly #ajv = createAjv()
  readonly #names = new Map<string, string>()
  readonly #pending: { readonly name: string; readonly place: Place; readonly view: View }[] = []
  readonly #leftOut = new Set<string>()

  constructor(files: Files, dialect: Dialect) {
    this.#files = files
    this.#dialect = dialect
  }

  /** What the judgement had to do without, one sentence each. */
  get notes(): readonly string[] {
    return [...this.#leftOut].map((sentence) => `judged without ${sentence}`)
  }

  /** Holds a value against the schema at a place. No errors: it is valid. */
  check(place: Place, value: unknown): Verdict {
    const name = this.#nameOf(place, plainView)
    try {
      this.#adaptPending()
      const validate = this.#ajv.getSchema(name)
      if (!validate) return { unreadable: `no schema ${name}` }
      return { errors: validate(value) ? [] : describe(validate.errors ?? []) }
    } catch (error) {
      return { unreadable: error instanceof Error ? error.message : String(error) }
    }
  }

  /** True when the value is valid for the schema there. */
  accepts(place: Place, value: unknown): boolean {
    const verdict = this.check(place, value)
    return 'errors' in verdict && verdict.errors.length === 0
  }

  #nameOf(place: Place, view: View): string {
    const anchors = [...view.anchors].map(([anchor, at]) => `${anchor}=${at.file}#${at.pointer}`)
    const key = JSON.stringify([place.file, place.pointer, view.resource?.pointer, anchors, view.forgiven])
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const name = `http://schema/${this.#names.size}`
    this.#names.set(key, name)
    this.#pending.push({ name, place, view })
    return name
  }

  #adaptPending(): void {
    const context: Adapting = {
      files: this.#files,
      dialect: this.#dialect,
      nameOf: (target, view) => this.#nameOf(target, view),
      leftOut: (sentence) => this.#leftOut.add(sentence),
    }
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      this.#ajv.addSchema(adaptSchema(next.place, next.view, context) as object, next.name)
    }
  }
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    allErrors: true,
    logger: false,
    inlineRefs: false,
    // A property named `constructor` is absent unless the value has its own.
    ownProperties: true,
    // 0.07 is a multiple of 0.01, whatever binary fractions say.
    multipleOfPrecision: 8,
    code: { optimize: false, regExp: Object.assign((pattern: string) => toRegExp(pattern), { code: 'new RegExp' }) },
  })
  addFormats.default(ajv, { mode: 'full' })
  return ajv
}

function describe(errors: readonly ErrorObject[]): string[] {
  return errors.slice(0, 4).map(({ instancePath, keyword, message, params }) => {
    const detail = JSON.stringify(params).slice(0, 160)
    return `${instancePath || '(the whole body)'} ${keyword}: ${message ?? ''} ${detail}`
  })
}
