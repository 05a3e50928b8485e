// What of the contract was used, how often, and what was asked besides: counted beside each answer, bounded whatever clients send.
import type { Contract } from '../contract/compile-contract.ts'
import type { Operation } from '../contract/operation.ts'
import type { Parameter } from '../contract/parameters.ts'
import type { RequestMedia } from '../contract/request-body.ts'
import type { Answered } from '../pipeline/answer-request.ts'
import { type ExchangeViolation, toMember, type ViolationPlace, withoutSecret } from '../pipeline/violation.ts'
import type { CoverageTotals, ViolationSample } from './coverage.ts'
import { UndeclaredCalls } from './undeclared-calls.ts'

/** What was asked of one operation. */
export interface OperationTally {
  calls: number
  /** By the status that was sent. */
  readonly statuses: Map<number, number>
  readonly parameters: Map<Parameter, number>
  readonly media: Map<RequestMedia, number>
  readonly rules: RuleTally[]
}

/** How often one rule was broken at one place. */
export interface RuleTally {
  readonly in: ViolationPlace
  readonly rule: string
  count: number
  readonly samples: ViolationSample[]
}

/** Of one rule, each at another pointer. */
const MAX_SAMPLES = 3
const MAX_TEXT = 300

/** Lives as long as the mock: neither the bound of the journal nor a reset takes anything from it. */
export class CoverageRecorder {
  readonly undeclared = new UndeclaredCalls()
  #contract: Contract
  #since = new Date()
  #requests = 0
  #tallies = new Map<Operation, OperationTally>()

  constructor(contract: Contract) {
    this.#contract = contract
  }

  get contract(): Contract {
    return this.#contract
  }

  get since(): Date {
    return this.#since
  }

  /** Undefined for an operation that was never asked. */
  tallyOf(operation: Operation): OperationTally | undefined {
    return this.#tallies.get(operation)
  }

  /** `exchange` is its id in the journal. Nothing is allocated for what came before. */
  record({ request, response, operation, sent, refusal, violations }: Answered, exchange: string): void {
    this.#requests++
    if (operation === undefined) {
      // OPTIONS is answered for every path, and meant for none of its operations
      if (refusal?.code === 'no-such-path' || refusal?.code === 'no-such-method')
        this.undeclared.add(request.method, request.path, response.status, exchange)
      return
    }
    const tally = this.#tallies.get(operation) ?? this.#begin(operation)
    if (tally === undefined) return
    tally.calls++
    addTo(tally.statuses, response.status)
    // the parts of an operation that is no longer in force belong to a document that is let go
    if (sent !== undefined && this.#tallies.has(operation)) {
      for (const parameter of sent.parameters) addTo(tally.parameters, parameter)
      if (sent.media !== undefined) addTo(tally.media, sent.media)
    }
    for (const violation of violations) if (violation.kind !== 'note') addViolation(tally.rules, violation, exchange)
  }

  /** After a reload: what is still in the contract keeps its numbers, what no longer is goes, and so does an undeclared call that now is declared. */
  follow(contract: Contract): void {
    const earlier = new Map([...this.#tallies].map(([operation, tally]) => [keyOf(operation), tally]))
    this.#contract = contract
    this.#tallies = new Map()
    for (const operation of contract.operations) {
      const known = earlier.get(keyOf(operation))
      if (known !== undefined) this.#tallies.set(operation, carry(known, operation))
    }
    this.undeclared.keep(({ method, path }) => contract.find(method, path, '') === undefined)
  }

  /** Begins anew. */
  clear(): void {
    this.#since = new Date()
    this.#requests = 0
    this.#tallies.clear()
    this.undeclared.clear()
  }

  get totals(): CoverageTotals {
    const tallies = [...this.#tallies.values()]
    const violations = tallies.flatMap(({ rules }) => rules).reduce((sum, { count }) => sum + count, 0)
    return {
      requests: this.#requests,
      operations: this.#contract.operations.length,
      used: tallies.length,
      undeclaredCalls: this.undeclared.total,
      violations,
    }
  }

  /** A request may end on a contract that is no longer in force. */
  #begin(asked: Operation): OperationTally | undefined {
    const { operations } = this.#contract
    const operation = operations.includes(asked) ? asked : operations.find((each) => keyOf(each) === keyOf(asked))
    if (operation === undefined) return undefined
    const known = this.#tallies.get(operation)
    const tally = known ?? { calls: 0, statuses: new Map(), parameters: new Map(), media: new Map(), rules: [] }
    this.#tallies.set(operation, tally)
    return tally
  }
}

/** The same operation before and after a reload. */
const keyOf = ({ document, method, path }: Operation) => `${document.name} ${method} ${path}`

/** The numbers of an operation as it was, under the parts of the operation as it is. */
function carry({ calls, statuses, parameters, media, rules }: OperationTally, operation: Operation): OperationTally {
  const now = operation.request()
  return {
    calls,
    statuses,
    parameters: carried(parameters, now.parameters, (each) => `${each.in} ${each.name}`),
    media: carried(media, now.body?.media ?? [], ({ type }) => type),
    rules,
  }
}

function carried<Part>(
  counts: ReadonlyMap<Part, number>,
  now: readonly Part[],
  nameOf: (part: Part) => string,
): Map<Part, number> {
  const byName = new Map([...counts].map(([part, count]) => [nameOf(part), count]))
  return new Map(now.map((part) => [part, byName.get(nameOf(part)) ?? 0]))
}

function addTo<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function addViolation(rules: RuleTally[], violation: ExchangeViolation, exchange: string): void {
  const known = rules.find((each) => each.rule === violation.rule && each.in === violation.in)
  const tally = known ?? { in: violation.in, rule: violation.rule, count: 0, samples: [] }
  if (known === undefined) rules.push(tally)
  tally.count++
  if (tally.samples.length === MAX_SAMPLES) return
  const pointer = shorten(violation.pointer)
  if (tally.samples.some((each) => each.pointer === pointer)) return
  // told at once: what is kept must not hold a document that a reload lets go
  const { detail, at } = withoutSecret(toMember(violation))
  tally.samples.push({ pointer, detail: shorten(detail), ...(at !== undefined && { at }), exchange })
}

const shorten = (text: string) => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
