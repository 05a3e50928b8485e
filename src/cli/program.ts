// The command line: its commands, flags and help; the door of commander.
import { Command, CommanderError, Option } from 'commander'
import { version } from '../app/version.ts'
import { parsePort, ValueError } from '../config/parse-values.ts'
import { SettingsError } from '../diagnostics/errors.ts'
import { suggest } from '../diagnostics/suggest.ts'
import type { CheckFormat } from './commands/check.ts'
import type { ExplainOptions } from './commands/explain.ts'
import { type ExitCode, exitCodes, type Failure } from './failure.ts'
import { addAnswerOptions, addServeOptions, readServeFlags } from './flags.ts'
import type { Output } from './output.ts'

const FORMATS: readonly CheckFormat[] = ['pretty', 'unix', 'json', 'github']

const AFTER = `
Examples:
  mockserve                              the documents in openapi/, or openapi.yaml
  mockserve ./petstore.yaml --port 3000
  mockserve shop/ admin.json             several documents, one server
  mockserve ./check                      a folder that is named like a command

Exit codes: 0 stopped or fine, 1 documents unusable or errors in check, 2 wrong usage, 3 port busy or not allowed.
Every setting can also be an environment variable (MOCKSERVE_PORT) or stand in mockserve.config.{ts,js,json,yaml}.
Order: flag, environment, config file, default.`

const EXPLAIN_AFTER = `
Examples:
  mockserve explain GET /pets/7
  mockserve explain POST /pets -H 'Content-Type: application/json' -d @pet.json openapi.yaml
  mockserve explain http://127.0.0.1:62893/pets/7   asks the mock that runs there

Exit codes: 0 answered, 1 documents unusable or no mock there, 2 wrong usage.`

/** Parses and runs. Resolves with the exit code; `serve` resolves when it has stopped. Throws UsageError and what commands throw. */
export async function runProgram(args: readonly string[], output: Output): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.fine
  const serveAction = async (documents: string[], _options: unknown, command: Command) => {
    const { loadInSteps } = await import('./load-in-steps.ts')
    await loadInSteps()
    const { serve } = await import('./commands/serve.ts')
    exitCode = await serve(readServeFlags(command, documents), output)
  }

  const program = new Command('mockserve')
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.line(text.trimEnd()), writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: false })
    .enablePositionalOptions()
    .helpCommand(false)
    .description('A mock API server for your OpenAPI documents: point it at them, and every operation answers.')
    .usage('[options] [document|folder ...]')
    .argument('[documents...]', 'OpenAPI files, or folders that hold them (default: openapi/, or openapi.* here)')
    .action(serveAction)
  addServeOptions(program)
  program
    .addOption(new Option('-v, --version', 'print the version').helpGroup('Other:'))
    .addHelpOption(new Option('-h, --help', 'print this').helpGroup('Other:'))
    .on('option:version', () => {
      output.line(version)
      throw new CommanderError(0, 'commander.version', version)
    })
    .addHelpText('after', AFTER)

  addServeOptions(
    program.command('serve [documents...]', { hidden: true }).description('Serves: what mockserve does without a command.'),
  ).action(serveAction)

  program
    .command('check [documents...]')
    .description('Tells all that is wrong with documents, without serving them; exits 1 on errors.')
    .addOption(new Option('--format <name>', `${FORMATS.join(', ')} (default: pretty)`).argParser(parseFormat))
    .option('--strict', 'warnings count as errors')
    .option('--allow-refs <dir>', 'another folder that $ref may read (repeatable)', (dir, dirs: readonly string[] = []) => [
      ...dirs,
      dir,
    ])
    .option('--no-color', 'no colours (also: NO_COLOR=1)')
    .action(
      async (documents: string[], options: { format?: CheckFormat; strict?: true; allowRefs?: string[]; color: boolean }) => {
        const { check } = await import('./commands/check.ts')
        const { format = 'pretty', strict = false, allowRefs = [], color } = options
        exitCode = await check({ documents, format, strict, allowRefs, color }, output)
      },
    )

  const collect = (text: string, earlier: readonly string[] = []) => [...earlier, text]
  const explaining = program
    .command('explain [request...]')
    .usage('[options] [method] path|URL [document|folder ...]')
    .description('Tells what a request would be answered and why, without a server; a URL asks the mock that runs there.')
    .option('-H, --header <header>', "as in -H 'Accept: text/csv' (repeatable)", collect)
    .option('-d, --data <body>', 'the body, or @file; POST when no method is named', collect)
    .addOption(new Option('-X, --request <method>').hideHelp())
    .option('--running', 'ask the mock that serves these documents now; what the request changes stays changed there')
    .option('-i, --include', 'all headers of the answer')
    .option('--json', 'one JSON object')
    .option('--no-color', 'no colours (also: NO_COLOR=1)')
    .addHelpText('after', EXPLAIN_AFTER)
  addAnswerOptions(explaining).action(async (words: string[], options: Omit<ExplainOptions, 'settings'>, command: Command) => {
    const { loadInSteps } = await import('./load-in-steps.ts')
    await loadInSteps()
    const { explain } = await import('./commands/explain.ts')
    exitCode = await explain(words, { ...options, settings: readServeFlags(command, []).settings }, output)
  })

  program
    .command('types [documents...]')
    .description('Writes mocks/mockserve.gen.d.ts, which types the handlers of the documents.')
    .option('--mocks <dir>', 'the folder of handlers (default: mocks/)')
    .option('--check', 'write nothing; exit 1 when the file is not up to date')
    .action(async (documents: string[], options: { mocks?: string; check?: true }) => {
      const { types } = await import('./commands/types.ts')
      exitCode = await types({ documents, mocks: options.mocks, isCheck: options.check === true }, output)
    })

  program
    .command('who <port>')
    .description('Tells which process listens on a port; exits 1 when none does.')
    .action(async (port: string) => {
      const { who } = await import('./commands/who.ts')
      exitCode = await who(readPort(port), output)
    })

  program
    .command('list')
    .description('Lists the mocks that run now.')
    .action(async () => {
      const { list } = await import('./commands/list.ts')
      exitCode = await list(output)
    })

  await program.parseAsync([...args], { from: 'user' })
  return exitCode
}

function parseFormat(text: string): CheckFormat {
  const format = FORMATS.find((name) => name === text)
  if (format !== undefined) return format
  const near = suggest(text, FORMATS)
  throw new SettingsError(
    `--format ${text}: not one of ${FORMATS.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`,
  )
}

function readPort(text: string): number {
  try {
    return parsePort(text)
  } catch (error) {
    if (error instanceof ValueError) throw new SettingsError(`who ${text}: ${error.message}`, { cause: error })
    throw error
  }
}

/** What commander says of a wrong command line, as one line of ours. Undefined: help or version was printed, nothing is wrong. */
export function explainUsage({ exitCode, message }: CommanderError): Failure | undefined {
  if (exitCode === 0) return undefined
  const sentence = message
    .replace(/^error: /, '')
    .replace(/^option '(?:-\w, )?(--[\w-]+)[^']*' argument missing$/, '$1 needs a value')
    .replace(/^missing required argument '([^']+)'$/, 'which $1? As in: mockserve who 3000')
    .replace(/^unknown option '([^']+)'/, 'unknown option $1')
    .replace(/\s*\(Did you mean (.+?)\?\)$/s, '; did you mean $1?')
  const hint = /did you mean|As in/.test(sentence) ? '' : '; mockserve --help lists what there is'
  return { exitCode: exitCodes.usage, code: 'usage', message: `${sentence}${hint}`, findings: [] }
}
