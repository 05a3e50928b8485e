// Control API: what is served, and the lines of its files.
import { z } from 'zod'
import type { Runtime } from '../../pipeline/runtime.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { ProblemError } from './problems.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Documents']
/** Lines before and behind the one that is asked for. */
const AROUND = 4
const MAX_LINE = 400

export function documentRoutes(app: ZodApp, { runtime }: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}documents`,
    {
      schema: {
        tags,
        operationId: 'listDocuments',
        summary: 'The documents in force and their operations',
        response: {
          200: z.object({
            documents: z.array(
              z.object({
                name: z.string(),
                title: z.string(),
                version: z.string(),
                file: z.string(),
                basePaths: z.array(z.string()),
                operations: z.array(z.object({ id: z.string(), method: z.string(), path: z.string() })),
              }),
            ),
          }),
        },
      },
    },
    async () => ({
      documents: runtime().contract.documents.map(({ document, title, version, basePaths, operations }) => ({
        name: document.name,
        title,
        version,
        file: document.file.label,
        basePaths: basePaths.map((path) => path || '/'),
        operations: operations.map(({ id, method, path }) => ({ id, method, path })),
      })),
    }),
  )
  app.get(
    `${CONTROL_PREFIX}source`,
    {
      schema: {
        tags,
        operationId: 'getSource',
        summary: 'The lines around a place of a served document',
        querystring: z.object({ at: z.string().regex(/^.+:\d{1,9}$/, 'is a file and a line, such as openapi.yaml:31') }),
        response: { 200: z.object({ file: z.string(), line: z.int(), first: z.int(), lines: z.array(z.string()) }) },
      },
    },
    async ({ query }) => linesAround(query.at, runtime()),
  )
}

/** Only files that were read for the documents in force have lines here. */
function linesAround(at: string, { contract }: Runtime) {
  const [, label = '', digits = '1'] = /^(.+):(\d+)$/.exec(at) ?? []
  const files = contract.documents.flatMap(({ document }) => [document.file, ...document.files.values()])
  const file = files.find((each) => each.label === label)
  if (file === undefined)
    throw new ProblemError(404, `No document that is served was read from ${JSON.stringify(label.slice(0, 200))}.`)
  const line = Number(digits)
  const first = Math.max(1, line - AROUND)
  const lines = file.text.split('\n').slice(first - 1, line + AROUND)
  return { file: label, line, first, lines: lines.map((text) => text.replace(/\r$/, '').slice(0, MAX_LINE)) }
}
