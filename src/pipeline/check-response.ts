// Stage: does our own answer keep the contract? An author's example, or a handler's mistake, shows here and not in the client.
import { familyOf } from '../http/media-type.ts'
import { validate } from '../schema/compile-validator.ts'
import { MAX_VIOLATIONS } from '../schema/run.ts'
import type { Violation } from '../schema/violation.ts'
import type { Chosen, Draft, DraftBody } from './exchange.ts'
import { type ExchangeViolation, fromSchema } from './violation.ts'

/** Everything that is wrong with a draft: its body against the schema as answers see it, and headers that must be there. */
export function checkResponse(exchange: Chosen, draft: Draft): readonly ExchangeViolation[] {
  if (draft.isValid || draft.fault !== undefined || draft.isDeliberate) return []
  if (draft.for === 'undocumented') return [undocumentedStatus(exchange, draft)]
  return [...missingHeaders(exchange, draft), ...(draft.body === undefined ? [] : checkBody(exchange, draft.body))]
}

function undocumentedStatus({ operation }: Chosen, { status }: Draft): ExchangeViolation {
  const documented = operation.details().responses.map((response) => response.status)
  return {
    in: 'answer',
    pointer: '',
    rule: 'status',
    expected: `a documented status (${documented.join(', ') || 'none is'})`,
    received: String(status),
    kind: 'rule',
    place: () => operation.place(),
  }
}

function missingHeaders({ response }: Chosen, draft: Draft): ExchangeViolation[] {
  const sent = new Set(Object.keys(draft.headers).map((name) => name.toLowerCase()))
  return response.headers
    .filter(({ name, isRequired }) => isRequired && !sent.has(name.toLowerCase()))
    .map(({ name }) => ({
      in: 'answer',
      pointer: '',
      rule: 'required',
      expected: `a header ${name}`,
      received: 'none',
      kind: 'rule',
      place: () => response.place(),
    }))
}

function checkBody({ media, contentType, response }: Chosen, body: DraftBody): ExchangeViolation[] {
  if (media === undefined) return []
  const read = readBody(body, contentType ?? media.type)
  if (read === 'opaque') return []
  if (read === 'malformed') {
    const place = () => response.place()
    return [
      {
        in: 'answer',
        pointer: '',
        rule: 'malformed',
        expected: 'JSON',
        received: 'a text that is none',
        kind: 'malformed',
        place,
      },
    ]
  }
  const { schema, itemSchema } = media
  const found: Violation[] = schema === undefined ? [] : [...validate(schema, read.value, 'response')]
  if (itemSchema !== undefined && Array.isArray(read.value)) {
    for (const [i, item] of read.value.entries()) {
      if (found.length >= MAX_VIOLATIONS) break
      found.push(...validate(itemSchema, item, 'response').map((each) => ({ ...each, pointer: `/${i}${each.pointer}` })))
    }
  }
  return found.map((violation) => fromSchema(violation, 'answer'))
}

/** A text is read where its media type says how; the author's XML, CSV or bytes are taken as they are. */
function readBody(body: DraftBody, mediaType: string): { readonly value: unknown } | 'opaque' | 'malformed' {
  if ('value' in body) return body
  if (familyOf(mediaType) !== 'json') return 'opaque'
  try {
    return { value: JSON.parse(body.raw.toString()) }
  } catch {
    return 'malformed'
  }
}
