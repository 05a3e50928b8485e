// Control API: as at the start.
import { z } from 'zod'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import type { ZodApp } from './zod-routes.ts'

export function resetRoutes(app: ZodApp, { reset }: ControlOptions): void {
  app.post(
    `${CONTROL_PREFIX}reset`,
    {
      schema: {
        tags: ['Answers'],
        operationId: 'reset',
        summary: 'As at the start: no overrides, sequences anew, no exchanges, collections, state and resources as they began',
        response: { 204: z.undefined().describe('Done.') },
      },
    },
    async (_request, reply) => {
      await reset()
      return reply.code(204).send()
    },
  )
}
