// Control API: what clients asked of an operation, decoded as the contract speaks of it.
import { z } from 'zod'
import { CONTROL_PREFIX, type ControlCall, type ControlOptions } from './control.ts'
import { ProblemError } from './problems.ts'
import type { ZodApp } from './zod-routes.ts'

const values = z.record(z.string(), z.unknown())

export function callRoutes(app: ZodApp, { calls }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}calls`,
    {
      schema: {
        tags: ['Verification'],
        operationId: 'listCalls',
        summary: 'The requests that reached an operation, oldest first',
        querystring: z.object({
          operation: z.string().optional().describe('An operationId or `POST /pets`; all of them without it.'),
        }),
        response: {
          200: z.object({
            calls: z.array(
              z.object({
                id: z.string(),
                at: z.iso.datetime(),
                params: values,
                query: values,
                headers: values,
                cookies: values,
                body: z.unknown().optional(),
                status: z.int().describe('Of the answer.'),
              }),
            ),
          }),
        },
      },
    },
    async ({ query: { operation } }) => ({ calls: callsFor(operation, calls).map(describeCall) }),
  )
}

const describeCall = ({ id, at, params, query, headers, cookies, body, status }: ControlCall) => ({
  id,
  at: at.toISOString(),
  params,
  query,
  headers,
  cookies,
  body,
  status,
})

function callsFor(operation: string | undefined, calls: ControlOptions['calls']): readonly ControlCall[] {
  try {
    return calls(operation)
  } catch (error) {
    if (error instanceof TypeError) throw new ProblemError(400, error.message)
    throw error
  }
}
