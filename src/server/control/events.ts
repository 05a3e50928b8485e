// Control API: what happens, as it happens. Source: WHATWG HTML "Server-sent events".
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { ProblemError } from './problems.ts'
import type { ZodApp } from './zod-routes.ts'

export function eventRoutes(app: ZodApp, { live }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}events`,
    {
      schema: {
        tags: ['Exchanges'],
        operationId: 'streamEvents',
        summary: 'What happens, as it happens',
        description:
          'Events: `exchanges` `{ exchanges, skipped, total }`, at most ten a second, of which the latest are told and the others counted; `cleared`; `overrides`, when what answers may be another; `reload`; `reload-failed`.',
        response: { 200: { description: 'The stream.', content: { 'text/event-stream': { schema: { type: 'string' } } } } },
      },
    },
    async (_request, reply) => {
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
      if (!live.open(reply.raw, 'traffic')) throw new ProblemError(503, 'Too many pages listen already.')
      reply.hijack()
    },
  )
}
