// Control API: a request of ours to the mock, new or once more.
import { z } from 'zod'
import { summarize } from '../../journal/summary.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { exchangeOf } from './exchanges.ts'
import { ProblemError } from './problems.ts'
import { joined, requestOf } from './sent-request.ts'
import { summarySchema } from './shapes.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Exchanges']
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

const method = z.string().regex(TOKEN, 'is no method')
const target = z
  .string()
  .max(8 * 1024)
  .regex(/^\/[^\s#]*$/, 'begins with a slash, such as /pets?limit=2')
  .describe('Path and query as they stand in the request.')
const headers = z
  .array(z.tuple([z.string().regex(TOKEN, 'is no header name'), z.string().regex(/^[^\r\n\0]*$/, 'has a line break')]))
  .max(200)
const body = z.string().optional()
const base64 = z.string().optional().describe('The body, when it is no text.')

const requestSchema = z.strictObject({
  method: method.default('GET'),
  target,
  headers: headers.default([]),
  body,
  base64,
  replayOf: z.string().optional().describe('The exchange that this comes from.'),
})
const editSchema = z
  .strictObject({ method: method.optional(), target: target.optional(), headers: headers.optional(), body, base64 })
  .describe('What is to be otherwise than it was; headers are replaced as a whole.')

export function sendRoutes(app: ZodApp, options: ControlOptions): void {
  app.post(
    `${CONTROL_PREFIX}exchanges`,
    {
      schema: {
        tags,
        operationId: 'sendRequest',
        summary: 'Ask the mock as a client would',
        description: 'The request goes through the whole mock and is recorded; it leaves no connection and is sent nowhere else.',
        body: requestSchema,
        response: { 201: summarySchema },
      },
    },
    async ({ body: asked }, reply) => {
      const request = requestOf({ ...asked, headers: joined(asked.headers), bytes: bytesOf(asked) })
      return reply.code(201).send(summarize(await options.send(request, asked.replayOf)))
    },
  )
  app.post(
    `${CONTROL_PREFIX}exchanges/:id/replay`,
    {
      schema: {
        tags,
        operationId: 'replayExchange',
        summary: 'Send the request of an exchange once more, as it was or with changes',
        params: z.object({ id: z.string() }),
        body: editSchema,
        response: { 201: summarySchema },
      },
    },
    async ({ params, body: edit }, reply) => {
      const { id, request, requestBytes, source } = exchangeOf(params.id, options)
      if (source === 'refusal:unreadable')
        throw new ProblemError(409, `Exchange ${id} was no request that could be read, so it cannot be sent once more.`)
      const bytes = bytesOf(edit)
      if (bytes === undefined && (request.isBodyTooLarge || (request.body?.length ?? 0) < requestBytes))
        throw new ProblemError(409, `The body of exchange ${id} was too long to be kept whole, so it cannot be sent once more.`)
      const again = requestOf({
        method: edit.method ?? request.method,
        target: edit.target ?? `${request.path}${request.query === '' ? '' : `?${request.query}`}`,
        headers: edit.headers === undefined ? request.headers : joined(edit.headers),
        bytes: bytes ?? request.body,
      })
      return reply.code(201).send(summarize(await options.send(again, id)))
    },
  )
}

function bytesOf({ body, base64 }: { readonly body?: string | undefined; readonly base64?: string | undefined }) {
  if (base64 !== undefined) return Buffer.from(base64, 'base64')
  return body === undefined ? undefined : Buffer.from(body)
}
