// Where a JSON Pointer stands in a text.
import { parsePointer } from './json-pointer.ts'
import type { Entry, Outline } from './outline.ts'
import { outlineJson } from './outline-json.ts'
import { outlineYaml } from './outline-yaml.ts'
import type { TextFormat } from './source-file.ts'
import type { Position } from './text-position.ts'

interface Sketch {
  readonly text: string
  readonly outline: Outline
  /** Offsets at which lines begin. */
  readonly lines: readonly number[]
}

/** Findings come file by file, so a few sketches are enough; held weakly, since the next question may never come. */
const MAX_SKETCHES = 8
let recent: WeakRef<Sketch>[] = []

/**
 * Line and column, both from 1, of the value at a pointer or of its key. Where the pointer leads further than the text does, the nearest
 * part that is there. A YAML alias stands where it is written, what is below it where its anchor is.
 */
export function locatePointer(text: string, format: TextFormat, pointer: string, on: 'key' | 'value'): Position {
  const { outline, lines } = sketch(text, format)
  let at: Entry | undefined = outline.root
  for (const token of parsePointer(pointer) ?? []) {
    const next: Entry | undefined = at && outline.children(at.spot).get(token)
    if (next === undefined) break
    at = next
  }
  const offset = at === undefined ? 0 : on === 'key' ? at.keyOffset : at.valueOffset
  const line = lineOf(lines, offset)
  return { line: line + 1, column: offset - (lines[line] ?? 0) + 1 }
}

function sketch(text: string, format: TextFormat): Sketch {
  const alive = recent.filter((ref) => ref.deref() !== undefined)
  const known = alive.map((ref) => ref.deref()).find((candidate) => candidate?.text === text)
  if (known !== undefined) return known
  const made = { text, outline: format === 'json' ? outlineJson(text) : outlineYaml(text), lines: lineStarts(text) }
  recent = [new WeakRef(made), ...alive].slice(0, MAX_SKETCHES)
  return made
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The index of the last line that begins at or before an offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
