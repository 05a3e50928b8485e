// Collects the findings of a walk; what is the same in many places becomes one.
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Report } from './visit.ts'

export interface Tally {
  readonly report: Report
  /** All findings in the order in which they were first met. */
  findings(): Diagnostic[]
}

export function createTally(): Tally {
  const findings: { readonly finding: Diagnostic; count: number }[] = []
  const byKey = new Map<string, { count: number }>()
  return {
    report: (finding, key) => {
      const known = key === undefined ? undefined : byKey.get(key)
      if (known !== undefined) {
        known.count++
        return
      }
      const entry = { finding, count: 1 }
      findings.push(entry)
      if (key !== undefined) byKey.set(key, entry)
    },
    findings: () =>
      findings.map(({ finding, count }) =>
        count > 1 ? { ...finding, message: `${finding.message}; the same in ${places(count - 1)}` } : finding,
      ),
  }
}

const places = (count: number) => (count === 1 ? '1 more place' : `${count.toLocaleString('en')} more places`)
