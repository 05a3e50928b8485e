// Comma-separated values. Source: RFC 4180.
import { isRecord } from '../../spec/json-pointer.ts'

/** A list of objects becomes a header line and a line each; a list of lists only lines. */
export function encodeCsv(value: unknown, separator = ','): string {
  const rows = Array.isArray(value) ? value : [value]
  const columns = [...new Set(rows.flatMap((row) => (isRecord(row) ? Object.keys(row) : [])))]
  const lines = rows.map((row) => (isRecord(row) ? columns.map((column) => row[column]) : Array.isArray(row) ? row : [row]))
  return [...(columns.length > 0 ? [columns] : []), ...lines]
    .map((cells) => `${cells.map((cell) => quote(cell, separator)).join(separator)}\r\n`)
    .join('')
}

function quote(cell: unknown, separator: string): string {
  const text = cell === null || cell === undefined ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
}
