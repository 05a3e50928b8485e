// Type-checks files that need not exist: what tsc would print about them.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { compileContract } from '../../src/contract/compile-contract.ts'
import { loadDocuments } from '../../src/spec/load-documents.ts'
import { generateTypes } from '../../src/typegen/generate-types.ts'

const project = resolve(fileURLToPath(import.meta.url), '../../..')
export const fixture = (name: string): string => readFileSync(join(project, 'test/typegen/fixtures', name), 'utf8')

/** The types of the document in a file. */
export const typesOfFile = (path: string): string =>
  generateTypes(compileContract(loadDocuments({ documents: [path], folder: resolve(path, '..') }).documents))

export const shelterTypes = (): string => typesOfFile(join(project, 'test/typegen/fixtures/shelter.yaml'))

export interface Complaint {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** What tsc prints; the first line is the message, the others say more of it. */
  readonly text: string
  /** What tsc and editors show beside it: the declaration that a type comes from. */
  readonly related: string
  /** The code that is underlined. */
  readonly underlined: string
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  // libraries are not in question, and take most of the time; generated files are checked where they are named as sources
  skipLibCheck: true,
  allowJs: true,
  checkJs: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  types: ['node'],
  paths: { mockserve: [join(project, 'test/typegen/mockserve.d.ts')] },
}

const folder = join(project, 'test/typegen')
/** Stands for the package: what it exports for handler files. */
const PACKAGE = `export * from '${join(project, 'src/mocks/types.ts')}'
import type { MocksFunction } from '${join(project, 'src/mocks/types.ts')}'
export declare const mocks: MocksFunction
`
const parsed = new Map<string, ts.SourceFile>()

type Files = Readonly<Record<string, string>>

/** Checks files by name and text, together; `mockserve` resolves to the sources. */
export function complaintsAbout(files: Files, more: ts.CompilerOptions = {}): Complaint[] {
  const options = { ...OPTIONS, ...more }
  const texts = new Map(Object.entries({ 'mockserve.d.ts': PACKAGE, ...files }).map(([name, text]) => [join(folder, name), text]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.getSourceFile = (path, settings, ...rest) => {
    if (texts.has(path)) return getSourceFile(path, settings, ...rest)
    // the libraries are the same in every program
    const known = parsed.get(path) ?? getSourceFile(path, settings, ...rest)
    if (known !== undefined) parsed.set(path, known)
    return known
  }
  return ts.getPreEmitDiagnostics(ts.createProgram([...texts.keys()], options, host)).map((each) => ({
    file: each.file?.fileName.slice(folder.length + 1) ?? '',
    line: each.file && each.start !== undefined ? each.file.getLineAndCharacterOfPosition(each.start).line + 1 : 0,
    text: ts.flattenDiagnosticMessageText(each.messageText, '\n'),
    related: (each.relatedInformation ?? [])
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n'),
    underlined: each.file?.text.slice(each.start ?? 0, (each.start ?? 0) + (each.length ?? 0)) ?? '',
  }))
}

/** What an editor offers at each `/*name*\/` of the file `handlers.ts`, without the names of the global scope. */
export function offersIn(files: Files & { readonly 'handlers.ts': string }): Record<string, string[]> {
  const texts = new Map(Object.entries({ 'mockserve.d.ts': PACKAGE, ...files }).map(([name, text]) => [join(folder, name), text]))
  const service = ts.createLanguageService({
    getCompilationSettings: () => OPTIONS,
    getScriptFileNames: () => [...texts.keys()],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = texts.get(path) ?? ts.sys.readFile(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => texts.has(path) || ts.sys.fileExists(path),
    readFile: (path) => texts.get(path) ?? ts.sys.readFile(path),
  })
  const marks = [...files['handlers.ts'].matchAll(/\/\*(\w+)\*\//g)]
  return Object.fromEntries(
    marks.map(({ 1: name, index }) => {
      const found = service.getCompletionsAtPosition(join(folder, 'handlers.ts'), index, {})
      const own = found?.entries.filter(({ sortText }) => sortText < '15') ?? []
      return [name, own.map((entry) => entry.name.replaceAll('"', ''))]
    }),
  )
}
