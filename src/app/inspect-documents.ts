// What rules and examples find in documents: in slices, so that a server that is already listening stays quick.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Contract } from '../contract/compile-contract.ts'
import { type AssessedExample, assessExamples, exampleMismatch } from '../contract/examples.ts'
import { checkCorrections } from '../contract/resources/check-corrections.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { checkDocument } from '../spec/rules/index.ts'

const SLICE_MS = 8

/** Every finding of the rules, then every example that does not fit its schema. */
export function* inspect(contract: Contract, withExamples: boolean): Generator<Diagnostic | undefined> {
  for (const { document } of contract.documents) yield* checkDocument(document)
  yield* checkCorrections(contract)
  if (withExamples) yield* checkExamples(contract)
}

/** Undefined stands for an example that fits: a place to pause at. */
function* checkExamples({ operations }: Contract): Generator<Diagnostic | undefined> {
  const seen = new Set<string>()
  for (const operation of operations) {
    for (const { media } of operation.details().responses) {
      for (const example of media.flatMap((option): readonly AssessedExample[] => assessExamples(option))) {
        const finding = exampleMismatch(example)
        if (finding === undefined) {
          yield undefined
          continue
        }
        // one example may stand in many responses by reference
        const key = `${finding.place.file}#${finding.place.pointer}`
        if (!seen.has(key)) yield finding
        seen.add(key)
      }
    }
  }
}

/** Runs the inspection beside a running server; ends early when `signal` says so. */
export async function inspectInSlices(
  contract: Contract,
  signal: AbortSignal,
  found: (finding: Diagnostic) => void,
): Promise<void> {
  let sliceEnds = performance.now() + SLICE_MS
  for (const finding of inspect(contract, false)) {
    if (finding !== undefined) found(finding)
    if (performance.now() < sliceEnds) continue
    await nextTurn()
    if (signal.aborted) return
    sliceEnds = performance.now() + SLICE_MS
  }
}
