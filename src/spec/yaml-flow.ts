// Lists, maps and quoted texts whose lines are indented too little: no YAML by the letter, but written everywhere and read by most parsers.
import { findUnclosed, indentOf, type Line, lineAround, MAX_LINE, unclosedIn } from './yaml-lines.ts'

/** Offsets of an opening bracket or quote and of what follows its closing one. */
export interface FlowRange {
  readonly start: number
  readonly end: number
}

const MAX_LINES = 5000

/** The outermost bracket, else the quote, that is open where a line begins at `offset`. */
export function findFlowAround(text: string, offset: number): FlowRange | undefined {
  const start = findOuterBracket(text, offset) ?? findUnclosed(text, offset, false)?.offset
  if (start === undefined) return undefined
  const end = endOfFlow(text, start)
  return end === undefined ? undefined : { start, end }
}

/**
 * The text with each range brought onto one line: line breaks become blanks and so do comments, since they would now reach too far.
 * Every other character keeps its offset. A quoted text so joined may hold more blanks than its author meant. Ranges in order, apart.
 */
export function joinLines(text: string, ranges: readonly FlowRange[]): string {
  const parts: string[] = []
  let kept = 0
  for (const { start } of ranges) {
    walkFlow(text, start, (from, to) => {
      parts.push(text.slice(kept, from), ' '.repeat(to - from))
      kept = to
    })
  }
  return parts.join('') + text.slice(kept)
}

const OPENS_BLOCK_TEXT = /(^|\s)[|>][-+\d]*\s*(#.*)?$/
const OPENS_BRACKET = /^\s*(?:- )*(?:"[^"]*"|'[^']*'|[^\s"'{[][^"'{[]*):\s+[{[]\s*$/

/**
 * The brackets after an offset that open at the end of a "key:" line and close in a line indented no deeper than it. One such line in a
 * file seldom comes alone, and finding them together saves parsing the file once for each.
 */
export function findDentedBrackets(text: string, from: number): FlowRange[] {
  const found: FlowRange[] = []
  let blockTextIndent: number | undefined
  for (let at = nextLine(text, from); at !== undefined; at = nextLine(text, at.start + at.line.length)) {
    if (at.line.trim() === '' || (blockTextIndent !== undefined && indentOf(at.line) > blockTextIndent)) continue
    blockTextIndent = OPENS_BLOCK_TEXT.test(at.line) ? indentOf(at.line) : undefined
    if (at.line.length > MAX_LINE || !OPENS_BRACKET.test(at.line)) continue
    const start = at.start + at.line.trimEnd().length - 1
    const end = endOfFlow(text, start)
    // what is open to the end of the text is broken, not dented
    if (end === undefined) return found
    const closing = lineAround(text, end - 1)
    if (closing.start > at.start && indentOf(closing.line) <= indentOf(at.line)) found.push({ start, end })
    at = closing
  }
  return found
}

function nextLine(text: string, from: number): Line | undefined {
  const end = text.indexOf('\n', from)
  return end < 0 ? undefined : lineAround(text, end + 1)
}

/** Goes up while lines leave a bracket open, until a line stands there that belongs to no bracket: less indented, and it ends like a block. */
function findOuterBracket(text: string, offset: number): number | undefined {
  let outer: { offset: number; indent: number } | undefined
  let closed = 0
  let at: Line = lineAround(text, offset)
  for (let looked = 0; looked < MAX_LINES && at.start > 0; looked++) {
    at = lineAround(text, at.start - 1)
    const open = unclosedIn(at.line)
    const opened = open.brackets.slice(0, Math.max(0, open.brackets.length - closed))
    closed = Math.max(0, closed - open.brackets.length) + open.closed
    if (opened[0] !== undefined) outer = { offset: at.start + opened[0], indent: indentOf(at.line) }
    else if (outer && indentOf(at.line) < outer.indent && !/[,[\]{}]\s*$|^\s*(#|$)/.test(at.line)) break
    else if (outer === undefined && /:\s*[|>][-+\d]*\s*$/.test(at.line)) return undefined
  }
  return outer?.offset
}

function endOfFlow(text: string, start: number): number | undefined {
  return walkFlow(text, start, () => {})
}

/**
 * Walks from an opening bracket or quote to its end and gives the offset after it, or undefined at the end of the text.
 * `onBreak` is told each line break, and each comment with the break behind it.
 */
function walkFlow(text: string, start: number, onBreak: (from: number, to: number) => void): number | undefined {
  let depth = 0
  let quote = ''
  for (let i = start; i < text.length; i++) {
    const char = text[i] ?? ''
    if (char === '\n' || char === '\r') onBreak(i, i + 1)
    else if (quote !== '') {
      if (quote === '"' && char === '\\' && !/[\r\n]/.test(text[i + 1] ?? '')) i++
      else if (char === quote) {
        if (quote === "'" && text[i + 1] === "'") i++
        else quote = ''
      }
    } else if ((char === '"' || char === "'") && /[\s[{,:]/.test(text[i - 1] ?? ' ')) quote = char
    else if (char === '#' && /\s/.test(text[i - 1] ?? ' ')) {
      const end = text.indexOf('\n', i)
      onBreak(i, end < 0 ? text.length : end)
      i = (end < 0 ? text.length : end) - 1
    } else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    if (depth === 0 && quote === '') return i + 1
  }
  return undefined
}
