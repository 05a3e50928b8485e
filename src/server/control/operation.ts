// Control API: one operation, as the docs page shows it while the mock runs: what it may answer, what is pinned, what it was asked.
import { z } from 'zod'
import type { Contract } from '../../contract/compile-contract.ts'
import type { Operation } from '../../contract/operation.ts'
import { summarize } from '../../journal/summary.ts'
import { operationsNamed } from '../../responders/handlers/compile-mocks.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { answersOf, isOf } from './exchange-detail.ts'
import { asData } from './overrides.ts'
import { ProblemError } from './problems.ts'
import { answerSchema, summarySchema } from './shapes.ts'
import type { ZodApp } from './zod-routes.ts'

const LAST = 5

const operationSchema = z.object({
  id: z.string().describe('The operationId, else `GET /pets/{petId}`.'),
  key: z.string().describe('What an override calls it, so that no other operation is meant where that can be said.'),
  answers: z.array(answerSchema).describe('What it documents.'),
  pins: z.array(
    z.object({
      id: z.string().describe('Of the override.'),
      key: z.string(),
      answer: z.unknown().describe('As it was put in; a handler reads "function".'),
    }),
  ),
  exchanges: z.array(summarySchema).describe(`The last ${LAST}, the latest first.`),
})

export type OperationState = z.input<typeof operationSchema>

export function operationRoutes(app: ZodApp, { runtime, overrides, journal }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}operation`,
    {
      schema: {
        tags: ['Answers'],
        operationId: 'getOperation',
        summary: 'One operation: what it may answer, which overrides are in front of it, its last exchanges',
        querystring: z.object({
          document: z.string().describe('Its name, as in the list of documents.'),
          method: z.string(),
          path: z.string().describe('As the document writes it.'),
        }),
        response: { 200: operationSchema },
      },
    },
    async ({ query }) => {
      const { contract } = runtime()
      const operation = operationAt(query, contract)
      return {
        id: operation.id,
        key: keyOf(operation, contract),
        answers: answersOf(operation),
        pins: overrides.list().flatMap(({ id, mocks, keysFor }) => {
          const keys = keysFor(operation)
          const data = keys.length === 0 ? {} : asData(mocks)
          return keys.map((key) => ({ id, key, answer: data[key] }))
        }),
        exchanges: journal
          .list()
          .filter((exchange) => isOf(exchange.operation, operation))
          .slice(-LAST)
          .reverse()
          .map(summarize),
      }
    },
  )
}

function operationAt(
  { document, method, path }: { readonly document: string; readonly method: string; readonly path: string },
  { operations }: Contract,
): Operation {
  const found = operations.find(
    (each) => each.document.name === document && each.method === method.toUpperCase() && each.path === path,
  )
  if (found !== undefined) return found
  const asked = `${method.slice(0, 40)} ${path.slice(0, 200)}`
  throw new ProblemError(404, `The document ${JSON.stringify(document.slice(0, 60))} has no operation ${asked}.`)
}

/** Several documents may have operations of one name; a base path can tell them apart. */
function keyOf(operation: Operation, contract: Contract): string {
  const { id, method, path, document } = operation
  const bases = contract.documents.find((each) => each.document === document)?.basePaths ?? []
  const names = [id, ...bases.map((base) => `${method} ${base}${path}`)]
  return names.find((name) => operationsNamed(name, contract).every((each) => each === operation)) ?? id
}
