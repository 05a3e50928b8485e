// Control API: what of the contract was used.
import { z } from 'zod'
import { type Coverage, describeCoverage } from '../../journal/coverage.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Verification']
const count = z.int().min(0)

const violationSchema = z.object({
  in: z.string().describe('`query`, `body`, …; `answer` for what an answer of ours breaks.'),
  rule: z.string(),
  count,
  samples: z
    .array(z.object({ pointer: z.string(), detail: z.string(), at: z.string().optional(), exchange: z.string() }))
    .readonly()
    .describe('The first few, each at another pointer.'),
})

const operationSchema = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  document: z.string(),
  at: z.string().describe('Where it stands: `openapi.yaml:31`.'),
  calls: count,
  statuses: z.array(z.object({ status: z.string(), given: count, isDocumented: z.boolean() })).readonly(),
  parameters: z.array(z.object({ in: z.string(), name: z.string(), sent: count })).readonly(),
  bodies: z.array(z.object({ type: z.string(), sent: count })).readonly(),
  violations: z.array(violationSchema).readonly(),
})

const coverageSchema = z.object({
  v: z.literal(1),
  since: z.iso.datetime(),
  totals: z.object({
    requests: count.describe('All that were answered.'),
    operations: count,
    used: count.describe('How many of the operations were asked at least once.'),
    undeclaredCalls: count,
    violations: count,
  }),
  operations: z.array(operationSchema).readonly(),
  undeclared: z.object({
    calls: z
      .array(z.object({ method: z.string(), path: z.string(), status: z.int(), count, exchange: z.string() }))
      .readonly()
      .describe('Requests that no operation is meant for.'),
    notListed: count.describe('Requests to still other addresses, only counted since the list is full.'),
  }),
})

export function coverageRoutes(app: ZodApp, { coverage }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}coverage`,
    {
      schema: {
        tags,
        operationId: 'getCoverage',
        summary: 'What of the contract was used since the start, and what was asked besides; a reset does not change it',
        response: { 200: coverageSchema },
      },
    },
    async (): Promise<Coverage> => describeCoverage(coverage),
  )
  app.delete(
    `${CONTROL_PREFIX}coverage`,
    {
      schema: {
        tags,
        operationId: 'clearCoverage',
        summary: 'Begin to count anew',
        response: { 204: z.undefined().describe('Done.') },
      },
    },
    async (_request, reply) => {
      coverage.clear()
      return reply.code(204).send()
    },
  )
}
