// mockserve.config.* -> settings; the door of zod.
import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { formatDiagnostic } from '../diagnostics/diagnostic.ts'
import { SettingsError } from '../diagnostics/errors.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { parseText } from '../spec/parse-text.ts'
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
    strict: z.boolean(),
    watch: z.boolean(),
    validate: z.string().pipe(by(valueParsers.validate)),
    security: z.boolean(),
    errors: z.boolean(),
    bodyLimitBytes: scalar.pipe(by(valueParsers.bodyLimitBytes)),
    cors: texts.pipe(by(listParsers.cors)),
    allowHosts: texts.pipe(by(listParsers.allowHosts)),
    allowRefs: texts.pipe(by(listParsers.allowRefs)),
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

async function readModule(path: string, name: string): Promise<unknown> {
  let module: { readonly default?: unknown }
  try {
    module = await import(pathToFileURL(path).href)
  } catch (error) {
    throw new SettingsError(`${name}: ${whyNotImported(error, name)}`, { cause: error })
  }
  if (module.default === undefined) throw new SettingsError(`${name}: it has no default export; write export default { … }`)
  return module.default
}

function whyNotImported(error: unknown, name: string): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return `Node ${process.versions.node} runs no TypeScript; rename the file to ${name.replace(/ts$/, 'js')} or .json, or use Node 22.18 or newer`
  }
  if (code === 'ERR_MODULE_NOT_FOUND' && message.includes("'mockserve'")) {
    return 'the package mockserve is not installed here; install it, or export the plain object, which needs no import'
  }
  return `it cannot be loaded: ${message?.split('\n')[0] ?? String(error)}`
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
