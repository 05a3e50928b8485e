// Fastify: gate, own pages, then the mock for everything else.
import { METHODS } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { PROBLEM_PAGES } from '../diagnostics/refusal.ts'
import type { MockRequest } from '../http/mock-request.ts'
import type { Exchange, Journal } from '../journal/journal.ts'
import { type Answered, answerRequest } from '../pipeline/answer-request.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { type GateOptions, judge } from './browser-gate.ts'
import { type ControlOptions, registerControl } from './control/control.ts'
import { registerDocs } from './docs.ts'
import { hideContentType, toMockRequest, writeMockResponse } from './fastify-bridge.ts'
import { type LiveEvents, registerLiveEvents } from './live-events.ts'
import { hostOf, registerPages } from './pages.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { feedTraffic } from './traffic/feed.ts'
import { registerTraffic, TRAFFIC_PATH } from './traffic/traffic.ts'
import { guardAnswer } from './untrusted-answer.ts'

export interface ServerOptions
  extends Pick<ControlOptions, 'controlToken' | 'overrides' | 'reset' | 'calls' | 'findings' | 'reload'> {
  /** The runtime of this moment: asked once a request, so that a request ends on the one it began with. */
  readonly runtime: () => Runtime
  readonly gate: GateOptions
  /** Most bytes of a request body. */
  readonly bodyLimit: number
  readonly version: string
  /** Keeps what is asked and answered. */
  readonly journal: Journal
  /** What our own pages are told as it happens. */
  readonly live: LiveEvents
  /** Told of each answer of the mock, after it is made. */
  readonly observe: (answered: Answered, ms: number) => void
  /** A request that was refused before the walk: a foreign page, a malformed request. */
  readonly observeRefused: (request: { readonly method: string; readonly url: string }, status: number, reason: string) => void
}

/** The page that shows one exchange; its id follows. */
const INSPECT_PATH = `${TRAFFIC_PATH}?exchange=`
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
  const app = Fastify({
    logger: false,
    schemaController: NO_COMPILERS,
    bodyLimit: options.bodyLimit,
    requestTimeout: TIMEOUTS.request,
    keepAliveTimeout: TIMEOUTS.keepAlive,
    forceCloseConnections: 'idle',
    http: { headersTimeout: TIMEOUTS.headers, connectionsCheckingInterval: TIMEOUTS.checkEvery },
    routerOptions: { maxParamLength: MAX_URL },
    // a URL that cannot be decoded never reaches a hook
    frameworkErrors: (error, request, reply) => {
      options.observeRefused({ method: request.method, url: request.originalUrl }, 400, error.message)
      void sendProblem(
        reply,
        400,
        'The address is badly encoded: a "%" is followed by two hexadecimal digits, and the bytes are UTF-8.',
      )
    },
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, options.observeRefused),
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
    if (request.raw.url !== undefined && request.raw.url.length > MAX_URL) return refuse(414, 'The address is longer than 8 KiB.')
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
    if (verdict.kind === 'refuse') return refuse(verdict.status, verdict.detail, verdict.hint)
    reply.headers(verdict.headers)
    if (request.is404) hideContentType(request)
    return verdict.kind === 'preflight' ? reply.code(204).send() : undefined

    function refuse(status: number, detail: string, hint?: string) {
      options.observeRefused({ method: request.method, url: request.originalUrl }, status, detail)
      return sendProblem(reply, status, detail, hint)
    }
  })

  const ask = async (request: MockRequest, replayOf?: string, clientSignal?: () => AbortSignal) => {
    const id = options.journal.begin()
    const at = Date.now()
    const started = performance.now()
    const inspectUrl = `${INSPECT_PATH}${id}`
    const answered = await answerRequest(request, options.runtime(), { inspectUrl, ...(clientSignal && { clientSignal }) })
    const ms = performance.now() - started
    const exchange = options.journal.record(id, at, ms, answered, replayOf)
    options.observe(answered, ms)
    return { exchange, answered, inspectUrl }
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply, isBodyTooLarge = false) => {
    const asked = toMockRequest(request)
    const { answered, inspectUrl } = await ask(isBodyTooLarge ? { ...asked, isBodyTooLarge } : asked, undefined, () =>
      goneSignal(reply),
    )
    reply.header('mockserve-inspect', `http://${hostOf(request)}${inspectUrl}`)
    return writeMockResponse(reply, guardAnswer(answered.response))
  }
  const send = async (request: MockRequest, replayOf: string | undefined): Promise<Exchange> =>
    (await ask(request, replayOf)).exchange

  app.setErrorHandler<Error & { statusCode?: number; code?: string }>((error, request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' && request.is404) {
      // the rest of the body is not read, so the connection cannot be used again
      reply.header('connection', 'close')
      return answer(request, reply, true)
    }
    const status = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500
    const detail = status === 500 ? 'The answer could not be made; the terminal shows the reason.' : error.message
    options.observeRefused(
      { method: request.method, url: request.originalUrl },
      status,
      status === 500 ? (error.stack ?? error.message) : error.message,
    )
    return sendProblem(reply, status, detail)
  })

  app.setNotFoundHandler((request, reply) => answer(request, reply))

  const endFeed = feedTraffic(options.journal, options.live)
  await registerPages(app, options)
  registerLiveEvents(app, options.live)
  const control = registerControl(app, { ...options, send })
  registerTraffic(app)
  app.addHook('onClose', async () => endFeed())
  await registerDocs(app, { ...options, control })
  return app
}

function sendProblem(reply: FastifyReply, status: number, detail: string, hint?: string): FastifyReply {
  const title = status === 403 ? 'Refused' : 'The request cannot be served'
  const problem = { type: `${PROBLEM_PAGES}bad-request`, title, status, detail, ...(hint !== undefined && { hint }) }
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)))
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

/** However it is spelt: the router takes percent-encoded letters, and addresses with a host in front, for what they mean. */
function isOwnAddress(url: string): boolean {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? ''
  return /^\/+__mockserve(?:\/|$)/i.test(
    path.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16))),
  )
}

/** Pages at friendly addresses, each with the address where it really lives, so that documents can take the friendly one. */
const FRIENDLY: readonly (readonly [RegExp, string])[] = [
  [/^\/(?=$|\?)/, '/__mockserve/home'],
  [/^\/docs(?=$|[/?])/, '/__mockserve/docs'],
  [/^\/openapi\.(json|yaml)(?=$|\?)/, '/__mockserve/documents/first.$1'],
]

/** Where a URL leads: what a document defines wins over our friendly addresses. */
function ownPageFor(method: string, url: string, { contract }: Runtime): string {
  if (url.length > 1 && !url.startsWith('/docs') && !url.startsWith('/openapi.') && !url.startsWith('/?')) return url
  const friendly = FRIENDLY.find(([pattern]) => pattern.test(url))
  if (friendly === undefined) return url
  const [path = '/', query = ''] = url.split('?')
  if (contract.methodsAt(path).length > 0 && (contract.find(method, path, query) !== undefined || method !== 'GET')) return url
  return url.replace(friendly[0], friendly[1])
}
