// Types of every document of a folder, checked by tsc under strict: size, time to emit, errors.
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { compileContract } from '../src/contract/compile-contract.ts'
import { loadDocuments } from '../src/spec/load-documents.ts'
import { generateTypes } from '../src/typegen/generate-types.ts'
import { listDocuments } from './corpus/documents.ts'

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const folder = resolve(process.argv[2] ?? join(project, '../shared/corpus'))
const only = process.argv[3]?.split(',')
const out = join(tmpdir(), 'mockserve-typegen')
mkdirSync(out, { recursive: true })
const stub = join(out, 'mockserve.d.ts')
writeFileSync(stub, `export * from '${join(project, 'src/mocks/types.ts')}'\n`)

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: false,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  typeRoots: [join(project, 'node_modules/@types')],
  allowImportingTsExtensions: true,
  paths: { mockserve: [stub] },
}

// every property of every operation is asked for, so that nothing stays unchecked
const USE = `import type { Answer, Handler, Operations, OperationTypes } from 'mockserve'
export type All = { [K in keyof Operations]: Operations[K] extends OperationTypes ? [Handler<Operations[K]>, Answer<Operations[K]>] : never }
export const wrong: { [K in keyof Operations as Operations[K] extends OperationTypes ? never : K]: 1 } = {}
`

let failed = 0
for (const { id, entry } of listDocuments(folder)) {
  if (only !== undefined && !only.includes(id)) continue
  const contract = compileContract(loadDocuments({ documents: [entry], folder: dirname(entry) }).documents)
  const started = performance.now()
  const text = generateTypes(contract)
  const emitted = performance.now()
  const file = join(out, `${id}.gen.d.ts`)
  const use = join(out, `${id}.use.ts`)
  writeFileSync(file, text)
  writeFileSync(use, USE)
  const checkStarted = performance.now()
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file, use], options))
  const checked = performance.now()
  const row = [
    id.padEnd(36),
    `${(text.length / 1024).toFixed(0)} KB`.padStart(9),
    `${(emitted - started).toFixed(0)} ms`.padStart(9),
  ]
  console.log(
    ...row,
    `tsc ${(checked - checkStarted).toFixed(0)} ms`.padStart(12),
    found.length === 0 ? 'ok' : `${found.length} ERRORS`,
  )
  for (const each of found.slice(0, 5)) {
    const at = each.file && each.start !== undefined ? each.file.getLineAndCharacterOfPosition(each.start).line + 1 : 0
    console.log(`    line ${at}: ${ts.flattenDiagnosticMessageText(each.messageText, '\n      ').slice(0, 600)}`)
  }
  if (found.length > 0) failed += 1
}
process.exitCode = failed > 0 ? 1 : 0
