// Control API: answers as data that are put in front of all others.
import { z } from 'zod'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { ProblemError } from './problems.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Answers']

/** What each answer may say is checked by the code that also reads handler files, so that both speak alike. */
const mocksSchema = z
  .record(z.string(), z.unknown())
  .refine((mocks) => Object.keys(mocks).length > 0, 'names no operation')
  .describe(
    'Answers by operationId, `METHOD /path` or `/below/*`; each `{ status, example, body, patch, headers, delayMs, fault, times, rate }`, or a list of them that is gone through.',
  )
  .meta({ examples: [{ getPet: { status: 404 } }, { 'GET /pets': [{ fault: 'reset' }, { example: 'none' }] }] })
const done = z.undefined().describe('Done.')

export function overrideRoutes(app: ZodApp, { overrides }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}overrides`,
    {
      schema: {
        tags,
        operationId: 'listOverrides',
        summary: 'What is in front; the latest, which answers first, comes last',
        response: {
          200: z.object({
            overrides: z.array(
              z.object({
                id: z.string(),
                at: z.number().describe('ms since 1970'),
                mocks: z
                  .record(z.string(), z.unknown())
                  .describe('Handlers, which only tests in the same program put in, read "function".'),
              }),
            ),
          }),
        },
      },
    },
    async () => ({ overrides: overrides.list().map(({ id, at, mocks }) => ({ id, at, mocks: asData(mocks) })) }),
  )
  app.post(
    `${CONTROL_PREFIX}overrides`,
    {
      schema: {
        tags,
        operationId: 'addOverride',
        summary: 'Put answers in front of all others',
        body: mocksSchema,
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async ({ body }, reply) => {
      const id = put(body, overrides)
      return reply.code(201).header('location', `${CONTROL_PREFIX}overrides/${id}`).send({ id })
    },
  )
  app.delete(
    `${CONTROL_PREFIX}overrides/:id`,
    {
      schema: {
        tags,
        operationId: 'removeOverride',
        summary: 'Take one of them away',
        params: z.object({ id: z.string() }),
        response: { 204: done },
      },
    },
    async ({ params: { id } }, reply) => {
      const isOverride = overrides.list().some((each) => each.id === id)
      if (!isOverride) throw new ProblemError(404, `There is no override ${JSON.stringify(id.slice(0, 40))}.`)
      overrides.remove(id)
      return reply.code(204).send()
    },
  )
  app.delete(
    `${CONTROL_PREFIX}overrides`,
    { schema: { tags, operationId: 'removeOverrides', summary: 'Take all of them away', response: { 204: done } } },
    async (_request, reply) => {
      for (const { id } of overrides.list()) overrides.remove(id)
      return reply.code(204).send()
    },
  )
}

function put(mocks: Readonly<Record<string, unknown>>, overrides: ControlOptions['overrides']): string {
  try {
    return overrides.put(mocks)
  } catch (error) {
    if (error instanceof TypeError) throw new ProblemError(400, error.message)
    throw error
  }
}

/** What can be sent of a map of mocks. */
export const asData = (mocks: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(mocks, (_, value) => (typeof value === 'function' ? 'function' : value)))
