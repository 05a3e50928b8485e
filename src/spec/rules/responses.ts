// Rules: an operation has a response that can be given, and the keys of responses are status codes.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { normaliseStatus } from '../../http/status.ts'
import { isRecord } from '../json-pointer.ts'
import { placeAt } from '../source-file.ts'
import { fieldOf, listOperations, resolveObject } from './list-operations.ts'
import { type CreateRule, placeIn } from './visit.ts'

/** `bad-status`, at the key. Source: OpenAPI "Responses Object". */
export const badStatus: CreateRule = (_document, report) => ({
  on: {
    Responses: (visit) => {
      for (const key of Object.keys(visit.value)) {
        if (key.startsWith('x-') || key === '$ref') continue
        const status = normaliseStatus(key)
        if (status === key) continue
        const message =
          status === undefined
            ? `the response "${key}" ${whyNot(key)}; it is never given`
            : `the response "${key}" is read as ${status}`
        report(diagnostic('bad-status', placeIn(visit, key, 'key'), message), `bad-status ${key}`)
      }
    },
  },
})

function whyNot(key: string): string {
  if (/^1(\d\d|xx)$/i.test(key)) return 'is only a step on the way to an answer'
  if (/^\d+$/.test(key)) return 'is no status code from 200 to 599'
  return 'is neither a status code, nor a range such as 4XX, nor "default"'
}

/** `no-responses` at an operation whose responses are all unusable, `missing-nicety` at one that documents none. */
export const noResponses: CreateRule = (document, report) => ({
  end: () => {
    for (const { name, operation } of listOperations(document)) {
      const place = placeAt(operation.file, operation.pointer, 'key')
      const stated = operation.value['responses']
      const keys = isRecord(stated)
        ? Object.keys(resolveObject(document, fieldOf(operation, 'responses'))?.value ?? { default: 0 })
        : []
      if (keys.some((key) => normaliseStatus(key) !== undefined)) continue
      if (keys.every((key) => key.startsWith('x-'))) {
        report(
          diagnostic('missing-nicety', place, `${name} should have "responses"; without any it answers an empty 200`),
          'missing responses',
        )
      } else {
        report(diagnostic('no-responses', place, `${name} documents no response that could be given, so it answers 501`))
      }
    }
  },
})

/** `no-operations` at the document. */
export const noOperations: CreateRule = (document, report) => ({
  end: () => {
    if (listOperations(document).length > 0) return
    const key = Object.hasOwn(document.root, 'paths') ? '/paths' : ''
    const hint = Object.hasOwn(document.root, 'webhooks')
      ? 'webhooks are calls that the API makes; they are not served'
      : undefined
    report(
      diagnostic(
        'no-operations',
        placeAt(document.file, key, 'key'),
        'the document has no operation, so there is nothing to answer',
        hint,
      ),
    )
  },
})
