// The control API's place in the server: nothing of it is loaded before somebody asks for it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '../../contract/operation.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { MockRequest } from '../../http/mock-request.ts'
import type { CoverageRecorder } from '../../journal/coverage-recorder.ts'
import type { Exchange, Journal } from '../../journal/journal.ts'
import type { Runtime } from '../../pipeline/runtime.ts'
import type { StoredResources } from '../../responders/resources/stored-resources.ts'
import type { ObserveRefused } from '../asked-mock.ts'
import type { LiveEvents } from '../live-events.ts'

/** Where the API is, with a slash behind it. */
export const CONTROL_PREFIX = '/__mockserve/api/'

export interface ControlOptions {
  readonly runtime: () => Runtime
  readonly journal: Journal
  readonly coverage: CoverageRecorder
  readonly live: LiveEvents
  readonly version: string
  readonly bodyLimit: number
  /** The folder mockserve was started in, absolute. */
  readonly folder: string
  /** What programs send to change anything; see `access.ts`. */
  readonly controlToken: string
  readonly overrides: Overrides
  /** As at the start: no overrides, sequences anew, no exchanges, state and resources as they began. */
  readonly reset: () => Promise<void>
  /** What clients wrote. */
  readonly resources: StoredResources
  /** The requests that reached an operation, oldest first. Throws TypeError for a name that is none. */
  readonly calls: (operation: string | undefined) => readonly ControlCall[]
  readonly findings: () => readonly Diagnostic[]
  readonly reload: () => Promise<ReloadOutcome>
  /** Gives the mock a request as if a client had sent it; resolves to what was recorded. */
  readonly send: (request: MockRequest, replayOf: string | undefined) => Promise<Exchange>
  /** Told when something of the API fails. */
  readonly observeRefused: ObserveRefused
}

/** Answers that were put in front of all others while running. */
export interface Overrides {
  /** The latest, which answers first, comes last. */
  readonly list: () => readonly {
    readonly id: string
    readonly at: number
    readonly mocks: unknown
    /** Its keys that mean an operation of the documents in force, wildcards among them. */
    readonly keysFor: (operation: Operation) => readonly string[]
  }[]
  /** Puts a map of mocks in front; gives its id. Throws TypeError for what is none. */
  readonly put: (mocks: unknown) => string
  /** Whether there was one. */
  readonly remove: (id: string) => boolean
}

/** One request that reached an operation, decoded as the contract speaks of it. */
export interface ControlCall {
  readonly id: string
  readonly at: Date
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly cookies: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** The status it was answered with. */
  readonly status: number
}

export interface ReloadOutcome {
  /** False: the documents could not be used, and the last good ones go on being served. */
  readonly ok: boolean
  readonly ms: number
  /** The files that changed, appeared or went, as people write them; empty when there was nothing to reload. */
  readonly files: readonly string[]
  readonly findings: readonly Diagnostic[]
  /** What changed for clients, a line each: `~ GET /pets response 200: property weight removed (breaking)`. */
  readonly changes: readonly string[]
}

/** The API's own app once it is loaded; the docs page asks it for its document. */
export type ControlApp = () => Promise<FastifyInstance>

/** Answers below CONTROL_PREFIX with an app of its own: Fastify takes no plugin once it listens, and zod would delay that. */
export function registerControl(app: FastifyInstance, options: ControlOptions): ControlApp {
  let control: Promise<FastifyInstance> | undefined
  const load: ControlApp = () => {
    control ??= import('./control-app.ts').then(({ createControlApp }) => createControlApp(options))
    return control
  }
  const open = async (request: FastifyRequest, reply: FastifyReply) => {
    const { routing } = await load()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    reply.hijack()
    routing(request.raw, reply.raw)
  }
  // before the body is read: the app of the API reads it by its own rules
  const route = { method: [...app.supportedMethods], exposeHeadRoute: false, onRequest: open, handler: async () => undefined }
  for (const url of [CONTROL_PREFIX.slice(0, -1), `${CONTROL_PREFIX}*`]) app.route({ ...route, url })
  app.addHook('onClose', async () => {
    await (await control)?.close()
  })
  return load
}
