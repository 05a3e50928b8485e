// Control API: all that is stored, kept under a name and brought back.
import { z } from 'zod'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { told } from './resources.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Resources']
const done = z.undefined().describe('Done.')
const params = z.object({ name: z.string().min(1).max(100) })

export function snapshotRoutes(app: ZodApp, { resources }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}snapshots`,
    {
      schema: {
        tags,
        operationId: 'listSnapshots',
        summary: 'Their names, the oldest first',
        response: { 200: z.object({ snapshots: z.array(z.string()) }) },
      },
    },
    async () => ({ snapshots: [...(await told(resources.snapshots()))] }),
  )
  app.put(
    `${CONTROL_PREFIX}snapshots/:name`,
    {
      schema: {
        tags,
        operationId: 'takeSnapshot',
        summary: 'Keep all that is stored under a name, until the mock ends',
        params,
        response: { 204: done },
      },
    },
    async ({ params: { name } }, reply) => {
      await told(resources.snapshot(name))
      return reply.code(204).send()
    },
  )
  app.post(
    `${CONTROL_PREFIX}snapshots/:name/restore`,
    {
      schema: { tags, operationId: 'restoreSnapshot', summary: 'Go back to a snapshot', params, response: { 204: done } },
    },
    async ({ params: { name } }, reply) => {
      await told(resources.restore(name))
      return reply.code(204).send()
    },
  )
  app.delete(
    `${CONTROL_PREFIX}snapshots/:name`,
    {
      schema: {
        tags,
        operationId: 'removeSnapshot',
        summary: 'Forget a snapshot',
        params,
        response: { 200: z.object({ removed: z.boolean().describe('False: there was none.') }) },
      },
    },
    async ({ params: { name } }) => ({ removed: await told(resources.removeSnapshot(name)) }),
  )
  app.post(
    `${CONTROL_PREFIX}undo`,
    {
      schema: {
        tags,
        operationId: 'undo',
        summary: 'Take back the last change of what is stored; the latest 50 are remembered',
        response: { 200: z.object({ undone: z.boolean().describe('False: there was none.') }) },
      },
    },
    async () => ({ undone: await told(resources.undo()) }),
  )
}
