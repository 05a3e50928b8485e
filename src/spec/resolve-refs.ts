// Follows $ref: across files, inside the allowed folders, never to another machine.
import { dirname, resolve as resolvePath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { isLocated, type Located } from './api-document.ts'
import { type FileReader, isInside, realPath } from './file-reader.ts'
import { child, isRecord, joinPointer, parsePointer } from './json-pointer.ts'
import { placeAt, type SourceFile } from './source-file.ts'

const MAX_CHAIN = 100

export interface RefResolver {
  /** One step: what the reference names, which may be a reference again. */
  lookup(ref: string, from: SourceFile, at: string): Located | Diagnostic
  /** To the end of a chain of references. */
  resolve(ref: string, from: SourceFile, at: string): Located | Diagnostic
}

export interface RefOptions {
  readonly reader: FileReader
  /** Real paths of the folders that references may read. */
  readonly roots: readonly string[]
  /** Told about each file that a reference opened. */
  readonly onFile: (file: SourceFile) => void
}

export function createRefResolver({ reader, roots, onFile }: RefOptions): RefResolver {
  /** `steps` counts the references followed so far, along a chain and through pointers: either may lead back to itself. */
  const lookup = (ref: string, from: SourceFile, at: string, steps = 0): Located | Diagnostic => {
    const cut = ref.indexOf('#')
    const [target, fragment] = cut < 0 ? [ref, ''] : [ref.slice(0, cut), ref.slice(cut + 1)]
    const file = target === '' ? from : openFile(target, ref, from, at)
    return 'code' in file ? file : walk(file, fragment, ref, from, at, steps)
  }

  const openFile = (target: string, ref: string, from: SourceFile, at: string): SourceFile | Diagnostic => {
    const place = placeAt(from, joinPointer(at, '$ref'))
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target) && !target.toLowerCase().startsWith('file:')) {
      return diagnostic(
        'ref-remote',
        place,
        `$ref ${ref} names another machine; it is not fetched`,
        'save the file beside this one and refer to it there',
      )
    }
    const path = pathOf(target, from)
    if (path === undefined) return diagnostic('ref-unresolved', place, `$ref ${ref} is no usable file name`)
    if (!roots.some((root) => isInside(path, root))) {
      return diagnostic(
        'ref-outside',
        place,
        `$ref ${ref} leaves the folder ${roots[0]}; it is not read`,
        `allow it with --allow-refs ${dirname(path)}`,
      )
    }
    const read = reader.read(path)
    if (read.file === undefined) {
      const [why] = read.diagnostics
      if (why?.code !== 'file-missing') return why ?? diagnostic('ref-unresolved', place, `$ref ${ref} cannot be read`)
      return diagnostic('ref-unresolved', place, `$ref ${ref}: there is no file ${why.place.file}`)
    }
    onFile(read.file)
    return read.file
  }

  const walk = (
    file: SourceFile,
    fragment: string,
    ref: string,
    from: SourceFile,
    at: string,
    steps: number,
  ): Located | Diagnostic => {
    const pointer = decode(fragment)
    const tokens = parsePointer(pointer)
    if (tokens === undefined) return unresolved(ref, from, at, file, [], fragment)
    let here: Located = { value: file.root, file, pointer: '' }
    for (const [i, token] of tokens.entries()) {
      // a pointer may lead through a part that is itself a reference
      if (isRecord(here.value) && typeof here.value['$ref'] === 'string' && !Object.hasOwn(here.value, token)) {
        const through = follow(here.value['$ref'], here.file, here.pointer, steps + 1)
        if (!isLocated(through)) return through
        here = through
      }
      if (child(here.value, token) === undefined) return unresolved(ref, from, at, here.file, tokens.slice(0, i), token)
      here = { value: child(here.value, token), file: here.file, pointer: joinPointer(here.pointer, token) }
    }
    return here
  }

  const follow = (ref: string, from: SourceFile, at: string, steps = 0): Located | Diagnostic => {
    if (steps > MAX_CHAIN) return endless(ref, from, at)
    const next = lookup(ref, from, at, steps)
    if (!isLocated(next) || !isRecord(next.value) || typeof next.value['$ref'] !== 'string') return next
    return follow(next.value['$ref'], next.file, next.pointer, steps + 1)
  }

  return { lookup: (ref, from, at) => lookup(ref, from, at), resolve: (ref, from, at) => follow(ref, from, at) }
}

function endless(ref: string, from: SourceFile, at: string): Diagnostic {
  const place = placeAt(from, joinPointer(at, '$ref'))
  return diagnostic(
    'ref-cycle',
    place,
    `$ref ${ref} leads from reference to reference and never to a value (${MAX_CHAIN} steps were followed)`,
  )
}

function unresolved(
  ref: string,
  from: SourceFile,
  at: string,
  file: SourceFile,
  walked: readonly string[],
  missing: string,
): Diagnostic {
  const parent = walked.reduce<unknown>((value, token) => child(value, token), file.root)
  const siblings = isRecord(parent) ? Object.keys(parent) : []
  const near = suggest(missing, siblings)
  const where = walked.length === 0 ? file.label : `${file === from ? '' : file.label}#/${walked.join('/')}`
  return diagnostic(
    'ref-unresolved',
    placeAt(from, joinPointer(at, '$ref')),
    `$ref ${ref} leads nowhere: ${where} has no ${JSON.stringify(missing)}`,
    near === undefined ? undefined : `did you mean ${near}?`,
  )
}

/** The real path a reference names; decoded once, as URIs are. */
function pathOf(target: string, from: SourceFile): string | undefined {
  try {
    if (target.toLowerCase().startsWith('file:')) return realPath(fileURLToPath(target))
    const decoded = decodeURIComponent(target)
    return decoded.includes('\0') ? undefined : realPath(resolvePath(dirname(from.path), decoded))
  } catch {
    return undefined
  }
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
