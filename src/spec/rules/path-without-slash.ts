// Rule: a path begins with "/".
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { isRecord } from '../json-pointer.ts'
import { type CreateRule, placeIn } from './visit.ts'

/** `path-without-slash`. Source: OpenAPI "Paths Object". */
export const pathWithoutSlash: CreateRule = (_document, report) => ({
  on: {
    Paths: (visit) => {
      for (const [path, item] of Object.entries(visit.value)) {
        if (path.startsWith('/') || path.startsWith('x-') || !isRecord(item)) continue
        report(
          diagnostic(
            'path-without-slash',
            placeIn(visit, path, 'key'),
            `the path "${path}" does not begin with "/"; it is served as /${path}`,
          ),
        )
      }
    },
  },
})
