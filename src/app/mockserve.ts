// The running mock: builds, listens, reloads, stops; the one place that knows every part.
import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { defaultSettings, type Settings } from '../config/settings.ts'
import { stablePort } from '../config/stable-port.ts'
import type { Contract, ServedDocument } from '../contract/compile-contract.ts'
import { type Diagnostic, diagnostic, formatDiagnostic } from '../diagnostics/diagnostic.ts'
import { SpecError } from '../diagnostics/errors.ts'
import { CoverageRecorder } from '../journal/coverage-recorder.ts'
import { type Exchange, Journal } from '../journal/journal.ts'
import type { Answered } from '../pipeline/answer-request.ts'
import type { LiveResponder } from '../pipeline/responder.ts'
import type { ObserveRefused } from '../server/asked-mock.ts'
import type { ReloadOutcome } from '../server/control/control.ts'
import { createServer } from '../server/create-server.ts'
import { LiveEvents } from '../server/live-events.ts'
import { TRAFFIC_PATH } from '../server/traffic/traffic.ts'
import { placeAt } from '../spec/source-file.ts'
import { type Built, buildRuntime } from './build-runtime.ts'
import { callsOf } from './calls.ts'
import { listen } from './listen.ts'
import { MocksInForce } from './mocks-in-force.ts'
import { isEveryAddress, localHost, networkAddresses } from './network-addresses.ts'
import { type Load, loadAgain } from './reload.ts'
import { version } from './version.ts'

/** What happens, as it happens. Every function may be left out. */
export interface Observers {
  readonly request?: (answered: Answered, exchange: Exchange) => void
  readonly refused?: ObserveRefused
  readonly finding?: (finding: Diagnostic) => void
  /** What a handler said by `log`; `source` is its file, or `override`. */
  readonly log?: (line: string, source: string) => void
  readonly reload?: (reload: Reload) => void
}

export type Reload = ReloadOutcome

export interface Mockserve {
  readonly app: FastifyInstance
  /** `http://127.0.0.1:62893`, without a slash at the end: where this machine reaches the mock. */
  readonly url: string
  /** Where the docs page answers at this moment: `/docs`, unless a document takes that address. */
  readonly docsUrl: string
  /** Where the traffic page answers. */
  readonly trafficUrl: string
  readonly port: number
  /** What programs send to the control API to change anything. */
  readonly controlToken: string
  readonly mocks: MocksInForce
  readonly journal: Journal
  readonly coverage: CoverageRecorder
  /** What is promised at this moment. */
  readonly contract: Contract
  /** The port that would have been used, had it been free. */
  readonly replacedPort: number | undefined
  /** What is served at this moment. */
  readonly documents: readonly ServedDocument[]
  /** Findings of the load that is in force, and those that answers brought to light since. */
  readonly findings: readonly Diagnostic[]
  /** What a watcher must look at; the files grow while references are followed. All paths are real and absolute. */
  readonly watched: { readonly files: ReadonlySet<string>; readonly folders: readonly string[] }
  /**
   * Reads what has changed of the documents; resolves when the new contract is in force or the old one is kept. Reloads never overlap.
   * A file that is broken is looked at again for a while before it counts as broken, since editors write in steps.
   */
  reload(): Promise<Reload>
  /** As at the start: no overrides, sequences anew, no exchanges, collections, state and resources as they began. */
  reset(): Promise<void>
  /** Told after each reload, good or not; the function given back ends that. */
  onReload(listener: () => void): () => void
  close(): Promise<void>
}

/** How long requests in flight may still take when the mock closes. */
const CLOSE_MS = 500

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
  const live: LiveResponder[] = []
  const reloadListeners = new Set<() => void>()
  const build = (earlier?: Built): Built => {
    // a request that ends on an earlier load has nothing to say of the one in force
    const own: Built = buildRuntime(settings, (finding) => own === built && find(finding), earlier?.loaded.cache, live)
    return own
  }

  const beganAt = Date.now()
  let built = build()
  let latest: Load = { built, beganAt }
  await assertUsable(built, settings)
  for (const each of built.diagnostics) findings.set(identityOf(each), each)
  const events = new LiveEvents()
  const mocks = new MocksInForce(
    settings,
    () => built.runtime,
    (line, source) => observers.log?.(line, source),
    () => events.sendTraffic('overrides', {}),
  )
  live.push(...mocks.responders)
  await mocks.load()

  const controlToken = settings.controlToken ?? randomBytes(24).toString('base64url')
  const journal = new Journal()
  const coverage = new CoverageRecorder(built.contract)
  const app = await createServer({
    runtime: () => built.runtime,
    gate: {
      hosts: [
        settings.host.toLowerCase(),
        ...networkAddresses(settings.host),
        ...settings.allowHosts.map((name) => name.toLowerCase()),
      ],
      anyAddress: isEveryAddress(settings.host),
      origins: settings.cors,
    },
    bodyLimit: settings.bodyLimitBytes,
    version,
    journal,
    coverage,
    live: events,
    folder: settings.folder,
    controlToken,
    overrides: {
      list: () => mocks.overrides,
      put: (given) => mocks.put(given),
      remove: (id) => mocks.remove(id),
    },
    reset: () => mock.reset(),
    resources: mocks.stored.resources,
    calls: (operation) => callsOf(operation, built.contract, journal),
    findings: () => mock.findings,
    reload: () => mock.reload(),
    observe: (answered, exchange) => {
      coverage.record(answered, exchange.id)
      observers.request?.(answered, exchange)
    },
    observeRefused: (...refused) => observers.refused?.(...refused),
  })
  const { port, replaced } = await listen(
    app,
    settings.host,
    settings.port,
    stablePort(built.contract.documents.map(({ document }) => document.file.path)),
  ).catch(async (error) => {
    await mocks.stored.close()
    throw error
  })

  let inspection = new AbortController()
  const beginInspection = () => {
    inspection.abort()
    inspection = new AbortController()
    void inspectLater(built, inspection.signal, find)
  }
  if (!settings.strict) beginInspection()

  let brokenDocuments: readonly Diagnostic[] = []
  let brokenHandlers: readonly Diagnostic[] = []
  let broken: readonly Diagnostic[] = []
  const reloadNow = async (): Promise<Reload> => {
    const before = built
    const beganAt = Date.now()
    const again = await loadAgain({ settings, inForce: before, latest, build })
    const handlers = await mocks.loadAgain()
    if (again === undefined && handlers === undefined)
      return { ok: broken.length === 0, ms: 0, files: [], findings: broken, changes: [] }
    if (again !== undefined) latest = again.load
    brokenDocuments = again?.broken ?? brokenDocuments
    brokenHandlers = handlers?.broken ?? brokenHandlers
    broken = [...brokenDocuments, ...brokenHandlers]
    if (again !== undefined && brokenDocuments.length === 0) {
      journal.settle()
      built = latest.built
      findings.clear()
      mocks.compile(built.contract)
      await mocks.stored.checkSeeds()
      coverage.follow(built.contract)
      for (const each of built.diagnostics) findings.set(identityOf(each), each)
      beginInspection()
    }
    const ok = broken.length === 0
    if (ok) events.reloaded()
    else events.reloadFailed(broken.map(formatDiagnostic))
    const ms = Date.now() - Math.min(beganAt, again?.load.beganAt ?? beganAt)
    const changes = built === before ? [] : await changesBetween(before, built)
    const files = [...(again?.files ?? []), ...(handlers?.files ?? [])]
    const reload: Reload = { ok, ms, files, findings: ok ? [...built.diagnostics, ...mocks.diagnostics] : broken, changes }
    observers.reload?.(reload)
    for (const listener of reloadListeners) listener()
    return reload
  }
  let reloading: Promise<unknown> = Promise.resolve()

  const url = `http://${localHost(settings.host)}:${port}`
  const mock: Mockserve = {
    app,
    url,
    get docsUrl() {
      return `${url}${built.contract.find('GET', '/docs', '') === undefined ? '' : '/__mockserve'}/docs`
    },
    trafficUrl: `${url}${TRAFFIC_PATH}`,
    port,
    controlToken,
    mocks,
    journal,
    coverage,
    get contract() {
      return built.contract
    },
    replacedPort: replaced,
    get documents() {
      return built.contract.documents
    },
    get findings() {
      return [...findings.values(), ...mocks.diagnostics]
    },
    get watched() {
      const loads = [built.loaded, latest.built.loaded]
      return {
        files: new Set([...loads.flatMap(({ paths }) => [...paths]), ...mocks.watched.files]),
        folders: [...loads.flatMap(({ folders }) => folders), ...mocks.watched.folders],
      }
    },
    reload() {
      const next = reloading.then(reloadNow)
      reloading = next.catch(() => undefined)
      return next
    },
    async reset() {
      await mocks.reset()
      journal.clear()
    },
    onReload(listener) {
      reloadListeners.add(listener)
      return () => reloadListeners.delete(listener)
    },
    async close() {
      inspection.abort()
      app.server.closeIdleConnections()
      // browsers open connections ahead of need; one on which nothing was asked yet does not count as idle
      const patience = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS)
      await app.close()
      await mocks.stored.close()
      clearTimeout(patience)
    },
  }
  return mock
}

/** One mistake may be found twice, by a rule and by the answer that met it. */
const identityOf = ({ code, place }: Diagnostic) => `${code} ${place.file}#${place.pointer}`

/** The rules are no part of being ready, so they are not even loaded before. A rule that fails must not end the server. */
async function inspectLater(built: Built, signal: AbortSignal, find: (finding: Diagnostic) => void): Promise<void> {
  try {
    await nextTurn()
    const { inspectInSlices } = await import('./inspect-documents.ts')
    await inspectInSlices(built.contract, signal, find)
  } catch (error) {
    const [first] = built.contract.documents
    if (first !== undefined)
      find(
        diagnostic(
          'rule-failed',
          placeAt(first.document.file, ''),
          `the documents could not be checked: ${(error as Error).message}`,
        ),
      )
  }
}

async function changesBetween(before: Built, after: Built): Promise<string[]> {
  const { diffContracts, formatChange } = await import('../contract/diff-contracts.ts')
  return [...diffContracts(before.contract, after.contract)].map(formatChange)
}

async function assertUsable(built: Built, { strict }: Settings): Promise<void> {
  const { contract, diagnostics } = built
  if (contract.documents.length === 0) throw new SpecError('no document can be served', diagnostics)
  if (!strict) return
  const { inspect } = await import('./inspect-documents.ts')
  const all = [...diagnostics, ...[...inspect(contract, true)].filter((finding) => finding !== undefined)]
  if (all.some(({ severity }) => severity !== 'info')) throw new SpecError('--strict: the documents have findings', all)
}
