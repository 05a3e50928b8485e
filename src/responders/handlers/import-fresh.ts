// Loads TypeScript and JavaScript files anew, as they are on disk now; the door of esbuild.
import { dirname, resolve } from 'node:path'
import type { BuildFailure, Message } from 'esbuild'
import { type Diagnostic, diagnostic, formatDiagnostic, placeInFile } from '../../diagnostics/diagnostic.ts'
import { labelOf, realPath } from '../../spec/file-reader.ts'
import { type ExplainOptions, explainError, explainWarning, fileOf, textOf, unresolvedIn } from './build-message.ts'
import { handlerPlace } from './handler-place.ts'
import type { Namespace } from './host-modules.ts'
import { type Inputs, readInput } from './input-files.ts'
import { bundlePrelude, nextBundlePath, runBundle } from './run-bundle.ts'
import { BROKEN, noteMissing, type Sources, sourcePlugin } from './source-plugin.ts'

export interface ImportOptions {
  /** What labels in findings are relative to: the folder mockserve was started in. */
  readonly root: string
  /** Packages that need not be installed, by name: `{ mockserve: namespace }`. */
  readonly provide?: Readonly<Record<string, Namespace>>
  /** Files, by real path, that do not run again: whoever imports one gets these exports, as they are at that time. */
  readonly keep?: ReadonlyMap<string, Namespace>
}

export interface LoadedModule {
  /** Real and absolute. */
  readonly path: string
  /** As people write it: relative to `root`. */
  readonly file: string
  /** All exports; undefined when the file, or one it imports, is broken. A CommonJS file has its `module.exports` as `default` too. */
  readonly exports: Namespace | undefined
}

export interface Loaded {
  /** One for each file that was asked for, in that order. */
  readonly modules: readonly LoadedModule[]
  /** Every file of the user's that was read, or looked for in vain: JSON and helpers too, packages not. */
  readonly inputs: Inputs
  /** What is wrong: each fault once, however many files import the one that has it. */
  readonly diagnostics: readonly Diagnostic[]
}

/** A build shows what cannot be parsed, the next what cannot be imported; more may follow when those faults hid others. */
const MAX_BUILDS = 5

/**
 * Loads `files` (absolute paths) together, so that a helper two of them import is one module in this load and a new one in the next.
 * Packages are imported by this process, once. A broken file takes down only those that import it.
 * Never rejects: what is wrong is a diagnostic with its place in the user's file (codes `module-*`).
 */
export async function importFresh(files: readonly string[], options: ImportOptions): Promise<Loaded> {
  const paths = files.map(realPath)
  const [first] = paths
  if (first === undefined) return { modules: [], inputs: new Map(), diagnostics: [] }
  const root = realPath(options.root)
  const sources: Sources = {
    provide: options.provide ?? {},
    keep: options.keep ?? new Map(),
    inputs: new Map(),
    broken: new Set(),
    hosts: [],
    hostNames: new Map(),
  }
  const explain: ExplainOptions = {
    folder: dirname(first),
    label: (path) => labelOf(path, root),
    files: paths,
    provided: Object.keys(sources.provide),
    hosts: sources.hostNames,
  }
  const { bundle, diagnostics } = await build(paths, sources, explain)
  const ran = bundle === undefined ? { exports: [], diagnostics: [] } : run(bundle, paths, sources, explain)
  return {
    modules: paths.map((path, i) => ({ path, file: explain.label(path), exports: sources.keep.get(path) ?? ran.exports[i] })),
    inputs: sources.inputs,
    diagnostics: distinct([...diagnostics, ...ran.diagnostics]),
  }
}

interface Bundle {
  /** The name of the script. */
  readonly path: string
  readonly text: string
}

interface Built {
  /** Undefined when nothing could be built. */
  readonly bundle: Bundle | undefined
  readonly diagnostics: readonly Diagnostic[]
}

async function build(paths: readonly string[], sources: Sources, explain: ExplainOptions): Promise<Built> {
  try {
    return await buildSound(paths, sources, explain)
  } catch {
    // the process that esbuild runs in may have been killed; after stop() the next build starts another
  }
  try {
    await (await import('esbuild')).stop()
    return await buildSound(paths, sources, explain)
  } catch (error) {
    const place = placeInFile(explain.label(paths[0] ?? explain.folder))
    const message = `esbuild, which loads this file, does not run: ${firstLine(error)}`
    return { bundle: undefined, diagnostics: [diagnostic('module-loader-failed', place, message)] }
  }
}

/** Builds; where files are broken, builds once more with those failing at the moment they are imported. Rejects when esbuild does not run. */
async function buildSound(paths: readonly string[], sources: Sources, explain: ExplainOptions): Promise<Built> {
  const { folder } = explain
  const diagnostics: Diagnostic[] = []
  for (let count = 0; count < MAX_BUILDS; count++) {
    const { bundle, errors, warnings } = await buildOnce(paths, sources, folder)
    diagnostics.push(
      ...errors.map((each) => explainError(each, explain)),
      ...warnings.map((each) => explainWarning(each, explain)),
    )
    if (bundle !== undefined) return { bundle, diagnostics }
    for (const message of errors) {
      noteMissing(unresolvedIn(message) ?? '', dirname(resolve(folder, message.location?.file ?? '')), sources)
    }
    const files = errors.flatMap((message) => fileOf(message, folder) ?? [])
    // a tsconfig.json is watched when there is something to mend in it
    for (const file of files) if (!sources.inputs.has(file)) readInput(file, sources.inputs)
    if (files.every((file) => sources.broken.has(file))) break
    for (const file of files) sources.broken.add(file)
  }
  return { bundle: undefined, diagnostics }
}

interface BuiltOnce {
  readonly bundle: Bundle | undefined
  readonly errors: readonly Message[]
  readonly warnings: readonly Message[]
}

async function buildOnce(paths: readonly string[], sources: Sources, folder: string): Promise<BuiltOnce> {
  // most starts have no handlers
  const esbuild = await import('esbuild')
  const starters = paths.map((path) => `() => require(${JSON.stringify(path)})`)
  const path = nextBundlePath(folder)
  try {
    const { outputFiles, warnings } = await esbuild.build({
      stdin: { contents: `module.exports = [${starters.join(', ')}]`, resolveDir: folder },
      absWorkingDir: folder,
      outfile: path,
      write: false,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: `node${process.versions.node}`,
      // without this the condition "module" would hold, whose files only bundlers can run
      conditions: [],
      keepNames: true,
      banner: { js: bundlePrelude },
      sourcemap: 'inline',
      // Node and debuggers read the files themselves
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [sourcePlugin(sources)],
    })
    return { bundle: { path, text: outputFiles[0]?.text ?? '' }, errors: [], warnings }
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>
    if (errors === undefined) throw error
    return { bundle: undefined, errors, warnings: [] }
  }
}

interface Ran {
  readonly exports: readonly (Namespace | undefined)[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Runs each file; one that throws is told, and the others run all the same. */
function run({ text, path }: Bundle, paths: readonly string[], { hosts, inputs }: Sources, { label }: ExplainOptions): Ran {
  const diagnostics: Diagnostic[] = []
  const thrown = new Set<unknown>([BROKEN])
  const starters = runBundle(text, path, hosts)
  const exports = paths.map((file, i) => {
    try {
      return toNamespace(starters[i]?.())
    } catch (error) {
      // a helper that throws does so for everyone who imports it
      if (thrown.has(error)) return undefined
      thrown.add(error)
      const at = handlerPlace(error, inputs) ?? { path: file, line: 1, column: 1 }
      const place = placeInFile(label(at.path), textOf(at.path), at.line, at.column)
      diagnostics.push(diagnostic('module-throws', place, `the file throws while it is loaded: ${firstLine(error)}`))
      return undefined
    }
  })
  return { exports, diagnostics }
}

/** The exports of a CommonJS file get a default as Node gives one. */
function toNamespace(exports: unknown): Namespace {
  const isNamespace = typeof exports === 'object' && exports !== null && '__esModule' in exports
  return isNamespace ? (exports as Namespace) : { ...(exports as object), default: exports }
}

const firstLine = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n')[0]

const distinct = (all: readonly Diagnostic[]) => [...new Map(all.map((each) => [formatDiagnostic(each), each])).values()]
