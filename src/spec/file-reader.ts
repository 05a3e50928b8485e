// Reads files for documents: inside one root, within limits, each once.
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { type Diagnostic, diagnostic, placeInFile } from '../diagnostics/diagnostic.ts'
import { decodeText } from './decode-text.ts'
import { isOverlayPath, overlayFile } from './overlay/overlay-file.ts'
import { parseText } from './parse-text.ts'
import type { SourceFile } from './source-file.ts'

/** Sizes in bytes; real documents reach 20 MB and 2,900 files. */
export const fileLimits = { maxFileBytes: 64 * 2 ** 20, maxTotalBytes: 256 * 2 ** 20, maxFiles: 10_000 } as const

export interface ReadFile {
  /** Undefined when the file could not be used; then `diagnostics` holds an error. */
  readonly file: SourceFile | undefined
  readonly diagnostics: readonly Diagnostic[]
}

export interface FileReader {
  /** Reads and parses, and applies the overlays that lie beside the file; asked for again, the same answer. */
  read(path: string): ReadFile
  /** Every path that was asked for, also those that were not there: what a watcher must look at. */
  readonly paths: ReadonlySet<string>
}

interface Stamp {
  readonly size: number
  readonly modifiedMs: number
  readonly inode: number
}

/** What an earlier load read: unchanged files are not parsed again. */
export type FileCache = ReadonlyMap<string, { readonly stamp: Stamp; readonly read: ReadFile }>

/** `folder` is what labels are relative to: the folder mockserve was started in. */
export function createFileReader(folder: string, earlier: FileCache = new Map()): FileReader & { readonly cache: FileCache } {
  const cache = new Map<string, { stamp: Stamp; read: ReadFile }>()
  const failed = new Map<string, ReadFile>()
  const paths = new Set<string>()
  let totalBytes = 0

  const readNow = (path: string): ReadFile => {
    const label = labelOf(path, folder)
    const fail = (
      code: 'file-missing' | 'file-unreadable' | 'file-too-large' | 'encoding',
      message: string,
      hint?: string,
    ): ReadFile => ({
      file: undefined,
      diagnostics: [diagnostic(code, placeInFile(label), message, hint)],
    })
    let handle: number | undefined
    try {
      // without O_NONBLOCK the opening of a FIFO would wait for a writer
      handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
      const stats = fstatSync(handle)
      if (!stats.isFile()) return fail('file-unreadable', `${label} is no regular file`)
      if (stats.size > fileLimits.maxFileBytes)
        return fail('file-too-large', `${label} has ${stats.size} bytes; at most ${fileLimits.maxFileBytes} are read`)
      if (cache.size >= fileLimits.maxFiles || totalBytes + stats.size > fileLimits.maxTotalBytes) {
        return fail(
          'file-too-large',
          `${label} is not read: the documents have more than ${fileLimits.maxFiles} files or ${fileLimits.maxTotalBytes} bytes in all`,
        )
      }
      totalBytes += stats.size
      const stamp = { size: stats.size, modifiedMs: stats.mtimeMs, inode: stats.ino }
      const before = earlier.get(path)
      const read = before !== undefined && sameStamp(before.stamp, stamp) ? before.read : parse(path, label, readFileSync(handle))
      cache.set(path, { stamp, read })
      return read
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR') return fail('file-missing', `${label} does not exist`)
      if (code === 'EACCES' || code === 'EPERM') return fail('file-unreadable', `no permission to read ${label}`)
      return fail('file-unreadable', `${label} cannot be read: ${(error as Error).message}`)
    } finally {
      if (handle !== undefined) closeSync(handle)
    }
  }

  const readAlone = (path: string): ReadFile => {
    paths.add(path)
    const known = cache.get(path)?.read ?? failed.get(path)
    if (known !== undefined) return known
    const read = readNow(path)
    if (!cache.has(path)) failed.set(path, read)
    return read
  }

  const overlaid = new Map<string, ReadFile>()
  const readOverlaid = (path: string): ReadFile => {
    const { file, diagnostics } = readAlone(path)
    if (file === undefined || isOverlayPath(path)) return { file, diagnostics }
    return { file: overlayFile(file, { read: readAlone, watch: (overlay) => paths.add(overlay) }), diagnostics }
  }
  return {
    paths,
    cache,
    read: (path) => {
      const read = overlaid.get(path) ?? readOverlaid(path)
      overlaid.set(path, read)
      return read
    },
  }
}

const sameStamp = (a: Stamp, b: Stamp) => a.size === b.size && a.modifiedMs === b.modifiedMs && a.inode === b.inode

function parse(path: string, label: string, bytes: Buffer): ReadFile {
  const text = decodeText(bytes)
  if (text === undefined) {
    const place = placeInFile(label)
    return {
      file: undefined,
      diagnostics: [diagnostic('encoding', place, `${label} is no text: not UTF-8, nor UTF-16 with a byte order mark`)],
    }
  }
  const parsed = parseText({ label, text, format: /\.json$/i.test(path) ? 'json' : 'yaml' })
  if (!parsed.ok) return { file: undefined, diagnostics: parsed.diagnostics }
  return { file: { path, label, text, format: parsed.format, root: parsed.value }, diagnostics: parsed.diagnostics }
}

/** A path as people write it: relative when it lies below the folder, else as it is. */
export function labelOf(path: string, folder: string): string {
  const short = relative(folder, path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}

/** The real path, or the nearest that exists with the rest joined on, so that a missing file has a path too. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const cut = path.lastIndexOf(sep)
    return cut <= 0 ? path : join(realPath(path.slice(0, cut)), path.slice(cut + 1))
  }
}

/** Whether `path` is `folder` or lies in it; both are real paths. */
export const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
