// Control API: what clients wrote, by resource.
import { z } from 'zod'
import { ResourceNameError } from '../../responders/resources/place.ts'
import { SeedError } from '../../responders/resources/seed.ts'
import { StoreError } from '../../responders/resources/store.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { ProblemError } from './problems.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Resources']
const done = z.undefined().describe('Done.')
const item = z.record(z.string(), z.unknown())
const resource = z.string().describe('Its name (`pets`), its path (`/pets`), or a place below others (`/owners/1/pets`).')
const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

export function resourceRoutes(app: ZodApp, { resources }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}resources`,
    {
      schema: {
        tags,
        operationId: 'listResources',
        summary: 'The resources that were found in the documents',
        response: {
          200: z.object({
            resources: z.array(
              z.object({
                name: z.string(),
                path: z.string(),
                kind: z.enum(['collection', 'singleton']),
                count: z.int().optional().describe('Missing while nothing was written and the document alone speaks.'),
                written: z.int().describe("By clients or as seeds; the others are the document's."),
                places: z.array(z.string()).readonly().describe('Where something was written: `/owners/1/pets`.'),
              }),
            ),
          }),
        },
      },
    },
    async () => ({ resources: [...(await told(resources.list()))] }),
  )
  app.get(
    `${CONTROL_PREFIX}resources/:resource/items`,
    {
      schema: {
        tags,
        operationId: 'listItems',
        summary: 'A page of its items; those of the document while nothing was written',
        params: z.object({ resource }),
        querystring: z.object({ offset: number(0, Number.MAX_SAFE_INTEGER).default(0), limit: number(1, 1000).default(100) }),
        response: { 200: z.object({ items: z.array(z.unknown()).readonly(), total: z.int() }) },
      },
    },
    ({ params, query }) => told(resources.items(params.resource, query)),
  )
  app.put(
    `${CONTROL_PREFIX}resources`,
    {
      schema: {
        tags,
        operationId: 'seedResources',
        summary: 'Put items in place of what resources hold; what is not among them does not exist',
        body: z
          .record(z.string(), z.union([z.array(item), item]))
          .describe('Lists of items by resource; of a single thing the thing itself.')
          .meta({ examples: [{ pets: [{ id: 1, name: 'Rex' }] }] }),
        response: { 204: done },
      },
    },
    async ({ body }, reply) => {
      await told(resources.seed(body))
      return reply.code(204).send()
    },
  )
  app.post(
    `${CONTROL_PREFIX}resources/:resource/items`,
    {
      schema: {
        tags,
        operationId: 'putItem',
        summary: 'Add an item, or replace the one with its id',
        params: z.object({ resource }),
        body: item,
        response: { 200: z.object({ id: z.string() }) },
      },
    },
    async ({ params, body }) => ({ id: await told(resources.put(params.resource, body)) }),
  )
  app.delete(
    `${CONTROL_PREFIX}resources/:resource/items/:id`,
    {
      schema: {
        tags,
        operationId: 'removeItem',
        summary: 'Take an item away',
        params: z.object({ resource, id: z.string() }),
        response: { 200: z.object({ removed: z.boolean().describe('False: there was none.') }) },
      },
    },
    async ({ params }) => ({ removed: await told(resources.remove(params.resource, params.id)) }),
  )
  app.post(
    `${CONTROL_PREFIX}resources/:resource/reset`,
    {
      schema: {
        tags,
        operationId: 'resetResource',
        summary: 'One resource as at the start: its seeds, or what the document says',
        params: z.object({ resource }),
        response: { 204: done },
      },
    },
    async ({ params }, reply) => {
      await told(resources.reset(params.resource))
      return reply.code(204).send()
    },
  )
  app.post(
    `${CONTROL_PREFIX}resources/reset`,
    { schema: { tags, operationId: 'resetResources', summary: 'All resources as at the start', response: { 204: done } } },
    async (_request, reply) => {
      await told(resources.reset())
      return reply.code(204).send()
    },
  )
}

/** What cannot be done is told as a problem. */
export async function told<Value>(pending: Promise<Value>): Promise<Value> {
  try {
    return await pending
  } catch (error) {
    if (error instanceof SeedError) {
      const errors = error.problems.map(({ pointer, message }) => ({ in: 'body', pointer, detail: message }))
      throw new ProblemError(422, error.message, undefined, errors)
    }
    if (error instanceof ResourceNameError) throw new ProblemError(404, error.message)
    if (error instanceof StoreError) throw new ProblemError(507, error.message)
    if (error instanceof TypeError) throw new ProblemError(409, error.message)
    throw error
  }
}
