// Sections of a run as text for a terminal and as Markdown.
import type { Results } from './results.ts'
import type { Section } from './sections.ts'

export const headline = ({ version, node, machine, at, peers }: Results): string =>
  `mockserve ${version}, Node ${node}, ${machine}, ${at.slice(0, 10)}${peers.length > 0 ? `; ${peers.join(', ')}` : ''}`

export function toText({ title, note, header, rows }: Section): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [title, `(${note})`, line(header), ...rows.map(line)].join('\n')
}

export function toMarkdown({ title, note, header, rows }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'))
  return [`**${title}** (${note})`, '', line(header), line(rule), ...rows.map(line)].join('\n')
}
