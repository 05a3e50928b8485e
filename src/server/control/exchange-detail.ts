// One exchange with all that is known of it, as JSON.
import type { Operation } from '../../contract/operation.ts'
import type { MockRequest } from '../../http/mock-request.ts'
import type { Exchange } from '../../journal/journal.ts'
import { summarize } from '../../journal/summary.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { explain } from './explain.ts'
import type { DetailMessage, ExchangeDetail } from './shapes.ts'

export function describeExchange(exchange: Exchange, runtime: Runtime): ExchangeDetail {
  const { request, response, inputs } = exchange
  const operation = operationOf(exchange, runtime)
  return {
    ...summarize(exchange),
    // whoever looks at one exchange needs it as it was; lists are looked at over shoulders
    query: request.query,
    request: messageOf(request, exchange.requestBytes),
    response: messageOf(response, exchange.responseBytes),
    ...(inputs !== undefined && { inputs }),
    why: explain(exchange, operation, runtime),
    broken: [...exchange.violations()],
    answers: operation === undefined ? [] : answersOf(operation),
  }
}

/** The operation as the documents in force have it; undefined when they no longer do. */
export const operationOf = ({ operation }: Exchange, { contract }: Runtime) =>
  operation && contract.operations.find((each) => isOf(operation, each))

/** Whether an exchange's operation is this one; a reload makes another object of it. */
export const isOf = (asked: Exchange['operation'], { id, method, path }: Operation): boolean =>
  asked?.id === id && asked.method === method && asked.path === path

function messageOf({ headers, body }: Pick<MockRequest, 'headers' | 'body'>, bytes: number): DetailMessage {
  const named = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  )
  if (body === undefined) return { headers: named }
  const type = named.find(([name]) => name === 'content-type')?.[1]
  const text = textOf(body, type)
  return {
    headers: named,
    body: {
      bytes,
      isCut: body.length < bytes,
      ...(type !== undefined && { type }),
      ...(text === undefined ? { base64: body.toString('base64') } : { text }),
    },
  }
}

/** Undefined for bytes that are no text in the charset they claim, UTF-8 without one. A cut may go through the middle of a character. */
export function textOf(body: Buffer, type = ''): string | undefined {
  const [, charset = 'utf-8'] = /charset="?([\w-]+)/i.exec(type) ?? []
  for (const end of [body.length, body.length - 1, body.length - 2, body.length - 3]) {
    try {
      const text = new TextDecoder(charset, { fatal: true }).decode(body.subarray(0, Math.max(end, 0)))
      return text.includes('\u0000') ? undefined : text
    } catch {
      // tried with a byte less
    }
  }
  return undefined
}

/** What an operation documents. */
export const answersOf = (operation: Operation) =>
  operation.details().responses.map(({ status, description, media }) => ({
    status,
    description,
    examples: [...new Set(media.flatMap(({ examples }) => examples.map(({ name }) => name)))],
  }))
