// Which files of a mocks folder hold handlers, and which the data that handlers share.
import { type Dirent, existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Diagnostic, diagnostic, placeInFile } from '../../diagnostics/diagnostic.ts'
import { isInside, labelOf, realPath } from '../../spec/file-reader.ts'

export interface HandlerFiles {
  /** Absolute, in the order of their names: files whose default export maps operations to handlers. */
  readonly handlers: readonly string[]
  /** `_db.ts`: the collections. */
  readonly db: string | undefined
  /** `_state.ts`: free state. */
  readonly state: string | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs']
/** Folders without handlers: helpers, data, packages. */
const SKIPPED = new Set(['lib', 'seeds', 'node_modules'])
/** Types and tests. */
const NO_HANDLERS = /\.(d|gen|test|spec)\.[cm]?[tj]s$/

/**
 * Searches a folder and those below. Names that begin with `_` or `.` are left out, and so are `lib/`, `seeds/`, types and tests.
 * A link is followed to a file inside the folder only. A folder that is not there has no files.
 */
export function findHandlerFiles(folder: string, root: string): HandlerFiles {
  const real = realPath(folder)
  const handlers: string[] = []
  const diagnostics: Diagnostic[] = []
  const visit = (at: string) => {
    for (const entry of entriesOf(at)) {
      const { name } = entry
      const path = join(at, name)
      if (/^[._]/.test(name) || SKIPPED.has(name)) continue
      const isHandler = EXTENSIONS.includes(extname(name)) && !NO_HANDLERS.test(name)
      if (entry.isDirectory()) visit(path)
      else if (entry.isFile() && isHandler) handlers.push(path)
      else if (entry.isSymbolicLink()) {
        const target = targetOf(path)
        const isFile = target?.stats.isFile()
        if (target === undefined || (isFile && !isHandler)) continue
        if (!isInside(target.path, real)) diagnostics.push(outside(labelOf(path, realPath(root))))
        else if (isFile) handlers.push(path)
      }
    }
  }
  visit(real)
  const isOurs = (path: string) => existsSync(path) && isInside(realPath(path), real)
  const special = (name: string) => EXTENSIONS.map((extension) => join(real, name + extension)).find(isOurs)
  return { handlers, db: special('_db'), state: special('_state'), diagnostics }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // not there, or not for us
    return []
  }
}

/** Undefined for a link that leads nowhere. */
function targetOf(link: string): { readonly path: string; readonly stats: Stats } | undefined {
  try {
    return { path: realpathSync(link), stats: statSync(link) }
  } catch {
    return undefined
  }
}

const outside = (label: string): Diagnostic =>
  diagnostic('handler-outside', placeInFile(label), 'the link leads out of the folder of handlers; it is not followed')
