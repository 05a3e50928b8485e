// Prints the tree of src: each file with the first comment line in it, so that the map cannot drift from the code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../src', import.meta.url))
const COMMENT_COLUMN = 38

/** What the first comment in a text says, or undefined when code comes first. A `#!` line before it is passed over. */
function firstComment(text: string): string | undefined {
  const line = text.split(/\r?\n/).find((candidate) => candidate.trim() !== '' && !candidate.startsWith('#!'))
  return line === undefined ? undefined : /^\s*(?:\/\/|\/\*+)\s*(.*?)\s*(?:\*\/)?$/.exec(line)?.[1]
}

/** The lines for one folder: files before folders, each by name; a folder without files has none. */
function* tree(folder: string, indent: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name } of entries.filter((entry) => entry.isFile())) {
    const path = join(folder, name)
    const says = name.endsWith('.ts') ? (firstComment(readFileSync(path, 'utf8')) ?? '(no first comment line)') : ''
    yield `${`${indent}${name}`.padEnd(COMMENT_COLUMN - 1)} ${says}`.trimEnd()
  }
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const below = [...tree(join(folder, name), `${indent}  `)]
    if (below.length > 0) yield* [`${indent}${name}/`, ...below]
  }
}

console.log(['src/', ...tree(src, '  ')].join('\n'))
