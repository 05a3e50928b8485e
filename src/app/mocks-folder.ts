// Where handlers are looked for.
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Settings } from '../config/settings.ts'
import { isInside } from '../spec/file-reader.ts'

/** The folder of handlers that is there, and all that were looked for; the latter are watched, since one may appear. */
export interface MocksFolder {
  readonly folder: string | undefined
  readonly candidates: readonly string[]
}

/** `--mocks`, else `mocks/` where we stand, in a folder that is served, or beside a document (or beside the `openapi/` folder it is in). */
export function findMocksFolder({ mocks, documents, folder }: Settings): MocksFolder {
  if (mocks === false) return { folder: undefined, candidates: [] }
  const candidates = mocks === undefined ? usualPlaces(documents, folder) : [resolve(folder, mocks)]
  return { folder: candidates.find(isFolder), candidates }
}

function usualPlaces(documents: readonly string[], folder: string): string[] {
  const places = documents.flatMap((given) => {
    const path = resolve(folder, given)
    const home = isFolder(path) ? path : dirname(path)
    return basename(home) === 'openapi' ? [dirname(home), home] : [home]
  })
  // handlers of this folder are not meant for a document from elsewhere
  const isAtHome = documents.length === 0 || documents.some((given) => isInside(resolve(folder, given), folder))
  return [...new Set([...(isAtHome ? [folder] : []), ...places])].map((place) => join(place, 'mocks'))
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory()
