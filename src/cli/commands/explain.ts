// `mockserve explain GET /pets/7`: what would be answered, and why, without a server; or what the running mock answers.
import { explainRequest, explainRunning } from '../../app/explain-request.ts'
import { findRunning } from '../../app/find-running.ts'
import { loadSettings } from '../../config/load-settings.ts'
import type { Settings } from '../../config/settings.ts'
import type { ExchangeDetail } from '../../server/control/shapes.ts'
import { colorsFor } from '../colors.ts'
import { failed, type RequestOptions, readExplainArguments } from '../explain-arguments.ts'
import { explainLines, withoutCredentials } from '../explain-lines.ts'
import { type ExitCode, exitCodes } from '../failure.ts'
import { forbidExit } from '../guard-process.ts'
import type { Output } from '../output.ts'
import { jsonLine } from '../safe-text.ts'

export interface ExplainOptions extends RequestOptions {
  /** Settings that flags gave. */
  readonly settings: Partial<Settings>
  /** Ask the mock that serves these documents now. */
  readonly running?: true
  /** All headers of the answer. */
  readonly include?: true
  readonly json?: true
  readonly color: boolean
}

/** Throws FailureError for what is no request or when no mock runs, SpecError when no document can be used. */
export async function explain(words: readonly string[], options: ExplainOptions, output: Output): Promise<ExitCode> {
  forbidExit()
  const { request, origin, documents } = readExplainArguments(words, options)
  if (origin !== undefined && documents.length > 0)
    throw failed(`${origin} says which mock to ask, so no document stands beside it`, exitCodes.usage, 'usage')
  const isElsewhere = origin !== undefined || options.running === true
  if (isElsewhere && Object.keys(options.settings).length > 0)
    throw failed('a mock that runs has its own settings: leave out the options of answers and requests', exitCodes.usage, 'usage')
  const given = { ...options.settings, ...(documents.length > 0 && { documents }) }
  const { settings } = await loadSettings(given, process.cwd(), process.env)
  const url = origin ?? (options.running ? await runningUrl(settings) : undefined)
  const detail =
    url === undefined ? await explainRequest(request, settings) : await askRunning(() => explainRunning(request, url))
  if (options.json) {
    output.line(jsonLine({ v: 1, ...(url !== undefined && { url }), ...withoutCredentials(detail) }))
    return exitCodes.fine
  }
  const colors = colorsFor(process.stdout, process.env, options.color)
  for (const line of explainLines(detail, options.include === true, colors)) output.line(line)
  for (const line of await hints(detail, settings, url)) output.line(`\n${colors.dim(line)}`)
  return exitCodes.fine
}

async function runningUrl(settings: Settings): Promise<string> {
  const [run, ...others] = await findRunning(settings, process.env)
  if (run === undefined)
    throw failed(
      'no mock serves these documents now (mockserve list); without --running they answer themselves',
      exitCodes.failed,
    )
  if (others.length === 0) return run.url
  const urls = [run, ...others].map(({ url }) => url).join(', ')
  throw failed(`several mocks serve these documents: ${urls}; put one of these in front of the path`, exitCodes.usage, 'usage')
}

/** What the mock says when it refuses is an answer for people. */
async function askRunning(ask: () => Promise<ExchangeDetail>): Promise<ExchangeDetail> {
  try {
    return await ask()
  } catch (error) {
    throw failed((error as Error).message, exitCodes.failed)
  }
}

/** A mock that runs may have been written to, so that it answers otherwise. */
async function hints({ id }: ExchangeDetail, settings: Settings, url: string | undefined): Promise<readonly string[]> {
  if (url !== undefined) return [`asked ${url}, where it is exchange ${id}: ${url}/__mockserve/?exchange=${id}`]
  const [run] = await findRunning(settings, process.env)
  return run === undefined ? [] : [`answered without a server; --running asks ${run.url}, which remembers what clients wrote`]
}
