// Which documents a folder holds.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { entriesOf, isPlain, ownOf, textOf } from './values.ts'

/** A document to be judged. */
export interface Listed {
  readonly id: string
  /** Absolute path of its entry file. */
  readonly entry: string
  /** How many operations the folder's index says it has. */
  readonly operations: number | undefined
}

/** The rows of `index.json` (`id`, `entry`, `operations`); without one, every file that is a document, and every folder by its first such file. */
export function listDocuments(folder: string): Listed[] {
  const index = join(folder, 'index.json')
  if (existsSync(index)) {
    const rows: unknown = JSON.parse(readFileSync(index, 'utf8'))
    return (Array.isArray(rows) ? rows : []).flatMap((row): Listed[] => {
      const [id, entry, operations] = [textOf(ownOf(row, 'id')), textOf(ownOf(row, 'entry')), ownOf(row, 'operations')]
      if (id === undefined || entry === undefined) return []
      return [{ id, entry: join(folder, entry), operations: typeof operations === 'number' ? operations : undefined }]
    })
  }
  return readdirSync(folder)
    .sort()
    .flatMap((name): Listed[] => {
      const path = join(folder, name)
      const files = statSync(path).isDirectory()
        ? readdirSync(path)
            .sort()
            .map((file) => join(path, file))
        : [path]
      const entry = files.find(isDocument)
      return entry === undefined ? [] : [{ id: basename(name, extname(name)), entry, operations: undefined }]
    })
}

/** True for a JSON or YAML file with `openapi` or `swagger` at its top. */
function isDocument(file: string): boolean {
  if (!/\.(json|ya?ml)$/i.test(file) || !statSync(file).isFile()) return false
  const text = readFileSync(file, 'utf8')
  if (/^(openapi|swagger)['"]?\s*:/m.test(text)) return true
  try {
    const value: unknown = JSON.parse(text)
    return isPlain(value) && entriesOf(value).some(([key]) => key === 'openapi' || key === 'swagger')
  } catch {
    return false
  }
}
