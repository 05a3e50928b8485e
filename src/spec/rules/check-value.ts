// What one field holds against the shape that its table gives.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { isRecord } from '../json-pointer.ts'
import { nameOfValue } from '../name-of-value.ts'
import type { CompiledKind, CompiledShape } from './compile-kinds.ts'
import { type JsonObject, placeIn, type Report, type Visit } from './visit.ts'

/** An object that the walk goes to next. */
export interface Child {
  readonly visit: Visit
  readonly kind: CompiledKind
}

interface Field {
  readonly visit: Visit
  readonly kind: CompiledKind
  readonly key: string
  readonly report: Report
  /** Objects found in the field are put here. */
  readonly children: Child[]
}

/**
 * Reports `structure` where the value has another type. Nothing (an empty value in YAML) is taken for an absent field, and numbers for text:
 * both are the rule in YAML and mislead nobody.
 */
export function checkValue(field: Field, shape: CompiledShape): void {
  const value = field.visit.value[field.key]
  if (shape.is === 'any') return
  if (shape.is === 'object') checkObject(field, value, shape.kind)
  else if (shape.is === 'objects') checkObjects(field, value, shape.kind)
  else if (shape.is === 'object|objects') (Array.isArray(value) ? checkObjects : checkObject)(field, value, shape.kind)
  else if (shape.is === 'word' || shape.is === 'words') {
    for (const word of shape.is === 'words' && Array.isArray(value) ? value : [value]) checkWord(field, word, shape.words)
  } else if (value !== null && !FITS[shape.is](value)) wrong(field, NAMES[shape.is], value, hintFor(field.key, value))
}

type PlainShape = Exclude<CompiledShape['is'], 'any' | 'word' | 'words' | 'object' | 'objects' | 'object|objects'>

const isScalar = (value: unknown) => typeof value !== 'object' || value === null

const FITS: Readonly<Record<PlainShape, (value: unknown) => boolean>> = {
  text: isScalar,
  flag: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  'number|flag': (value) => typeof value === 'number' || typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every(isScalar),
  list: Array.isArray,
  map: isRecord,
}

const NAMES: Readonly<Record<PlainShape, string>> = {
  text: 'text',
  flag: 'true or false',
  number: 'a number',
  'number|flag': 'a number',
  texts: 'a list of texts',
  list: 'a list',
  map: 'a map',
}

function hintFor(key: string, value: unknown): string | undefined {
  if (key === 'required' && typeof value === 'boolean')
    return 'the names of required properties stand in a list beside "properties"'
  return isRecord(value) && Object.hasOwn(value, '$ref') ? 'a $ref can only stand for an object' : undefined
}

function checkObject(field: Field, value: unknown, kind: CompiledKind): void {
  if (isRecord(value)) field.children.push(childOf(field, [field.key], value, kind))
  else if (!isStandIn(value, kind)) wrong(field, nameOfKind(kind), value)
}

/** True and false are schemas; what has no obligations may be left empty. */
const isStandIn = (value: unknown, { name }: CompiledKind) =>
  name === 'Schema' ? typeof value === 'boolean' : value === null && ['Map', 'Headers', 'MediaType', 'Components'].includes(name)

function checkObjects(field: Field, value: unknown, kind: CompiledKind): void {
  if (value === null) return
  if (!Array.isArray(value)) {
    wrong(field, 'a list', value, isRecord(value) ? 'put "- " before its first line' : undefined)
    return
  }
  for (const [index, item] of value.entries()) {
    if (isRecord(item)) field.children.push(childOf(field, [field.key, index], item, kind))
    else if (kind.name !== 'Schema' || typeof item !== 'boolean') {
      const message = `item ${index} of "${field.key}" in ${titleOf(field)} must be ${nameOfKind(kind)}, not ${nameOfValue(item)}`
      const place = placeIn(field.visit, [field.key, index])
      field.report(diagnostic('structure', place, message), `structure ${field.kind.name} ${field.key} item`)
    }
  }
}

function checkWord(field: Field, word: unknown, words: readonly string[]): void {
  if (typeof word === 'string' && words.includes(word)) return
  const near = typeof word === 'string' ? suggest(word, words) : undefined
  const found = typeof word === 'string' ? `"${word}"` : nameOfValue(word)
  const message = `"${field.key}" in ${titleOf(field)} must be one of ${words.join(', ')}, not ${found}`
  const finding = diagnostic('structure', placeIn(field.visit, field.key), message, near && `did you mean ${near}?`)
  field.report(finding, `structure ${field.kind.name} ${field.key} ${found}`)
}

function wrong(field: Field, expected: string, value: unknown, hint?: string): void {
  const { visit, kind, key, report } = field
  const message = `"${key}" in ${titleOf(field)} must be ${expected}, not ${nameOfValue(value)}`
  const place = placeIn(visit, key, value === null ? 'key' : 'value')
  report(
    diagnostic('structure', place, message, hint),
    `structure ${kind.name} ${kind.others ? titleOf(field) : key} ${expected}`,
  )
}

const childOf = ({ visit }: Field, path: readonly (string | number)[], value: JsonObject, kind: CompiledKind): Child => ({
  visit: { kind: kind.name, value, file: visit.file, parent: visit, path },
  kind,
})

/** A map is called by the name that it stands under: "properties". */
const titleOf = ({ visit, kind }: Field) => (kind.name === 'Map' ? `"${visit.path.at(-1)}"` : kind.title)

const nameOfKind = ({ name, title }: CompiledKind) => (name === 'Map' || title.startsWith('the ') ? 'a map' : title)
