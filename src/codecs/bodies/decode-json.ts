// JSON bodies, JSON inside fields and parts, and sequences of JSON. Source: RFC 8259; RFC 7464 for json-seq.
import { findJsonProblem } from '../../spec/json-problem.ts'
import { offsetOfDepth } from '../../spec/json-scan.ts'
import { BodyFault, faultAt } from './decode-fault.ts'

/** Levels of objects and lists that a body may have: the checks of values go down as deep as it does. */
export const MAX_DEPTH = 200

/** The value of a JSON text. Throws `BodyFault` with line and column; `pointer` is where in the body the text stands. */
export function readJson(text: string, pointer?: string): unknown {
  // a shorter text closes fewer levels than it may open
  if (text.length > 2 * MAX_DEPTH) {
    const offset = offsetOfDepth(text, MAX_DEPTH)
    if (offset < text.length)
      throw faultAt(text, { offset, message: `the JSON is nested more than ${MAX_DEPTH} levels deep` }, pointer)
  }
  try {
    return JSON.parse(text)
  } catch {
    if (text.trim() === '') throw faultAt(text, { offset: 0, message: 'JSON is expected, but there is nothing' }, pointer)
    const { offset, message, hint } = findJsonProblem(text)
    throw faultAt(text, { offset, message: `this is no valid JSON: ${message}`, ...(hint !== undefined && { hint }) }, pointer)
  }
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

/** One JSON text a line; blank lines are passed over, and a record separator may stand before each. Throws `BodyFault` with the line. */
export function readJsonLines(text: string): unknown[] {
  const values: unknown[] = []
  let line = 1
  for (const written of text.split('\n')) {
    const json = written.replace(/^\u001e/, '')
    if (json.trim() !== '') values.push(readLine(json, line, values.length))
    line++
  }
  return values
}

function readLine(json: string, line: number, index: number): unknown {
  try {
    return readJson(json)
  } catch (error) {
    if (!(error instanceof BodyFault)) throw error
    const { detail, column = 1 } = error.problem
    throw new BodyFault(400, detail, { pointer: `/${index}`, line, column })
  }
}
