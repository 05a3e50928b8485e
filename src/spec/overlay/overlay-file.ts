// A file with the overlays on it that lie beside it: `openapi.overlay.yaml` and `openapi.overlay.json` for `openapi.yaml`.
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Diagnostic, diagnostic, placeInFile } from '../../diagnostics/diagnostic.ts'
import type { ReadFile } from '../file-reader.ts'
import type { SourceFile } from '../source-file.ts'
import { isTooDeep, MAX_DEPTH } from '../value-limits.ts'
import { applyOverlay } from './apply-overlay.ts'
import { EditedTree } from './edited-tree.ts'

const OVERLAY = /\.overlay\.(ya?ml|json)$/i
const EXTENSION = /\.[^./\\]+$/

/** Whether a file is named like an overlay, and so is no document. */
export const isOverlayPath = (path: string): boolean => OVERLAY.test(path)

/** The path of what an overlay is for, without its extension. */
export const withoutOverlay = (path: string): string => path.replace(OVERLAY, '')

/** Where the overlays of a file lie, in the order in which they are applied. */
export const overlayPaths = (path: string): readonly string[] =>
  ['.overlay.yaml', '.overlay.yml', '.overlay.json'].map((end) => path.replace(EXTENSION, '') + end)

export interface OverlayReader {
  readonly read: (path: string) => ReadFile
  /** Told where an overlay may appear. */
  readonly watch: (path: string) => void
}

/** The file as it was when nothing lies beside it. What cannot be applied is among `overlaid.findings`, the rest is applied. */
export function overlayFile(file: SourceFile, { read, watch }: OverlayReader): SourceFile {
  const files: SourceFile[] = []
  const findings: Diagnostic[] = []
  const tree = new EditedTree(file)
  for (const path of overlayPaths(file.path)) {
    if (!existsSync(path)) {
      watch(path)
      continue
    }
    if (realpathSync(path) !== path) {
      const label = join(dirname(file.label), basename(path))
      findings.push(
        diagnostic('overlay-invalid', placeInFile(label), 'the overlay is a link to another place; it is not followed'),
      )
      continue
    }
    const overlay = read(path)
    findings.push(...overlay.diagnostics)
    if (overlay.file === undefined) continue
    files.push(overlay.file)
    applyOverlay(tree, file, overlay.file, (finding) => findings.push(finding))
  }
  if (files.length === 0 && findings.length === 0) return file
  if (!isTooDeep(tree.root)) return { ...file, root: tree.root, overlaid: { files, origins: tree.origins, findings } }
  const told = diagnostic('too-deep', placeInFile(file.label), `with its overlays, values are nested more than ${MAX_DEPTH} deep`)
  return { ...file, overlaid: { files, origins: new WeakMap(), findings: [...findings, told] } }
}
