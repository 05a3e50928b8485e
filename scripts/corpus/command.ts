// What the commands over a folder of documents share: which documents are meant, and what a wrong command line gets.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Listed, listDocuments } from './documents.ts'

const usualFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../../../shared/corpus')

/** Told with the usage; exit code 2. */
export class UsageError extends Error {}

/** The documents of `folder` (or of the usual one), those of `only` alone; undefined, and said, when the usual folder is not here. */
export function chooseDocuments(folder: string | undefined, only: string | undefined): readonly Listed[] | undefined {
  const path = resolve(folder ?? usualFolder)
  if (!existsSync(path)) {
    if (folder !== undefined) throw new UsageError(`no folder ${path}`)
    console.log(`\n  SKIPPED: nothing was done, there is no folder ${path}\n`)
    return undefined
  }
  const listed = listDocuments(path)
  if (only === undefined) return listed
  const wanted = only.split(',').filter((id) => id !== '')
  const unknown = wanted.filter((id) => !listed.some((document) => document.id === id))
  if (unknown.length > 0)
    throw new UsageError(`no document ${unknown.join(', ')} (known: ${listed.map(({ id }) => id).join(', ')})`)
  return listed.filter(({ id }) => wanted.includes(id))
}

/** Runs a command; its number becomes the exit code, a wrong command line 2 with the usage. */
export async function runCommand(main: () => Promise<number>, usage: string): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    const isUsage =
      error instanceof UsageError || (error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code)))
    if (!isUsage) throw error
    console.error(`${error.message}\n\n${usage}`)
    process.exitCode = 2
  }
}
