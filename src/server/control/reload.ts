// Control API: reading the documents and handlers again.
import { z } from 'zod'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { describeFinding, findingSchema } from './findings.ts'
import type { ZodApp } from './zod-routes.ts'

export function reloadRoutes(app: ZodApp, { reload }: ControlOptions): void {
  app.post(
    `${CONTROL_PREFIX}reload`,
    {
      schema: {
        tags: ['Documents'],
        operationId: 'reload',
        summary: 'Read what has changed on disk; what cannot be used leaves the last good version in force',
        response: {
          200: z.object({
            ok: z.boolean(),
            ms: z.number(),
            files: z.array(z.string()),
            changes: z.array(z.string()).describe('What changed for clients.'),
            findings: z.array(findingSchema),
          }),
        },
      },
    },
    async () => {
      const { ok, ms, files, changes, findings } = await reload()
      return { ok, ms, files: [...files], changes: [...changes], findings: findings.map(describeFinding) }
    },
  )
}
