// Control API: what was found in the documents and handlers.
import { z } from 'zod'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import type { ZodApp } from './zod-routes.ts'

export const findingSchema = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  file: z.string(),
  line: z.int(),
  column: z.int(),
  pointer: z.string(),
  message: z.string(),
  hint: z.string().optional(),
})

export function describeFinding({ severity, code, place, message, hint }: Diagnostic): z.input<typeof findingSchema> {
  const { line, column } = place.position()
  return { severity, code, file: place.file, line, column, pointer: place.pointer, message, ...(hint !== undefined && { hint }) }
}

export function findingRoutes(app: ZodApp, { findings }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}findings`,
    {
      schema: {
        tags: ['Documents'],
        operationId: 'listFindings',
        summary: 'What was found in the documents and handlers so far',
        response: { 200: z.object({ findings: z.array(findingSchema) }) },
      },
    },
    async () => ({ findings: findings().map(describeFinding) }),
  )
}
