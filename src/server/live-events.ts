// What happens, told to our own pages as it happens: server-sent events. Source: WHATWG HTML "Server-sent events".
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Where pages listen. */
export const EVENTS_PATH = '/__mockserve/events'

const HEARTBEAT_MS = 15_000
/** How soon a browser asks again when the server has gone. */
const RETRY_MS = 1_000
/** Every open page holds a connection. */
const MAX_STREAMS = 64
/** A page that does not read is let go; it comes back by itself and hears the latest state then. */
const MAX_WAITING_BYTES = 2 ** 20
/** Findings in one event, and characters of one. */
const MAX_FINDINGS = 20
const MAX_FINDING = 1_000

/** What a stream tells: that the documents changed, or besides it what is asked and answered. */
export type Topic = 'reloads' | 'traffic'

/**
 * The pages that listen. Two events are ours: `reload` `{ generation }` and `reload-failed` `{ generation, findings, more }`;
 * the latest of them is also the first thing that a page hears, so that nothing is missed between two connections.
 */
export class LiveEvents {
  readonly #start = randomBytes(6).toString('hex')
  #reloads = 0
  #latest: string
  readonly #streams = new Map<ServerResponse, Topic>()
  #trafficStreams = 0
  #heartbeat: NodeJS.Timeout | undefined

  constructor() {
    this.#latest = message('reload', { generation: this.generation })
  }

  /** Names the documents in force: another text after each good reload and each start. */
  get generation(): string {
    return `${this.#start}-${this.#reloads}`
  }

  /** Other documents are in force from now on. */
  reloaded(): void {
    this.#reloads++
    this.#remember(message('reload', { generation: this.generation }))
  }

  /** The documents could not be used; the last good ones stay. One line of text for each finding. */
  reloadFailed(findings: readonly string[]): void {
    const shown = findings.slice(0, MAX_FINDINGS).map((line) => line.slice(0, MAX_FINDING))
    this.#remember(
      message('reload-failed', { generation: this.generation, findings: shown, more: findings.length - shown.length }),
    )
  }

  /** Whether a page hears the traffic now: without one nothing need be prepared. */
  get hasTrafficStreams(): boolean {
    return this.#trafficStreams > 0
  }

  /** Tells the pages that hear the traffic now; `data` becomes JSON. */
  sendTraffic(event: string, data: unknown): void {
    this.#write(message(event, data), 'traffic')
  }

  /** Begins a stream on a response whose head is still to be sent. False: too many pages listen already. */
  open(response: ServerResponse, topic: Topic): boolean {
    if (this.#streams.size >= MAX_STREAMS) return false
    // a stream that has ended must not leave a connection for which closing the server waits
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
    })
    response.write(`retry: ${RETRY_MS}\n\n${this.#latest}`)
    this.#streams.set(response, topic)
    if (topic === 'traffic') this.#trafficStreams++
    response.on('close', () => {
      if (this.#streams.delete(response) && topic === 'traffic') this.#trafficStreams--
    })
    this.#heartbeat ??= setInterval(() => this.#write(':\n\n'), HEARTBEAT_MS).unref()
    return true
  }

  close(): void {
    clearInterval(this.#heartbeat)
    for (const stream of this.#streams.keys()) stream.end()
  }

  #remember(text: string): void {
    this.#latest = text
    this.#write(text)
  }

  #write(text: string, topic?: Topic): void {
    for (const [stream, heard] of this.#streams) {
      if (topic !== undefined && heard !== topic) continue
      if (stream.writableLength > MAX_WAITING_BYTES) stream.destroy()
      else stream.write(text)
    }
  }
}

const message = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Serves the stream; the gate of the server keeps foreign pages out. */
export function registerLiveEvents(app: FastifyInstance, live: LiveEvents): void {
  app.get(EVENTS_PATH, { exposeHeadRoute: false }, async (_request, reply) => {
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    if (!live.open(reply.raw, 'reloads')) return reply.code(503).header('retry-after', '5').send('')
    reply.hijack()
    return reply
  })
  // streams never end by themselves, so closing would wait for them
  app.addHook('preClose', async () => live.close())
}
