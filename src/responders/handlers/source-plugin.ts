// Where a bundle's modules come from: the user's files from disk, everything else from this process.
import { isBuiltin } from 'node:module'
import { dirname, extname, isAbsolute, join, parse, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Loader, OnLoadArgs, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild'
import { HOST_FAILURE } from './build-message.ts'
import { commonJsText, esModuleText, importHost, LIVE_PREFIX, liveText, type Namespace, requireHost } from './host-modules.ts'
import { type InputStamp, readInput } from './input-files.ts'

/** What a load gathers over its builds. */
export interface Sources {
  readonly provide: Readonly<Record<string, Namespace>>
  readonly keep: ReadonlyMap<string, Namespace>
  readonly inputs: Map<string, InputStamp | undefined>
  /** Files that cannot be built: whoever imports one fails when it runs, and all others can be built. */
  readonly broken: Set<string>
  /** What the bundle takes from this process, by index; the first is what a broken file throws. */
  readonly hosts: unknown[]
  /** The modules of this process by the path that the bundler knows them under. */
  readonly hostNames: Map<string, { readonly name: string; readonly names: readonly string[] }>
}

/** Thrown by a broken file, which was told of already. */
export const BROKEN = Symbol('broken')
/** A module that has every name when it is bundled, and throws when it runs. */
const BROKEN_NAME = `${LIVE_PREFIX}broken`
/** Asks the bundler's own resolver, without being asked again. */
const RESOLVING = Symbol('resolving')
/** A package's file that Node runs; data files and TypeScript of packages are bundled. */
const RUN_BY_NODE = new Set(['.js', '.mjs', '.cjs', '.node', ''])
/** What a file knows of where it stands; a bundle would say where the bundle stands. */
const KNOWS_ITS_PLACE = /\bimport\.meta\b|\b__(?:file|dir)name\b/
const SCRIPTS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
}
const TEXTS = ['.txt', '.md', '.html', '.htm', '.xml', '.svg', '.csv', '.yaml', '.yml', '.graphql', '.sql', '.ndjson']
const LOADERS: Readonly<Record<string, Loader>> = {
  ...SCRIPTS,
  '.json': 'json',
  ...Object.fromEntries(TEXTS.map((extension) => [extension, 'text'])),
}
const BY_ATTRIBUTE: Readonly<Record<string, Loader>> = { json: 'json', text: 'text', bytes: 'binary' }

/** A bundler plugin that fills `sources`. */
export const sourcePlugin = (sources: Sources): Plugin => ({
  name: 'mockserve',
  setup(build) {
    sources.hosts.splice(0, Number.POSITIVE_INFINITY, BROKEN)
    build.onResolve({ filter: new RegExp(`^${LIVE_PREFIX}`) }, ({ path }) => ({ path, namespace: 'live' }))
    build.onLoad({ filter: /.*/, namespace: 'live' }, ({ path }) => ({
      contents: path === BROKEN_NAME ? `${liveText(0)}; throw module.exports` : liveText(path.slice(LIVE_PREFIX.length)),
    }))
    build.onResolve({ filter: /^[^./]/ }, (args) => resolvePackage(args, sources, build))
    build.onLoad({ filter: /.*/, namespace: 'provided' }, ({ path }) => ({
      contents: nameAndText(path, path, sources.provide[path] ?? {}, sources),
    }))
    build.onLoad({ filter: /.*/, namespace: 'required' }, (args) => loadHost(args, sources, required))
    build.onLoad({ filter: /.*/, namespace: 'imported' }, (args) => loadHost(args, sources, imported))
    build.onLoad({ filter: /.*/, namespace: 'file' }, (args) => loadFile(args, sources, build))
  },
})

/** A file that an import leads to in vain may come: all its possible names are watched. */
export function noteMissing(specifier: string, from: string, { inputs }: Sources): void {
  if (!specifier.startsWith('.')) return
  const path = resolve(from, specifier)
  // ./pets.js also means pets.ts
  const { dir, name } = parse(path)
  const stems = new Set([path, join(dir, name), join(path, 'index')])
  for (const candidate of [
    path,
    ...[...stems].flatMap((stem) => [...Object.keys(SCRIPTS), '.json'].map((extension) => stem + extension)),
  ]) {
    if (!inputs.has(candidate)) inputs.set(candidate, undefined)
  }
}

async function resolvePackage(
  args: OnResolveArgs,
  { provide }: Sources,
  build: PluginBuild,
): Promise<OnResolveResult | undefined> {
  const { path: name, importer, namespace, resolveDir, kind, with: attributes } = args
  // absolute on Windows, where a path begins with a letter
  if (args.pluginData === RESOLVING || isAbsolute(name) || name.startsWith('data:')) return undefined
  if (isBuiltin(name)) return { path: name, external: true }
  if (Object.hasOwn(provide, name)) return { path: name, namespace: 'provided' }
  if (/^https?:/.test(name))
    return { errors: [{ detail: HOST_FAILURE, text: `${name} is not fetched: install the package, or save the file` }] }
  const found = await build.resolve(name, { importer, namespace, resolveDir, kind, with: attributes, pluginData: RESOLVING })
  // what is not found is left to the bundler, which knows the place and the reason
  if (found.errors.length > 0 || found.namespace !== 'file' || !isRunByNode(found.path)) return undefined
  // at the time of the call, as Node does
  if (kind === 'dynamic-import') return { path: pathToFileURL(found.path).href, external: true }
  if (kind === 'require-resolve') return { path: found.path, external: true }
  return { path: found.path, namespace: kind === 'require-call' ? 'required' : 'imported', pluginData: { name, importer } }
}

/** A package outside node_modules is one of the user's own, linked from beside: it is bundled and watched like the rest of their files. */
const isRunByNode = (path: string) => path.split(/[\\/]/).includes('node_modules') && RUN_BY_NODE.has(extname(path))

type HostText = (path: string, asked: { readonly name: string; readonly importer: string }, sources: Sources) => Promise<string>

const required: HostText = async (_path, { name, importer }, { hosts }) => commonJsText(requireHost(name, importer), hosts)

const imported: HostText = async (path, { name }, sources) => {
  const { kind, value } = await importHost(path)
  return kind === 'commonjs' ? commonJsText(value, sources.hosts) : nameAndText(path, name, value, sources)
}

function nameAndText(path: string, name: string, namespace: Namespace, { hosts, hostNames }: Sources): string {
  hostNames.set(path, { name, names: Object.keys(namespace) })
  return esModuleText(namespace, hosts)
}

async function loadHost({ path, pluginData }: OnLoadArgs, sources: Sources, text: HostText): Promise<OnLoadResult> {
  try {
    return { contents: await text(path, pluginData, sources) }
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error)
    return { errors: [{ detail: HOST_FAILURE, text: `the package ${JSON.stringify(pluginData.name)} cannot be loaded: ${why}` }] }
  }
}

async function loadFile(args: OnLoadArgs, sources: Sources, { esbuild }: PluginBuild): Promise<OnLoadResult> {
  const { path, with: attributes } = args
  const { keep, broken, hosts, inputs } = sources
  // not read again: its stamp stays that of the bytes which were found broken, so that what was written since is news
  if (broken.has(path))
    return { contents: `export * from '${BROKEN_NAME}'; export { default } from '${BROKEN_NAME}'`, loader: 'js' }
  const bytes = readInput(path, inputs)
  const kept = keep.get(path)
  if (kept !== undefined) return { contents: esModuleText(kept, hosts), loader: 'js' }
  if (bytes === undefined) {
    const location = { file: path, line: 1, column: 0, lineText: '' }
    return { errors: [{ detail: HOST_FAILURE, text: 'the file cannot be read', location }] }
  }
  const loader = BY_ATTRIBUTE[attributes['type'] ?? ''] ?? LOADERS[extname(path).toLowerCase()] ?? 'binary'
  if (SCRIPTS[extname(path)] !== loader || !KNOWS_ITS_PLACE.test(bytes.toString('latin1'))) return { contents: bytes, loader }
  return placed(path, esbuild)
}

/** The file with its own address written into it; it brings its source map along. */
async function placed(path: string, esbuild: PluginBuild['esbuild']): Promise<OnLoadResult> {
  const literals = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) }
  const define = {
    ...Object.fromEntries(Object.entries(literals).map(([name, value]) => [`import.meta.${name}`, JSON.stringify(value)])),
    __filename: JSON.stringify(path),
    __dirname: JSON.stringify(dirname(path)),
  }
  try {
    const built = await esbuild.build({
      entryPoints: [path],
      outfile: `${path}.js`,
      allowOverwrite: true,
      absWorkingDir: dirname(path),
      write: false,
      platform: 'node',
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'silent',
      define,
    })
    return { contents: built.outputFiles[0]?.text ?? '', loader: 'js', warnings: built.warnings }
  } catch (error) {
    const { errors } = error as { readonly errors?: OnLoadResult['errors'] }
    if (errors === undefined) throw error
    return { errors }
  }
}
