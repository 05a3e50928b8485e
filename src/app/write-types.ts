// Keeps the types of the handlers as the documents are.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '../contract/compile-contract.ts'
import { findHandlerFiles } from '../responders/handlers/find-handler-files.ts'
import { generateTypes } from '../typegen/generate-types.ts'

/** Beside the handlers, so that every tsconfig which includes them includes it. */
export const TYPES_FILE = 'mockserve.gen.d.ts'

export interface WrittenTypes {
  readonly path: string
  readonly text: string
  /** False: the file was so already. */
  readonly hasChanged: boolean
}

/** The types as they should be in `folder`; written there unless `dryRun`. Throws what the file system throws. */
export function writeTypes(contract: Contract, folder: string, dryRun = false): WrittenTypes {
  const path = join(folder, TYPES_FILE)
  const text = generateTypes(contract, existsSync(folder) && findHandlerFiles(folder, folder).db !== undefined)
  const hasChanged = !existsSync(path) || readFileSync(path, 'utf8') !== text
  if (hasChanged && !dryRun) {
    mkdirSync(folder, { recursive: true })
    // in one step, so that no compiler reads half of it
    const draft = join(folder, `.${TYPES_FILE}.${process.pid}`)
    writeFileSync(draft, text)
    renameSync(draft, path)
  }
  return { path, text, hasChanged }
}
