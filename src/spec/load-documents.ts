// Text -> documents: reads, parses, tells versions apart, and returns what can be served beside all that was found.
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ApiDocument } from './api-document.ts'
import { describeVersionProblem, detectVersion } from './detect-version.ts'
import { createFileReader, type FileCache, isInside, type ReadFile, realPath } from './file-reader.ts'
import { findDocuments, nameDocuments } from './find-documents.ts'
import { isRecord } from './json-pointer.ts'
import { createRefResolver } from './resolve-refs.ts'
import type { SourceFile } from './source-file.ts'

export interface LoadOptions {
  /** Files and folders as given on the command line; none means the usual places in `folder`. */
  readonly documents: readonly string[]
  /** The folder mockserve was started in, absolute. */
  readonly folder: string
  /** More folders that references may read. */
  readonly allowRefs?: readonly string[]
  /** What the last load read, so that unchanged files are not parsed again. */
  readonly earlier?: FileCache
}

export interface LoadedDocuments {
  readonly documents: readonly ApiDocument[]
  readonly diagnostics: readonly Diagnostic[]
  /** Folders that were searched for documents. */
  readonly folders: readonly string[]
  /** Paths to watch; grows while references are followed. */
  readonly paths: ReadonlySet<string>
  readonly cache: FileCache
  /** Reads one more file, or gives what was read of it. */
  read(path: string): ReadFile
}

/** Loads all documents. A file that cannot be used is a finding; the others are served. */
export function loadDocuments({ documents: wanted, folder, allowRefs = [], earlier }: LoadOptions): LoadedDocuments {
  const found = findDocuments(wanted, folder)
  const diagnostics: Diagnostic[] = [...found.diagnostics]
  const reader = createFileReader(folder, earlier)
  const usable: { file: SourceFile; version: ApiDocument['version'] }[] = []
  for (const path of found.paths) {
    const read = reader.read(realPath(path))
    diagnostics.push(...read.diagnostics)
    if (read.file === undefined) continue
    const version = detectVersion(read.file.root)
    if (version === undefined) diagnostics.push(describeVersionProblem(read.file))
    else usable.push({ file: read.file, version })
  }

  const names = nameDocuments(usable.map(({ file }) => file.path))
  const documents = usable.map(({ file, version }, i): ApiDocument => {
    const files = new Map<string, SourceFile>()
    const keep = (opened: SourceFile) => {
      for (const each of [opened, ...(opened.overlaid?.files ?? [])]) files.set(each.path, each)
    }
    keep(file)
    const roots = [rootFor(file.path, folder), ...allowRefs.map(realPath)]
    const refs = createRefResolver({ reader, roots, onFile: keep })
    return {
      name: names[i] ?? 'api',
      version,
      file,
      root: isRecord(file.root) ? file.root : {},
      files,
      resolve: refs.resolve,
      lookup: refs.lookup,
    }
  })
  return { documents, diagnostics, folders: found.folders, paths: reader.paths, cache: reader.cache, read: reader.read }
}

/**
 * The folder that references of a document may read: the one mockserve was started in when the document lies there,
 * else the nearest above the document with a `.git` or `package.json`, else the document's own.
 */
function rootFor(path: string, folder: string): string {
  const started = realpathSync(folder)
  if (isInside(path, started)) return started
  const own = dirname(path)
  for (let at = own; at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, '.git')) || existsSync(join(at, 'package.json'))) return at
  }
  return own
}
