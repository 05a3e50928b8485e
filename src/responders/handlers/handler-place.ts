// Where in the user's files an error comes from.
import { findSourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isBundlePath } from './run-bundle.ts'

/** Line and column count from 1. */
export interface CodePlace {
  /** Absolute. */
  readonly path: string
  readonly line: number
  readonly column: number
}

const FRAME = /^\s+at (.+):(\d+):(\d+)\)?$/

/**
 * The innermost frame of an error (or of a stack as text) that lies in one of `files`, real paths such as the inputs of a load;
 * else that of its `cause`. Undefined when no frame does, as for a thrown text.
 */
export function handlerPlace(error: unknown, files: { has(path: string): boolean }): CodePlace | undefined {
  for (const line of stackOf(error).split('\n')) {
    const [, where = '', row = '', column = ''] = FRAME.exec(line) ?? []
    const place = pathsIn(where)
      .map((path) => original({ path, line: Number(row), column: Number(column) }))
      .find(({ path }) => files.has(path))
    if (place !== undefined) return place
  }
  return error instanceof Error && error.cause !== undefined && error.cause !== error
    ? handlerPlace(error.cause, files)
    : undefined
}

function stackOf(error: unknown): string {
  if (typeof error === 'string') return error
  try {
    const stack = (error as { readonly stack?: unknown } | null | undefined)?.stack
    return typeof stack === 'string' ? stack : ''
  } catch {
    // a getter of the user's that throws
    return ''
  }
}

/** `fn (/a/pets.ts` is /a/pets.ts in a function, `/a (b)/pets.ts` a path as a whole: every reading is given. */
function pathsIn(where: string): string[] {
  const starts = [0, ...[...where.matchAll(/[( ](?=\/|file:|[a-z]:[\\/]|\\\\)/gi)].map(({ index }) => index + 1)]
  return starts.map((start) => toPath(where.slice(start)))
}

/** Another tool may have replaced Node's way of writing stacks; then frames name the bundle, and Node still has its source map. */
function original(place: CodePlace): CodePlace {
  if (!isBundlePath(place.path)) return place
  const origin = findSourceMap(place.path)?.findOrigin(place.line, place.column)
  if (origin === undefined || !('fileName' in origin) || origin.fileName === undefined) return place
  return { path: toPath(origin.fileName), line: origin.lineNumber, column: origin.columnNumber }
}

function toPath(name: string): string {
  if (!name.startsWith('file:')) return name
  try {
    return fileURLToPath(name)
  } catch {
    return name
  }
}
