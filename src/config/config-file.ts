// mockserve.config.* -> settings; the door of zod.
import { readFileSync } from 'node:fs'
import { basename, dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { formatDiagnostic } from '../diagnostics/diagnostic.ts'
import { SettingsError } from '../diagnostics/errors.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { parseText } from '../spec/parse-text.ts'
import { defineConfig } from './define-config.ts'
import { listParsers, ValueError, valueParsers } from './parse-values.ts'
import type { Settings } from './settings.ts'

/** What the text parsers need is a text; config files write numbers and switches as what they are. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const texts = z.union([z.string(), z.array(z.string())]).transform((given): readonly string[] => [given].flat())

/** A parser's complaint becomes an issue at the key. */
const by = <From, To>(parse: (from: From) => To) =>
  z.transform((from: From, context): To => {
    try {
      return parse(from)
    } catch (error) {
      if (!(error instanceof ValueError)) throw error
      context.issues.push({ code: 'custom', message: `${[from].flat().join(', ')}: ${error.message}`, input: from })
      return z.NEVER
    }
  })

const schema = z
  .strictObject({
    documents: texts.pipe(by(listParsers.documents)),
    host: z.string().pipe(by(valueParsers.host)),
    port: scalar.pipe(by(valueParsers.port)),
    seed: scalar.pipe(by(valueParsers.seed)),
    examples: z.string().pipe(by(valueParsers.examples)),
    dynamic: z.boolean(),
    stateless: z.boolean(),
    state: z.string().pipe(by(valueParsers.state)),
    resources: z.record(
      z.string(),
      z.union([z.literal(false), z.strictObject({ name: z.string().optional(), id: z.string().optional() })]),
    ),
    strict: z.boolean(),
    watch: z.boolean(),
    validate: z.string().pipe(by(valueParsers.validate)),
    security: z.boolean(),
    errors: z.boolean(),
    mocks: z.union([z.string().pipe(by(valueParsers.mocks)), z.literal(false)]),
    handlerTimeoutMs: scalar.pipe(by(valueParsers.handlerTimeoutMs)),
    bodyLimitBytes: scalar.pipe(by(valueParsers.bodyLimitBytes)),
    cors: texts.pipe(by(listParsers.cors)),
    allowHosts: texts.pipe(by(listParsers.allowHosts)),
    allowRefs: texts.pipe(by(listParsers.allowRefs)),
    controlToken: z.string().pipe(by(valueParsers.controlToken)),
  } satisfies { [Key in Exclude<keyof Settings, 'folder'>]: z.ZodType<Settings[Key]> })
  .partial()

/** Throws SettingsError naming file, key and what is allowed. */
export async function readConfigFile(path: string): Promise<Partial<Settings>> {
  const name = basename(path)
  const value = ['.json', '.yaml', '.yml'].includes(extname(path)) ? readData(path, name) : await readModule(path, name)
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => describe(name, issue)).join('\n'))
  return Object.fromEntries(Object.entries(parsed.data).filter(([, each]) => each !== undefined))
}

function readData(path: string, label: string): unknown {
  const text = readFileSync(path, 'utf8')
  // an empty file sets nothing, in YAML as in mind
  if (text.trim() === '') return {}
  const parsed = parseText({ label, text, format: extname(path) === '.json' ? 'json' : 'yaml' })
  const error = parsed.diagnostics.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw new SettingsError(formatDiagnostic(error))
  return parsed.value
}

/** The package mockserve need not be installed for it, and TypeScript is read on every Node. */
async function readModule(path: string, name: string): Promise<unknown> {
  const { importFresh } = await import('../responders/handlers/import-fresh.ts')
  const { modules, diagnostics } = await importFresh([path], { root: dirname(path), provide: { mockserve: { defineConfig } } })
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const waits = errors.some(({ code }) => code === 'module-top-level-await')
  const exports = waits ? await importNatively(path) : modules[0]?.exports
  if (exports === undefined) throw new SettingsError(errors.map(formatDiagnostic).join('\n'))
  if (exports['default'] === undefined) throw new SettingsError(`${name}: it has no default export; write export default { … }`)
  return exports['default']
}

/** Read once, a config file may wait at its top level, where Node itself knows its language and what it imports is installed. */
async function importNatively(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await import(pathToFileURL(path).href)
  } catch {
    return undefined
  }
}

function describe(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    const near = suggest(key, Object.keys(schema.shape))
    return `${name}: there is no setting ${JSON.stringify(key)}${near === undefined ? `; there are ${Object.keys(schema.shape).join(', ')}` : `; did you mean ${near}?`}`
  }
  const key = issue.path.join('.')
  if (key === '') return `${name}: it must hold an object of settings`
  if (issue.code === 'invalid_type') return `${name}: ${key} must be a ${issue.expected}`
  return `${name}: ${key} ${issue.code === 'invalid_union' ? 'is of the wrong kind' : issue.message}`
}
