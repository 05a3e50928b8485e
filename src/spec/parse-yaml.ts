// The door of the YAML parser: text -> events -> one plain value, with what is wrong or odd on the way.
import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, mergeTag, parseEvents, YAMLException } from 'js-yaml'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { FindingCode } from '../diagnostics/findings.ts'
import { placeAtOffset } from './text-position.ts'
import { checkSharedValue, type LimitBroken, MAX_DEPTH, MAX_NODES } from './value-limits.ts'
import { prepareEvents } from './yaml-events.ts'
import { explainYamlProblem } from './yaml-problem.ts'

/** Dates stay text: JSON has none, and an API document means what JSON would say. Merge keys are YAML 1.1, and common. */
const schema = CORE_SCHEMA.withTags(mergeTag)

/** Keys copied by `<<`. Real documents need thousands; a bomb is stopped while it is small. */
const MAX_MERGED_KEYS = 1_000_000

/** Texts above this length (UTF-16 units) are counted before they are parsed: each value costs some 200 bytes while it is. */
const COUNTED_LENGTH = 4 * 1024 * 1024
const MAX_TOKENS = 3_000_000

export interface ParsedYaml {
  readonly value: unknown
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The value of the first document in a YAML text, or undefined with at least one error.
 * Maps are plain objects with text keys; aliases share objects, bounded as if they were written out. Tags never run anything.
 * Source: YAML 1.2.2, core schema; merge keys of YAML 1.1.
 */
export function parseYaml(label: string, text: string): ParsedYaml {
  const fail = (code: FindingCode, offset: number, message: string, hint?: string): ParsedYaml => ({
    value: undefined,
    diagnostics: [diagnostic(code, placeAtOffset(label, text, offset), message, hint)],
  })
  if (text.length > COUNTED_LENGTH && countTokens(text) > MAX_TOKENS) {
    return fail('too-many-nodes', 0, `the file holds more than ${MAX_TOKENS.toLocaleString('en')} values`)
  }
  try {
    const { events, diagnostics, firstAlias } = prepareEvents(label, text, yamlEvents(text))
    if (events.length === 0) return fail('syntax', 0, 'the file is empty')
    const [value] = constructFromEvents(events, { source: text, schema, json: true, maxTotalMergeKeys: MAX_MERGED_KEYS })
    const broken = firstAlias === undefined ? undefined : checkSharedValue(value)
    if (broken !== undefined) return fail(broken === 'too-deep' ? 'too-deep' : 'too-many-nodes', firstAlias ?? 0, LIMITS[broken])
    return { value, diagnostics }
  } catch (error) {
    if (error instanceof RangeError) return fail('too-deep', 0, LIMITS['too-deep'])
    if (!(error instanceof YAMLException)) throw error
    const problem = explainYamlProblem(error.reason, text, error.mark?.position ?? 0)
    return fail(problem.code, problem.offset, problem.message, problem.hint)
  }
}

/** All events of a text, with their offsets. Throws what the parser throws. */
export function yamlEvents(text: string): Event[] {
  return parseEvents(text, { maxDepth: MAX_DEPTH + 1 })
}

const LIMITS: Readonly<Record<LimitBroken, string>> = {
  'too-deep': `values are nested more than ${MAX_DEPTH.toLocaleString('en')} deep`,
  'too-many-nodes': `written out, the aliases would make more than ${MAX_NODES.toLocaleString('en')} values`,
  endless: 'an alias stands inside the value that it repeats, so it would never end',
}

/** At least as many as there are values: each stands on a line of its own or behind one of these signs. */
function countTokens(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 44 || code === 91 || code === 123) count++
  }
  return count
}

export { EVENT_ID }
