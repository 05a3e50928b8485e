// What is said of a field that its kind does not have: the name that was meant, or the version of OpenAPI that has it.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import type { OpenApiVersion } from '../api-document.ts'
import { type CompiledKind, kindsOf } from './compile-kinds.ts'
import { placeIn, type Report, type Visit } from './visit.ts'

/** `unknown-field`, or `misspelt-field`, at the key; in an open kind only where the name looks misspelt. */
export function reportUnknown(visit: Visit, kind: CompiledKind, key: string, version: OpenApiVersion, report: Report): void {
  const near = nearestField(kind, key)
  if (kind.isOpen && near === undefined) return
  const elsewhere = otherVersionWith(kind, key, version)
  const versionHint = elsewhere && `OpenAPI ${elsewhere} has it, but this document says ${version}`
  const hint = versionHint ?? (near && `did you mean "${near}"?`)
  const message = `${kind.title} has no field "${key}"; it is ignored`
  // what looks like a slip of the hand is one: the author thinks the field is there
  const code = near !== undefined && versionHint === undefined && !kind.isOpen ? 'misspelt-field' : 'unknown-field'
  report(diagnostic(code, placeIn(visit, key, 'key'), message, hint), `unknown ${kind.name} ${key}`)
}

function otherVersionWith({ name }: CompiledKind, key: string, version: OpenApiVersion): OpenApiVersion | undefined {
  const versions: readonly OpenApiVersion[] = ['3.0', '3.1', '3.2', '2.0']
  return versions.find((other) => other !== version && Object.hasOwn(kindsOf[other][name]?.fields ?? {}, key))
}

/** Remembered, since generated documents repeat a field of their own thousands of times. */
const nearest = new WeakMap<CompiledKind, Map<string, string | undefined>>()

function nearestField(kind: CompiledKind, key: string): string | undefined {
  const known = nearest.get(kind) ?? new Map<string, string | undefined>()
  nearest.set(kind, known)
  if (!known.has(key)) known.set(key, isTypo(kind, key) ? suggest(key, kind.fields.keys()) : undefined)
  return known.get(key)
}

/** A short word is one letter away from too many others, and an open kind has words of its own. */
const isTypo = (kind: CompiledKind, key: string) => key.length >= (kind.isOpen ? 5 : 3) && key.length <= 30
