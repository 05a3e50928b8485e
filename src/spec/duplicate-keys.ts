// Keys that one JSON object names twice: JSON.parse keeps the last and says nothing.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { joinPointer } from './json-pointer.ts'
import { skipBlanks, skipString, stringAt } from './json-scan.ts'
import { placeAtOffset, positionAt } from './text-position.ts'

/** More of them are one mistake of a program, not many of a person. */
export const MAX_DUPLICATE_KEYS = 20

/** A `duplicate-key` finding at the second of two equal keys. `firstOffset` is where the key stands first. */
export function duplicateKey(
  label: string,
  text: string,
  key: string,
  firstOffset: number,
  offset: number,
  pointer: string,
): Diagnostic {
  const { line } = positionAt(text, firstOffset)
  return diagnostic(
    'duplicate-key',
    placeAtOffset(label, text, offset, pointer),
    `the key "${key}" stands here a second time (first in line ${line}); the last one counts`,
  )
}

interface Container {
  /** Offsets by key; undefined for an array. */
  readonly keys: Map<string, number> | undefined
  token: string | number
}

/**
 * `duplicate-key` findings of a JSON text that `JSON.parse` accepted, at most 20. One pass over the text; some 100 ms for 13 MB,
 * so it is asked for when nobody waits.
 */
export function findDuplicateKeys({ label, text }: { readonly label: string; readonly text: string }): Diagnostic[] {
  const found: Diagnostic[] = []
  const open: Container[] = []
  let atKey = false
  for (let i = 0; i < text.length && found.length < MAX_DUPLICATE_KEYS; ) {
    const code = text.charCodeAt(i)
    const top = open.at(-1)
    if (code === 34) {
      const end = skipString(text, i)
      if (atKey && top?.keys) {
        const key = stringAt(text, i, end)
        const first = top.keys.get(key)
        top.token = key
        if (first !== undefined) {
          const pointer = joinPointer('', ...open.map(({ token }) => token))
          found.push(duplicateKey(label, text, key, first, i, pointer))
        }
        top.keys.set(key, i)
        atKey = false
      }
      i = end
      continue
    }
    if (code === 123) {
      open.push({ keys: new Map(), token: '' })
      atKey = true
    } else if (code === 91) {
      open.push({ keys: undefined, token: 0 })
      atKey = false
    } else if (code === 125 || code === 93) {
      open.pop()
    } else if (code === 44 && top) {
      if (typeof top.token === 'number' && !top.keys) top.token++
      atKey = top.keys !== undefined
    } else if (code === 47) {
      i = Math.max(skipBlanks(text, i), i + 1)
      continue
    }
    i++
  }
  return found
}
