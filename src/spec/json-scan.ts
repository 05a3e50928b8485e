// The few steps that every scanner of JSON text here takes: over blanks and comments, over a string, over a value.

const QUOTE = 34
const BACKSLASH = 92

/** The offset after blanks and comments. Comments are no JSON, but files named .json hold them, and places must be found in those too. */
export function skipBlanks(text: string, from: number): number {
  let i = from
  for (;;) {
    const code = text.charCodeAt(i)
    if (code === 32 || code === 10 || code === 13 || code === 9) i++
    else if (code === 47) {
      const end = commentEnd(text, i)
      if (end === undefined) return i
      i = end
    } else return i
  }
}

/** The offset after the comment that begins here, or undefined when none does. */
export function commentEnd(text: string, from: number): number | undefined {
  if (text.startsWith('//', from)) {
    const end = text.indexOf('\n', from)
    return end < 0 ? text.length : end
  }
  if (!text.startsWith('/*', from)) return undefined
  const end = text.indexOf('*/', from + 2)
  return end < 0 ? text.length : end + 2
}

/** The offset after the string whose opening quote stands at `from`, or the text's length when it is not closed. */
export function skipString(text: string, from: number): number {
  for (let i = text.indexOf('"', from + 1); i >= 0; i = text.indexOf('"', i + 1)) {
    let slashes = 0
    while (text.charCodeAt(i - 1 - slashes) === BACKSLASH) slashes++
    if (slashes % 2 === 0) return i + 1
  }
  return text.length
}

/** The offset after the value that begins at `from`; what stands inside is not looked at. */
export function skipValue(text: string, from: number): number {
  let depth = 0
  let i = from
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) {
      i = skipString(text, i)
      if (depth === 0) return i
    } else if (code === 123 || code === 91) {
      depth++
      i++
    } else if (code === 125 || code === 93) {
      if (depth <= 1) return depth === 0 ? i : i + 1
      depth--
      i++
    } else if (code === 47) i = commentEnd(text, i) ?? i + 1
    else if (depth === 0 && (code === 44 || code <= 32)) return i
    else i++
  }
  return text.length
}

/** What the string between these offsets (quotes included) says. */
export function stringAt(text: string, from: number, end: number): string {
  const raw = text.slice(from + 1, end - 1)
  if (!raw.includes('\\')) return raw
  try {
    return JSON.parse(text.slice(from, end)) as string
  } catch {
    return raw
  }
}

/** Where the first bracket stands that opens more than `depth` levels; the text's length when none does. */
export function offsetOfDepth(text: string, depth: number): number {
  let level = 0
  let i = 0
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = skipString(text, i)
    else {
      if (code === 123 || code === 91) level++
      else if (code === 125 || code === 93) level--
      if (level > depth) return i
      i++
    }
  }
  return i
}
