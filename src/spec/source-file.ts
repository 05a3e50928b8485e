// One file as it was read: its text, the value in it, and how its name is written for people.
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts'
import { child, joinPointer, parsePointer } from './json-pointer.ts'
import { locatePointer } from './locate-pointer.ts'

export type TextFormat = 'json' | 'yaml'

export interface SourceFile {
  /** Absolute, with symbolic links resolved. */
  readonly path: string
  /** Relative to the folder mockserve was started in: what findings print. */
  readonly label: string
  readonly text: string
  readonly format: TextFormat
  /** The parsed value; maps are plain objects, dates stay text. With overlays on it, what they made of it. */
  readonly root: unknown
  /** Undefined: no overlay lies beside the file. */
  readonly overlaid?: {
    readonly files: readonly SourceFile[]
    readonly origins: Origins
    /** What is wrong with the overlays. */
    readonly findings: readonly Diagnostic[]
  }
}

/** Where a value is written. */
export interface Origin {
  readonly file: SourceFile
  readonly pointer: string
}

/** By container and key: what is written elsewhere than what holds it. */
export type Origins = { get(container: object): ReadonlyMap<string, Origin> | undefined }

/** Where the value that some keys lead to is written: in `file`, whose value `root` was, or in an overlay. */
export function originOf(file: SourceFile, root: unknown, origins: Origins, keys: readonly string[]): Origin {
  let origin: Origin = { file, pointer: '' }
  let value = root
  for (const key of keys) {
    const moved = typeof value === 'object' && value !== null ? origins.get(value)?.get(key) : undefined
    origin = moved ?? { file: origin.file, pointer: joinPointer(origin.pointer, key) }
    value = child(value, key)
  }
  return origin
}

/** Whether something stands in the text of a file or of an overlay on it: a cheap look that spares a search. */
export const mentions = (file: SourceFile, pattern: RegExp): boolean =>
  [file, ...(file.overlaid?.files ?? [])].some(({ text }) => pattern.test(text))

/**
 * The place of `pointer` (RFC 6901) in a file. `on: 'key'` points at the property's name (for a misspelt field), 'value' at what it holds.
 * What an overlay put there is at its place in the overlay. Line and column are worked out when asked for, since that parses the text a second time.
 */
export function placeAt(file: SourceFile, pointer: string, on: 'key' | 'value' = 'value'): Place {
  const { overlaid } = file
  const written = overlaid && originOf(file, file.root, overlaid.origins, parsePointer(pointer) ?? [])
  return written === undefined ? placeIn(file, pointer, on) : placeIn(written.file, written.pointer, on)
}

function placeIn(file: SourceFile, pointer: string, on: 'key' | 'value'): Place {
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
