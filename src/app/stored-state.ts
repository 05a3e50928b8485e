// What clients wrote, in a running mock: where it is kept, what it begins with. Documents and handlers reload, this stays.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic, placeInFile } from '../diagnostics/diagnostic.ts'
import { SettingsError } from '../diagnostics/errors.ts'
import { lateResponder } from '../pipeline/late-responder.ts'
import type { LiveResponder } from '../pipeline/responder.ts'
import type { Runtime } from '../pipeline/runtime.ts'
import { ResourceState } from '../responders/resources/resource-state.ts'
import { StoreError } from '../responders/resources/store.ts'
import type { StoredResources } from '../responders/resources/stored-resources.ts'
import { labelOf } from '../spec/file-reader.ts'
import { findMocksFolder } from './mocks-folder.ts'
import type { CheckedFiles, SeedFiles } from './seed-files.ts'

export class StoredState {
  readonly responder: LiveResponder
  /** Loaded when it is first used. */
  readonly resources: StoredResources
  readonly #settings: Settings
  readonly #runtime: () => Runtime
  readonly #state = new ResourceState()
  #seeds: SeedFiles | undefined
  #checked: CheckedFiles = { seeds: [], diagnostics: [] }
  #torn: readonly Diagnostic[] = []

  constructor(settings: Settings, runtime: () => Runtime) {
    this.#settings = settings
    this.#runtime = runtime
    this.responder = lateResponder({ name: 'stored', answersLast: true, version: () => this.#state.version }, async () => {
      const { createResourcesResponder } = await import('../responders/resources/resources-responder.ts')
      return createResourcesResponder(this.#state)
    })
    this.resources = settings.stateless ? refuseAll() : lateResources(() => this.#loadResources())
  }

  /** Opens the state file and puts in the seeds of what was never written. Throws SettingsError when the file cannot be used. */
  async open(): Promise<void> {
    const { state, stateless, folder } = this.#settings
    if (stateless) return
    if (state !== undefined) await this.#openFile(resolve(folder, state))
    await this.#readSeeds()
    await this.#putSeeds((place) => !this.#state.isBegun(place))
  }

  /** Puts in again what has changed of the seed files; undefined when nothing has. */
  async loadAgain(): Promise<readonly string[] | undefined> {
    const folder = this.#settings.stateless ? undefined : this.#seedFolder()
    if (this.#seeds === undefined && folder === undefined) return undefined
    const { changedSeedFiles } = await import('./seed-files.ts')
    const before = this.#seeds
    const changed = new Set(before === undefined ? [] : changedSeedFiles(before))
    if (before !== undefined && changed.size === 0) return undefined
    await this.#readSeeds()
    // a folder that was not there before is new as a whole
    if (before === undefined) for (const { path } of this.#seeds?.files ?? []) changed.add(path)
    const paths = new Map(this.#checked.seeds.map(({ collection, path }) => [collection, path]))
    await this.#putSeeds((place) => changed.has(paths.get(place) ?? ''))
    return [...changed].map((path) => labelOf(path, this.#settings.folder))
  }

  /** Other documents are in force: seeds are held to them, and put in where they name what is new. */
  async checkSeeds(): Promise<void> {
    if (this.#seeds === undefined) return
    await this.#check()
    await this.#putSeeds((place) => !this.#state.isBegun(place))
  }

  /** Forgets what was written; the seeds are there again. Snapshots stay. */
  async reset(): Promise<void> {
    await this.#state.reset()
    await this.#putSeeds()
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#torn, ...(this.#seeds?.diagnostics ?? []), ...this.#checked.diagnostics]
  }

  /** Files that were read; the folder is looked at with that of the handlers. */
  get watched(): readonly string[] {
    return [...(this.#seeds?.inputs.keys() ?? [])]
  }

  close(): Promise<void> {
    return this.#state.close()
  }

  async #openFile(path: string): Promise<void> {
    const label = labelOf(path, this.#settings.folder)
    const { openFileStore } = await import('../responders/resources/file-store.ts')
    const report = (message: string, line: number) => {
      this.#torn = [diagnostic('state-torn', placeInFile(label, undefined, line), message)]
    }
    try {
      await this.#state.open(await openFileStore(path, { report }))
    } catch (error) {
      throw error instanceof StoreError ? new SettingsError(error.message, { cause: error }) : error
    }
  }

  async #readSeeds(): Promise<void> {
    const folder = this.#seedFolder()
    if (folder === undefined) {
      this.#seeds = undefined
      this.#checked = { seeds: [], diagnostics: [] }
      return
    }
    const { readSeedFiles } = await import('./seed-files.ts')
    this.#seeds = readSeedFiles(folder, this.#settings.folder)
    await this.#check()
  }

  async #check(): Promise<void> {
    if (this.#seeds === undefined) return
    const [{ checkSeedFiles }, { resourcesOf }] = await Promise.all([
      import('./seed-files.ts'),
      import('../contract/resources/find-resources.ts'),
    ])
    this.#checked = checkSeedFiles(this.#seeds, resourcesOf(this.#runtime().contract))
  }

  async #putSeeds(wants: (place: string) => boolean = () => true): Promise<void> {
    const seeds = this.#checked.seeds.filter(({ collection }) => wants(collection))
    if (seeds.length === 0) return
    const { putSeeds } = await import('../responders/resources/seed.ts')
    await putSeeds(this.#state, seeds)
    this.#state.forgetHistory()
  }

  #seedFolder(): string | undefined {
    const { folder } = findMocksFolder(this.#settings)
    const path = folder && join(folder, 'seeds')
    return path !== undefined && existsSync(path) ? path : undefined
  }

  async #loadResources(): Promise<StoredResources> {
    const { createStoredResources } = await import('../responders/resources/stored-resources.ts')
    return createStoredResources({
      state: this.#state,
      runtime: this.#runtime,
      putSeedsBack: (places) => this.#putSeeds((place) => places?.includes(place) ?? true),
    })
  }
}

function lateResources(load: () => Promise<StoredResources>): StoredResources {
  return {
    list: async () => (await load()).list(),
    items: async (resource, page) => (await load()).items(resource, page),
    seed: async (items) => (await load()).seed(items),
    put: async (resource, item) => (await load()).put(resource, item),
    remove: async (resource, id) => (await load()).remove(resource, id),
    reset: async (resource) => (await load()).reset(resource),
    snapshot: async (name) => (await load()).snapshot(name),
    restore: async (name) => (await load()).restore(name),
    snapshots: async () => (await load()).snapshots(),
    removeSnapshot: async (name) => (await load()).removeSnapshot(name),
    undo: async () => (await load()).undo(),
  }
}

const refuseAll = () =>
  lateResources(() => Promise.reject(new TypeError('this mock is stateless and stores nothing; start it without --stateless')))
