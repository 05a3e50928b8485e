// The docs page's place in the server: nothing of it is loaded before somebody opens it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Runtime } from '../pipeline/runtime.ts'
import type { ObserveRefused } from './asked-mock.ts'
import type { ControlApp } from './control/control.ts'
import type { LiveEvents } from './live-events.ts'

export interface DocsOptions {
  readonly runtime: () => Runtime
  readonly live: LiveEvents
  /** Who may use the control API is shown what it gives. */
  readonly controlToken: string
  /** Its document is listed, too. */
  readonly control: ControlApp
  /** Told when the page cannot be made. */
  readonly observeRefused: ObserveRefused
}

/** Where the page always is; `/docs` leads here unless a document takes it. */
export const DOCS_PREFIX = '/__mockserve/docs'

/** Answers below DOCS_PREFIX with an app of its own: Fastify takes no plugin once it listens, and Swagger UI would delay that. */
export async function registerDocs(app: FastifyInstance, options: DocsOptions): Promise<void> {
  let docs: Promise<FastifyInstance> | undefined
  const open = async (request: FastifyRequest, reply: FastifyReply) => {
    docs ??= import('./docs-app.ts').then(({ createDocsApp }) => createDocsApp(options))
    const { routing } = await docs
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    reply.hijack()
    routing(request.raw, reply.raw)
  }
  app.get(DOCS_PREFIX, open)
  app.get(`${DOCS_PREFIX}/*`, open)
  app.addHook('onClose', async () => {
    await (await docs)?.close()
  })
}
