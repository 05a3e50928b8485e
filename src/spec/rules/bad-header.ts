// Rules: documented response headers have names and values that HTTP allows, and are not those that only the server itself can know.
import { diagnostic } from '../../diagnostics/diagnostic.ts'
import { isHeaderName, isHeaderValue, isReservedHeader } from '../../http/headers.ts'
import { isRecord } from '../json-pointer.ts'
import { type CreateRule, placeIn } from './visit.ts'

/** `bad-header` at the name or the value, `header-not-sent` at the name. Source: RFC 9110 "Fields". */
export const badHeader: CreateRule = (_document, report) => ({
  on: {
    Headers: (visit) => {
      for (const name of Object.keys(visit.value)) {
        if (name === '$ref') continue
        if (!isHeaderName(name)) {
          report(
            diagnostic('bad-header', placeIn(visit, name, 'key'), `"${name}" is no header name; it is not sent`),
            `bad-header ${name}`,
          )
        } else if (isReservedHeader(name)) {
          const message = `the header ${name} is set by the server itself; what the document says of it is not sent`
          report(diagnostic('header-not-sent', placeIn(visit, name, 'key'), message), `header-not-sent ${name.toLowerCase()}`)
        }
      }
    },
    Header: (visit) => {
      const schema = visit.value['schema']
      const texts: [string[], unknown][] = [
        [['example'], visit.value['example']],
        [['default'], visit.value['default']],
        [['schema', 'example'], isRecord(schema) ? schema['example'] : undefined],
        [['schema', 'default'], isRecord(schema) ? schema['default'] : undefined],
      ]
      for (const [path, text] of texts) {
        if (typeof text !== 'string' || isHeaderValue(text)) continue
        report(
          diagnostic(
            'bad-header',
            placeIn(visit, path),
            'a header cannot hold line breaks or other control characters; this value is not sent',
          ),
        )
      }
    },
  },
})
