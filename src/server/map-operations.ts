// Walking a bundled document as JSON: every path item and operation, changed on the way.
import { isRecord } from '../spec/json-pointer.ts'

export type Json = Record<string, unknown>

/**
 * Changes a path item or an operation. `path` is the address in the document, or the name of a shared path item; `item` is the path item
 * around an operation, already changed, and undefined for a path item itself.
 */
export type ChangePart = (part: Json, path: string, item: Json | undefined) => Json

/** The document with all its path items and operations changed, shared path items too. What it shares with the original stays as it is. */
export function mapOperations(document: Json, change: ChangePart): Json {
  const { paths, components } = document
  const item = (written: Json, path: string): Json => {
    const changed = change(written, path, undefined)
    return mapValues(changed, (part, key) => {
      if (key === '$ref' || key.startsWith('x-')) return part
      const operation = (each: Json) => change(each, path, changed)
      return key === 'additionalOperations' ? mapValues(part, operation) : operation(part)
    })
  }
  return {
    ...document,
    ...(isRecord(paths) && { paths: mapValues(paths, item) }),
    ...(isRecord(components) &&
      isRecord(components['pathItems']) && {
        components: { ...components, pathItems: mapValues(components['pathItems'], item) },
      }),
  }
}

/** Every object of a map, changed; other values as they are. */
export const mapValues = (map: Json, change: (value: Json, key: string) => unknown): Json =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, isRecord(value) ? change(value, key) : value]))
