// What the bundler says, as findings for people: the place in their file, what is wrong, the way out.
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { type Diagnostic, diagnostic, type Place, placeInFile } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'

/** The part of a bundler's message that is told. Columns count bytes from 0. */
export interface BuildMessage {
  readonly text: string
  readonly location: BuildLocation | null
  /** HOST_FAILURE for messages of ours. */
  readonly detail?: unknown
  readonly notes: readonly { readonly text: string; readonly location: BuildLocation | null }[]
}

interface BuildLocation {
  readonly file: string
  readonly namespace: string
  readonly line: number
  readonly column: number
  readonly lineText: string
}

export interface ExplainOptions {
  /** What the bundler's file names are relative to. */
  readonly folder: string
  readonly label: (path: string) => string
  /** Told when a message has no place in a file. */
  readonly files: readonly string[]
  /** The names of what is provided, such as `mockserve`. */
  readonly provided: readonly string[]
  /** A module of this process by the path the bundler knows it under: how it was imported, and the names it exports. */
  readonly hosts: ReadonlyMap<string, { readonly name: string; readonly names: readonly string[] }>
}

/** An error of the bundler: `module-syntax`, `module-import` or `module-top-level-await`. */
export function explainError(message: BuildMessage, options: ExplainOptions): Diagnostic {
  const at = placeOf(message, options)
  const { text, location } = message
  if (/top-level await/i.test(text)) {
    const told = 'await at the top level: a file that is loaded again at every save cannot wait there'
    return diagnostic('module-top-level-await', at, told, 'await inside an async function instead')
  }
  const specifier = unresolvedIn(message)
  if (specifier !== undefined) {
    const from = location === null ? options.folder : dirname(resolve(options.folder, location.file))
    const { told, hint } = explainUnresolved(specifier, from, message, options)
    return diagnostic('module-import', at, told, hint)
  }
  const [, module = '', name] = /^No matching export in "(.*)" for import "(.*)"$/s.exec(text) ?? []
  if (name !== undefined) {
    const host = options.hosts.get(module.slice(module.indexOf(':') + 1))
    const near = suggest(name, host?.names ?? [])
    const told = `${host?.name ?? options.label(resolve(options.folder, module))} has no export named ${JSON.stringify(name)}`
    return diagnostic('module-import', at, told, near && `did you mean ${near}?`)
  }
  return diagnostic(message.detail === HOST_FAILURE ? 'module-import' : 'module-syntax', at, sentence(text))
}

/** A warning of the bundler, such as two equal keys in one object: `module-suspicious`. */
export const explainWarning = (message: BuildMessage, options: ExplainOptions): Diagnostic =>
  diagnostic('module-suspicious', placeOf(message, options), sentence(message.text))

/** Marks messages about what was to be imported, among those about what cannot be parsed. */
export const HOST_FAILURE = 'host-failure'

const sentence = (text: string) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

/** The real, absolute path of the file a message is about; undefined when it is about none. */
export const fileOf = ({ location }: BuildMessage, folder: string): string | undefined =>
  location === null || !['', 'file'].includes(location.namespace) || location.file === '<stdin>'
    ? undefined
    : resolve(folder, location.file)

/** What could not be found, as the user wrote it, when the message is about that. */
export const unresolvedIn = ({ text }: BuildMessage): string | undefined => /^Could not resolve "(.*)"$/s.exec(text)?.[1]

function placeOf(message: BuildMessage, { folder, label, files }: ExplainOptions): Place {
  const path = fileOf(message, folder)
  const { location } = message
  if (path === undefined || location === null) return placeInFile(label(files[0] ?? folder))
  const column = Buffer.from(location.lineText).subarray(0, location.column).toString().length + 1
  return placeInFile(label(path), textOf(path), location.line, column)
}

/** The text for a code frame; undefined when the file is gone. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function explainUnresolved(specifier: string, from: string, { notes }: BuildMessage, { provided }: ExplainOptions) {
  if (/^\.{0,2}[\\/]|^\.{1,2}$/.test(specifier)) {
    const spellings = namesIn(dirname(resolve(from, specifier))).flatMap((name) => [name, ...otherSpellings(name, specifier)])
    const near = suggest(basename(specifier), spellings)
    const cut = specifier.length - basename(specifier).length
    return { told: `there is no file ${specifier}`, hint: near && `did you mean ${specifier.slice(0, cut)}${near}?` }
  }
  const reason = notes
    .map(({ text }) => text.replace(/:$/, ''))
    .find((text) => /\bis not (exported|defined|imported)\b/.test(text))
  if (reason !== undefined)
    return { told: `${JSON.stringify(specifier)} cannot be imported: ${sentence(reason)}`, hint: undefined }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const near = suggest(name, [...provided, ...installedFrom(from), ...builtinModules])
  return {
    told: `the package ${JSON.stringify(name)} is not installed`,
    hint: near === undefined ? `npm install ${name}` : `did you mean ${near}?`,
  }
}

/** A script may be imported without its extension, and pets.ts as pets.js. */
function otherSpellings(name: string, specifier: string): string[] {
  const stem = name.replace(/\.[cm]?[jt]sx?$/, '')
  return stem === name ? [] : [stem, stem + extname(specifier)]
}

/** The names of the packages that a file in this folder can import. */
function installedFrom(folder: string): string[] {
  const here = join(folder, 'node_modules')
  const names = namesIn(here).flatMap((name) =>
    name.startsWith('@') ? namesIn(join(here, name)).map((each) => `${name}/${each}`) : name,
  )
  const above = dirname(folder)
  return above === folder ? names : [...names, ...installedFrom(above)]
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
