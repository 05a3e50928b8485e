// The flags of serving: how they read on the command line, and the settings they stand for.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { problemOfReport } from '../app/write-report.ts'
import {
  combineOrigins,
  parseAllowedHost,
  parseChoice,
  parseOrigin,
  parsePath,
  ValueError,
  valueParsers,
} from '../config/parse-values.ts'
import type { Settings } from '../config/settings.ts'
import { SettingsError } from '../diagnostics/errors.ts'
import { LOG_LEVELS, type LogLevel } from './log-level.ts'

/** How serving shows itself; no settings, since it is only a matter of this start. */
export interface Presentation {
  readonly json: boolean
  readonly quiet: boolean
  readonly logLevel: LogLevel
  readonly logFile: string | undefined
  readonly color: boolean
  readonly open: boolean
  /** Files that contract coverage is written to at the end; absolute. */
  readonly reports: readonly string[]
}

export interface ServeFlags {
  /** Only what was given. */
  readonly settings: Partial<Settings>
  readonly presentation: Presentation
}

/** Names flag and value in front of what a parser says. */
function named<T>(flag: string, parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text)
    } catch (error) {
      if (error instanceof ValueError) throw new SettingsError(`${flag} ${text}: ${error.message}`, { cause: error })
      throw error
    }
  }
}

const valued = <T>(flags: string, flag: string, help: string, parse: (text: string) => T) =>
  new Option(flags, help).argParser(named(flag, parse))

/** A flag that may be given several times. */
const repeated = <T>(flags: string, flag: string, help: string, parse: (text: string) => T) =>
  new Option(flags, help).argParser((text: string, earlier: readonly T[] | undefined) => [
    ...(earlier ?? []),
    named(flag, parse)(text),
  ])

function parseFolder(text: string): string {
  const path = resolve(text)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw new ValueError('there is no such folder')
  return path
}

function parseReport(text: string): string {
  const problem = problemOfReport(text)
  if (problem !== undefined) throw new ValueError(problem)
  return resolve(text)
}

const options: readonly (readonly [group: string, options: readonly Option[]])[] = [
  [
    'Server:',
    [
      valued(
        '-p, --port <n>',
        '--port',
        '0 is any free one (default: one of 61000-65535, always the same for a document)',
        valueParsers.port,
      ),
      valued(
        '--host <address>',
        '--host',
        'where to listen (default: 127.0.0.1, this machine only; localhost: also on [::1])',
        valueParsers.host,
      ),
      repeated('--allow-host <name>', '--allow-host', 'one more name this server may be called by; repeatable', parseAllowedHost),
      repeated('--cors <origin>', '--cors', 'one more origin whose pages may use the mock, or off; repeatable', parseOrigin),
      valued(
        '--control-token <text>',
        '--control-token',
        'what programs send to change this mock while it runs (default: another at each start)',
        valueParsers.controlToken,
      ),
      new Option('--open', 'open the docs in the browser'),
    ],
  ],
  [
    'Answers:',
    [
      valued('--seed <n>', '--seed', 'another number, other data (default: 0)', valueParsers.seed),
      valued(
        '--examples <mode>',
        '--examples',
        'fitting: mended to fit their schema (default), or as-written',
        valueParsers.examples,
      ),
      new Option('--dynamic', 'a fresh sample for each request'),
      valued('--state <file>', '--state', 'keep what clients write in this file, over restarts', valueParsers.state),
      new Option('--stateless', "forget what clients write: every answer is the document's own"),
      valued('--mocks <dir>', '--mocks', 'the folder of handlers (default: mocks/, when there is one)', valueParsers.mocks),
    ],
  ],
  [
    'Requests:',
    [
      valued(
        '--validate <mode>',
        '--validate',
        'requests that break the contract: enforce (default) refuses them, report answers and tells, off only routes',
        valueParsers.validate,
      ),
      new Option('--no-security', 'do not ask for credentials'),
      new Option('--errors', 'an answer that breaks the contract becomes a 500 that says so'),
    ],
  ],
  [
    'Documents:',
    [
      new Option('--strict', 'refuse to start when there are findings'),
      new Option('--no-watch', 'do not reload what is saved'),
      repeated('--allow-refs <dir>', '--allow-refs', 'one more folder that $ref may read; repeatable', parseFolder),
    ],
  ],
  [
    'Output:',
    [
      new Option('--json', 'JSON lines on stdout, one event each, "ready" first'),
      new Option('--quiet', 'only errors'),
      valued('--log-level <level>', '--log-level', 'error, warn, info (default) or debug', parseChoice(...LOG_LEVELS)),
      valued('--log-file <file>', '--log-file', 'write all events of the level to this file, too', parsePath),
      repeated(
        '--report <file>',
        '--report',
        'contract coverage, written at exit: .json, .xml (JUnit) or .md; repeatable',
        parseReport,
      ),
      new Option('--no-color', 'no colours (also: NO_COLOR=1)'),
    ],
  ],
]

/** Those that decide what is answered, for commands that do not serve. */
export function addAnswerOptions(command: Command): Command {
  for (const [group, members] of options)
    for (const option of members)
      if (group === 'Answers:' || group === 'Requests:' || option.long === '--allow-refs')
        command.addOption(option.helpGroup(group))
  return command
}

export function addServeOptions(command: Command): Command {
  for (const [group, members] of options) for (const option of members) command.addOption(option.helpGroup(group))
  return command
}

const SAME_NAME = [
  'port',
  'host',
  'seed',
  'examples',
  'dynamic',
  'stateless',
  'state',
  'errors',
  'validate',
  'security',
  'strict',
  'watch',
  'mocks',
  'controlToken',
] as const

/** What the command line said; defaults of flags do not count, since files and environment may set them. */
export function readServeFlags(command: Command, documents: readonly string[]): ServeFlags {
  const given = new Map<string, unknown>()
  for (const [name, value] of Object.entries(command.opts()))
    if (command.getOptionValueSource(name) === 'cli') given.set(name, value)
  const settings: Record<string, unknown> = {}
  for (const name of SAME_NAME) if (given.has(name)) settings[name] = given.get(name)
  if (given.has('allowHost')) settings['allowHosts'] = given.get('allowHost')
  if (given.has('allowRefs')) settings['allowRefs'] = given.get('allowRefs')
  if (given.has('cors')) settings['cors'] = named('--cors', () => combineOrigins(given.get('cors') as string[]))('off')
  if (documents.length > 0) settings['documents'] = documents
  return {
    settings,
    presentation: {
      json: given.has('json'),
      quiet: given.has('quiet'),
      color: !given.has('color'),
      open: given.has('open'),
      logLevel: (given.get('logLevel') as LogLevel | undefined) ?? 'info',
      logFile: given.get('logFile') as string | undefined,
      reports: (given.get('report') as string[] | undefined) ?? [],
    },
  }
}
