// The control API as an app of its own: access, routes declared with zod, their OpenAPI document, errors as problem documents.
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { judgeAccess } from './access.ts'
import { callRoutes } from './calls.ts'
import { CONTROL_PREFIX, type ControlOptions } from './control.ts'
import { coverageRoutes } from './coverage.ts'
import { documentRoutes } from './documents.ts'
import { eventRoutes } from './events.ts'
import { exampleRoutes } from './example.ts'
import { exchangeRoutes } from './exchanges.ts'
import { findingRoutes } from './findings.ts'
import { operationRoutes } from './operation.ts'
import { overrideRoutes } from './overrides.ts'
import { notFoundProblem, ProblemError, problemOf, sendProblem } from './problems.ts'
import { reloadRoutes } from './reload.ts'
import { resetRoutes } from './reset.ts'
import { resourceRoutes } from './resources.ts'
import { sendRoutes } from './send.ts'
import { snapshotRoutes } from './snapshots.ts'
import { verifyRoutes } from './verify.ts'
import { describeRoute, serialize, validate, type ZodApp, type ZodProvider } from './zod-routes.ts'

/** One file a subject; each registers its routes below CONTROL_PREFIX. */
const subjects: readonly ((app: ZodApp, options: ControlOptions) => void)[] = [
  exchangeRoutes,
  sendRoutes,
  exampleRoutes,
  verifyRoutes,
  callRoutes,
  coverageRoutes,
  overrideRoutes,
  operationRoutes,
  resetRoutes,
  resourceRoutes,
  snapshotRoutes,
  documentRoutes,
  findingRoutes,
  reloadRoutes,
  eventRoutes,
]

/** Ready to route requests below CONTROL_PREFIX; `app.swagger()` is its document. */
export async function createControlApp(options: ControlOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: options.bodyLimit, exposeHeadRoutes: false })
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validate)
  app.setSerializerCompiler(serialize)

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('cross-origin-resource-policy', 'same-origin')
    const { method, headers, socket } = request
    const refused = judgeAccess({ method, headers, remoteAddress: socket.remoteAddress }, options.controlToken)
    if (refused !== undefined) throw new ProblemError(refused.status, refused.detail, refused.hint)
  })
  app.setErrorHandler<Error>((error, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500)
      options.observeRefused({ method: request.method, url: request.url }, problem.status, error.stack ?? error.message)
    return sendProblem(reply, problem)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(reply, notFoundProblem(request.method, request.url)))

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'mockserve control API',
        version: options.version,
        description:
          'What this mock was asked and answered, and what it should do next. Pages of this server and programs of this machine may read; programs need the token to write.',
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'Exchanges', description: 'Requests and their answers, as they are remembered.' },
        { name: 'Verification', description: 'Was it asked as it should have been?' },
        { name: 'Answers', description: 'What is answered in place of everything else, until it is taken away.' },
        { name: 'Resources', description: 'What clients wrote: read, replaced, put back.' },
        { name: 'Documents', description: 'What is served, what was found in it, and reading it again.' },
      ],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'The token of this run. Pages of this server need none.' },
        },
      },
      security: [{}, { token: [] }],
    },
    transform: describeRoute,
  })
  await app.register(async (scope) => {
    const typed = scope.withTypeProvider<ZodProvider>()
    for (const register of subjects) register(typed, options)
  })
  app.get(`${CONTROL_PREFIX}openapi.json`, { schema: { hide: true } }, async () => app.swagger())
  await app.ready()
  return app
}
