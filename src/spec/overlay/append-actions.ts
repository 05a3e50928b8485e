// An overlay with some more actions at its end, as text: nothing else in the file is touched.
import { isDeepStrictEqual } from 'node:util'
import { dump } from 'js-yaml'
import { isRecord } from '../json-pointer.ts'
import { parseText } from '../parse-text.ts'
import type { SourceFile } from '../source-file.ts'

export interface OverlayAction {
  readonly target: string
  readonly update?: unknown
  readonly remove?: true
}

export interface Appended {
  /** The lines to be added, or the whole of a new file. */
  readonly added: string
  /** Undefined: they cannot be added to this file without writing it anew. */
  readonly text: string | undefined
}

export interface NewOverlay {
  readonly title: string
  /** The file it is for, as the overlay refers to it. */
  readonly beside: string
}

/** `overlay` undefined: a new file. */
export function appendActions(overlay: SourceFile | undefined, actions: readonly OverlayAction[], fresh: NewOverlay): Appended {
  if (overlay === undefined) {
    const info = { title: fresh.title, version: '1.0.0' }
    const head = dump({ overlay: '1.0.0', info, extends: fresh.beside }, { lineWidth: -1 })
    const text = `${head}actions:\n${listOf(actions, '  ')}`
    return { added: text, text }
  }
  const { text, root } = overlay
  const [, indent = '  '] = /^actions:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*([ \t]*)-/m.exec(text) ?? []
  const added = listOf(actions, indent)
  const joined = `${text}${text.endsWith('\n') ? '' : '\n'}${added}`
  const whole = text.includes('\r\n') ? joined.replace(/\r?\n/g, '\r\n') : joined
  return { added, text: holds(whole, root, actions) ? whole : undefined }
}

const listOf = (actions: readonly OverlayAction[], indent: string) =>
  dump(actions, { lineWidth: -1, noRefs: true }).replace(/^(?=.)/gm, indent)

/** Whether a text says what an overlay said, and the actions besides: it may end in something else than its actions, or be written in braces. */
function holds(text: string, before: unknown, actions: readonly OverlayAction[]): boolean {
  const { value, ok } = parseText({ label: '', text, format: 'yaml' })
  if (!ok || !isRecord(before) || !Array.isArray(before['actions'])) return false
  return isDeepStrictEqual(value, { ...before, actions: [...before['actions'], ...actions] })
}
