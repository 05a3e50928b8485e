// Following `$ref` inside one bundled document.
import { child, isRecord, parsePointer } from '../spec/json-pointer.ts'

const MAX_STEPS = 20

/** The value itself, or what its `#/…` reference leads to in the end; undefined when that leads nowhere or in a circle. */
export function localTarget(value: unknown, document: unknown): unknown {
  let found = value
  for (let step = 0; step < MAX_STEPS; step++) {
    if (!isRecord(found) || typeof found['$ref'] !== 'string') return found
    found = atLocalRef(found['$ref'], document)
  }
  return undefined
}

/** What `#/a/b` names, one step. */
export function atLocalRef(ref: string, document: unknown): unknown {
  if (!ref.startsWith('#')) return undefined
  return parsePointer(decode(ref.slice(1)))?.reduce<unknown>((value, token) => child(value, token), document)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
