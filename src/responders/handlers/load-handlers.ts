// The mocks folder -> what its files export, with all that is wrong in them.

import { type Diagnostic, diagnostic, placeInFile } from '../../diagnostics/diagnostic.ts'
import { realPath } from '../../spec/file-reader.ts'
import { findHandlerFiles, type HandlerFiles } from './find-handler-files.ts'
import type { Namespace } from './host-modules.ts'
import { type ImportOptions, importFresh, type LoadedModule } from './import-fresh.ts'
import { changedInputs, type Inputs } from './input-files.ts'

/** A file with handlers. */
export interface HandlerModule {
  /** Real and absolute. */
  readonly path: string
  /** As people write it: `mocks/pets.ts`. */
  readonly file: string
  /** The default export, as the user made it: not looked at yet. */
  readonly exported: unknown
}

/** `_db.ts` or `_state.ts`. */
export interface DataModule {
  readonly path: string
  readonly file: string
  readonly exports: Namespace
}

export interface LoadedHandlers {
  /** The folder that was searched. */
  readonly folder: string
  /** Files that could be loaded and have a default export, in the order of their names. */
  readonly modules: readonly HandlerModule[]
  /** Apart, since data outlives a reload: pass what must stay as `keep`, by path, in the next load. Undefined: no such file, or it is broken. */
  readonly db: DataModule | undefined
  readonly state: DataModule | undefined
  readonly inputs: Inputs
  readonly diagnostics: readonly Diagnostic[]
}

/** Loads every handler file of `folder` anew. Never rejects; a folder that is not there gives nothing. */
export async function loadHandlers(folder: string, options: ImportOptions): Promise<LoadedHandlers> {
  const found = findHandlerFiles(folder, options.root)
  const loaded = await importFresh(pathsOf(found), options)
  const byPath = new Map(loaded.modules.map((module) => [module.path, module]))
  const diagnostics = [...found.diagnostics, ...loaded.diagnostics]
  const modules: HandlerModule[] = []
  for (const { path, file, exports } of distinctModules(found.handlers, byPath)) {
    if (exports === undefined) continue
    if (exports['default'] === undefined) diagnostics.push(withoutDefault(file))
    else modules.push({ path, file, exported: exports['default'] })
  }
  const data = (path: string | undefined): DataModule | undefined => {
    const module = path === undefined ? undefined : byPath.get(realPath(path))
    return module?.exports === undefined ? undefined : { path: module.path, file: module.file, exports: module.exports }
  }
  return { folder, modules, db: data(found.db), state: data(found.state), inputs: loaded.inputs, diagnostics }
}

/** Files that changed since the load, came or went, by real path; empty when a new load would give the same. */
export function changedHandlerFiles({ folder, inputs }: LoadedHandlers): string[] {
  const came = pathsOf(findHandlerFiles(folder, folder))
    .map(realPath)
    .filter((path) => !inputs.has(path))
  return [...new Set([...changedInputs(inputs), ...came])]
}

/** Data first: what its files print or begin comes before the handlers. */
const pathsOf = ({ handlers, db, state }: HandlerFiles): string[] => [db, state, ...handlers].filter((path) => path !== undefined)

/** Two names of one file, by a link, are one module. */
function distinctModules(paths: readonly string[], byPath: ReadonlyMap<string, LoadedModule>): Set<LoadedModule> {
  return new Set(paths.flatMap((path) => byPath.get(realPath(path)) ?? []))
}

function withoutDefault(file: string): Diagnostic {
  const hint = 'write export default mocks({ … }); the name of a helper begins with _, or it stands in lib/'
  return diagnostic('handler-no-default', placeInFile(file), 'the file has no default export, so it gives no handlers', hint)
}
