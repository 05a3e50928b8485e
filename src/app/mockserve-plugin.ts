// A mock inside an app of the user's: a Fastify plugin that answers below its prefix.
import type { FastifyPluginAsync } from 'fastify'
import { defaultSettings, type Settings } from '../config/settings.ts'
import { SpecError } from '../diagnostics/errors.ts'
import { answerRequest } from '../pipeline/answer-request.ts'
import type { LiveResponder } from '../pipeline/responder.ts'
import { sendMockResponse } from '../server/fastify-bridge.ts'
import { requestTo } from '../server/read-request.ts'
import { buildRuntime } from './build-runtime.ts'
import { MocksInForce } from './mocks-in-force.ts'

export interface PluginOptions
  extends Partial<
    Pick<
      Settings,
      'folder' | 'seed' | 'examples' | 'dynamic' | 'validate' | 'security' | 'errors' | 'stateless' | 'bodyLimitBytes'
    >
  > {
  readonly documents: readonly string[]
  /** A map of mocks, or the folder that holds some. */
  readonly mocks: unknown
}

/** Registers the mock; the app's own hooks, gates and CORS hold for it. Throws SpecError when no document can be used. */
export const mockservePlugin: FastifyPluginAsync<PluginOptions> = async (app, { documents, mocks, ...given }) => {
  const settings: Settings = { ...defaultSettings, ...given, documents, mocks: typeof mocks === 'string' ? mocks : false }
  const live: LiveResponder[] = []
  const { contract, runtime, diagnostics } = buildRuntime(settings, () => undefined, undefined, live)
  if (contract.documents.length === 0) throw new SpecError('no document can be served', diagnostics)
  const inForce = new MocksInForce(
    settings,
    () => runtime,
    (line) => app.log.info(line),
  )
  live.push(...inForce.responders)
  await inForce.load()
  if (typeof mocks === 'object' && mocks !== null) inForce.use(mocks, 'handler:plugin', 'the mocks of the plugin')

  app.removeAllContentTypeParsers()
  // the walk decodes bodies itself, by what the document says of them
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: settings.bodyLimitBytes }, (_request, body, done) =>
    done(null, body),
  )
  const route = { method: [...app.supportedMethods], exposeHeadRoute: false }
  for (const url of ['/', '/*']) {
    app.route({
      ...route,
      url,
      handler: async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : undefined
        const asked = requestTo(request.method, request.originalUrl, request.headers, body)
        const path = asked.path.slice(app.prefix.length)
        const { response } = await answerRequest({ ...asked, path: path.startsWith('/') ? path : `/${path}` }, runtime)
        return sendMockResponse(reply, response)
      },
    })
  }
}
