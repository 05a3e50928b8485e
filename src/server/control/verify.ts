// Control API: was it asked as it should have been?
import { z } from 'zod'
import { suggest } from '../../diagnostics/suggest.ts'
import { type Step, type Subject, type Verdict, verify, verifyOrder } from '../../journal/verify.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import { operationsNamed } from '../../responders/handlers/compile-mocks.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { ProblemError } from './problems.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Verification']
const values = z.record(z.string(), z.unknown())
const number = z.int().min(0)

const stepSchema = z.strictObject({
  operation: z.string().describe('An operationId or `POST /pets`.'),
  params: values.optional(),
  query: values.optional(),
  headers: values.optional(),
  body: z.unknown().optional().describe('What is not named may be anything; lists count as a whole.'),
  status: z.int().optional().describe('Of the answer.'),
})
const expectationSchema = z.union(
  [
    z.strictObject({ inOrder: z.array(stepSchema).min(1).max(100).describe('One request each; others may lie between them.') }),
    stepSchema.extend({ times: number.optional(), atLeast: number.optional(), atMost: number.optional() }),
  ],
  // the messages of all branches at once would tell nobody what to write
  'is { operation, times?, atLeast?, atMost?, params?, query?, headers?, body?, status? } or { inOrder: [{ operation, … }, …] }',
)

const verdictSchema = z.object({
  ok: z.boolean(),
  message: z.string().describe('Several lines, for the failure of a test.'),
  count: z.int().describe('How many requests fit.'),
  calls: z.array(z.string()).readonly().describe('The exchanges that fit.'),
  nearest: z.object({ id: z.string(), differences: z.array(z.string()).readonly() }).optional(),
})

/** Throws the 400 that names the nearest operation. */
function subjectOf(name: string, { contract }: Runtime): Subject {
  const operations = operationsNamed(name, contract)
  if (operations.length > 0) return { name, operations }
  const known = contract.operations.flatMap(({ id, method, path }) => [id, `${method} ${path}`])
  const near = suggest(name, known)
  throw new ProblemError(400, `No operation is called ${JSON.stringify(name.slice(0, 200))}.`, near && `did you mean ${near}?`)
}

const counted = (verdict: Verdict) => ({ ...verdict, count: verdict.calls.length })

export function verifyRoutes(app: ZodApp, { journal, runtime }: ControlOptions): void {
  app.post(
    `${CONTROL_PREFIX}verify`,
    {
      schema: {
        tags,
        operationId: 'verify',
        summary: 'How often an operation was asked so (at least once without a number), or whether requests came in an order',
        body: expectationSchema,
        response: { 200: verdictSchema },
      },
    },
    async ({ body }) => {
      if ('inOrder' in body) {
        const steps = body.inOrder.map(
          ({ operation, ...expectation }): Step => ({ subject: subjectOf(operation, runtime()), expectation }),
        )
        return counted(verifyOrder(journal.list(), steps))
      }
      const { operation, ...expectation } = body
      return counted(verify(journal.list(), subjectOf(operation, runtime()), expectation))
    },
  )
}
