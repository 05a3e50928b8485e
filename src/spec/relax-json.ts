// JSON with comments or a comma too many -> the same text as JSON, each character at its old place.
import { commentEnd, skipBlanks, skipString } from './json-scan.ts'

export interface RelaxedJson {
  readonly text: string
  /** Where the first comment or comma was, and which. */
  readonly offset: number
  readonly what: 'a comment' | 'a comma before a closing bracket'
}

/** Blanks out comments and trailing commas, or undefined when there are none. */
export function relaxJson(text: string): RelaxedJson | undefined {
  const parts: string[] = []
  let kept = 0
  let first: Pick<RelaxedJson, 'offset' | 'what'> | undefined
  const blank = (from: number, to: number, what: RelaxedJson['what']) => {
    first ??= { offset: from, what }
    parts.push(text.slice(kept, from), text.slice(from, to).replace(/[^\r\n]/g, ' '))
    kept = to
  }
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i)
    if (code === 34) i = skipString(text, i)
    else if (code === 47) {
      const end = commentEnd(text, i)
      if (end !== undefined) blank(i, end, 'a comment')
      i = end ?? i + 1
    } else {
      if (code === 44 && /[}\]]/.test(text[skipBlanks(text, i + 1)] ?? '')) blank(i, i + 1, 'a comma before a closing bracket')
      i++
    }
  }
  return first && { ...first, text: parts.join('') + text.slice(kept) }
}
