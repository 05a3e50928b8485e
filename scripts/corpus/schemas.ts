// Judges values against a document's own schemas, with a plain Ajv.
import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Adapting, adaptSchema, plainView, type View } from './adapt-schema.ts'
import { type Dialect, toRegExp } from './dialect.ts'
import type { Files, Place } from './files.ts'

/** What is wrong by the letter of the schema; that nothing is, if `nullable` is read as meant; or that Ajv could not read the schema. */
export type Verdict = { readonly errors: readonly string[]; readonly byIntent: boolean } | { readonly unreadable: string }

/** One document's schemas: adapted and compiled when a value is first held against them, each once however often it is referenced. */
export class Schemas {
  readonly #toTheLetter: Reading
  readonly #asMeant: Reading

  constructor(files: Files, dialect: Dialect) {
    this.#toTheLetter = new Reading(files, dialect, false)
    this.#asMeant = new Reading(files, dialect, true)
  }

  /** What the judgement had to do without, one sentence each. */
  get notes(): readonly string[] {
    return [...new Set([...this.#toTheLetter.leftOut, ...this.#asMeant.leftOut])].map((sentence) => `judged without ${sentence}`)
  }

  /** Holds a value against the schema at a place. No errors: it is valid. */
  check(place: Place, value: unknown): Verdict {
    try {
      const errors = this.#toTheLetter.check(place, value)
      const byIntent = errors.length > 0 && this.#asMeant.check(place, value).length === 0
      return { errors: byIntent ? [] : errors, byIntent }
    } catch (error) {
      return { unreadable: error instanceof Error ? error.message : String(error) }
    }
  }

  /** True when the value is valid for the schema there. */
  accepts(place: Place, value: unknown): boolean {
    const verdict = this.check(place, value)
    return 'errors' in verdict && verdict.errors.length === 0
  }
}

/** The schemas under one way of reading them. */
class Reading {
  readonly leftOut = new Set<string>()
  readonly #context: Adapting
  readonly #ajv = createAjv()
  readonly #names = new Map<string, string>()
  readonly #pending: { readonly name: string; readonly place: Place; readonly view: View }[] = []

  constructor(files: Files, dialect: Dialect, isNullMeant: boolean) {
    const nameOf = (target: Place, view: View) => this.#nameOf(target, view)
    this.#context = { files, dialect, nameOf, leftOut: (sentence) => this.leftOut.add(sentence), isNullMeant }
  }

  /** The first errors. Throws when the schema does not compile. */
  check(place: Place, value: unknown): string[] {
    const name = this.#nameOf(place, plainView)
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      this.#ajv.addSchema(adaptSchema(next.place, next.view, this.#context) as object, next.name)
    }
    const validate = this.#ajv.getSchema(name)
    if (!validate) throw new Error(`no schema ${name}`)
    return validate(value) ? [] : describe(validate.errors ?? [])
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
