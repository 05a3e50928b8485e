// Files were saved: is there something new, has the writer finished, and can it be served?
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import { type Diagnostic, formatDiagnostic } from '../diagnostics/diagnostic.ts'
import { describeVersionProblem } from '../spec/detect-version.ts'
import { fileLimits, isInside, labelOf, realPath } from '../spec/file-reader.ts'
import { findDocuments } from '../spec/find-documents.ts'
import type { LoadedDocuments } from '../spec/load-documents.ts'
import type { Built } from './build-runtime.ts'

/** Editors write in steps, and checkouts delete before they write: what is broken or gone is looked at again after so many ms. */
const PATIENCE_MS = 100
/** A file that grows for longer than this many looks is reported as it is. */
const MAX_LOOKS = 10
/** File systems keep times in steps of some ms: a file changed this shortly before it was read may have changed again since. */
const CLOCK_STEP_MS = 20

/** A load, and when it began (`Date.now()`). */
export interface Load {
  readonly built: Built
  readonly beganAt: number
}

export interface LoadAgain {
  readonly load: Load
  /** Files that changed, appeared or went, as people write them. */
  readonly files: readonly string[]
  /** Why the load must not replace the one in force; empty when it may. */
  readonly broken: readonly Diagnostic[]
}

export interface LoadAgainOptions {
  readonly settings: Settings
  /** What is being served. */
  readonly inForce: Built
  /** The latest attempt, good or not. */
  readonly latest: Load
  readonly build: (earlier: Built) => Built
}

/** Loads once more, waiting for writers to finish. Undefined: nothing has changed since the latest attempt. */
export async function loadAgain({ settings, inForce, latest, build }: LoadAgainOptions): Promise<LoadAgain | undefined> {
  const files = new Set(changedFiles(latest, settings))
  if (files.size === 0) return undefined
  if (latest.built.loaded.documents.some(({ file }) => !existsSync(file.path))) {
    await wait(PATIENCE_MS)
    if (changedFiles(latest, settings).length === 0) return undefined
  }
  const attempt = (earlier: Load): Load => ({ beganAt: Date.now(), built: build(earlier.built) })
  let load = attempt(latest)
  let broken = brokenSince(inForce, load.built)
  for (let look = 1; broken.length > 0 && look < MAX_LOOKS; look++) {
    await wait(PATIENCE_MS)
    const changed = changedFiles(load, settings)
    if (changed.length === 0) break
    for (const file of changed) files.add(file)
    load = attempt(load)
    broken = brokenSince(inForce, load.built)
  }
  return { load, files: [...files], broken }
}

/** Told by size, time and inode, without reading; and which documents a folder now has more or less. */
function changedFiles({ built: { loaded }, beganAt }: Load, { documents, folder }: Settings): string[] {
  const changed = [...loaded.paths].filter((path) => hasChanged(path, loaded, beganAt))
  const found = findDocuments(documents, folder).paths.map(realPath)
  return [...changed, ...found.filter((path) => !loaded.paths.has(path))].map((path) => labelOf(path, folder))
}

function hasChanged(path: string, { cache }: LoadedDocuments, beganAt: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  const stamp = cache.get(path)?.stamp
  if (stamp === undefined) return stats?.isFile() === true && stats.size <= fileLimits.maxFileBytes && isReadable(path)
  if (stats === undefined) return true
  if (stats.size !== stamp.size || stats.mtimeMs !== stamp.modifiedMs || stats.ino !== stamp.inode) return true
  return stats.mtimeMs > beganAt - CLOCK_STEP_MS && stats.mtimeMs <= Date.now()
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

/**
 * What keeps a load from replacing the one before: a document that is no longer usable, or a file behind one that no longer parses.
 * A document that was deleted from a folder that still has others is simply gone.
 */
function brokenSince(before: Built, next: Built): readonly Diagnostic[] {
  const usable = new Set(next.contract.documents.map(({ document }) => document.file.path))
  const lost = before.contract.documents
    .map(({ document }) => document.file)
    .filter(({ path }) => !usable.has(path) && !(usable.size > 0 && wasFoundIn(before.loaded.folders, path) && !existsSync(path)))
  // what was broken before keeps nothing back
  const good = [...before.loaded.cache].filter(([, { read }]) => read.file !== undefined).map(([path]) => path)
  const unreadable = good
    .flatMap((path) => next.loaded.read(path).diagnostics)
    .filter(({ code, severity }) => severity === 'error' && code !== 'file-missing')
  if (lost.length === 0 && unreadable.length === 0) return []
  // a document that lost its version is no longer found in its folder, so nobody else says why
  const unversioned = lost.flatMap(({ path }) => next.loaded.read(path).file ?? []).map(describeVersionProblem)
  const all = [...next.diagnostics, ...unreadable, ...unversioned].filter(({ severity }) => severity === 'error')
  const names = new Set([...lost.map(({ label }) => label), ...unreadable.map(({ place }) => place.file)])
  const causes = all.filter(({ place }) => names.has(place.file))
  return [...new Map((causes.length > 0 ? causes : all).map((finding) => [formatDiagnostic(finding), finding])).values()]
}

const wasFoundIn = (folders: readonly string[], path: string) => folders.some((folder) => isInside(path, folder))
