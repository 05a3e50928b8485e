// Rule: every $ref leads to something of the kind that is expected where it stands.
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts'
import { type ApiDocument, isLocated, type Located } from '../api-document.ts'
import { isRecord } from '../json-pointer.ts'
import { nameOfValue } from '../name-of-value.ts'
import type { SourceFile } from '../source-file.ts'
import type { CompiledKind } from './compile-kinds.ts'
import { type CreateRule, placeIn, pointerOf, type Report, type Visit } from './visit.ts'

/** Follows the `$ref` of an object; reports one that leads nowhere, once a target. Undefined when there is nothing to walk into. */
export type FollowRef = (visit: Visit, ref: string, kind: CompiledKind) => Located | undefined

export function createFollowRef(document: ApiDocument, report: Report): FollowRef {
  const answers = new Map<SourceFile, Map<string, Located | Diagnostic>>()
  return (visit, ref, kind) => {
    const known = answers.get(visit.file) ?? new Map<string, Located | Diagnostic>()
    answers.set(visit.file, known)
    const answer = known.get(ref) ?? document.resolve(ref, visit.file, pointerOf(visit))
    known.set(ref, answer)
    if (!isLocated(answer)) {
      report(answer, keyOf(answer))
      return undefined
    }
    if (isRecord(answer.value)) return answer
    if (kind.name !== 'Schema' || typeof answer.value !== 'boolean') {
      const message = `$ref ${ref} leads to ${nameOfValue(answer.value)}, where ${kind.title} is expected`
      report(diagnostic('structure', placeIn(visit, '$ref'), message), `ref ${visit.file.path} ${ref}`)
    }
    return undefined
  }
}

/** The same finding about the same file, whichever reference met it. */
const keyOf = ({ code, message, place }: Diagnostic) => `${code} ${place.file} ${message}`

/** The targets in a discriminator's mapping that are written as references; names of schemas are left alone. */
export const discriminatorMapping: CreateRule = (document, report) => ({
  on: {
    Discriminator: (visit) => {
      const mapping = visit.value['mapping']
      if (!isRecord(mapping)) return
      for (const [name, target] of Object.entries(mapping)) {
        if (typeof target !== 'string' || !/^#\/|\.(json|ya?ml)(#|$)/.test(target)) continue
        const answer = document.resolve(target, visit.file, pointerOf(visit))
        if (isLocated(answer)) continue
        report({ ...answer, place: placeIn(visit, ['mapping', name]) }, keyOf(answer))
      }
    },
  },
})
