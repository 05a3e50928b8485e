// The usual slips in YAML, seen from the lines around the place where a parser gave up.
import type { TextProblem } from './json-problem.ts'

/** How many lines above a mistake can be its cause. */
const LOOK_BACK = 100

/** A longer line was written by a program; looking at it closely would cost more than it tells. */
export const MAX_LINE = 2000

const NO_COLON = 'this line has no ":"; a line "key: value" is expected'

/** One line without its line break, and the offset where it begins. */
export interface Line {
  readonly line: string
  readonly start: number
}

export function lineAround(text: string, offset: number): Line {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', start)
  return { line: text.slice(start, end < 0 ? text.length : end).replace(/\r$/, ''), start }
}

/** The nearest line above that is neither blank nor a comment. */
function lineAbove(text: string, below: Line): Line | undefined {
  for (let at = below; at.start > 0; ) {
    at = lineAround(text, at.start - 1)
    if (!/^\s*(#|$)/.test(at.line)) return at
  }
  return undefined
}

export const indentOf = (line: string) => line.length - line.trimStart().length
const isItem = (line: string) => /^\s*- /.test(line)
const isPair = (line: string) => /^\s*(["']?)[^\s"'#-].*\1:(\s|$)/.test(line)

/** A slip that the line itself shows, or the one above; undefined when there is none to see. */
export function explainLine(text: string, offset: number): TextProblem | undefined {
  const here = lineAround(text, offset)
  const above = lineAbove(text, here)
  if (here.line.length > MAX_LINE || (above?.line.length ?? 0) > MAX_LINE) return undefined
  const ownSlip = explainWords(above ? [here, above] : [here]) ?? explainValue(here, offset)
  if (ownSlip !== undefined || above === undefined) return ownSlip
  return explainNeighbours(here, above) ?? explainLostLine(text, here, above)
}

/** What never stands in a document that is finished. */
function explainWords(lines: readonly Line[]): TextProblem | undefined {
  for (const { line, start } of lines) {
    if (/^(<{7}|={7}|>{7})( |$)/.test(line)) return { offset: start, message: 'a merge conflict is left in the file' }
    const template = /\{\{|\{%/.exec(line)
    if (template)
      return { offset: start + template.index, message: 'a template stands here; render it first, or put it in quotes' }
    if (/^\s*(- )?\*[^\s:]*\S*:(\s|$)/.test(line)) {
      return { offset: start + line.indexOf('*'), message: 'a key cannot begin with "*": put it in quotes' }
    }
  }
  return undefined
}

/** A value that ought to stand in quotes. */
function explainValue({ line, start }: Line, offset: number): TextProblem | undefined {
  const before = line.slice(0, offset - start)
  const sign = line[offset - start] ?? ''
  if ((sign === '@' || sign === '`' || sign === '%') && /(^|[\s:[{,-])\s*$/.test(before)) {
    return { offset, message: `a value cannot begin with "${sign}"`, hint: 'put it in quotes' }
  }
  if (sign === ':' && /(^|[{,])\s*(- )*[^\s"'{[,][^{[,]*?:\s+[^\s"'{[|>][^{[]*$/.test(before)) {
    return { offset, message: 'a ":" with a space behind it ends a key; a value that holds one must stand in quotes' }
  }
  const closing = /["'\]}](?=\s*$)/.exec(before)?.[0]
  if (closing === undefined || sign === '' || sign === '#') return undefined
  const hint =
    closing === "'" ? 'put the whole value in quotes; a single quote inside it is doubled' : 'put the whole value in quotes'
  return { offset, message: `there is text after the closing ${closing}`, hint }
}

/** Slips in how a line goes on from the one above. */
function explainNeighbours(here: Line, above: Line): TextProblem | undefined {
  for (const { line, start } of [above, here]) {
    const glued = /^\s*(?:- )?[A-Za-z_$][\w.$-]*:(?=[^\s/:])/.exec(line)
    if (glued && !/:\s|:$/.test(line)) return { offset: start + glued[0].length, message: 'a space is missing after the ":"' }
  }
  if (!isPair(here.line) && !isItem(here.line)) return undefined
  const offset = here.start + indentOf(here.line)
  const deeper = indentOf(here.line) - indentOf(above.line)
  if (deeper > 0 && isPair(here.line) && /:\s+[^\s#|>&]/.test(above.line)) {
    return { offset, message: 'this line is indented deeper than the one above, which has its value already' }
  }
  if (deeper !== 0) return undefined
  if (isItem(here.line) && isPair(above.line) && !/:\s*$/.test(above.line)) {
    return { offset, message: 'a list item "- …" stands where a line "key: value" is expected' }
  }
  if (isPair(here.line) && isItem(above.line)) {
    return { offset, message: 'a line "key: value" stands where a list item "- …" is expected' }
  }
  if (isPair(here.line) && !isPair(above.line)) return { offset: above.start + indentOf(above.line), message: NO_COLON }
  return undefined
}

/** A key that lost its colon is noticed only after the list below it. */
function explainLostLine(text: string, here: Line, above: Line): TextProblem | undefined {
  let owner: Line | undefined = here.line.trim() === '' ? above : here
  while (owner !== undefined && isItem(owner.line)) owner = lineAbove(text, owner)
  if (owner === undefined || owner === above || owner === here || isPair(owner.line)) return undefined
  return { offset: owner.start + indentOf(owner.line), message: NO_COLON }
}

/** The nearest quote or bracket above an offset (or also in its line) that opens a value and is not closed on its line. */
export function findUnclosed(text: string, offset: number, withOwnLine: boolean): { offset: number; sign: string } | undefined {
  let at: Line = withOwnLine ? lineAround(text, offset) : { line: '', start: lineAround(text, offset).start }
  for (let looked = 0; looked < LOOK_BACK; looked++) {
    const { quote, brackets } = unclosedIn(at.line)
    const found = quote ?? brackets.at(-1)
    if (found !== undefined) return { offset: at.start + found, sign: at.line[found] ?? '' }
    if (at.start === 0) return undefined
    at = lineAround(text, at.start - 1)
  }
  return undefined
}

/**
 * Reads one line as if nothing were open at its beginning: the index of a quote that it leaves open, the indexes of such brackets,
 * and how many brackets it closes that stand in lines above.
 */
export function unclosedIn(line: string): { quote: number | undefined; brackets: number[]; closed: number } {
  const brackets: number[] = []
  let closed = 0
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? ''
    const opensValue = i === 0 || /[\s[{,]/.test(line[i - 1] ?? '')
    if (char === '#' && opensValue) break
    if (opensValue && (char === '"' || char === "'")) {
      const end = quoteEnd(line, i, char)
      if (end === undefined) return { quote: i, brackets, closed }
      i = end
    } else if ((char === '[' || char === '{') && (opensValue || brackets.length > 0)) brackets.push(i)
    else if ((char === ']' || char === '}') && brackets.pop() === undefined) closed++
  }
  return { quote: undefined, brackets, closed }
}

/** The index of the quote that closes the one at `from`. */
function quoteEnd(line: string, from: number, quote: string): number | undefined {
  for (let i = from + 1; i < line.length; i++) {
    if (quote === '"' && line[i] === '\\') i++
    else if (line[i] === quote) {
      if (quote === '"' || line[i + 1] !== quote) return i
      i++
    }
  }
  return undefined
}
