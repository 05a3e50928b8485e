// Descriptions of the document -> doc comments.

const MAX_LENGTH = 240

export interface Documented {
  readonly text?: unknown
  /** A line of its own behind the text. */
  readonly address?: string
  readonly isDeprecated?: boolean
  readonly format?: unknown
}

/** A doc comment with a line break behind it, indented; '' when there is nothing to say. Long descriptions are cut to their first paragraph. */
export function docComment({ text, address, isDeprecated = false, format }: Documented, indent = ''): string {
  const lines = [
    ...(typeof text === 'string' ? wrap(firstParagraph(text)) : []),
    ...(address === undefined ? [] : [address]),
    ...(typeof format === 'string' && !UNSAID.has(format) ? [`@format ${format.replace(/\s+/g, ' ')}`] : []),
    ...(isDeprecated ? ['@deprecated'] : []),
  ].map(harmless)
  const [only] = lines
  if (only === undefined) return ''
  if (lines.length === 1) return `${indent}/** ${only} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`
}

/** Formats that say no more than the type does. */
const UNSAID = new Set(['int32', 'int64', 'float', 'double', 'string', 'integer', 'number', 'boolean'])

function firstParagraph(text: string): string {
  const [first = ''] = text.trim().split(/\n\s*\n/)
  const line = first.replace(/\s+/g, ' ')
  if (line.length <= MAX_LENGTH) return line
  const cut = line.slice(0, MAX_LENGTH)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_LENGTH - 40))} …`
}

function wrap(line: string): string[] {
  return line === '' ? [] : (line.match(/.{1,110}(?:\s|$)|\S{111,}/g)?.map((part) => part.trim()) ?? [])
}

// an end of comment inside would let the rest be read as code, and an @ would begin a tag
const harmless = (line: string) => line.replaceAll('*/', '*\\/').replace(/^@(?!format |deprecated$)/, '\\@')
