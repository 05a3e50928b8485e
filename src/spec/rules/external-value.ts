// Rule: examples stand in the document, since those elsewhere are not fetched.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { type CreateRule, placeIn } from './visit.ts'

/** `external-value` at the address. Source: OpenAPI "Example Object". */
export const externalValue: CreateRule = (_document, report) => ({
  on: {
    Example: (visit) => {
      const address = visit.value['externalValue']
      if (typeof address !== 'string') return
      report(
        diagnostic(
          'external-value',
          placeIn(visit, 'externalValue'),
          `the example ${address} is not fetched; a generated one is given`,
        ),
        'external-value',
      )
    },
  },
})
