// From an offset in a text to the line and column that people count.
import type { Place } from '../diagnostics/diagnostic.ts'

export interface Position {
  readonly line: number
  readonly column: number
}

/** Line and column of an offset, both from 1; only a line feed ends a line, as in the code frames. */
export function positionAt(text: string, offset: number): Position {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
    line++
    start = next + 1
  }
  return { line, column: offset - start + 1 }
}

/** The place of an offset that a parser stopped at; line and column are worked out when asked for. */
export function placeAtOffset(file: string, text: string, offset: number, pointer = ''): Place {
  return { file, pointer, position: () => positionAt(text, offset), text: () => text }
}
