// The server: our own pages are Fastify's, everything else is the mock's.
import { createServer as createHttpServer, type IncomingMessage, METHODS } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { type AskOptions, createAskedMock, problemOf } from './asked-mock.ts'
import type { KeptOut } from './browser-gate.ts'
import { type ControlOptions, registerControl } from './control/control.ts'
import { registerDocs } from './docs.ts'
import { sendMockResponse } from './fastify-bridge.ts'
import { BADLY_ENCODED, judgeRequest, MAX_URL } from './judge-request.ts'
import { type LiveEvents, registerLiveEvents } from './live-events.ts'
import { DEFECT, MockDoor } from './mock-door.ts'
import { isOwnAddress, isOwnPage, ownPageFor } from './own-addresses.ts'
import { registerPages } from './pages.ts'
import { requestTo } from './read-request.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { feedTraffic } from './traffic/feed.ts'
import { registerTraffic } from './traffic/traffic.ts'

export interface ServerOptions
  extends AskOptions,
    Pick<
      ControlOptions,
      'folder' | 'controlToken' | 'coverage' | 'overrides' | 'reset' | 'resources' | 'calls' | 'findings' | 'reload'
    > {
  /** Most bytes of a request body. */
  readonly bodyLimit: number
  readonly version: string
  /** What our own pages are told as it happens. */
  readonly live: LiveEvents
}

/** Milliseconds. Fastify's own defaults are unlimited. */
const TIMEOUTS = { headers: 10_000, request: 30_000, keepAlive: 5_000, checkEvery: 1_000 } as const

/** No route of ours has a schema; without these Fastify loads Ajv and its serializer at every start, which takes 30 ms. */
const NO_COMPILERS = {
  compilersFactory: { buildValidator: () => () => () => true, buildSerializer: () => () => JSON.stringify },
} as unknown as NonNullable<FastifyServerOptions['schemaController']>

/** An app that is ready to listen. Its own routes are our pages; all else is the mock's. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const mock = createAskedMock(options)
  const door = new MockDoor(mock, options)
  const isForMock = ({ method = 'GET', url = '/' }: IncomingMessage) => !isOwnPage(method, url, options.runtime())
  const refuse = (request: FastifyRequest, reply: FastifyReply, keptOut: KeptOut) => {
    const { method, originalUrl, headers } = request
    return sendMockResponse(reply, mock.keepOut(requestTo(method, originalUrl, headers), keptOut).response)
  }
  // while it closes Fastify asks clients to let their connections go
  let isClosing = false
  const app = Fastify({
    logger: false,
    schemaController: NO_COMPILERS,
    bodyLimit: options.bodyLimit,
    forceCloseConnections: 'idle',
    serverFactory: (handle) =>
      createHttpServer(
        {
          headersTimeout: TIMEOUTS.headers,
          requestTimeout: TIMEOUTS.request,
          keepAliveTimeout: TIMEOUTS.keepAlive,
          connectionsCheckingInterval: TIMEOUTS.checkEvery,
        },
        (request, response) => {
          if (!isClosing && isForMock(request)) door.take(request, response)
          else handle(request, response)
        },
      ),
    routerOptions: { maxParamLength: MAX_URL },
    // a URL that cannot be decoded never reaches a hook
    frameworkErrors: (_error, request, reply) => void refuse(request, reply, BADLY_ENCODED),
    clientErrorHandler: (error, socket) =>
      refuseUnreadable(error, socket, ({ method, url }, keptOut) => mock.keepOut(requestTo(method, url), keptOut).response),
    rewriteUrl: (request) => ownPageFor(request.method ?? 'GET', request.url ?? '/', options.runtime()),
  })
  for (const method of METHODS) if (method !== 'CONNECT') app.addHttpMethod(method, { overrideExisting: true })
  app.addHook('preClose', async () => {
    isClosing = true
  })

  app.addHook('onRequest', async (request, reply) => {
    const isOwn = isOwnAddress(request.originalUrl)
    if (request.is404) {
      // none of our pages after all, or a request that was injected: answered by the address that was asked
      request.raw.url = request.originalUrl
      reply.hijack()
      door.take(request.raw, reply.raw, isOwn)
      return reply
    }
    const { verdict, own } = judgeRequest(request.raw, isOwn, options.gate)
    reply.headers(own)
    if (verdict.kind === 'refuse') return refuse(request, reply, verdict)
    return verdict.kind === 'preflight' ? reply.code(204).send() : undefined
  })

  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500
    if (status < 500) return refuse(request, reply, { status, code: 'unreadable', detail: error.message })
    options.observeRefused({ method: request.method, url: request.originalUrl }, status, error.stack ?? error.message)
    return sendMockResponse(reply, problemOf(DEFECT))
  })

  const endFeed = feedTraffic(options.journal, options.live)
  await registerPages(app, options)
  registerLiveEvents(app, options.live)
  const control = registerControl(app, { ...options, send: mock.send })
  registerTraffic(app)
  app.addHook('onClose', async () => endFeed())
  await registerDocs(app, { ...options, control })
  return app
}
