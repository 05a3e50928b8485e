// The files that contract coverage is written to: JSON, JUnit or Markdown, by their extension.
import { randomUUID } from 'node:crypto'
import { accessSync, constants, statSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { SettingsError } from '../diagnostics/errors.ts'
import type { Coverage } from '../journal/coverage.ts'
import type { CoverageRecorder } from '../journal/coverage-recorder.ts'

type Write = (coverage: Coverage) => string | Promise<string>

const FORMATS = new Map<string, Write>([
  ['.json', (coverage) => `${JSON.stringify(coverage, null, 2)}\n`],
  ['.xml', async (coverage) => (await import('../journal/report-junit.ts')).toJunit(coverage)],
  ['.md', async (coverage) => (await import('../journal/report-markdown.ts')).toMarkdown(coverage)],
])

const formatOf = (file: string) => FORMATS.get(extname(file).toLowerCase())

/** Why no report can be written there, as a sentence to stand behind the name; undefined when nothing speaks against it. */
export function problemOfReport(file: string): string | undefined {
  if (formatOf(file) === undefined) return 'a report ends in .json, .xml (JUnit) or .md'
  const folder = dirname(resolve(file))
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return `there is no folder ${folder}`
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) return 'that is a folder'
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    return `nothing can be written to ${folder}`
  }
  return undefined
}

/** Writes it in one step, so that nobody reads half of it. Rejects with SettingsError for a file that cannot be one, else with what the file system says. */
export async function writeReport(file: string, recorder: CoverageRecorder): Promise<void> {
  const write = formatOf(file)
  const problem = problemOfReport(file)
  if (write === undefined || problem !== undefined) throw new SettingsError(`${file}: ${problem}`)
  const { describeCoverage } = await import('../journal/coverage.ts')
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    await writeFile(draft, await write(describeCoverage(recorder)))
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
