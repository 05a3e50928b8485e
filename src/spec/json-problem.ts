// Why a text is no JSON, said for people: where the mistake is and what was expected there.
import { suggest } from '../diagnostics/suggest.ts'
import { positionAt } from './text-position.ts'

export interface TextProblem {
  /** Offset in the text, UTF-16 units. */
  readonly offset: number
  readonly message: string
  readonly hint?: string
}

interface Open {
  readonly offset: number
  readonly bracket: '{' | '['
  /** The key whose value is being read, to name it in messages. */
  key: string | undefined
}

type Expected = 'value' | 'item-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma'

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const WORD_ENDS = new Set(' \t\r\n{}[]":,')
const CLOSING = { '{': '}', '[': ']' } as const

/** The first mistake in a text that `JSON.parse` refused. Source: RFC 8259 "JSON Grammar". */
export function findJsonProblem(text: string): TextProblem {
  const open: Open[] = []
  let expected: Expected = 'value'
  let previousEnd = 0
  let offset = blanksEnd(text, 0)
  for (;;) {
    const char = text[offset]
    const top = open.at(-1)
    if (char === undefined) return endOfText(text, top)
    let end = offset + 1
    if (expected === 'comma') {
      if (top === undefined) return { offset, message: `there is text after the end of the JSON value: ${shown(text, offset)}` }
      if (char === CLOSING[top.bracket]) open.pop()
      else if (char === ',') expected = top.bracket === '{' ? 'key' : 'value'
      else return missingComma(text, offset, previousEnd, top)
    } else if (expected === 'colon') {
      if (char !== ':') return { offset: previousEnd, message: `a ":" is missing after the key "${top?.key}"` }
      expected = 'value'
    } else if ((expected === 'item-or-end' || expected === 'key-or-end') && top && char === CLOSING[top.bracket]) {
      open.pop()
      expected = 'comma'
    } else if (expected === 'key' || expected === 'key-or-end') {
      if (char !== '"') return notAKey(text, offset, expected === 'key')
      end = stringBodyEnd(text, offset + 1)
      if (text[end] !== '"') return stringProblem(text, offset, end)
      if (top) top.key = text.slice(offset + 1, end)
      end++
      expected = 'colon'
    } else if (char === '{' || char === '[') {
      open.push({ offset, bracket: char, key: undefined })
      expected = char === '{' ? 'key-or-end' : 'item-or-end'
    } else {
      const scalar = scalarEnd(text, offset)
      if (typeof scalar !== 'number') return scalar
      end = scalar
      expected = 'comma'
    }
    previousEnd = end
    offset = blanksEnd(text, end)
  }
}

// loops, not regular expressions: those keep a place to go back to for each character, and a hostile file has forty million

function blanksEnd(text: string, from: number): number {
  let i = from
  while (text[i] === ' ' || text[i] === '\n' || text[i] === '\r' || text[i] === '\t') i++
  return i
}

function wordEnd(text: string, from: number): number {
  let i = from
  while (i < text.length && !WORD_ENDS.has(text[i] ?? '')) i++
  return i
}

/** Where a string's text ends: at its closing quote, or at the first character that cannot stand in it. */
function stringBodyEnd(text: string, from: number): number {
  let i = from
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 34 || code < 32) return i
    ESCAPE.lastIndex = i
    if (code === 92 && !ESCAPE.test(text)) return i
    i = code === 92 ? ESCAPE.lastIndex : i + 1
  }
  return i
}

/** The offset after a string, number or word, or what is wrong with it. */
function scalarEnd(text: string, offset: number): number | TextProblem {
  if (text[offset] === '"') {
    const end = stringBodyEnd(text, offset + 1)
    return text[end] === '"' ? end + 1 : stringProblem(text, offset, end)
  }
  const end = wordEnd(text, offset)
  const word = text.slice(offset, end)
  if (word === 'true' || word === 'false' || word === 'null') return end
  if (word.length <= 1000 && NUMBER.test(word)) return end
  const found = shown(text, offset)
  if (word.startsWith("'")) return { offset, message: `JSON writes text in double quotes, found ${found}` }
  if (/^[-+.\d]/.test(word)) return { offset, message: `${found} is no number that JSON knows` }
  const nearest = suggest(word.slice(0, 20), ['true', 'false', 'null'])
  return { offset, message: `expected a value, found ${found}`, ...(nearest ? { hint: `did you mean ${nearest}?` } : {}) }
}

function stringProblem(text: string, offset: number, end: number): TextProblem {
  if (text[end] === '\\' && (text[end + 1] ?? '\n') >= ' ') {
    const hint = 'a backslash itself is written \\\\'
    return { offset: end, message: `"${text.slice(end, end + 2)}" is no escape that JSON knows`, hint }
  }
  const code = text.charCodeAt(end)
  const isControl = code < 32 && code !== 10 && code !== 13
  if (!isControl) return { offset, message: 'the string that opens here is not closed on its line' }
  return { offset: end, message: `a string holds a bare control character; write \\u${code.toString(16).padStart(4, '0')}` }
}

function missingComma(text: string, offset: number, previousEnd: number, top: Open): TextProblem {
  const found = shown(text, offset)
  const closing = CLOSING[top.bracket]
  const past = top.key === undefined ? '' : ` after the value of "${top.key}"`
  if (/["{[\w-]/.test(text[offset] ?? '')) return { offset: previousEnd, message: `a "," is missing${past}, before ${found}` }
  return { offset, message: `expected "," or "${closing}"${past}, found ${found}` }
}

function notAKey(text: string, offset: number, afterComma: boolean): TextProblem {
  if (afterComma && text[offset] === '}') return { offset, message: 'a "," stands before the closing "}"' }
  return { offset, message: `expected a key in double quotes, found ${shown(text, offset)}` }
}

function endOfText(text: string, top: Open | undefined): TextProblem {
  if (top === undefined) return { offset: 0, message: 'the file is empty' }
  const { line } = positionAt(text, top.offset)
  return { offset: text.trimEnd().length, message: `the text ends here, but the "${top.bracket}" of line ${line} is not closed` }
}

/** The word or sign at an offset, as messages quote it: on one line, and cut where it is long. */
function shown(text: string, offset: number): string {
  const isString = text[offset] === '"'
  const bodyEnd = isString ? stringBodyEnd(text, offset + 1) : wordEnd(text, offset)
  const end = isString && text[bodyEnd] === '"' ? bodyEnd + 1 : Math.max(bodyEnd, offset + 1)
  const word = text.slice(offset, end)
  const cut = word.length > 40 ? `${word.slice(0, 39)}…` : word
  return isString ? cut : `"${cut}"`
}
