// What the document says about parameters in words, which the contract does not keep.
import type { Operation } from '../contract/operation.ts'
import { isLocated } from '../spec/api-document.ts'
import { isRecord } from '../spec/json-pointer.ts'

/** Descriptions by `place name`, as in `query limit`. */
export function parameterDocs({ document, file, raw, path }: Operation): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  const read = (list: unknown, from: typeof file) => {
    for (const written of Array.isArray(list) ? list : []) {
      const located =
        isRecord(written) && typeof written['$ref'] === 'string' ? document.resolve(written['$ref'], from, '') : undefined
      const parameter = located === undefined ? written : isLocated(located) ? located.value : undefined
      if (isRecord(parameter)) found.set(`${parameter['in']} ${parameter['name']}`, parameter['description'])
    }
  }
  const paths = document.root['paths']
  const item = isRecord(paths) ? paths[path] : undefined
  if (isRecord(item)) read(item['parameters'], document.file)
  read(raw['parameters'], file)
  return found
}
