// Swagger UI for all documents, offline: an app of its own, reached through docs.ts.
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { pageScript } from './bundle-page.ts'
import { judgeAccess } from './control/access.ts'
import { DOCS_PREFIX, type DocsOptions } from './docs.ts'
import { CONTROL_DOCUMENT, chooseDocument, controlContent, docsContent } from './docs-content.ts'
import { docsInitializer, docsModules } from './docs-initializer.ts'
import { docsFavicon, docsPage } from './docs-page.ts'
import { docsStyle } from './docs-style.ts'
import { hostOf } from './pages.ts'

/**
 * Swagger UI writes style attributes, and shows pictures that an operation answers from blobs. Nothing else than this server is reached,
 * and no script runs but those it serves as files.
 */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

interface NameQuery {
  readonly Querystring: { readonly name?: string | readonly string[] }
}

/** Ready to route requests for DOCS_PREFIX and below. Source: the options of @fastify/swagger-ui, "Registering". */
export async function createDocsApp({
  runtime,
  live,
  control,
  controlToken,
  observeRefused,
}: DocsOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false })

  // the plugin's own pages are made once, at the start; these are made for the documents of the moment
  const own: Readonly<Record<string, (request: FastifyRequest<NameQuery>, reply: FastifyReply) => FastifyReply>> = {
    '/': (request, reply) => {
      const title = chooseDocument(runtime().contract.documents, nameIn(request))?.title ?? ''
      return reply.type('text/html; charset=utf-8').send(docsPage(title))
    },
    '/static/swagger-initializer.js': (_request, reply) => reply.type('text/javascript; charset=utf-8').send(docsInitializer),
    '/json': (_request, reply) => reply.redirect('/__mockserve/documents/first.json'),
    '/yaml': (_request, reply) => reply.redirect('/__mockserve/documents/first.yaml'),
  }

  await app.register(swagger, {
    mode: 'static',
    specification: { document: { openapi: '3.0.3', info: { title: 'mockserve', version: '' }, paths: {} } },
  })
  await app.register(swaggerUi, {
    routePrefix: DOCS_PREFIX,
    staticCSP: CSP,
    theme: {
      css: [{ filename: 'docs.css', content: docsStyle }],
      js: Object.entries(docsModules).map(([filename, content]) => ({ filename, content })),
      favicon: [{ filename: 'favicon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: docsFavicon }],
    },
    uiHooks: {
      async preHandler(request, reply) {
        const path = request.routeOptions.url?.slice(DOCS_PREFIX.length) || '/'
        reply.header('cache-control', 'no-store')
        return own[path]?.(request as FastifyRequest<NameQuery>, reply)
      },
    },
  })

  const mayControl = ({ method, headers, socket }: FastifyRequest) =>
    judgeAccess({ method, headers, remoteAddress: socket.remoteAddress }, controlToken) === undefined
  app.get<NameQuery>(`${DOCS_PREFIX}/content`, async (request, reply) => {
    const name = nameIn(request)
    const { generation } = live
    const content =
      name === CONTROL_DOCUMENT
        ? controlContent(runtime(), { generation, written: { ...(await control()).swagger() } })
        : docsContent(runtime(), { name, host: hostOf(request), generation, mayControl: mayControl(request) })
    if (content === undefined) return reply.callNotFound()
    reply.header('cache-control', 'no-store').type('application/json')
    return JSON.stringify(content)
  })

  const barScript = pageScript(new URL('docs-bar/main', import.meta.url))
  app.get(`${DOCS_PREFIX}/bar.js`, async (_request, reply) => {
    return reply
      .header('cache-control', 'no-store')
      .type('text/javascript; charset=utf-8')
      .send(await barScript())
  })

  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 404, 'The docs page has no such part.'))
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    // a path that leads out of the folder of assets, or that cannot be decoded
    if (error.statusCode !== undefined && error.statusCode < 500)
      return sendProblem(reply, 404, 'The docs page has no such part.')
    observeRefused({ method: request.method, url: request.url }, 500, error.stack ?? error.message)
    return sendProblem(reply, 500, 'The docs page could not be made; the terminal shows the reason.')
  })
  await app.ready()
  return app
}

/** `?name=`; the last one, should there be several. */
const nameIn = ({ query }: FastifyRequest<NameQuery>): string | undefined => [query.name].flat().at(-1)

const sendProblem = (reply: FastifyReply, status: 404 | 500, detail: string) =>
  reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: status === 404 ? 'Not found' : 'Internal error', status, detail }))
