// What goes on beside serving: watching, keys, the entry in the registry, the browser.
import type { Mockserve } from '../app/mockserve.ts'
import { registerRun } from '../app/run-registry.ts'
import type { Settings } from '../config/settings.ts'
import { MAX_AT_ONCE, resourceLine } from './banner.ts'
import { colorsFor } from './colors.ts'
import type { Key } from './keys.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'

export interface Company {
  readonly mock: Mockserve
  readonly settings: Settings
  readonly reporter: Reporter
  readonly output: Output
  /** Somebody sits at the terminal. */
  readonly hasKeys: boolean
  readonly opensBrowser: boolean
  readonly stop: (reason: string) => void
}

/** Begins it all; gives a function that ends it. What cannot begin is said, and serving goes on without it. */
export function accompany(company: Company): () => void {
  const { mock, settings, reporter, opensBrowser, hasKeys } = company
  const endings: (() => void)[] = [register(mock, settings)]
  const begin = (what: string, begun: Promise<(() => void) | undefined>) => {
    begun.then(
      (end) => end && endings.push(end),
      (error: Error) => reporter.warn(`${what} does not work: ${error.message}`),
    )
  }
  if (settings.watch) begin('watching', beginWatching(company))
  if (settings.watch) begin('writing the types of the handlers', beginTypes(company))
  begin('watching over the handlers', beginHandlerWatch(company))
  if (hasKeys) begin('listening for keys', beginKeys(company))
  if (!settings.stateless && mock.contract.operations.length > MAX_AT_ONCE) begin('looking for resources', tellResources(company))
  if (opensBrowser) begin('--open', openDocs(company))
  if (mock.replacedPort !== undefined) begin('asking who holds the port', nameHolder(mock.replacedPort, company))
  return () => {
    for (const end of endings) end()
  }
}

function register(mock: Mockserve, { folder }: Settings): () => void {
  const documents = mock.documents.map(({ document }) => document.file.path)
  const { port, url, controlToken: token } = mock
  const remove = registerRun(
    { pid: process.pid, url, port, folder, documents, startedAt: new Date().toISOString(), token },
    process.env,
  )
  // also when a second signal or a defect ends the process
  process.on('exit', remove)
  return remove
}

/** Where there is a folder of handlers, its types follow the documents. */
async function beginTypes({ mock, reporter }: Company): Promise<() => void> {
  let written: { readonly contract: unknown; readonly folder: string; readonly hasDatabase: boolean } | undefined
  const write = async () => {
    const { contract } = mock
    const { folder, hasDatabase } = mock.mocks
    // only when there is something new to say: the types of a large document take a while
    const isWritten = written?.contract === contract && written.folder === folder && written.hasDatabase === hasDatabase
    if (folder === undefined || isWritten) return
    written = { contract, folder, hasDatabase }
    const { writeTypes } = await import('../app/write-types.ts')
    writeTypes(contract, folder)
  }
  await write()
  return mock.onReload(() =>
    write().catch((error: Error) => reporter.warn(`the types of the handlers could not be written: ${error.message}`)),
  )
}

/** From the moment on when there are handlers: it costs a thread. */
async function beginHandlerWatch({ mock, reporter }: Company): Promise<() => void> {
  let end: (() => void) | undefined
  const begin = async () => {
    if (end !== undefined || mock.mocks.files.length === 0) return
    end = () => undefined
    const { watchHandlers } = await import('./handler-watch.ts')
    end = watchHandlers(
      (frame) =>
        reporter.warn(
          `${mock.mocks.placeOf(frame)}: a handler ran for 5 s without a pause and was stopped; its request gets no answer`,
        ),
      (error) => reporter.warn(`handlers that never end are not noticed: ${error.message}`),
    )
  }
  await begin()
  const unlisten = mock.onReload(() => void begin())
  return () => {
    unlisten()
    end?.()
  }
}

async function beginWatching({ mock, reporter }: Company): Promise<() => void> {
  const { watchFolders } = await import('../app/watch-folders.ts')
  let hasFailed = false
  const watcher = watchFolders({
    watched: () => mock.watched,
    changed: () => mock.reload(),
    failed: (error) => {
      if (!hasFailed) reporter.warn(`not every file can be watched (${error.message}); press r + enter to reload what is not`)
      hasFailed = true
    },
  })
  return () => void watcher.close()
}

/** What a large document remembers, found beside serving. */
async function tellResources({ mock, settings, reporter }: Company): Promise<undefined> {
  const { allInSlices, resourcesOf } = await import('../contract/resources/find-resources.ts')
  const found = await allInSlices(resourcesOf(mock.contract))
  for (const line of resourceLine(found, settings, colorsFor(process.stdout, process.env))) reporter.say(line)
}

async function beginKeys({ mock, settings, reporter, output, stop }: Company): Promise<() => void> {
  const { listenForKeys } = await import('./keys.ts')
  const reload = async () => {
    const { files } = await mock.reload()
    if (files.length === 0) reporter.say('  nothing has changed')
  }
  const clear = () => {
    if (process.stdout.isTTY) output.line('\u001b[2J\u001b[3J\u001b[H')
  }
  const keys: readonly Key[] = [
    { key: 'o', means: 'open the docs in the browser', press: () => void openDocs({ mock, reporter }) },
    { key: 'u', means: 'show the addresses', press: () => reporter.addresses(mock, settings) },
    { key: 'r', means: 'reload the documents', press: () => void reload() },
    { key: 'c', means: 'clear the screen', press: clear },
    { key: 'q', means: 'quit', press: () => stop('q') },
  ]
  return listenForKeys(keys, reporter.say)
}

async function openDocs({ mock, reporter }: Pick<Company, 'mock' | 'reporter'>): Promise<undefined> {
  const { openBrowser } = await import('./open-browser.ts')
  if (!(await openBrowser(mock.docsUrl))) reporter.say(`  no browser could be opened; the address is ${mock.docsUrl}`)
}

/** The port that would have been used: who has it? */
async function nameHolder(port: number, { reporter }: Company): Promise<undefined> {
  const { findPortHolders } = await import('../app/port-holder.ts')
  const { describeHolder } = await import('./port-trouble.ts')
  const [holder] = await findPortHolders(port)
  if (holder !== undefined) reporter.say(`  port ${port} is held by ${describeHolder(holder)}`)
}
