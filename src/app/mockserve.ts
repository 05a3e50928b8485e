// The running mock: builds, listens, reloads, stops; the one place that knows every part.
import { existsSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { defaultSettings, type Settings } from '../config/settings.ts'
import { stablePort } from '../config/stable-port.ts'
import type { ServedDocument } from '../contract/compile-contract.ts'
import { diffContracts, formatChange } from '../contract/diff-contracts.ts'
import { type Diagnostic, formatDiagnostic } from '../diagnostics/diagnostic.ts'
import { SpecError } from '../diagnostics/errors.ts'
import type { Answered } from '../pipeline/answer-request.ts'
import { createServer } from '../server/create-server.ts'
import { LiveEvents } from '../server/live-events.ts'
import { isInside } from '../spec/file-reader.ts'
import { type Built, buildRuntime } from './build-runtime.ts'
import { inspect, inspectInSlices } from './inspect-documents.ts'
import { listen } from './listen.ts'
import { version } from './version.ts'

/** What happens, as it happens. Every function may be left out. */
export interface Observers {
  readonly request?: (answered: Answered, ms: number) => void
  readonly refused?: (request: { readonly method: string; readonly url: string }, status: number, reason: string) => void
  readonly finding?: (finding: Diagnostic) => void
  readonly reload?: (reload: Reload) => void
}

export interface Reload {
  /** False: the documents could not be used, and the last good ones go on being served. */
  readonly ok: boolean
  readonly ms: number
  readonly findings: readonly Diagnostic[]
  /** What changed for clients, a line each: `~ GET /pets response 200: property weight removed (breaking)`. */
  readonly changes: readonly string[]
}

export interface Mockserve {
  readonly app: FastifyInstance
  /** `http://127.0.0.1:62893`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** The port that would have been used, had it been free. */
  readonly replacedPort: number | undefined
  /** What is served at this moment. */
  readonly documents: readonly ServedDocument[]
  /** Findings of the load that is in force, and those that answers brought to light since. */
  readonly findings: readonly Diagnostic[]
  /** Reads the documents again; resolves when the new contract is in force or the old one is kept. */
  reload(): Promise<Reload>
  close(): Promise<void>
}

/**
 * Starts a mock; resolves when it listens.
 * Throws SpecError when no document can be used (or, with `strict`, when there is anything to find), PortError when the port cannot be had.
 */
export async function startMockserve(given: Partial<Settings> = {}, observers: Observers = {}): Promise<Mockserve> {
  const settings: Settings = { ...defaultSettings, ...given }
  const findings = new Map<string, Diagnostic>()
  const find = (finding: Diagnostic) => {
    const key = identityOf(finding)
    if (findings.has(key)) return
    findings.set(key, finding)
    observers.finding?.(finding)
  }
  let current = 0
  const build = (earlier?: Built) => {
    const own = ++current
    // a request that ends on an earlier load has nothing to say of this one
    return buildRuntime(settings, (finding) => own === current && find(finding), earlier?.loaded.cache)
  }

  let built = build()
  assertUsable(built, settings)
  for (const each of built.diagnostics) findings.set(identityOf(each), each)

  const live = new LiveEvents()
  const app = await createServer({
    runtime: () => built.runtime,
    gate: {
      hosts: [settings.host.toLowerCase(), ...settings.allowHosts.map((name) => name.toLowerCase())],
      origins: settings.cors,
    },
    bodyLimit: settings.bodyLimitBytes,
    version,
    live,
    observe: (answered, ms) => observers.request?.(answered, ms),
    observeRefused: (request, status, reason) => observers.refused?.(request, status, reason),
  })
  const { port, replaced } = await listen(
    app,
    settings.host,
    settings.port,
    stablePort(built.contract.documents.map(({ document }) => document.file.path)),
  )

  let inspection = new AbortController()
  const beginInspection = () => {
    inspection.abort()
    inspection = new AbortController()
    void inspectInSlices(built.contract, inspection.signal, find)
  }
  if (!settings.strict) beginInspection()

  const mock: Mockserve = {
    app,
    url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    port,
    replacedPort: replaced,
    get documents() {
      return built.contract.documents
    },
    get findings() {
      return [...findings.values()]
    },
    async reload() {
      const started = performance.now()
      const before = built
      const next = build(before)
      const broken = brokenSince(before, next)
      const ok = broken.length === 0
      if (ok) {
        built = next
        live.reloaded()
        findings.clear()
        for (const each of next.diagnostics) findings.set(identityOf(each), each)
        beginInspection()
      } else live.reloadFailed(broken.map(formatDiagnostic))
      const ms = performance.now() - started
      const changes = ok ? [...diffContracts(before.contract, next.contract)].map(formatChange) : []
      const reload: Reload = { ok, ms, findings: ok ? next.diagnostics : broken, changes }
      observers.reload?.(reload)
      return reload
    },
    async close() {
      inspection.abort()
      app.server.closeIdleConnections()
      await app.close()
    },
  }
  return mock
}

/**
 * What keeps a load from replacing the one before: a document that is no longer usable, or a file behind one that no longer parses.
 * A document that was deleted from a folder that still has others is simply gone.
 */
function brokenSince(before: Built, next: Built): readonly Diagnostic[] {
  const usable = new Set(next.contract.documents.map(({ document }) => document.file.path))
  const lost = before.contract.documents
    .map(({ document }) => document.file.path)
    .filter((path) => !usable.has(path) && !(usable.size > 0 && wasFoundIn(before.loaded.folders, path) && !existsSync(path)))
  const parts = [...before.loaded.cache.keys()].flatMap((path) => next.loaded.read(path).diagnostics)
  const unreadable = parts.filter(({ code, severity }) => severity === 'error' && code !== 'file-missing')
  if (lost.length === 0 && unreadable.length === 0) return []
  const errors = [...next.diagnostics, ...unreadable].filter(({ severity }) => severity === 'error')
  return [...new Map(errors.map((finding) => [identityOf(finding), finding])).values()]
}

/** One mistake may be found twice, by a rule and by the answer that met it. */
const identityOf = ({ code, place }: Diagnostic) => `${code} ${place.file}#${place.pointer}`

const wasFoundIn = (folders: readonly string[], path: string) => folders.some((folder) => isInside(path, folder))

function assertUsable(built: Built, { strict }: Settings): void {
  const { contract, diagnostics } = built
  if (contract.documents.length === 0) throw new SpecError('no document can be served', diagnostics)
  if (!strict) return
  const all = [...diagnostics, ...[...inspect(contract, true)].filter((finding) => finding !== undefined)]
  if (all.some(({ severity }) => severity !== 'info')) throw new SpecError('--strict: the documents have findings', all)
}
