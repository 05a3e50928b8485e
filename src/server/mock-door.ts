// The way in and out of the mock: from Node's request to Node's response, past Fastify, whose routes are our own pages.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MockRequest } from '../http/mock-request.ts'
import type { Understood } from '../pipeline/exchange.ts'
import { type AskedMock, type AskOptions, INSPECT_PATH, problemOf } from './asked-mock.ts'
import { breakOff } from './break-off.ts'
import type { KeptOut } from './browser-gate.ts'
import { judgeRequest, ownHeaders } from './judge-request.ts'
import { hostOf } from './pages.ts'
import { hasBody, readBody, requestTo } from './read-request.ts'
import { RepeatedRequests } from './repeated-requests.ts'
import { guardAnswer } from './untrusted-answer.ts'
import { type OwnHeaders, writeHead, writeResponse } from './write-response.ts'

export interface DoorOptions extends Pick<AskOptions, 'runtime' | 'gate' | 'observeRefused'> {
  /** Most bytes of a request body. */
  readonly bodyLimit: number
}

export class MockDoor {
  readonly #mock: AskedMock
  readonly #options: DoorOptions
  readonly #repeated: RepeatedRequests

  constructor(mock: AskedMock, options: DoorOptions) {
    this.#mock = mock
    this.#options = options
    this.#repeated = new RepeatedRequests(options.runtime)
  }

  /** `isOwnPage`: the address is below those of our pages, but none of them. */
  take(request: IncomingMessage, response: ServerResponse, isOwnPage = false): void {
    try {
      if (!hasBody(request) && this.#answerKnown(request, response, undefined)) return
      const { verdict, own } = judgeRequest(request, isOwnPage, this.#options.gate)
      if (verdict.kind === 'refuse') this.#refuse(request, response, own, verdict)
      else if (verdict.kind === 'preflight') writeResponse(response, NO_CONTENT, own)
      else readBody(request, this.#options.bodyLimit, (body) => this.#answerRead(request, response, own, body))
    } catch (error) {
      this.#fail(request, response, error)
    }
  }

  /** The same request came before, and nothing has changed since: it gets the same answer, or is at least understood. */
  #answerKnown(request: IncomingMessage, response: ServerResponse, body: Buffer | undefined): boolean {
    const started = performance.now()
    const { lasting, understood } = this.#repeated.find(request, body) ?? {}
    if (lasting !== undefined) {
      const { answered, head, inspectBase, text } = lasting
      const { id } = this.#mock.again(answered, Date.now(), performance.now() - started)
      writeHead(response, answered.response.status, head, inspectBase + id)
      response.end(text, 'latin1')
    } else if (understood !== undefined) {
      void this.#answer(request, response, understood.own, understood.by.chosen.request, understood.by)
    }
    return lasting !== undefined || understood !== undefined
  }

  #refuse(request: IncomingMessage, response: ServerResponse, own: OwnHeaders, keptOut: KeptOut): void {
    const { method = 'GET', url = '/', headers } = request
    writeResponse(response, this.#mock.keepOut(requestTo(method, url, headers), keptOut).response, own)
  }

  #answerRead(request: IncomingMessage, response: ServerResponse, own: OwnHeaders, body: Buffer | undefined | 'too-large'): void {
    try {
      const { method = 'GET', url = '/', headers } = request
      if (body === 'too-large') {
        // the rest of the body is not read, so the connection cannot be used again
        const asked = { ...requestTo(method, url, headers), isBodyTooLarge: true }
        void this.#answer(request, response, { ...own, connection: 'close' }, asked)
      } else if (body === undefined || !this.#answerKnown(request, response, body)) {
        void this.#answer(request, response, own, requestTo(method, url, headers, body))
      }
    } catch (error) {
      this.#fail(request, response, error)
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    own: OwnHeaders,
    asked: MockRequest,
    understood?: Understood,
  ): Promise<void> {
    try {
      const begun = this.#repeated.mark()
      const surroundings = { clientSignal: () => goneSignal(response), understood }
      const { answered, exchange } = await this.#mock.answer(asked, surroundings)
      const inspectBase = `http://${hostOf(request)}${INSPECT_PATH}`
      const guarded = guardAnswer(answered.response)
      if (guarded.fault !== undefined) {
        breakOff(response, guarded.fault, guarded, own, inspectBase + exchange.id)
        return
      }
      const head = writeResponse(response, guarded, own, inspectBase + exchange.id)
      if (understood === undefined) this.#repeated.keep(request, begun, { answered, head, own, inspectBase })
    } catch (error) {
      this.#fail(request, response, error)
    }
  }

  /** A defect of ours: told, and the next request is answered as ever. */
  #fail({ method = 'GET', url = '/' }: IncomingMessage, response: ServerResponse, error: unknown): void {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#options.observeRefused({ method, url }, 500, reason)
    if (response.headersSent) response.destroy()
    else writeResponse(response, problemOf(DEFECT), ownHeaders(false))
  }
}

const NO_CONTENT = { status: 204, headers: {}, body: undefined }

export const DEFECT: KeptOut = {
  status: 500,
  code: 'internal',
  detail: 'The answer could not be made; the terminal shows the reason.',
}

/** Aborted when the connection ends before the answer is out. */
function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new Error('the client has gone'))
  })
  return controller.signal
}
