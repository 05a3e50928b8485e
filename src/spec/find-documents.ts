// Which files a command line means: documents given by name, found in a folder, or found where we stand.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { type Diagnostic, diagnostic, placeInFile } from '../diagnostics/diagnostic.ts'
import { labelOf } from './file-reader.ts'
import { isOverlayPath, withoutOverlay } from './overlay/overlay-file.ts'

export interface DocumentPaths {
  /** Absolute. */
  readonly paths: readonly string[]
  /** Folders that were searched: a document that appears in one is served too. */
  readonly folders: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

const EXTENSIONS = new Set(['.yaml', '.yml', '.json'])
const SKIPPED = new Set(['node_modules', 'dist', 'coverage'])
const MAX_FILES = 10_000
/** What makes a text worth parsing: a version key near its beginning. */
const LOOKS_LIKE_OPENAPI = /(^|[{,\s])["']?(openapi|swagger)["']?\s*:\s*["']?\d/

/** Resolves arguments; none means `openapi/` or one `openapi.*`/`swagger.*` file in `folder`. */
export function findDocuments(wanted: readonly string[], folder: string): DocumentPaths {
  const targets = wanted.length > 0 ? wanted.map((path) => resolve(folder, path)) : usualPlaces(folder)
  const paths = new Set<string>()
  const folders: string[] = []
  const diagnostics: Diagnostic[] = []
  const report = (
    code: 'file-missing' | 'folder-without-documents' | 'overlay-without-document',
    path: string,
    message: string,
    hint?: string,
  ) => diagnostics.push(diagnostic(code, placeInFile(labelOf(path, folder)), message, hint))

  if (targets.length === 0) {
    report(
      'folder-without-documents',
      folder,
      `there is no OpenAPI document here (looked for openapi/, openapi.* and swagger.* in ${folder})`,
      'name one: mockserve ./openapi.yaml',
    )
  }
  for (const target of targets) {
    const label = labelOf(target, folder)
    if (!existsSync(target)) {
      report('file-missing', target, `${label} does not exist`, similarFile(target))
    } else if (!statSync(target).isDirectory()) {
      paths.add(target)
    } else {
      folders.push(target)
      const { documents: found, overlays } = filesBelow(target)
      for (const path of found) paths.add(path)
      for (const path of overlays.filter(isAlone)) {
        const name = basename(withoutOverlay(path))
        const message = `${labelOf(path, folder)} changes nothing: beside it is no document of its name (${name}.yaml or .json)`
        report('overlay-without-document', path, message)
      }
      if (found.length === 0)
        report(
          'folder-without-documents',
          target,
          `no file in ${label} is an OpenAPI document (*.yaml, *.yml or *.json with an "openapi" or "swagger" version)`,
        )
    }
  }
  return { paths: [...paths], folders, diagnostics }
}

function usualPlaces(folder: string): string[] {
  const inFolder = join(folder, 'openapi')
  if (existsSync(inFolder) && statSync(inFolder).isDirectory() && filesBelow(inFolder).documents.length > 0) return [inFolder]
  return ['openapi', 'swagger']
    .flatMap((name) => [...EXTENSIONS].map((extension) => join(folder, name + extension)))
    .filter(existsSync)
    .slice(0, 1)
}

/** Documents and overlays of a folder and the folders below, sorted; fragments that only documents refer to are left alone. */
function filesBelow(folder: string): { readonly documents: readonly string[]; readonly overlays: readonly string[] } {
  const documents: string[] = []
  const overlays: string[] = []
  let looked = 0
  const visit = (at: string) => {
    for (const entry of readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || SKIPPED.has(entry.name) || looked > MAX_FILES) continue
      const path = join(at, entry.name)
      if (entry.isDirectory()) visit(path)
      else if (entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase())) {
        looked++
        if (isOverlayPath(path)) overlays.push(path)
        else if (LOOKS_LIKE_OPENAPI.test(head(path))) documents.push(path)
      }
    }
  }
  visit(folder)
  return { documents, overlays }
}

/** Whether an overlay lies beside no file that it could be for. */
const isAlone = (path: string) => ![...EXTENSIONS].some((extension) => existsSync(withoutOverlay(path) + extension))

function head(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(0, 65_536)
  } catch {
    // unreadable: taken as a document, so that reading it for real says why
    return 'openapi: 3'
  }
}

/** "did you mean": a document of another extension or spelling in the same folder. */
function similarFile(path: string): string | undefined {
  try {
    const name = basename(path, extname(path)).toLowerCase()
    const near = readdirSync(dirname(path)).filter(
      (other) => EXTENSIONS.has(extname(other)) && basename(other, extname(other)).toLowerCase().startsWith(name.slice(0, 4)),
    )
    return near[0] === undefined ? undefined : `did you mean ${near[0]}?`
  } catch {
    return undefined
  }
}

/** Short names for documents: the file's name, or its folder's where the file is called openapi.yaml and the like; made unique by a number. */
export function nameDocuments(paths: readonly string[]): string[] {
  const taken = new Set<string>()
  return paths.map((path) => {
    const file = basename(path, extname(path))
    const isGeneric = /^(openapi|swagger|index|main|root|api|spec\d?|oas)$/i.test(file)
    const parent = basename(dirname(path))
    const word = isGeneric && paths.length > 1 ? parent : file
    const slug =
      word
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'api'
    let name = slug
    for (let i = 2; taken.has(name); i++) name = `${slug}-${i}`
    taken.add(name)
    return name
  })
}
