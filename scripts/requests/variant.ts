// A request with one rule broken, and what has to be said about it.
import type { RequestParts } from '../../src/contract/sample-request-write.ts'
import type { MockRequest } from '../../src/http/mock-request.ts'
import type { ExchangeViolation, ViolationPlace } from '../../src/pipeline/violation.ts'

export interface Expected {
  readonly in: ViolationPlace
  /** RFC 6901, as the violation has it. */
  readonly pointer: string
  /** Keywords of which one has to be named; empty where any rule may be, at the pointer or above it. */
  readonly rules: readonly string[]
  readonly mentions?: string
}

export interface Variant {
  /** What was done: `drop query limit`. */
  readonly title: string
  readonly parts: RequestParts
  /** What is written otherwise than the parts say. */
  readonly change?: (request: MockRequest) => MockRequest
  readonly expected: Expected
}

/** Whether one of the violations is the one that was to be told. */
export function isNamed(expected: Expected, violations: readonly ExchangeViolation[]): boolean {
  return violations.some((found) => {
    if (found.kind === 'note' || found.in !== expected.in) return false
    if (expected.rules.length === 0) return found.pointer === expected.pointer || expected.pointer.startsWith(`${found.pointer}/`)
    const isSame = found.pointer === expected.pointer && expected.rules.includes(found.rule)
    return isSame && (expected.mentions === undefined || found.expected.includes(JSON.stringify(expected.mentions)))
  })
}
