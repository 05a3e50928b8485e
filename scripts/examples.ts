// npm run examples: packs the project as it would be published, installs it into a copy of each folder of examples/, and runs what they hold.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const usage = `npm run examples -- [name …] [--keep]

Packs the project, installs it into a copy of each example, checks their types and runs their tests. Exits 1 when one fails.
  --keep   leave the copies, and say where they are`

const project = resolve(fileURLToPath(new URL('..', import.meta.url)))
/** The registry is slow at times; a test that hangs is not. */
const LIMIT_MS = 300_000

interface Step {
  readonly name: string
  readonly command: readonly string[]
}

const STEPS: readonly Step[] = [
  {
    name: 'install',
    command: ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--loglevel=error'],
  },
  { name: 'types', command: ['run', 'types'] },
  { name: 'test', command: ['test'] },
]

interface Ran {
  readonly isFine: boolean
  readonly seconds: number
  readonly said: string
}

function npm(args: readonly string[], cwd: string): Ran {
  const began = performance.now()
  const { status, stdout, stderr, error } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    shell: process.platform === 'win32',
  })
  const said = [stdout, stderr, error?.message].join('\n').trim()
  return { isFine: status === 0, seconds: (performance.now() - began) / 1_000, said }
}

/** The path of the packed project; undefined when it cannot be packed, which is told. */
function pack(folder: string): string | undefined {
  const { isFine, said } = npm(['pack', '--pack-destination', folder], project)
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (isFine && archive !== undefined) return join(folder, archive)
  console.error(`examples: npm pack failed\n\n${said}`)
  return undefined
}

function copyExample(name: string, folder: string, archive: string): string {
  const copy = join(folder, name)
  const skipped = new Set(['node_modules', 'package-lock.json', '.tap', 'test-results'])
  cpSync(join(project, 'examples', name), copy, { recursive: true, filter: (path) => !skipped.has(basename(path)) })
  const file = join(copy, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { devDependencies: Record<string, string> }
  manifest.devDependencies['mockserve'] = `file:${archive}`
  writeFileSync(file, JSON.stringify(manifest, undefined, 2))
  return copy
}

/** Prints a row as it is filled; false when a step failed, which ends the row. */
function tryExample(name: string, copy: string): boolean {
  process.stdout.write(name.padEnd(12))
  for (const step of STEPS) {
    const { isFine, seconds, said } = npm(step.command, copy)
    process.stdout.write(`${isFine ? 'ok' : 'FAILED'} ${seconds.toFixed(1)} s`.padStart(14))
    if (isFine) continue
    console.log(`\n\n${said.split('\n').slice(-60).join('\n')}\n`)
    return false
  }
  console.log('')
  return true
}

function main(args: readonly string[]): number {
  if (args.includes('--help')) {
    console.log(usage)
    return 0
  }
  const all = readdirSync(join(project, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = all.map(({ name }) => name)
  const wanted = args.filter((arg) => !arg.startsWith('--'))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.error(`examples: there is no ${unknown.join(', ')}; there are ${names.join(', ')}`)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'mockserve-examples-'))
  try {
    const archive = pack(folder)
    if (archive === undefined) return 1
    console.log(`${basename(archive)}, Node ${process.version}\n`)
    console.log(`example     ${STEPS.map((step) => step.name.padStart(14)).join('')}`)
    const failed = (wanted.length > 0 ? wanted : names).filter((name) => !tryExample(name, copyExample(name, folder, archive)))
    console.log(failed.length === 0 ? '\nall fine' : `\nFAILED: ${failed.join(', ')}`)
    return failed.length === 0 ? 0 : 1
  } finally {
    if (args.includes('--keep')) console.log(`the copies are in ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main(process.argv.slice(2))
