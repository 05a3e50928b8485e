// The door of the YAML parser: text -> events -> one plain value, with what is wrong or odd on the way.
import { CORE_SCHEMA, constructFromEvents, type Event, mergeTag, parseEvents, YAMLException } from 'js-yaml'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { FindingCode } from '../diagnostics/findings.ts'
import { placeAtOffset } from './text-position.ts'
import { checkSharedValue, holdsTooMuch, type LimitBroken, MAX_DEPTH, MAX_NODES, TOO_MUCH } from './value-limits.ts'
import { prepareEvents } from './yaml-events.ts'
import { type FlowRange, findDentedBrackets, findFlowAround, joinLines } from './yaml-flow.ts'
import { explainYamlProblem } from './yaml-problem.ts'

/** Dates stay text: JSON has none, and an API document means what JSON would say. Merge keys are YAML 1.1, and common. */
const schema = CORE_SCHEMA.withTags(mergeTag)

/** UTF-16 units that are parsed again, at most, to get past lines that are indented too little. */
const MAX_REPARSED = 40_000_000

/** Keys copied by `<<`. Real documents need thousands; a bomb is stopped while it is small. */
const MAX_MERGED_KEYS = 1_000_000

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
  if (holdsTooMuch(text, 'yaml')) return fail('too-many-nodes', 0, TOO_MUCH.yaml)
  try {
    const { events: all, source, dented } = yamlEvents(text)
    const { events, diagnostics, firstAlias } = prepareEvents(label, text, all)
    if (dented[0] !== undefined) diagnostics.unshift(dentedLines(label, text, dented))
    if (events.length === 0) return fail('syntax', 0, 'the file is empty')
    const [value] = constructFromEvents(events, { source, schema, json: true, maxTotalMergeKeys: MAX_MERGED_KEYS })
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

export interface YamlEvents {
  readonly events: Event[]
  /** The text that the events' offsets belong to: as long as the original, with some line breaks blanked out. */
  readonly source: string
  /** Where lines were indented too little, when some were. */
  readonly dented: readonly number[]
}

/**
 * All events of a text, with their offsets. A line within brackets or quotes that is indented too little is read as if it were not.
 * Throws what the parser throws.
 */
export function yamlEvents(text: string): YamlEvents {
  let dented: number[] = []
  let source = text
  let last: { range: FlowRange; error: YAMLException } | undefined
  for (let parsed = 0; ; parsed += text.length) {
    try {
      return { events: parseEvents(source, { maxDepth: MAX_DEPTH + 1 }), source, dented }
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error
      const offset = error.mark?.position ?? 0
      // a mistake right behind what was joined: the bracket or quote was never meant to reach that far
      if (last && offset >= last.range.start && !source.slice(last.range.end, offset).includes('\n')) throw last.error
      const isDented = error.reason === 'deficient indentation' && parsed < MAX_REPARSED
      const range = isDented ? findFlowAround(source, offset) : undefined
      if (range === undefined) throw error
      const others = last === undefined ? findDentedBrackets(source, range.end) : []
      source = joinLines(source, [range, ...others])
      dented = [...dented, offset, ...others.map(({ end }) => end - 1)]
      last = { range, error }
    }
  }
}

const LIMITS: Readonly<Record<LimitBroken, string>> = {
  'too-deep': `values are nested more than ${MAX_DEPTH.toLocaleString('en')} deep`,
  'too-many-nodes': `written out, the aliases would make more than ${MAX_NODES.toLocaleString('en')} values`,
  endless: 'an alias stands inside the value that it repeats, so it would never end',
}

function dentedLines(label: string, text: string, dented: readonly number[]): Diagnostic {
  const [first = 0] = dented
  const more = dented.length > 1 ? `; so must ${dented.length - 1} more` : ''
  const message = `this line must be indented deeper than the key whose value it continues${more}. It is read all the same, but other programs refuse it`
  return diagnostic('syntax-tolerated', placeAtOffset(label, text, first), message)
}
