// The walk of a request, top to bottom.
import type { Operation } from '../contract/operation.ts'
import { PROBLEM_PAGES, Refusal } from '../diagnostics/refusal.ts'
import { refusals } from '../diagnostics/refusals.ts'
import type { MockRequest, MockResponse } from '../http/mock-request.ts'
import { type Pending, whenThere } from '../http/pending.ts'
import { parsePreferences } from '../http/prefer.ts'
import type { MadeAnswer } from './answer-cache.ts'
import { askLive, askResponders } from './ask-responders.ts'
import { checkRequest } from './check-request.ts'
import { checkResponse } from './check-response.ts'
import { chooseResponse } from './choose-response.ts'
import { asHeader, encodeResponse } from './encode-response.ts'
import { documentedError } from './error-answer.ts'
import {
  begun,
  begunAgain,
  type Chosen,
  type Draft,
  type Inputs,
  type Matched,
  type Received,
  type Sent,
  type Understood,
} from './exchange.ts'
import { keepAnswer, keptAnswer, varies } from './kept-answers.ts'
import { allowedMethods, matchOperation } from './match-operation.ts'
import { isRefused, refuseAnswer, refuseRequest, reportHeaders } from './refuse-request.ts'
import type { Runtime } from './runtime.ts'
import { Trail } from './trail.ts'
import type { ExchangeViolation } from './violation.ts'

export interface Answered {
  readonly request: MockRequest
  readonly response: MockResponse
  readonly trail: Trail
  /** Undefined when none was meant. */
  readonly operation: Operation | undefined
  /** Undefined when the request was refused before it was read. */
  readonly inputs: Inputs | undefined
  /** Undefined as `inputs` is. */
  readonly sent: Sent | undefined
  readonly refusal: Refusal | undefined
  /** What was wrong with the request, refused or not, and with our own answer. */
  readonly violations: readonly ExchangeViolation[]
  /** The same request gets the same answer, as long as the runtime and the versions of its live responders are what they were. */
  readonly lasts: boolean
  /** Undefined when the request did not come so far that somebody was asked for an answer. */
  readonly chosen: Chosen | undefined
  /** How many notes there were on the trail then. */
  readonly noted: number
}

export interface Surroundings {
  /** Where the exchange can be looked at afterwards. */
  readonly inspectUrl?: string
  /** Aborted when the client has gone. */
  readonly clientSignal?: (() => AbortSignal) | undefined
  /** What this very request came to before, in this very runtime. */
  readonly understood?: Understood | undefined
}

const NEVER = () => new AbortController().signal

/** What can be passed on when the same request comes again. */
export const understoodOf = ({ chosen, noted, trail }: Answered): Understood | undefined =>
  chosen && { chosen: { ...chosen, clientSignal: NEVER }, notes: trail.notes.slice(0, noted) }

/** Answers a request; never rejects: what a stage refuses or what fails becomes a problem document. */
export async function answerRequest(
  request: MockRequest,
  runtime: Runtime,
  { inspectUrl, clientSignal = NEVER, understood }: Surroundings = {},
): Promise<Answered> {
  const trail = new Trail(understood?.notes)
  const exchange: Received & Partial<Chosen> =
    understood === undefined
      ? begun({
          request,
          trail,
          preferences: parsePreferences(request.headers['prefer'], request.query),
          inspectUrl,
          clientSignal,
        })
      : begunAgain(understood, { trail, inspectUrl, clientSignal })
  let chosen: Chosen | undefined
  let noted = 0
  let lasts = false
  const answered = (response: MockResponse, violations: readonly ExchangeViolation[] = [], refusal?: Refusal): Answered => {
    const { operation, inputs, sent } = exchange
    return { request, response, trail, operation, inputs, sent, refusal, violations, lasts, chosen, noted }
  }
  try {
    if (understood !== undefined) chosen = exchange as Chosen
    else {
      const options = answerOptions(exchange, runtime)
      if (options !== undefined) return answered(options)

      const checking = checkRequest(matchOperation(exchange, runtime), runtime)
      const checked = checking instanceof Promise ? await checking : checking
      if (isRefused(checked)) {
        const refused = await refuseRequest(checked)
        lasts = refused.lasts
        return answered(refused.response, checked.violations)
      }
      chosen = chooseResponse(checked)
    }
    noted = trail.notes.length
    if (chosen.preferences.delayMs !== undefined) await runtime.wait(chosen.preferences.delayMs)
    const asked = askLive(chosen, runtime)
    const live = asked instanceof Promise ? await asked : asked
    const finished =
      live === undefined ? (keptAnswer(chosen, runtime) ?? makeAnswer(chosen, runtime)) : finish(chosen, live.draft, runtime)
    const answer = finished instanceof Promise ? await finished : finished
    lasts = (live?.by.answersLast ?? true) && !varies(chosen, runtime) && chosen.preferences.delayMs === undefined
    const violations = answer.violations.length === 0 ? chosen.violations : [...chosen.violations, ...answer.violations]
    return answered(withReport(answer.response, violations), violations)
  } catch (error) {
    const refusal = error instanceof Refusal ? error : internalRefusal(error)
    trail.note('refuse', refusal.details.detail)
    return answered(await refuse(refusal, exchange), [], refusal)
  }
}

/** Violations that refused nothing are told beside the answer. */
function withReport(response: MockResponse, violations: readonly ExchangeViolation[]): MockResponse {
  if (violations.length === 0) return response
  return { ...response, headers: { ...response.headers, ...reportHeaders(violations) } }
}

/** What the document gives: made once, then kept. */
async function makeAnswer(chosen: Chosen, runtime: Runtime): Promise<MadeAnswer> {
  const answer = await finish(chosen, await askResponders(chosen, runtime), runtime)
  keepAnswer(chosen, runtime, answer)
  return answer
}

/** Holds a draft to the contract and writes it. */
function finish(chosen: Chosen, draft: Draft, runtime: Runtime): Pending<MadeAnswer> {
  const exchange = draft.for === undefined || draft.for === 'undocumented' ? chosen : draft.for
  if (draft.fault !== undefined) chosen.trail.note('respond', `the answer is made to fail: ${draft.fault.kind}`)
  const violations = checkResponse(exchange, draft)
  if (violations.length > 0) {
    chosen.trail.note('check', `the answer breaks ${violations.length} rules of the contract`)
    if (runtime.settings.errors) throw refuseAnswer(chosen, draft, violations)
  }
  const blame = (error: unknown): never => {
    throw draft.blame?.(error) ?? error
  }
  try {
    const encoded = whenThere(encodeResponse(exchange, draft), (response) => ({ response, violations }))
    return encoded instanceof Promise ? encoded.catch(blame) : encoded
  } catch (error) {
    return blame(error)
  }
}

/** OPTIONS that the document does not describe itself: 204 with Allow. Source: RFC 9110 "OPTIONS". */
function answerOptions({ request, trail }: Received, { contract }: Runtime): MockResponse | undefined {
  if (request.method !== 'OPTIONS' || contract.find('OPTIONS', request.path, request.query) !== undefined) return undefined
  const methods = request.path === '*' ? ['OPTIONS'] : allowedMethods(contract, request.path)
  if (methods.length === 0) return undefined
  trail.note('match', 'OPTIONS asks for the methods of an address')
  return { status: 204, headers: { allow: methods.join(', ') }, body: undefined }
}

async function refuse(refusal: Refusal, exchange: Received & Partial<Matched>): Promise<MockResponse> {
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    ...refusal.details.headers,
    'mockserve-source': `refusal:${refusal.code}`,
  }
  if (isMatched(exchange)) {
    headers['mockserve-operation'] = asHeader(exchange.operation.id)
    const documented = refusal.code === 'not-acceptable' ? await documentedNotAcceptable(exchange, refusal) : undefined
    if (documented !== undefined) return { ...documented, headers: { ...headers, ...documented.headers } }
  }
  return { status: refusal.status, headers, body: Buffer.from(JSON.stringify(refusal.toProblem(exchange.inspectUrl))) }
}

const isMatched = (exchange: Received & Partial<Matched>): exchange is Matched => exchange.operation !== undefined

/** Of the refusals that are no violation only this one is an answer of the API itself. */
function documentedNotAcceptable(matched: Matched, { status, details, code }: Refusal): Promise<MockResponse | undefined> {
  const isDocumented = matched.operation.details().responses.some((response) => response.status === String(status))
  if (!isDocumented) return Promise.resolve(undefined)
  const { title } = refusals[code]
  return documentedError(matched, { status, reason: details.detail, title, type: PROBLEM_PAGES + code, violations: [] })
}

function internalRefusal(error: unknown): Refusal {
  const refusal = new Refusal('internal', { detail: 'The answer could not be made; the terminal shows the reason.' })
  causes.set(refusal, error)
  return refusal
}

const causes = new WeakMap<Refusal, unknown>()

/** What failed behind a refusal `internal`, for the terminal; never sent. */
export const causeOf = (refusal: Refusal): unknown => causes.get(refusal)
