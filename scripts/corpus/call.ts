// One HTTP exchange with the server under judgement, byte for byte.
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { BuiltRequest } from './build-request.ts'

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** From sending the first byte to having the last one. */
  readonly elapsedMs: number
  /** The stream had not ended when reading was stopped. */
  readonly cut: boolean
}

const maxWaitMs = 20_000
const streamQuietMs = 1_500

/** Sends requests one after another over one connection. */
export interface Caller {
  send(request: BuiltRequest): Promise<Answer>
  close(): void
}

/** A caller for one server; `headers` go along with every request. */
export function createCaller(url: string, headers: Readonly<Record<string, string>>): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const send = (request: BuiltRequest) =>
    exchange(new URL(url), agent, { ...request, headers: { ...headers, ...request.headers } })
  return { send, close: () => agent.destroy() }
}

function exchange(base: URL, agent: Agent, built: BuiltRequest, isRetry = false): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const { method, target, headers, body } = built
    const request = httpRequest({
      agent,
      host: base.hostname,
      port: base.port,
      method,
      path: target,
      headers: withLength(headers, body, method),
    })
    const chunks: Buffer[] = []
    let quiet: NodeJS.Timeout | undefined
    const late = setTimeout(() => request.destroy(new Error(`no complete answer within ${maxWaitMs / 1000} s`)), maxWaitMs)
    const settle = (finish: () => void) => {
      clearTimeout(late)
      clearTimeout(quiet)
      finish()
    }
    const answer = (status: number, received: IncomingHttpHeaders, cut: boolean) => {
      settle(() =>
        resolve({ status, headers: received, body: Buffer.concat(chunks), elapsedMs: performance.now() - started, cut }),
      )
    }
    request.on('response', (response) => {
      const { statusCode = 0, headers: received } = response
      const streams = /event-stream|ndjson|jsonl|json-seq/i.test(received['content-type'] ?? '')
      const restart = () => {
        clearTimeout(quiet)
        if (!streams) return
        quiet = setTimeout(() => {
          answer(statusCode, received, true)
          request.destroy()
        }, streamQuietMs)
      }
      restart()
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        restart()
      })
      response.on('end', () => answer(statusCode, received, false))
      response.on('error', (error) => settle(() => reject(error)))
    })
    request.on('upgrade', (response, socket) => {
      socket.destroy()
      answer(response.statusCode ?? 101, response.headers, false)
    })
    request.on('error', (error) => {
      // A server may close an idle connection in the very moment it is used again.
      if (request.reusedSocket && !isRetry && 'code' in error && error.code === 'ECONNRESET') {
        settle(() => resolve(exchange(base, agent, built, true)))
      } else settle(() => reject(error))
    })
    request.end(body)
  })
}

function withLength(
  headers: Readonly<Record<string, string>>,
  body: Buffer | undefined,
  method: string,
): Record<string, string | number> {
  if (body) return { ...headers, 'content-length': body.length }
  return /^(POST|PUT|PATCH)$/.test(method) ? { ...headers, 'content-length': 0 } : { ...headers }
}
