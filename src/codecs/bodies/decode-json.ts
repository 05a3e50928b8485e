// JSON bodies, JSON inside fields and parts, and sequences of JSON. Source: RFC 8259; RFC 7464 for json-seq.
import { findJsonProblem } from '../../spec/json-problem.ts'
import { offsetOfDepth } from '../../spec/json-scan.ts'
import { BodyFault, faultAt } from './decode-fault.ts'

/** Levels of objects and lists that a body may have: the checks of values go down as deep as it does. */
export const MAX_DEPTH = 200

/** The value of a JSON text. Throws `BodyFault` with line and column; `pointer` is where in the body the text stands. */
export function readJson(text: string, pointer?: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    if (text.trim() === '') throw faultAt(text, { offset: 0, message: 'JSON is expected, but there is nothing' }, pointer)
    const { offset, message, hint } = findJsonProblem(text)
    throw faultAt(text, { offset, message: `this is no valid JSON: ${message}`, ...(hint !== undefined && { hint }) }, pointer)
  }
  // the parser goes down without recursion, and looking at the value is several times cheaper than looking at the text
  if (!isDeeper(value, MAX_DEPTH)) return value
  const message = `the JSON is nested more than ${MAX_DEPTH} levels deep`
  throw faultAt(text, { offset: offsetOfDepth(text, MAX_DEPTH), message }, pointer)
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && isDeeper(item, levels - 1)) return true
    return false
  }
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key]
    if (typeof item === 'object' && isDeeper(item, levels - 1)) return true
  }
  return false
}

/** The value of a text that may be JSON; undefined when it is none. */
export function tryJson(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof BodyFault) return undefined
    throw error
  }
}

/**
 * The values of a sequence: a JSON text a line, blank lines passed over, or each behind a record separator, where a text may take several
 * lines. Throws `BodyFault` with the line of the whole.
 */
export function readJsonSequence(text: string): unknown[] {
  const separator = text.includes(RECORD) ? RECORD : '\n'
  const values: unknown[] = []
  let line = 1
  for (const json of text.split(separator)) {
    if (json.trim() !== '') values.push(readItem(json, line, values.length))
    line += separator === RECORD ? json.split('\n').length - 1 : 1
  }
  return values
}

const RECORD = '\u001e'

function readItem(json: string, firstLine: number, index: number): unknown {
  try {
    return readJson(json)
  } catch (error) {
    if (!(error instanceof BodyFault)) throw error
    const { status, detail, line = 1, column = 1 } = error.problem
    throw new BodyFault(status, detail, { pointer: `/${index}`, line: firstLine + line - 1, column })
  }
}
