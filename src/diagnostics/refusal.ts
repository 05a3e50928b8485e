// A stage ends the walk: the refusal, and its problem document. Source: RFC 9457 "Problem Details for HTTP APIs".
import type { Diagnostic } from './diagnostic.ts'
import { type RefusalCode, refusals } from './refusals.ts'

/** Where problem pages live on the running server. */
export const PROBLEM_PAGES = '/__mockserve/problems/'

export interface RefusalDetails {
  /** One sentence about this very request. */
  readonly detail: string
  /** The way out, when there is one: `did you mean /pets?` */
  readonly hint?: string
  /** Further members of the problem document. */
  readonly members?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** The finding in the document that is the cause. */
  readonly finding?: Diagnostic | undefined
}

/** Thrown by a stage that cannot go on. No Error: refusals are part of a mock's daily work and need no stack. */
export class Refusal {
  readonly code: RefusalCode
  readonly status: number
  readonly details: RefusalDetails

  constructor(code: RefusalCode, details: RefusalDetails) {
    this.code = code
    this.status = refusals[code].status
    this.details = details
  }

  /** The body of the answer. `type` is a page of the running server, `instance` the page that shows this very exchange. */
  toProblem(instance?: string): Record<string, unknown> {
    const { detail, hint, members, finding } = this.details
    const problem: Record<string, unknown> = {
      type: PROBLEM_PAGES + this.code,
      title: refusals[this.code].title,
      status: this.status,
      detail,
      code: this.code,
      ...(instance !== undefined && { instance }),
    }
    if (hint !== undefined) problem['hint'] = hint
    if (finding !== undefined) {
      const { line, column } = finding.place.position()
      problem['finding'] = {
        code: finding.code,
        message: finding.message,
        at: `${finding.place.file}:${line}:${column}`,
        ...(finding.hint && { hint: finding.hint }),
      }
    }
    return { ...problem, ...members }
  }
}
