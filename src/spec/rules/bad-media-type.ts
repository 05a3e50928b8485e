// Rule: the keys of `content`, and the entries of `consumes` and `produces`, are media types.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { type CreateRule, placeIn, type Report, type Visit } from './visit.ts'

/** `bad-media-type`. Source: RFC 9110 "Media Type"; OpenAPI "Media Type Object". */
export const badMediaType: CreateRule = (_document, report) => ({
  on: {
    Content: (visit) => {
      for (const key of Object.keys(visit.value)) {
        if (!key.startsWith('x-') && key !== '$ref') check(visit, key, [key], 'key', report)
      }
    },
    Document: (visit) => checkLists(visit, report),
    Operation: (visit) => checkLists(visit, report),
  },
})

function checkLists(visit: Visit, report: Report): void {
  for (const key of ['consumes', 'produces']) {
    const list = visit.value[key]
    if (!Array.isArray(list)) continue
    for (const [index, entry] of list.entries()) check(visit, String(entry), [key, index], 'value', report)
  }
}

function check(visit: Visit, text: string, path: readonly (string | number)[], on: 'key' | 'value', report: Report): void {
  if (parseMediaType(text) !== undefined) return
  const known: Record<string, string> = {
    json: 'application/json',
    xml: 'application/xml',
    text: 'text/plain',
    html: 'text/html',
  }
  const meant = known[text.toLowerCase()]
  const message = `"${text}" is no media type such as application/json`
  report(
    diagnostic('bad-media-type', placeIn(visit, path, on), message, meant && `did you mean ${meant}?`),
    `bad-media-type ${text}`,
  )
}
