// A map of mocks as it was written -> entries, each with its turn; what cannot be one is a finding.
import { type Diagnostic, diagnostic, type Place } from '../../diagnostics/diagnostic.ts'
import { problemOfAnswer } from './answer-shape.ts'
import { Sequence, type Step } from './sequence.ts'

/** Where a map comes from. */
export interface Origin {
  /** As `mockserve-source` says it: `handler:mocks/pets.ts`, `override`. */
  readonly source: string
  /** As people write it: `mocks/pets.ts`. */
  readonly file: string
  /** Where a key stands. */
  readonly place: (key: string) => Place
  /** Why this is not the latest version of the file; undefined when it is. */
  readonly staleBecause?: string
}

/** What stands under one key of a map. */
export interface Entry {
  readonly key: string
  readonly origin: Origin
  readonly sequence: Sequence
}

export interface ReadMocks {
  readonly entries: readonly Entry[]
  readonly diagnostics: readonly Diagnostic[]
}

export function readMocks(mocks: unknown, origin: Origin): ReadMocks {
  const entries: Entry[] = []
  const diagnostics: Diagnostic[] = []
  const invalid = (key: string, message: string, hint?: string) =>
    diagnostics.push(diagnostic('handler-invalid', origin.place(key), message, hint))
  if (typeof mocks !== 'object' || mocks === null || Array.isArray(mocks)) {
    invalid('', `${origin.file} gives ${nameOf(mocks)}, not a map of handlers`, 'write export default mocks({ … })')
    return { entries, diagnostics }
  }
  for (const [key, value] of Object.entries(mocks)) {
    const steps = readSteps(value)
    if (typeof steps === 'string') invalid(key, `${JSON.stringify(key)}: ${steps}`)
    else entries.push({ key, origin, sequence: new Sequence(steps) })
  }
  return { entries, diagnostics }
}

/** The steps of an entry, or what is wrong with it. */
function readSteps(value: unknown): readonly Step[] | string {
  const list = Array.isArray(value) ? value : [value]
  if (list.length === 0) return 'the list of answers is empty'
  for (const [i, each] of list.entries()) {
    const problem = typeof each === 'function' ? undefined : problemOfAnswer(each)
    if (problem !== undefined) return Array.isArray(value) ? `answer ${i + 1}: ${problem}` : problem
  }
  return list
}

const nameOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`)
