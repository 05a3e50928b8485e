// Who is measured, and how each is started.
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export type ContestantId =
  | 'node'
  | 'fastify'
  | 'mockserve'
  | 'unchecked'
  | 'unrecorded'
  | 'prism'
  | 'mockoon'
  | 'scalar'
  | 'jsonServer'

/** What a contestant is to serve. */
export interface Task {
  readonly document: string
  /** Recorded answers, for the bare ones. */
  readonly answers: string
  /** A folder to write to. */
  readonly folder: string
  /** Whether a bare one reads the document too, and shows it. */
  readonly readsDocument: boolean
}

export interface Contestant {
  readonly id: ContestantId
  readonly title: string
  /** Bare ones send what mockserve answered; peers are other mock servers. */
  readonly kind: 'bare' | 'mockserve' | 'peer'
  /** The arguments of `node`. */
  args(task: Task, port: number): readonly string[]
  /** Serves under the base path of the document's server and nowhere else. */
  readonly needsBasePath?: boolean | undefined
  /** A peer's version; undefined when it is not installed. */
  readonly version?: string | undefined
}

/** The folder of mockserve's package.json. */
export const project = resolve(fileURLToPath(new URL('../..', import.meta.url)))
export const fixture = join(project, 'scripts/bench/fixture')
const servers = join(project, 'scripts/bench/servers')
const packages = join(project, 'bench/node_modules')

const mockserve = ({ document }: Task, port: number, more: readonly string[] = []): readonly string[] => [
  join(project, 'dist/cli/main.js'),
  document,
  '--port',
  String(port),
  ...more,
]

const own: readonly Contestant[] = [
  {
    id: 'node',
    title: 'node:http',
    kind: 'bare',
    args: ({ answers }, port) => [join(servers, 'node-http.mjs'), String(port), answers],
  },
  {
    id: 'fastify',
    title: 'Fastify',
    kind: 'bare',
    args: ({ answers, document, readsDocument }, port) => [
      join(servers, 'fastify.mjs'),
      String(port),
      answers,
      ...(readsDocument ? [document] : []),
    ],
  },
  { id: 'mockserve', title: 'mockserve', kind: 'mockserve', args: (task, port) => mockserve(task, port) },
  {
    id: 'unchecked',
    title: 'checks off',
    kind: 'mockserve',
    args: (task, port) => mockserve(task, port, ['--validate', 'off', '--no-security']),
  },
  {
    id: 'unrecorded',
    title: 'journal off',
    kind: 'mockserve',
    args: (task, port) => ['--import', join(servers, 'no-journal.mjs'), ...mockserve(task, port)],
  },
]

interface Peer extends Pick<Contestant, 'id' | 'title' | 'needsBasePath'> {
  readonly package: string
  readonly args: (task: Task, port: string) => readonly string[]
}

const peers: readonly Peer[] = [
  {
    id: 'prism',
    title: 'Prism',
    package: '@stoplight/prism-cli',
    args: ({ document }, port) => [
      join(packages, '@stoplight/prism-cli/dist/index.js'),
      'mock',
      document,
      '--port',
      port,
      '--host',
      '127.0.0.1',
    ],
  },
  {
    id: 'mockoon',
    title: 'Mockoon',
    package: '@mockoon/cli',
    needsBasePath: true,
    args: ({ document }, port) => [
      join(packages, '@mockoon/cli/bin/run.js'),
      'start',
      '--data',
      document,
      '--port',
      port,
      '--hostname',
      '127.0.0.1',
      '--disable-log-to-file',
    ],
  },
  {
    id: 'scalar',
    title: 'Scalar',
    package: '@scalar/mock-server',
    args: ({ document }, port) => [join(servers, 'scalar.mjs'), port, document],
  },
  {
    id: 'jsonServer',
    title: 'json-server',
    package: 'json-server',
    args: ({ folder }, port) => {
      // it writes to its file
      const data = join(folder, 'json-server.json')
      copyFileSync(join(fixture, 'json-server.json'), data)
      return [join(packages, 'json-server/lib/cli/bin.js'), data, '--port', port, '--host', '127.0.0.1']
    },
  },
]

/** All of them, the peers that are not installed too. */
export const contestants: readonly Contestant[] = [
  ...own,
  ...peers.map(
    ({ package: name, args, ...peer }): Contestant => ({
      ...peer,
      kind: 'peer',
      version: versionOf(name),
      args: (task, port) => args(task, String(port)),
    }),
  ),
]

/** Throws for none of that name. */
export function contestantOf(id: ContestantId): Contestant {
  const found = contestants.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no contestant ${id}`)
  return found
}

/** Where an operation's path is served. */
export const pathFor = ({ needsBasePath }: Contestant, path: string, basePath = ''): string =>
  needsBasePath === true ? basePath + path : path

/** Only json-server has no way to serve a document. */
export const servesDocuments = ({ id }: Contestant): boolean => id !== 'jsonServer'
export const isHere = ({ kind, version }: Contestant): boolean => kind !== 'peer' || version !== undefined

function versionOf(name: string): string | undefined {
  const path = join(packages, name, 'package.json')
  if (!existsSync(path)) return undefined
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
