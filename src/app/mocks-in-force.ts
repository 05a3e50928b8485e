// The mocks of a running server: the files of the folder, and what tests put in front of them. Code reloads, data never does.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import type { Contract } from '../contract/compile-contract.ts'
import { type Diagnostic, diagnostic, formatDiagnostic, type Place, placeInFile } from '../diagnostics/diagnostic.ts'
import type { LiveResponder } from '../pipeline/responder.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { CollectionsDefinition } from '../responders/handlers/collections.ts'
import { type CompiledMocks, compileMocks } from '../responders/handlers/compile-mocks.ts'
import { handlerPlace } from '../responders/handlers/handler-place.ts'
import type { Namespace } from '../responders/handlers/host-modules.ts'
import type { HandlerModule, LoadedHandlers } from '../responders/handlers/load-handlers.ts'
import { MockMemory } from '../responders/handlers/mock-memory.ts'
import { createMocksResponder } from '../responders/handlers/mocks-responder.ts'
import { type Entry, type Origin, readMocks } from '../responders/handlers/read-mocks.ts'
import { isInside, labelOf } from '../spec/file-reader.ts'
import { MockLayers, OVERRIDE } from './mock-layers.ts'
import { findMocksFolder } from './mocks-folder.ts'
import { StoredState } from './stored-state.ts'

/** Editors write in steps: what is broken is looked at again after so many ms. */
const PATIENCE_MS = 60
const MAX_LOOKS = 4

interface FileMocks {
  readonly module: HandlerModule
  readonly entries: readonly Entry[]
  readonly diagnostics: readonly Diagnostic[]
}

export class MocksInForce {
  readonly memory = new MockMemory()
  /** What clients wrote. */
  readonly stored: StoredState
  /** Asked before what the document gives: overrides and handlers, then what clients wrote. */
  readonly responders: readonly LiveResponder[]
  readonly #settings: Settings
  #contract: Contract
  #loaded: LoadedHandlers | undefined
  #kept = new Map<string, Namespace>()
  #files = new Map<string, FileMocks>()
  #fromFiles: CompiledMocks
  readonly #layers = new MockLayers()
  /** All layers, outermost first: the latest that was put in front, …, the files. */
  #order: readonly CompiledMocks[]
  /** How often the layers were put in order. */
  #arranged = 0

  readonly #changed: () => void

  /** `changed` is told whenever what answers may be another. */
  constructor(
    settings: Settings,
    runtime: () => Runtime,
    log: (line: string, source: string) => void,
    changed: () => void = () => undefined,
  ) {
    this.#settings = settings
    this.#changed = changed
    this.#contract = runtime().contract
    this.#fromFiles = compileMocks([], this.#contract)
    this.#order = [this.#fromFiles]
    this.stored = new StoredState(settings, runtime)
    const mocks = createMocksResponder({
      layers: () => this.#order,
      version: () => this.#arranged,
      memory: this.memory,
      resources: this.stored.resources,
      placeOf: (error) => this.placeOf(error),
      log,
    })
    this.responders = settings.stateless ? [mocks] : [mocks, this.stored.responder]
  }

  /**
   * Loads the folder, when there is one, and what is stored. What is wrong is among the diagnostics; the rest answers.
   * Throws SettingsError when the state file cannot be used.
   */
  async load(): Promise<void> {
    await this.stored.open()
    const { folder } = findMocksFolder(this.#settings)
    if (folder !== undefined) this.#take(await this.#read(folder))
  }

  /** Loads again what has changed; undefined when nothing has. What is broken keeps its last good version. */
  async loadAgain(): Promise<{ readonly files: readonly string[]; readonly broken: readonly Diagnostic[] } | undefined> {
    const { folder } = findMocksFolder(this.#settings)
    const seeds = await this.stored.loadAgain()
    const changed = new Set(await this.#changedFiles(folder))
    if (changed.size === 0) return seeds && { files: seeds, broken: [] }
    let loaded = folder === undefined ? undefined : await this.#read(folder)
    for (let look = 1; loaded !== undefined && folder !== undefined && errorsOf(loaded).length > 0 && look < MAX_LOOKS; look++) {
      await wait(PATIENCE_MS)
      const again = (await loader()).changedHandlerFiles(loaded)
      if (again.length === 0) break
      for (const path of again) changed.add(path)
      loaded = await this.#read(folder)
    }
    this.#take(loaded)
    return {
      files: [...[...changed].map((path) => labelOf(path, this.#settings.folder)), ...(seeds ?? [])],
      broken: loaded === undefined ? [] : errorsOf(loaded),
    }
  }

  /** Other documents are in force: keys are looked up in them from now on. */
  compile(contract: Contract): void {
    this.#contract = contract
    this.#fromFiles = compileMocks(
      [...this.#files.values()].flatMap(({ entries }) => entries),
      contract,
    )
    this.#layers.compile(contract)
    this.#arrange()
  }

  /** Puts a map in front of all others; the function given back takes it away again. Throws TypeError for what is no map of mocks. */
  use(mocks: unknown, source = OVERRIDE, name = source): () => void {
    const id = this.put(mocks, source, name)
    return () => this.remove(id)
  }

  /** As `use`; gives the id to take it away by. */
  put(mocks: unknown, source = OVERRIDE, name = source): string {
    const id = this.#layers.put(mocks, this.#contract, source, name)
    this.#arrange()
    return id
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    const wasThere = this.#layers.remove(id)
    this.#arrange()
    return wasThere
  }

  /** What was put in front of the mocks that mockserve began with; the latest, which answers first, comes last. */
  get overrides(): MockLayers['overrides'] {
    return this.#layers.overrides
  }

  /** Takes away the overrides, begins sequences anew, and forgets calls, collections, state and what clients wrote. */
  reset(): Promise<void> {
    this.#layers.reset()
    this.#arrange()
    for (const { entries } of this.#files.values()) for (const { sequence } of entries) sequence.reset()
    this.memory.reset()
    return this.stored.reset()
  }

  get diagnostics(): readonly Diagnostic[] {
    const own = [...this.#missing(), ...[...this.#files.values()].flatMap(({ diagnostics }) => diagnostics)]
    return [...(this.#loaded?.diagnostics ?? []), ...own, ...this.#fromFiles.diagnostics, ...this.stored.diagnostics]
  }

  /** The folder of handlers that is there; undefined when there is none. */
  get folder(): string | undefined {
    return this.#loaded?.folder
  }

  /** Whether `_db` is among its files. */
  get hasDatabase(): boolean {
    return this.#loaded?.db !== undefined
  }

  /** Files that answer, as people write them. */
  get files(): readonly string[] {
    return [...this.#files.values()].map(({ module }) => module.file)
  }

  get watched(): { readonly files: readonly string[]; readonly folders: readonly string[] } {
    const files = [...(this.#loaded?.inputs.keys() ?? []), ...this.stored.watched]
    return { files, folders: findMocksFolder(this.#settings).candidates }
  }

  async #read(folder: string): Promise<LoadedHandlers> {
    const [{ loadHandlers }, library] = await Promise.all([loader(), import('../mocks/define.ts')])
    return loadHandlers(folder, { root: this.#settings.folder, provide: { mockserve: library }, keep: this.#kept })
  }

  #take(loaded: LoadedHandlers | undefined): void {
    const before = this.#files
    this.#loaded = loaded
    this.#files = new Map()
    for (const module of loaded?.modules ?? []) {
      const known = before.get(module.path)
      // a module that did not run anew goes on where it was
      this.#files.set(module.path, known !== undefined && known.module.exported === module.exported ? known : readFile(module))
    }
    const errors = loaded === undefined ? [] : errorsOf(loaded)
    for (const [path, last] of errors.length === 0 ? [] : before) {
      if (!this.#files.has(path) && existsSync(path)) this.#files.set(path, lastGood(last, errors))
    }
    const definition = loaded?.db?.exports['default']
    if (definition instanceof CollectionsDefinition) this.memory.collections.define(definition.definitions)
    if (loaded?.state !== undefined && !this.#kept.has(loaded.state.path)) {
      const { path, exports } = loaded.state
      this.#kept.set(path, exports)
      const initial = exports['default']
      if (typeof initial === 'object' && initial !== null) this.memory.adoptState(initial as Record<string, unknown>)
    }
    this.compile(this.#contract)
  }

  async #changedFiles(folder: string | undefined): Promise<string[]> {
    if (this.#loaded === undefined) return folder === undefined ? [] : [folder]
    return folder === undefined ? [this.#loaded.folder] : (await loader()).changedHandlerFiles(this.#loaded)
  }

  /** A folder that was asked for by name, and is not there. */
  #missing(): readonly Diagnostic[] {
    const { mocks, folder } = this.#settings
    if (typeof mocks !== 'string' || this.#loaded !== undefined) return []
    return [diagnostic('file-missing', placeInFile(labelOf(mocks, folder)), `the folder of handlers ${mocks} does not exist`)]
  }

  #arrange(): void {
    this.#arranged++
    this.#order = [...this.#layers.compiled, this.#fromFiles]
    this.#changed()
  }

  /** `mocks/pets.ts:12:9` for an error out of a file of the user's. */
  placeOf(error: unknown): string | undefined {
    const place = handlerPlace(error, this.#loaded?.inputs ?? { has: isUsers })
    return place && `${labelOf(place.path, this.#settings.folder)}:${place.line}:${place.column}`
  }
}

/** esbuild and what leads to it: loaded when there is a folder of handlers. */
const loader = () => import('../responders/handlers/load-handlers.ts')

const OURS = dirname(import.meta.dirname)

/** A file of whoever uses the library: neither a package nor ours. */
const isUsers = (path: string) => isAbsolute(path) && !isInside(path, OURS) && !path.includes('node_modules')

const errorsOf = ({ diagnostics }: LoadedHandlers) => diagnostics.filter(({ severity }) => severity === 'error')

function readFile(module: HandlerModule): FileMocks {
  const origin: Origin = { source: `handler:${module.file}`, file: module.file, place: (key) => placeOfKey(module, key) }
  return { module, ...readMocks(module.exported, origin) }
}

/** The version before, each entry telling why it is not the latest. */
function lastGood({ module, entries }: FileMocks, errors: readonly Diagnostic[]): FileMocks {
  const cause = errors.find(({ place }) => place.file === module.file) ?? errors[0]
  const staleBecause = cause === undefined ? 'the file is broken' : formatDiagnostic(cause)
  return {
    module,
    entries: entries.map((entry) => ({ ...entry, origin: { ...entry.origin, staleBecause } })),
    diagnostics: [],
  }
}

/** The line that begins with the key, as nearly every map is written; else the file. */
function placeOfKey({ path, file }: HandlerModule, key: string): Place {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return placeInFile(file)
  }
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = key === '' ? null : new RegExp(`^[ \\t]*(?:async\\s+)?(['"]?)${escaped}\\1\\s*[:(,]`, 'm').exec(text)
  if (found === null) return placeInFile(file, text)
  const before = text.slice(0, found.index)
  const line = before.split('\n').length
  return placeInFile(file, text, line, found[0].search(/\S/) + 1)
}
