// Tells when a file that was read, or a source in a folder that was searched, may have changed; the door of chokidar.
import { existsSync, type Stats } from 'node:fs'
import { dirname, extname, sep } from 'node:path'
import { watch } from 'chokidar'
import { isInside } from '../spec/file-reader.ts'

export interface WatchOptions {
  /** Asked again and again, since references are followed late: real, absolute paths. */
  readonly watched: () => { readonly files: ReadonlySet<string>; readonly folders: readonly string[] }
  /** Something may have changed: look. Calls never overlap. */
  readonly changed: () => Promise<unknown>
  /** Watching does not work, or no longer fully. */
  readonly failed: (error: Error) => void
}

export interface Watcher {
  close(): Promise<void>
}

/** Writes that belong together arrive within this time. */
const GATHER_MS = 30
/** chokidar drops what follows a change within 50 ms, so the last of quick saves is found by looking once more. */
const LOOK_AGAIN_MS = 90
const GROW_MS = 250
const SOURCES = new Set(['.yaml', '.yml', '.json', '.ts', '.mts', '.js', '.mjs'])

/** Watches folders rather than files, so that a file which is replaced, or deleted and written anew, is not lost. */
export function watchFolders({ watched, changed, failed }: WatchOptions): Watcher {
  /** Folders that hold a file which was read, or were searched; those of them that are watched at this moment. */
  const wanted = new Set<string>()
  const folders = new Set<string>()
  const files = new Set<string>()
  let searched: readonly string[] = []
  const look = createLook(changed)

  const isIgnored = (path: string, stats?: Stats): boolean => {
    if (stats === undefined) return false
    const isSearched = searched.some((folder) => isInside(path, folder) && !isSkipped(path.slice(folder.length)))
    if (stats.isDirectory()) return !folders.has(path) && !isSearched
    return !files.has(path) && !(isSearched && SOURCES.has(extname(path).toLowerCase()))
  }
  const watcher = watch([], { ignoreInitial: true, ignored: isIgnored })
  watcher.on('error', (error) => failed(error as Error))
  watcher.on('all', (event, path) => {
    // a folder that is removed takes its watch with it; it is taken up again when it comes back
    if (event === 'unlinkDir') folders.delete(path)
    look.soon()
  })

  const grow = () => {
    const now = watched()
    searched = now.folders
    const newFiles = [...now.files].filter((path) => !files.has(path))
    for (const path of [...newFiles.map((file) => dirname(file)), ...searched]) wanted.add(path)
    const newFolders = [...wanted].filter((path) => !folders.has(path) && existsSync(path))
    if (newFiles.length === 0 && newFolders.length === 0) return
    for (const path of newFiles) files.add(path)
    for (const path of newFolders) folders.add(path)
    watcher.add([...newFolders, ...newFiles.filter((path) => folders.has(dirname(path)) && existsSync(path))])
    // what was saved between reading and watching
    look.soon()
  }
  grow()
  const growing = setInterval(grow, GROW_MS).unref()

  return {
    close: () => {
      clearInterval(growing)
      look.stop()
      return watcher.close()
    },
  }
}

const isSkipped = (below: string) =>
  below.split(sep).some((part) => part === 'node_modules' || (part.startsWith('.') && part !== ''))

/** Calls `changed` soon after `soon()`, and once more later; while a call runs, the next waits for it. */
function createLook(changed: () => Promise<unknown>) {
  let first: NodeJS.Timeout | undefined
  let second: NodeJS.Timeout | undefined
  let running: Promise<unknown> | undefined
  let again = false

  const run = () => {
    first = undefined
    if (running !== undefined) {
      again = true
      return
    }
    running = changed().finally(() => {
      running = undefined
      if (again) first ??= setTimeout(run, GATHER_MS)
      again = false
    })
  }
  return {
    soon: () => {
      first ??= setTimeout(run, GATHER_MS)
      clearTimeout(second)
      second = setTimeout(run, LOOK_AGAIN_MS)
    },
    stop: () => {
      clearTimeout(first)
      clearTimeout(second)
    },
  }
}
