// Control API: an answer as an example of the document, saved into an overlay beside it; shown first, written when that is confirmed.
import { realpathSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { type ExampleActions, exampleActions } from '../../contract/example-actions.ts'
import { formatDiagnostic } from '../../diagnostics/diagnostic.ts'
import { headerText } from '../../http/mock-request.ts'
import type { ApiDocument } from '../../spec/api-document.ts'
import { createFileReader, isInside, labelOf } from '../../spec/file-reader.ts'
import { isRecord } from '../../spec/json-pointer.ts'
import { type Appended, appendActions } from '../../spec/overlay/append-actions.ts'
import { refusalOf } from '../../spec/overlay/apply-overlay.ts'
import { overlayPaths } from '../../spec/overlay/overlay-file.ts'
import { writeOverlay } from '../../spec/overlay/write-overlay.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { operationOf, textOf } from './exchange-detail.ts'
import { exchangeOf } from './exchanges.ts'
import { ProblemError } from './problems.ts'
import type { ZodApp } from './zod-routes.ts'

const tags = ['Documents']
const params = z.object({ id: z.string() })
const name = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'is up to 60 letters, digits, dots, hyphens and underscores')
  .describe('Of the example; one that is free without it.')

const previewSchema = z.object({
  name: z.string(),
  file: z.string().describe('The overlay.'),
  isNew: z.boolean().describe('Whether the file is still to be made.'),
  beside: z.string().describe('The document that it changes.'),
  yaml: z.string().describe('What is added to the file; all of it, when it is new.'),
  notes: z.array(z.string()).readonly(),
})

export type ExamplePreview = z.input<typeof previewSchema>

interface Plan extends ExamplePreview {
  readonly path: string
  /** The file as it will be. */
  readonly text: string
}

export function exampleRoutes(app: ZodApp, options: ControlOptions): void {
  app.get(
    `${CONTROL_PREFIX}exchanges/:id/example`,
    {
      schema: {
        tags,
        operationId: 'previewExample',
        summary: 'What would be written to save the answer of an exchange as an example',
        params,
        querystring: z.object({ name: name.optional() }),
        response: { 200: previewSchema },
      },
    },
    async ({ params, query }) => {
      const { path: _, text: __, ...preview } = planFor(params.id, query.name, options)
      return preview
    },
  )
  app.post(
    `${CONTROL_PREFIX}exchanges/:id/example`,
    {
      schema: {
        tags,
        operationId: 'saveExample',
        summary: 'Write it, and read the documents again',
        params,
        body: z.strictObject({
          name,
          yaml: z.string().describe('As the preview tells it, so that nothing else is written than was seen.'),
        }),
        response: {
          201: z.object({
            name: z.string(),
            file: z.string(),
            isServed: z.boolean().describe('False: it is written, but the documents cannot be used as they are now.'),
          }),
        },
      },
    },
    async ({ params, body }, reply) => reply.code(201).send(await inTurn(() => save(params.id, body))),
  )

  const save = async (id: string, shown: { readonly name: string; readonly yaml: string }) => {
    const { path, text, yaml, isNew, name, file } = planFor(id, shown.name, options)
    if (yaml !== shown.yaml)
      throw new ProblemError(409, `What would be written to ${file} is no longer what was shown.`, 'look at it once more')
    await writeOverlay(path, text, isNew).catch((error: NodeJS.ErrnoException) => {
      throw new ProblemError(409, `${file} cannot be written: ${error.code ?? error.message}.`)
    })
    const { ok } = await options.reload()
    return { name, file, isServed: ok }
  }
  /** Two that are saved at once are two additions to one file. */
  let latest: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = latest.then(act)
    latest = next.catch(() => undefined)
    return next
  }
}

/** Throws the problem that says why the answer cannot be saved. */
function planFor(id: string, wanted: string | undefined, options: ControlOptions): Plan {
  const exchange = exchangeOf(id, options)
  const operation = operationOf(exchange, options.runtime())
  if (operation === undefined) throw new ProblemError(409, `Exchange ${id} is no answer of an operation that is served.`)
  const { response, responseBytes } = exchange
  const type = headerText(response.headers, 'content-type')
  if (response.body === undefined || response.body.length === 0 || type === undefined)
    throw new ProblemError(409, `The answer of exchange ${id} has no body.`)
  if (response.body.length < responseBytes)
    throw new ProblemError(409, `The body of exchange ${id} was too long to be kept whole, so it cannot be saved.`)
  const text = textOf(response.body, type)
  if (text === undefined) throw new ProblemError(409, 'The body is no text; an example in a document is one.')
  const planned = exampleActions(operation, { status: response.status, type, text }, wanted)
  if (typeof planned === 'string') throw new ProblemError(409, planned)
  return { ...overlayFor(planned, operation.document, options), name: planned.name, notes: planned.notes }
}

/** The overlay beside the file, with the actions. Refuses what is no overlay, and what lies elsewhere than the documents. */
function overlayFor(
  { file, actions }: ExampleActions,
  document: ApiDocument,
  { folder }: ControlOptions,
): Omit<Plan, 'name' | 'notes'> {
  const [path = ''] = overlayPaths(file.path)
  const label = labelOf(path, folder)
  const isHome = isInside(path, realpathSync(folder)) || isInside(path, dirname(document.file.path))
  if (!isHome) throw new ProblemError(409, `${label} lies outside the folder of the documents, where nothing is written.`)
  const reader = createFileReader(folder)
  const read = reader.read(path)
  const [problem] = read.diagnostics
  const isNew = problem?.code === 'file-missing'
  if (read.file === undefined && !isNew)
    throw new ProblemError(409, `${label} is there and cannot be read: ${problem === undefined ? '' : formatDiagnostic(problem)}`)
  const overlay = read.file
  if (overlay !== undefined && (realpathSync(path) !== path || refusalOf(file, overlay) !== undefined))
    throw new ProblemError(409, `${label} is there and is no overlay of its own; it is left as it is.`)
  const title = isRecord(document.root['info']) ? document.root['info']['title'] : undefined
  const appended: Appended = appendActions(overlay, actions, {
    title: `Examples for ${typeof title === 'string' ? title : document.name}`,
    beside: `./${basename(file.path)}`,
  })
  if (appended.text === undefined)
    throw new ProblemError(
      409,
      `${label} does not end in a list of actions, one below the other, so nothing can be added without writing it anew.`,
      `add by hand:\n${appended.added}`,
    )
  return { path, file: label, isNew, beside: file.label, yaml: appended.added, text: appended.text }
}
