// Fastify: gate, own pages, then the mock for everything else.
import { createServer as createHttpServer, type IncomingMessage, METHODS, type ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { type AskOptions, createAskedMock, INSPECT_PATH, problemOf } from './asked-mock.ts'
import { judge, type KeptOut } from './browser-gate.ts'
import { type ControlOptions, registerControl } from './control/control.ts'
import { registerDocs } from './docs.ts'
import { hideContentType, requestTo, sendMockResponse, toMockRequest, writeMockResponse } from './fastify-bridge.ts'
import { type LiveEvents, registerLiveEvents } from './live-events.ts'
import { isOwnAddress, ownPageFor } from './own-addresses.ts'
import { hostOf, registerPages } from './pages.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { RepeatedRequests } from './repeated-requests.ts'
import { feedTraffic } from './traffic/feed.ts'
import { registerTraffic } from './traffic/traffic.ts'
import { guardAnswer } from './untrusted-answer.ts'
import { writeHead } from './write-response.ts'

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

/** Longest URL in bytes; longer ones get 414. */
const MAX_URL = 8 * 1024
/** Milliseconds. Fastify's own defaults are unlimited. */
const TIMEOUTS = { headers: 10_000, request: 30_000, keepAlive: 5_000, checkEvery: 1_000 } as const

/** No route of ours has a schema; without these Fastify loads Ajv and its serializer at every start, which takes 30 ms. */
const NO_COMPILERS = {
  compilersFactory: { buildValidator: () => () => () => true, buildSerializer: () => () => JSON.stringify },
} as unknown as NonNullable<FastifyServerOptions['schemaController']>

/** An app that is ready to listen. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const mock = createAskedMock(options)
  const repeated = new RepeatedRequests(options.runtime)
  const refuse = (request: FastifyRequest, reply: FastifyReply, keptOut: KeptOut) =>
    sendMockResponse(reply, mock.keepOut(toMockRequest(request), keptOut).response)
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
          if (!answerAgain(request, response)) handle(request, response)
        },
      ),
    routerOptions: { maxParamLength: MAX_URL },
    // a URL that cannot be decoded never reaches a hook
    frameworkErrors: (_error, request, reply) => {
      void refuse(request, reply, {
        status: 400,
        code: 'unreadable',
        detail: 'The address is badly encoded: a "%" is followed by two hexadecimal digits, and the bytes are UTF-8.',
      })
    },
    clientErrorHandler: (error, socket) =>
      refuseUnreadable(error, socket, ({ method, url }, keptOut) => mock.keepOut(requestTo(method, url), keptOut).response),
    rewriteUrl: (request) => ownPageFor(request.method ?? 'GET', request.url ?? '/', options.runtime()),
  })
  for (const method of METHODS) {
    // the document says which methods have a body
    if (method !== 'CONNECT') app.addHttpMethod(method, { hasBody: true, overrideExisting: true })
  }
  app.removeAllContentTypeParsers()
  // the walk decodes bodies itself, by what the document says of them
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.addHook('onRequest', async (request, reply) => {
    const isOwnPage = isOwnAddress(request.originalUrl)
    reply
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-resource-policy', isOwnPage ? 'same-origin' : 'same-site')
    if (request.raw.url !== undefined && request.raw.url.length > MAX_URL)
      return refuse(request, reply, { status: 414, code: 'long-address', detail: 'The address is longer than 8 KiB.' })
    const verdict = judge(
      {
        method: request.method,
        headers: request.headers,
        httpVersion: request.raw.httpVersion,
        hostCount: hostCount(request),
        isOwnPage,
      },
      options.gate,
    )
    if (verdict.kind === 'refuse') return refuse(request, reply, verdict)
    reply.headers(verdict.headers)
    if (request.is404) hideContentType(request)
    return verdict.kind === 'preflight' ? reply.code(204).send() : undefined
  })

  // while it closes Fastify asks clients to let their connections go
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  const answerAgain = (request: IncomingMessage, response: ServerResponse): boolean => {
    const started = performance.now()
    const known = isClosing ? undefined : repeated.find(request)
    if (known === undefined) return false
    const { id } = mock.again(known.answered, Date.now(), performance.now() - started)
    writeHead(response, known.answered.response.status, known.head, known.inspectBase + id)
    response.end(known.text, 'latin1')
    return true
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply, isBodyTooLarge = false) => {
    const begun = repeated.mark()
    const asked = toMockRequest(request)
    const { answered, exchange } = await mock.answer(isBodyTooLarge ? { ...asked, isBodyTooLarge } : asked, undefined, () =>
      goneSignal(reply),
    )
    const inspectBase = `http://${hostOf(request)}${INSPECT_PATH}`
    const head = writeMockResponse(reply, guardAnswer(answered.response), inspectBase + exchange.id)
    if (head !== undefined) repeated.keep(request.raw, begun, { answered, head, inspectBase })
    return reply
  }

  app.setErrorHandler<Error & { statusCode?: number; code?: string }>((error, request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' && request.is404) {
      // the rest of the body is not read, so the connection cannot be used again
      reply.header('connection', 'close')
      return answer(request, reply, true)
    }
    const status = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500
    if (status < 500) return refuse(request, reply, { status, code: 'unreadable', detail: error.message })
    options.observeRefused({ method: request.method, url: request.originalUrl }, status, error.stack ?? error.message)
    const detail = 'The answer could not be made; the terminal shows the reason.'
    return sendMockResponse(reply, problemOf({ status, code: 'internal', detail }))
  })

  app.setNotFoundHandler((request, reply) => answer(request, reply))

  const endFeed = feedTraffic(options.journal, options.live)
  await registerPages(app, options)
  registerLiveEvents(app, options.live)
  const control = registerControl(app, { ...options, send: mock.send })
  registerTraffic(app)
  app.addHook('onClose', async () => endFeed())
  await registerDocs(app, { ...options, control })
  return app
}

/** Aborted when the connection ends before the answer is out. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(new Error('the client has gone'))
  })
  return controller.signal
}

const hostCount = (request: FastifyRequest) =>
  request.raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length
