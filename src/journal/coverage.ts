// Contract coverage as a value: each operation with what was used of it, and the calls that the documents do not declare.
import type { Operation } from '../contract/operation.ts'
import { keysFor } from '../http/status.ts'
import type { ViolationPlace } from '../pipeline/violation.ts'
import type { CoverageRecorder, OperationTally } from './coverage-recorder.ts'
import type { UndeclaredCall } from './undeclared-calls.ts'

export interface CoverageTotals {
  /** All that were answered, OPTIONS among them. */
  readonly requests: number
  readonly operations: number
  /** How many of the operations were asked at least once. */
  readonly used: number
  /** Requests, each time counted. */
  readonly undeclaredCalls: number
  /** Rules broken by requests or by our answers, each time counted; notes are none. */
  readonly violations: number
}

/** What `--report coverage.json` writes and the control API gives. A member that is added later does not change `v`. */
export interface Coverage {
  readonly v: 1
  /** When counting began. ISO 8601. */
  readonly since: string
  readonly totals: CoverageTotals
  /** All that are documented, in the order of the documents. */
  readonly operations: readonly OperationCoverage[]
  readonly undeclared: {
    /** Those of one path together, else in the order in which they first came. */
    readonly calls: readonly UndeclaredCall[]
    /** Requests to still other addresses, which are only counted since the list is full. */
    readonly notListed: number
  }
}

export interface OperationCoverage {
  /** The operationId, else `GET /pets/{petId}`. */
  readonly id: string
  readonly method: string
  readonly path: string
  /** The short name of its document. */
  readonly document: string
  /** `openapi.yaml:31` */
  readonly at: string
  readonly calls: number
  /** Of an operation that was never used these lists are empty. */
  readonly statuses: readonly StatusCoverage[]
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly sent: number }[]
  /** The media types that its body may be sent in. */
  readonly bodies: readonly { readonly type: string; readonly sent: number }[]
  readonly violations: readonly RuleCoverage[]
}

export interface StatusCoverage {
  /** As documented: `200`, `4XX`, `default`; else the status that was sent. */
  readonly status: string
  readonly given: number
  readonly isDocumented: boolean
}

/** A rule that was broken at one place. */
export interface RuleCoverage {
  readonly in: ViolationPlace
  readonly rule: string
  readonly count: number
  /** The first few, each at another pointer. */
  readonly samples: readonly ViolationSample[]
}

export interface ViolationSample {
  readonly pointer: string
  readonly detail: string
  /** Where the rule stands: `openapi.yaml:31`. */
  readonly at?: string
  /** The id of the exchange. */
  readonly exchange: string
}

export function describeCoverage(recorder: CoverageRecorder): Coverage {
  const { undeclared } = recorder
  return {
    v: 1,
    since: recorder.since.toISOString(),
    totals: recorder.totals,
    operations: recorder.contract.operations.map((operation) => describeOperation(operation, recorder.tallyOf(operation))),
    undeclared: { calls: undeclared.list().map((call) => ({ ...call })), notListed: undeclared.notListed },
  }
}

const lines = new WeakMap<Operation, string>()

/** Found once: a page that is open asks every second. */
function lineOf(operation: Operation): string {
  const known = lines.get(operation)
  if (known !== undefined) return known
  const place = operation.place()
  const line = `${place.file}:${place.position().line}`
  lines.set(operation, line)
  return line
}

const NO_PARTS = { statuses: [], parameters: [], bodies: [], violations: [] } as const

function describeOperation(operation: Operation, tally: OperationTally | undefined): OperationCoverage {
  const { id, method, path, document } = operation
  const base = { id, method, path, document: document.name, at: lineOf(operation) }
  // a document may have ten thousand operations, most of which nobody asks: their parts are not even read
  if (tally === undefined) return { ...base, calls: 0, ...NO_PARTS }
  const { parameters, body } = operation.request()
  return {
    ...base,
    calls: tally.calls,
    statuses: describeStatuses(operation, tally.statuses),
    parameters: parameters.map((each) => ({ in: each.in, name: each.name, sent: tally.parameters.get(each) ?? 0 })),
    bodies: (body?.media ?? []).map((media) => ({ type: media.type, sent: tally.media.get(media) ?? 0 })),
    violations: tally.rules.map((each) => ({ ...each, samples: [...each.samples] })),
  }
}

/** The documented ones in their order, then what was sent besides. */
function describeStatuses(operation: Operation, given: ReadonlyMap<number, number>): StatusCoverage[] {
  const found = new Map(operation.details().responses.map(({ status }) => [status, { status, given: 0, isDocumented: true }]))
  for (const [code, count] of given) {
    const text = String(code)
    const documented = keysFor(code).find((key) => found.has(key))
    const known = found.get(documented ?? text) ?? { status: text, given: 0, isDocumented: false }
    found.set(known.status, { ...known, given: known.given + count })
  }
  return [...found.values()]
}
