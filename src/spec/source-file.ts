// One file as it was read: its text, the value in it, and how its name is written for people.
import type { Place } from '../diagnostics/diagnostic.ts'
import { locatePointer } from './locate-pointer.ts'

export type TextFormat = 'json' | 'yaml'

export interface SourceFile {
  /** Absolute, with symbolic links resolved. */
  readonly path: string
  /** Relative to the folder mockserve was started in: what findings print. */
  readonly label: string
  readonly text: string
  readonly format: TextFormat
  /** The parsed value; maps are plain objects, dates stay text. */
  readonly root: unknown
}

/**
 * The place of `pointer` (RFC 6901) in a file. `on: 'key'` points at the property's name (for a misspelt field), 'value' at what it holds.
 * Line and column are worked out when asked for, since that parses the text a second time.
 */
export function placeAt(file: SourceFile, pointer: string, on: 'key' | 'value' = 'value'): Place {
  let position: { line: number; column: number } | undefined
  return {
    file: file.label,
    pointer,
    position: () => {
      position ??= locatePointer(file.text, file.format, pointer, on)
      return position
    },
    text: () => file.text,
  }
}
