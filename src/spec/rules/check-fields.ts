// The fields of one object against the table of its kind: unknown, missing, of the wrong type; and the objects below, to be walked next.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import type { OpenApiVersion } from '../api-document.ts'
import { isRecord } from '../json-pointer.ts'
import { nameOfValue } from '../name-of-value.ts'
import { type CompiledKind, type CompiledShape, kindsOf } from './compile-kinds.ts'
import { type JsonObject, placeIn, placeOf, type Report, type Visit } from './visit.ts'

/** An object that the walk goes to next. */
export interface Child {
  readonly visit: Visit
  readonly kind: CompiledKind
}

/** Yields nothing; reports `unknown-field`, `structure`, `missing-field`, `missing-nicety`, and puts the objects below into `children`. */
export function checkFields(visit: Visit, kind: CompiledKind, version: OpenApiVersion, report: Report, children: Child[]): void {
  const { value } = visit
  for (const key of Object.keys(value)) {
    const shape = kind.fields.get(key) ?? (isExtension(key) && kind.name !== 'Map' && kind.name !== 'Headers' ? ANY : kind.others)
    if (shape === undefined) checkUnknown(visit, kind, key, version, report)
    else if (shape.is !== 'any') checkValue(visit, kind, key, shape, report, children)
  }
  for (const key of kind.needs) {
    if (value[key] === undefined)
      report(diagnostic('missing-field', placeOf(visit), `${kind.title} needs the field "${key}"`), `missing ${kind.name} ${key}`)
  }
  for (const key of kind.wants) {
    if (value[key] === undefined)
      report(diagnostic('missing-nicety', placeOf(visit), `${kind.title} should have "${key}"`), `missing ${kind.name} ${key}`)
  }
}

const ANY: CompiledShape = { is: 'any' }
const isExtension = (key: string) => key.startsWith('x-')

function checkValue(
  visit: Visit,
  kind: CompiledKind,
  key: string,
  shape: CompiledShape,
  report: Report,
  children: Child[],
): void {
  const value = visit.value[key]
  const wrong = (expected: string, hint?: string) => {
    const message = `"${key}" in ${kind.title} must be ${expected}, not ${nameOfValue(value)}`
    report(
      diagnostic('structure', placeIn(visit, key, value === null ? 'key' : 'value'), message, hint),
      `structure ${kind.name} ${kind.others ? '' : key} ${expected}`,
    )
  }
  switch (shape.is) {
    case 'object':
      if (isRecord(value)) children.push(childAt(visit, [key], value, shape.kind))
      else if (shape.kind.name === 'Schema' ? typeof value !== 'boolean' : value !== null || !isForgiving(shape.kind))
        wrong(aMapFor(shape.kind))
      return
    case 'object|objects':
    case 'objects':
      if (Array.isArray(value)) addItems(visit, kind, key, value, shape.kind, report, children)
      else if (shape.is === 'object|objects' && (isRecord(value) || typeof value === 'boolean')) {
        if (isRecord(value)) children.push(childAt(visit, [key], value, shape.kind))
      } else if (value !== null) wrong('a list', isRecord(value) ? 'put "- " before its first line' : undefined)
      return
    case 'word':
    case 'words':
      checkWords(visit, kind, key, shape.words, shape.is === 'words', report)
      return
    case 'texts':
      if (!Array.isArray(value) || !value.every(isScalar)) {
        if (value !== null) wrong('a list of texts', key === 'required' && typeof value === 'boolean' ? REQUIRED : undefined)
      }
      return
    case 'list':
      if (!Array.isArray(value) && value !== null) wrong('a list')
      return
    case 'map':
      if (!isRecord(value) && value !== null) wrong('a map')
      return
    case 'text':
      // numbers and dates where text is meant are the rule in YAML, and nobody is misled
      if (!isScalar(value)) wrong('text')
      return
    case 'flag':
      if (typeof value !== 'boolean' && value !== null) wrong('true or false')
      return
    case 'number':
      if (typeof value !== 'number' && value !== null) wrong('a number')
      return
    case 'number|flag':
      if (typeof value !== 'number' && typeof value !== 'boolean' && value !== null) wrong('a number')
  }
}

const REQUIRED = 'the names of required properties stand in a list beside "properties"'

const isScalar = (value: unknown) => typeof value !== 'object' || value === null

/** Empty maps and objects without obligations may be left empty in YAML, which reads as null. */
const isForgiving = (kind: CompiledKind) =>
  kind.name === 'Map' || kind.name === 'Headers' || kind.name === 'MediaType' || kind.name === 'Components'

const aMapFor = ({ name, title }: CompiledKind) => (name === 'Map' || title.startsWith('the ') ? 'a map' : title)

function childAt(parent: Visit, path: readonly (string | number)[], value: JsonObject, kind: CompiledKind): Child {
  return { visit: { kind: kind.name, value, file: parent.file, parent, path }, kind }
}

function addItems(
  visit: Visit,
  kind: CompiledKind,
  key: string,
  items: readonly unknown[],
  itemKind: CompiledKind,
  report: Report,
  children: Child[],
): void {
  for (const [index, item] of items.entries()) {
    if (isRecord(item)) children.push(childAt(visit, [key, index], item, itemKind))
    else if (itemKind.name !== 'Schema' || typeof item !== 'boolean') {
      const parent: Visit = { ...visit, parent: visit, path: [key] }
      const message = `item ${index} of "${key}" in ${kind.title} must be ${aMapFor(itemKind)}, not ${nameOfValue(item)}`
      report(diagnostic('structure', placeIn(parent, index), message), `structure ${kind.name} ${key} item`)
    }
  }
}

function checkWords(
  visit: Visit,
  kind: CompiledKind,
  key: string,
  words: readonly string[],
  isList: boolean,
  report: Report,
): void {
  const value = visit.value[key]
  for (const word of isList && Array.isArray(value) ? value : [value]) {
    if (typeof word === 'string' && words.includes(word)) continue
    const near = typeof word === 'string' ? suggest(word, words) : undefined
    const found = typeof word === 'string' ? `"${word}"` : nameOfValue(word)
    const message = `"${key}" in ${kind.title} must be one of ${words.join(', ')}, not ${found}`
    report(
      diagnostic('structure', placeIn(visit, key), message, near && `did you mean ${near}?`),
      `structure ${kind.name} ${key} ${found}`,
    )
  }
}

function checkUnknown(visit: Visit, kind: CompiledKind, key: string, version: OpenApiVersion, report: Report): void {
  const near = nearestField(kind, key)
  if (kind.isOpen && near === undefined) return
  const elsewhere = near === undefined ? otherVersionWith(kind, key, version) : undefined
  const hint =
    near !== undefined ? `did you mean "${near}"?` : elsewhere && `OpenAPI ${elsewhere} has it, but this document says ${version}`
  const message = `${kind.title} has no field "${key}"; it is ignored`
  report(diagnostic('unknown-field', placeIn(visit, key, 'key'), message, hint), `unknown ${kind.name} ${key}`)
}

function otherVersionWith({ name }: CompiledKind, key: string, version: OpenApiVersion): OpenApiVersion | undefined {
  const versions: readonly OpenApiVersion[] = ['3.0', '3.1', '3.2', '2.0']
  return versions.find((other) => other !== version && Object.hasOwn(kindsOf[other][name]?.fields ?? {}, key))
}

const nearest = new WeakMap<CompiledKind, Map<string, string | undefined>>()

/** The field that was meant, when the name is a slip of the hand; remembered, since generated documents repeat theirs thousands of times. */
function nearestField(kind: CompiledKind, key: string): string | undefined {
  const known = nearest.get(kind) ?? new Map<string, string | undefined>()
  nearest.set(kind, known)
  if (!known.has(key)) known.set(key, isTypo(kind, key) ? suggest(key, kind.fields.keys()) : undefined)
  return known.get(key)
}

/** A short word is one letter away from too many others, and an open kind has words of its own. */
const isTypo = (kind: CompiledKind, key: string) => key.length >= (kind.isOpen ? 5 : 3) && key.length <= 30
