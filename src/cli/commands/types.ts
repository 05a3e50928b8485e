// `mockserve types [documents]`: writes the types of the handlers, without serving.
import { join } from 'node:path'
import { buildRuntime } from '../../app/build-runtime.ts'
import { findMocksFolder } from '../../app/mocks-folder.ts'
import { writeTypes } from '../../app/write-types.ts'
import { loadSettings } from '../../config/load-settings.ts'
import { SpecError } from '../../diagnostics/errors.ts'
import { plural } from '../../journal/words.ts'
import { labelOf } from '../../spec/file-reader.ts'
import { type ExitCode, exitCodes } from '../failure.ts'
import type { Output } from '../output.ts'
import { printable } from '../safe-text.ts'

export interface TypesOptions {
  readonly documents: readonly string[]
  readonly mocks: string | undefined
  /** Write nothing; tell whether the file is as it should be. */
  readonly isCheck: boolean
}

/** Resolves with 1 when `isCheck` finds the file missing or out of date. Throws SpecError when no document can be used. */
export async function types({ documents, mocks, isCheck }: TypesOptions, output: Output): Promise<ExitCode> {
  const given = { ...(documents.length > 0 && { documents }), ...(mocks !== undefined && { mocks }) }
  const { settings } = await loadSettings(given, process.cwd(), process.env)
  const { contract, diagnostics } = buildRuntime(settings, () => undefined)
  if (contract.documents.length === 0) throw new SpecError('no document can be used', diagnostics)
  const { folder, candidates } = findMocksFolder(settings)
  const { path, hasChanged } = writeTypes(contract, folder ?? candidates[0] ?? join(settings.folder, 'mocks'), isCheck)
  const label = printable(labelOf(path, settings.folder))
  const operations = plural(contract.operations.length, 'operation')
  if (isCheck && hasChanged) {
    output.errorLine(`mockserve: ${label} is not as the documents are; run mockserve types`)
    return exitCodes.failed
  }
  output.line(hasChanged ? `${label}   ${operations}` : `${label} is up to date   ${operations}`)
  return exitCodes.fine
}
