// All rules about a document's structure, in order.
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ApiDocument } from '../api-document.ts'
import { findDuplicateKeys } from '../duplicate-keys.ts'
import { badHeader } from './bad-header.ts'
import { badMediaType } from './bad-media-type.ts'
import { duplicateOperationIds } from './duplicate-operation-ids.ts'
import { externalValue } from './external-value.ts'
import { missingParts } from './missing-parts.ts'
import { pathParameters } from './path-parameters.ts'
import { pathWithoutSlash } from './path-without-slash.ts'
import { discriminatorMapping } from './ref-targets.ts'
import { badStatus, noOperations, noResponses } from './responses.ts'
import { badPattern, unknownType } from './schema-words.ts'
import { securitySchemes } from './security-schemes.ts'
import { createTally } from './tally.ts'
import type { CreateRule } from './visit.ts'
import { walk } from './walk.ts'

const RULES: readonly CreateRule[] = [
  discriminatorMapping,
  pathWithoutSlash,
  pathParameters,
  duplicateOperationIds,
  badStatus,
  noResponses,
  noOperations,
  badMediaType,
  badHeader,
  securitySchemes,
  missingParts,
  unknownType,
  badPattern,
  externalValue,
]

/**
 * Checks a document against the specification of its version, through all files that it refers to. The findings come at the end, since the
 * same mistake in many places is one of them; until then undefined is yielded every few milliseconds, so that a server can answer in between.
 */
export function* checkDocument(document: ApiDocument): Generator<Diagnostic | undefined> {
  const { report, findings } = createTally()
  const rules = RULES.map((create) => create(document, report))
  yield* walk(document, rules, report)
  for (const { end } of rules) {
    end?.()
    yield undefined
  }
  yield* findings()
  for (const file of document.files.values()) {
    yield undefined
    yield* file.overlaid?.findings ?? []
    // the reader of YAML tells of them by itself
    if (file.format === 'json') yield* findDuplicateKeys(file)
  }
}
