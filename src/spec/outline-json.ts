// The outline of a JSON text, by a scanner that steps over the values nobody asks for.
import { skipBlanks, skipString, skipValue, stringAt } from './json-scan.ts'
import { type Entry, type Outline, remembering } from './outline.ts'

/** A spot is the offset of a value. The text need not be sound: what cannot be read has no children. */
export function outlineJson(text: string): Outline {
  const start = skipBlanks(text, 0)
  return remembering({ keyOffset: start, valueOffset: start, spot: start }, (spot) => {
    if (text[spot] === '{') return properties(text, spot)
    return text[spot] === '[' ? items(text, spot) : new Map()
  })
}

function properties(text: string, spot: number): Map<string, Entry> {
  const found = new Map<string, Entry>()
  for (let at = skipBlanks(text, spot + 1); text[at] === '"'; ) {
    const keyEnd = skipString(text, at)
    const valueOffset = skipBlanks(text, skipBlanks(text, keyEnd) + 1)
    // of equal keys the last one counts, as in JSON.parse
    found.set(stringAt(text, at, keyEnd), { keyOffset: at, valueOffset, spot: valueOffset })
    at = afterComma(text, skipValue(text, valueOffset))
  }
  return found
}

function items(text: string, spot: number): Map<string, Entry> {
  const found = new Map<string, Entry>()
  for (let at = skipBlanks(text, spot + 1); at < text.length && text[at] !== ']'; ) {
    found.set(String(found.size), { keyOffset: at, valueOffset: at, spot: at })
    const end = skipValue(text, at)
    if (end === at) break
    at = afterComma(text, end)
  }
  return found
}

function afterComma(text: string, from: number): number {
  const at = skipBlanks(text, from)
  return text[at] === ',' ? skipBlanks(text, at + 1) : at
}
