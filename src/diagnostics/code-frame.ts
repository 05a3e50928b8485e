// A diagnostic as text for people: the sentence, the lines around the place, a caret.
import { type Diagnostic, formatDiagnostic } from './diagnostic.ts'

const CONTEXT_LINES = 1
const MAX_WIDTH = 160

/** The one-line form, followed by the source lines with a caret under the place. */
export function formatWithFrame(diagnostic: Diagnostic): string {
  const headline = formatDiagnostic(diagnostic)
  const text = diagnostic.place.text()
  if (text === undefined || text === '') return headline
  const { line, column } = diagnostic.place.position()
  return `${headline}\n${codeFrame(text, line, column)}`
}

/** The lines around a place, numbered, with a caret. A long line (a JSON document in one line) is cut to what stands around the caret. */
export function codeFrame(text: string, line: number, column: number): string {
  const first = Math.max(1, line - CONTEXT_LINES)
  const shown = linesAt(text, first, line + CONTEXT_LINES)
  const gutter = String(first + shown.length - 1).length
  const start = column > MAX_WIDTH - 40 ? column - 40 : 0
  const rows = shown.map((source, i) => {
    const number = first + i
    const visible = printable(source.slice(start, start + MAX_WIDTH))
    const row =
      `  ${number === line ? '>' : ' '} ${String(number).padStart(gutter)} | ${start > 0 ? '…' : ''}${visible}`.trimEnd()
    if (number !== line) return row
    return `${row}\n    ${' '.repeat(gutter)} | ${' '.repeat(column - 1 - start + (start > 0 ? 1 : 0))}^`
  })
  return rows.join('\n')
}

/** Lines `first` to `last`, found without splitting the whole text: documents reach tens of megabytes. */
function linesAt(text: string, first: number, last: number): string[] {
  let offset = 0
  for (let line = 1; line < first; line++) {
    const next = text.indexOf('\n', offset)
    if (next < 0) return []
    offset = next + 1
  }
  const lines: string[] = []
  for (let line = first; line <= last && offset <= text.length; line++) {
    const next = text.indexOf('\n', offset)
    const end = next < 0 ? text.length : next
    lines.push(text.slice(offset, end).replace(/\r$/, ''))
    if (next < 0) break
    offset = next + 1
  }
  return lines
}

/** A document's bytes never reach the terminal as control sequences; a tab becomes one space so that the caret stays under its column. */
function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
}
