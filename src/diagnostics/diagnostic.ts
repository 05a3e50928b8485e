// What is found in a file: a code, a sentence, a place, a way out.
import { type FindingCode, findings } from './findings.ts'

export type Severity = 'error' | 'warning' | 'info'

/** Where something stands in a file. Line and column count from 1; computing them may mean a second parse, so they are asked for late. */
export interface Place {
  /** As people write it: relative to the folder mockserve was started in. */
  readonly file: string
  /** RFC 6901 pointer from the file's root, or '' for the file itself. */
  readonly pointer: string
  position(): { readonly line: number; readonly column: number }
  /** The file's text, for a code frame; undefined when it cannot be read. */
  text(): string | undefined
}

/** One finding about a file, made at load. */
export interface Diagnostic {
  readonly code: FindingCode
  readonly severity: Severity
  readonly message: string
  readonly place: Place
  /** What to do about it, e.g. `did you mean "responses"?` */
  readonly hint?: string
}

/** A diagnostic of this code; the severity comes from the table of findings. */
export function diagnostic(code: FindingCode, place: Place, message: string, hint?: string): Diagnostic {
  const base = { code, severity: findings[code].severity, message, place }
  return hint === undefined ? base : { ...base, hint }
}

/** `openapi.yaml:14:3: error: sentence [code]`, one line, the form that editors and grep understand. */
export function formatDiagnostic({ code, severity, message, place, hint }: Diagnostic): string {
  const { line, column } = place.position()
  return `${place.file}:${line}:${column}: ${severity}: ${message}${hint ? ` (${hint})` : ''} [${code}]`
}

/** A place for a whole file, or for a position that is already known. */
export function placeInFile(file: string, text?: string, line = 1, column = 1): Place {
  return { file, pointer: '', position: () => ({ line, column }), text: () => text }
}
