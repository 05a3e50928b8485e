// The block of the README that a run may write.
import { readFileSync, writeFileSync } from 'node:fs'

const BEGIN = '<!-- bench:begin -->'
const END = '<!-- bench:end -->'

/** Puts `block` between the markers of a file; throws when it has none. */
export function writeBlock(path: string, block: string): void {
  const text = readFileSync(path, 'utf8')
  const [before, rest] = splitAt(text, BEGIN, path)
  const [, after] = splitAt(rest, END, path)
  writeFileSync(path, `${before}${BEGIN}\n\n${block}\n\n${END}${after}`)
}

function splitAt(text: string, marker: string, path: string): readonly [string, string] {
  const at = text.indexOf(marker)
  if (at < 0) throw new Error(`${path} has no line ${marker}`)
  return [text.slice(0, at), text.slice(at + marker.length)]
}
