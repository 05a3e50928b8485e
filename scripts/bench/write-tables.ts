// Sections of a run as text for a terminal and as Markdown.
import type { Results } from './results.ts'
import type { Section } from './sections.ts'

/** What was measured, where and when. */
export function headline({ version, node, machine, at, peers }: Results): string {
  const names = peers.flatMap((peer) => (peer.version === undefined ? [] : [`${peer.title} ${peer.version}`]))
  return [`mockserve ${version}`, ...names, `Node ${node}`, machine, at.slice(0, 10)].join(', ')
}

export function toText({ title, note, header, rows }: Section): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (isNumeric(rows, column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [title, `(${note})`, line(header), ...rows.map(line)].join('\n')
}

export function toMarkdown({ title, note, header, rows }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = header.map((_, column) => (isNumeric(rows, column) ? '---:' : '---'))
  return [`**${title}** (${note})`, '', line(header), line(rule), ...rows.map(line)].join('\n')
}

const isNumeric = (rows: Section['rows'], column: number) => rows.some((row) => /^[\d.]/.test(row[column] ?? '')) && column > 0
